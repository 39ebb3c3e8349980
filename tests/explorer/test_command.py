"""netreel explorer, without a browser."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import netcore
from tests.netreel.conftest import Run, assert_mistake, run  # noqa: F401


def data_of(file: Path) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', file.read_text("utf-8"), re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_it_writes_one_file(run: Run) -> None:  # noqa: F811
    assert run("explorer", "--digit", 8, "--sample", 2).stdout == "explorer.html\n"
    data = data_of(Path("explorer.html"))
    assert data["start"]["sample"] == netcore.sample_digits().index(8, 2)
    assert data["arguments"] == []
    assert [layer["outputs"] for layer in data["layers"]] == [16, 16, 10]


def test_it_opens_with_the_picture_that_is_given(run: Run) -> None:  # noqa: F811
    picture = (255 * netcore.sample_digits().image(4, 1)).astype(np.uint8)
    Image.fromarray(picture).save("four.png")
    run("explorer", "--image", "four.png", "-o", "four.html")
    start = np.frombuffer(base64.b64decode(data_of(Path("four.html"))["start"]["image"]), "<f8")
    np.testing.assert_array_equal(start, netcore.load_image("four.png").image.ravel())


def test_a_network_of_ones_own_is_named_in_the_films_command(run: Run) -> None:  # noqa: F811
    network = netcore.load_network(netcore.asset_path("networks/iris.npz"))
    netcore.save_network(network, "mine.npz")
    told = ("--network", "mine.npz", "--labels", "a,b,c", "--inputs", "5,3,1,0.5")
    run("explorer", *told, "--theme", "light", "--hide", "break, share")
    data = data_of(Path("explorer.html"))
    assert data["arguments"] == ["--network", "mine.npz", "--labels", "a,b,c"]
    assert data["start"]["values"] == [5, 3, 1, 0.5]
    assert data["labels"] == ["a", "b", "c"]
    assert data["hide"] == ["break", "share"]
    assert 'data-theme="light"' in Path("explorer.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--hide", "pad"), "expected some of samples, preparation"),
        (("--network", "none.npz"), "none.npz"),
        (("-o", "page.png"), "call it page.html"),
        (("--digit", "3", "--image", "x.png"), "x.png"),
        (("--inputs", "1,2"), "give --digit or --image"),
    ],
)
def test_mistakes_are_said(run: Run, arguments: tuple[str, ...], message: str) -> None:  # noqa: F811
    result = run("explorer", *arguments)
    assert_mistake(result, message)
