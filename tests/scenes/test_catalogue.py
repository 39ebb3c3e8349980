from __future__ import annotations

import importlib
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from netcore import Layer, Network
from scenes.catalogue import CARDS, CLIPS, Entry, find, refuse
from scenes.errors import ParameterError, UnknownClipError
from scenes.params import ClipParams

every_clip = pytest.mark.parametrize("entry", CLIPS, ids=lambda entry: entry.clip)
every_clip_and_card = pytest.mark.parametrize(
    "entry", [*CLIPS, *CARDS], ids=lambda entry: entry.clip
)
FOLDER = Path(importlib.import_module("scenes").__path__[0])


@every_clip_and_card
def test_an_entry_names_its_clip(entry: Entry) -> None:
    clip = entry.clip_class()
    assert clip.__name__ == entry.clip
    assert clip.__doc__
    model = entry.params_model()
    assert isinstance(clip.params, model)
    assert issubclass(model, ClipParams)
    assert all(field.description for field in model.model_fields.values())


def test_names_and_files_are_unique() -> None:
    assert len({entry.clip for entry in CLIPS}) == len(CLIPS)
    assert len({entry.module.rpartition(".")[2] for entry in CLIPS}) == len(CLIPS)


def test_every_clip_that_exists_is_listed() -> None:
    listed = {entry.clip for entry in (*CLIPS, *CARDS)}
    sources = [path.read_text(encoding="utf-8") for path in FOLDER.glob("*/*.py")]
    written = {name for source in sources for name in re.findall(r"class (\w+)\(Clip\)", source)}
    assert written == listed


def test_no_file_is_named_as_one_of_pythons() -> None:
    for path in FOLDER.glob("*/*.py"):
        assert path.stem not in sys.stdlib_module_names, path


def test_an_unknown_clip_is_told_its_neighbours() -> None:
    with pytest.raises(UnknownClipError, match="did you mean WeightedSum") as caught:
        find("weightedsums")
    assert caught.value.near[0] == "WeightedSum"


def test_the_list_and_the_parameters_load_no_manim() -> None:
    code = (
        "import sys; from scenes.catalogue import CLIPS; "
        "[entry.params_model()() for entry in CLIPS]; "
        "sys.exit('manim' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


IMAGES = Network([Layer(np.ones((2, 64)), np.zeros(2), "relu")], image_shape=(8, 8))
NUMBERS = Network([Layer(np.ones((2, 4)), np.zeros(2), "relu")], image_shape=())
DEEP = Network([Layer(np.ones((3, 4)), np.zeros(3)), Layer(np.ones((2, 3)), np.zeros(2))])


def test_a_clip_is_refused_for_what_it_is_not_about_and_another_is_named() -> None:
    with pytest.raises(ParameterError) as caught:
        find("PixelsToNeurons").check(NUMBERS)
    assert str(caught.value) == (
        "PixelsToNeurons is about pixels, and the network takes 4 numbers that are no image: "
        "take NumbersToNeurons, or another network"
    )
    with pytest.raises(ParameterError, match="images of 8 x 8 pixels: take P"):
        find("NumbersToNeurons").check(IMAGES)
    with pytest.raises(ParameterError) as caught:
        find("HiddenLayers").check(IMAGES)
    assert str(caught.value) == (
        "HiddenLayers is about hidden layers, and the network has none: take PlainVanilla, or "
        "another network"
    )


@every_clip
def test_every_clip_takes_what_it_needs(entry: Entry) -> None:
    every = [IMAGES, NUMBERS, DEEP]
    wanted = {"image": [IMAGES], "numbers": [NUMBERS, DEEP], "hidden": [DEEP]}.get(
        entry.needs, every
    )
    for network in wanted:
        entry.check(network)
    for network in set(every) - set(wanted):
        with pytest.raises(ParameterError, match=entry.clip):
            refuse(entry.clip, network)


def test_a_clip_of_ones_own_is_not_refused() -> None:
    refuse("SomeoneElses", NUMBERS)
