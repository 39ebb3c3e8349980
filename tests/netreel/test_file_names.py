"""File names of jobs."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netreel.file_names import file_stem, in_a_file_name
from netreel.jobs import RenderJob

pytestmark = pytest.mark.usefixtures("toys")
MODELS = Path(__file__).parents[1] / "netcore" / "models"


@pytest.mark.parametrize(
    ("params", "stem"),
    [
        ({}, "Toy"),
        ({"digit": 7}, "Toy-digit=7"),
        ({"digit": 3}, "Toy"),
        ({"aspect": "9:16", "mode": "all"}, "Toy-aspect=9x16-mode=all"),
        ({"window": [3, 4]}, "Toy-window=3,4"),
        ({"bias": -10.5}, "Toy-bias=-10.5"),
        ({"slow": True, "captions": False}, "Toy-captions=no-slow=yes"),
        ({"activations": ["relu", "relu", "softmax"]}, "Toy-activations=relu,relu,softmax"),
    ],
)
def test_names_say_what_differs(params: dict[str, str], stem: str) -> None:
    assert file_stem(RenderJob(clip="Toy", params=params)) == stem


def test_a_long_name_is_cut_but_stays_its_own() -> None:
    first, second = (
        file_stem(RenderJob(clip="Toy", params={"activations": ["ü" * 200, end], "labels": ["x"]}))
        for end in "ab"
    )
    assert first != second
    assert max(len(first.encode()), len(second.encode())) < 200


def test_a_long_list_is_cut_but_stays_its_own() -> None:
    labels = ["T-shirt", "Trouser", "Pullover", "Dress", "Coat"]
    first, second = (
        file_stem(RenderJob(clip="Toy", params={"labels": [*labels, last]})) for last in "ab"
    )
    assert first.startswith("Toy-labels=T-shirt,Trouser~")
    assert first != second
    assert len(first) == len("Toy-labels=") + 24


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_names_suit_every_file_system(text: str) -> None:
    written = in_a_file_name(text)
    assert not set(written) & set('\\/:*?"<>|\0 ' + string.whitespace)


@pytest.mark.parametrize(
    ("made", "stem"),
    [
        ({"quality": "h"}, "Toy-quality=h"),
        ({"fps": 24}, "Toy-fps=24"),
        ({"fps": 30}, "Toy"),
        ({"format": "gif", "fps": 25}, "Toy"),
        ({"format": "gif", "fps": 30}, "Toy-fps=30"),
        ({"transparent": True}, "Toy-transparent=yes"),
        ({"encoding": {"preset": "draft"}}, "Toy-preset=draft"),
        (
            {"encoding": {"codec": "libx265", "options": {"crf": "30"}}},
            "Toy-codec=libx265-crf=30",
        ),
    ],
)
def test_names_say_how_it_is_made(made: dict[str, object], stem: str) -> None:
    assert file_stem(RenderJob.model_validate({"clip": "Toy", **made})) == stem


def test_a_stills_own_quality_goes_without_saying() -> None:
    assert file_stem(RenderJob(clip="Toy", quality="h"), usual="h") == "Toy"
    assert file_stem(RenderJob(clip="Toy", quality="m"), usual="h") == "Toy-quality=m"


@pytest.mark.parametrize("name", ["image", "network"])
def test_files_of_one_name_are_told_apart_by_their_content(tmp_path: Path, name: str) -> None:
    def stem(folder: str, content: bytes) -> str:
        path = tmp_path / folder / "my ümlaut:digit?.png"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return file_stem(RenderJob(clip="Toy", params={name: str(path)}))

    first, other, same = stem("a", b"one"), stem("b", b"two"), stem("c", b"one")
    assert first.startswith(f"Toy-{name}=my_ümlaut_digit_~")
    assert first == same
    assert first != other


def test_a_networks_weights_beside_it_count(tmp_path: Path) -> None:
    for name in ("torch_beside.onnx", "torch_beside.onnx.data"):
        (tmp_path / name).write_bytes((MODELS / name).read_bytes())
    job = RenderJob(clip="Toy", params={"network": str(tmp_path / "torch_beside.onnx")})
    before = file_stem(job)
    (tmp_path / "torch_beside.onnx.data").write_bytes(bytes(4040))
    assert file_stem(job) != before


LABELS = st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LABELS, LABELS)
def test_different_labels_have_different_names(first: list[str], second: list[str]) -> None:
    jobs = (RenderJob(clip="Toy", params={"labels": [*labels]}) for labels in (first, second))
    assert len(set(map(file_stem, jobs))) == (1 if first == second else 2)


@pytest.mark.parametrize(
    ("first", "second"), [(["a b"], ["a_b"]), (["a,b"], ["a", "b"]), (["9:16"], ["9x16"])]
)
def test_names_that_would_be_written_alike(first: list[str], second: list[str]) -> None:
    stems = [file_stem(RenderJob(clip="Toy", params={"labels": [*x]})) for x in (first, second)]
    assert stems[0] != stems[1]
