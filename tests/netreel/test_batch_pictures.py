"""A clip for each picture of a folder: called as it is, and told what the clip wants of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from netreel.batch.naming import Names
from scenes import catalogue
from scenes.catalogue import Entry
from tests.netreel.batches import lines, manifest
from tests.netreel.conftest import Run

Behave = Callable[[str], None]


@pytest.fixture
def pictures(run: Run, toys: tuple[Entry, ...]) -> Path:
    """Give a folder of pictures, some of one name, some of names that are seldom."""
    del run, toys
    names = ["a b.png", "one.png", "one.gif", "ONE.bmp", "sub/one.png", "\N{SNOWMAN}\u00e9.png"]
    names += ["e\u0301.png", "\u00e9.bmp", "x" * 200 + ".png", ".hidden.png"]
    for shade, name in enumerate(names):
        path = Path("students", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (28, 28), 20 * shade).save(path)
    return Path("students")


def test_a_clip_for_each_picture_called_as_it_is(
    run: Run, fake_worker: Behave, pictures: Path
) -> None:
    fake_worker("works")
    (pictures / "labels.csv").write_text(
        "picture,label,neuron\na b.png,7,\nsub/one.png,cat,3\n", encoding="utf-8"
    )
    result = run("batch", pictures, "--clip", "Toy", "--set", "as-is=yes")
    assert result.exit_code == 0, result.output
    films = {path.relative_to("out").as_posix() for path in Path("out").rglob("*.mp4")}
    assert {"a b.mp4", "sub/one.mp4", "\N{SNOWMAN}\u00e9.mp4", f"{'x' * 200}.mp4"} < films
    assert len({name.casefold() for name in films}) == len(films) == 9
    told = manifest()
    assert told["a b"]["job"]["label"] == "7"
    assert told["sub/one"]["job"]["neuron"] == 3
    assert {Path(line["job"]["image"]).suffix for line in told.values()} == {".png", ".gif", ".bmp"}


def test_labels_of_pictures_that_are_not_there(run: Run, pictures: Path) -> None:
    (pictures / "labels.csv").write_text("picture,label\ngone.png,7\none.png,1\none.png,2\n")
    result = run("batch", pictures, "--clip", "Toy", "--set", "as-is=yes")
    assert result.exit_code == 2
    assert "labels.csv, row 2, picture: there is no picture 'gone.png'" in result.stderr
    assert "labels.csv, row 4, picture: one.png has a row already" in result.stderr


def test_several_clips_have_folders_of_their_own(
    run: Run, fake_worker: Behave, pictures: Path
) -> None:
    fake_worker("works")
    more = ("--clip", "Toy", "--clip", "ShortToy", "--set", "as-is=yes")
    _, summary = lines(run("batch", pictures, *more))
    assert summary["done"] == 18
    assert Path("out/ShortToy/sub/one.mp4").read_bytes() == b"film of ShortToy"


def test_names_are_given_once() -> None:
    names = Names()
    wishes = ["a", "A", "\u00e9", "e\u0301", "a-2", "f/a", "\N{SNOWMAN}" * 100, "\N{SNOWMAN}" * 101]
    given = [names.give(wish) for wish in wishes]
    assert given[:6] == ["a", "A-2", "\u00e9", "e\u0301-2", "a-2-2", "f/a"]
    assert len(set(given)) == len(given)
    assert max(len(name.encode()) for name in given) <= 240


def test_a_picture_is_what_the_clip_takes_one_for(run: Run, fake_worker: Behave) -> None:
    """EdgeDetection looks at photographs, and the other one at a digit."""
    Path("photos").mkdir()
    shades = np.random.default_rng(0).integers(0, 256, (60, 90, 3), np.uint8)
    Image.fromarray(shades).save("photos/one.png")
    Path("photos/labels.csv").write_text("picture,threshold\none.png,0.2\n")
    fake_worker("fails")
    assert run("batch", "photos", "--clip", "EdgeDetection").exit_code == 1
    (failed,) = map(json.loads, Path("out/failed.jsonl").read_text().splitlines())
    assert failed["picture"] == str(Path("photos/one.png").absolute())
    assert (failed["threshold"], "image" in failed) == (0.2, False)
    fake_worker("works")
    assert run("batch", "out/failed.jsonl").exit_code == 0
    assert Path("out/one.mp4").read_bytes() == b"film of EdgeDetection"
    Path("photos/labels.csv").unlink()
    Image.new("L", (90, 60)).save("photos/one.png")
    flat = run("batch", "photos", "--clip", "EdgeDetection")
    assert flat.exit_code == 2
    assert flat.stderr.startswith("error: photos, one.png, picture: ")


def test_every_clip_says_which_parameter_takes_a_picture() -> None:
    for entry in catalogue.CLIPS:
        model = entry.params_model()
        assert model.model_fields[model.own_picture].annotation == Path | None
