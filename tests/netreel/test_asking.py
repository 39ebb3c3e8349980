"""From what was typed to a job."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from netreel.asking import make_job
from netreel.errors import MistakeError
from netreel.jobs import RenderJob, params_of
from netreel.options import Wishes
from scenes.errors import UnknownClipError

pytestmark = pytest.mark.usefixtures("toys")


def asked(*settings: str, **values: object) -> RenderJob:
    return make_job("Toy", Wishes(values, settings), quality="l")


@pytest.mark.parametrize(
    ("setting", "name", "value"),
    [
        ("neuron=5", "neuron", 5),
        ("neuron = 5", "neuron", 5),
        ("window=3,4", "window", (3, 4)),
        ("window=(3, 4)", "window", (3, 4)),
        ("mode=ALL", "mode", "all"),
        ("rows=2", "rows", 2),
        ("bias=-10", "bias", -10.0),
        ("bias=none", "bias", None),
        ("slow=yes", "slow", True),
        ("theme=light", "theme", "light"),
        ("digit=7", "digit", 7),
    ],
)
def test_settings_become_values(setting: str, name: str, value: object) -> None:
    assert getattr(params_of(asked(setting)), name) == value


def test_only_what_differs_is_in_the_job() -> None:
    assert asked("neuron=2", "mode=all").params == {"mode": "all"}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (["neurn=5"], "Toy has no parameter 'neurn': did you mean neuron?"),
        (["neuron=99"], "Toy cannot take neuron=99"),
        (["neuron=five"], "Toy cannot take neuron=five"),
        (["neuron=1", "neuron=2"], "'neuron' is given twice"),
        (["digit=Random"], "--set digit=random: say --digit random"),
        (["window=3"], "Toy cannot take window"),
        (["mode=some"], "'elided' or 'all'"),
        (["neuron"], "--set takes KEY=VALUE, not 'neuron'"),
        (["=5"], "--set takes KEY=VALUE"),
        (["image=nowhere.png"], "cannot read image nowhere.png: no such file"),
        (["image=/"], "cannot read image /: a folder"),
        (["image=/dev/null"], "cannot read image /dev/null: a pipe or device"),
    ],
)
def test_mistakes_are_named(settings: list[str], said: str) -> None:
    with pytest.raises(MistakeError, match=re.escape(said)):
        asked(*settings)


def test_setting_and_option_clash() -> None:
    with pytest.raises(MistakeError, match="'digit' is given twice"):
        asked("digit=3", digit=4)


def test_digit_and_image_clash(tmp_path: Path) -> None:
    image = tmp_path / "a.png"
    image.touch()
    with pytest.raises(MistakeError, match="both say what to draw"):
        asked(f"image={image}", digit=4)


def test_files_become_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.png").touch()
    assert asked(image=Path("a.png")).params == {"image": str(tmp_path / "a.png")}


def test_unknown_clip() -> None:
    with pytest.raises(UnknownClipError, match="did you mean LongToy"):
        make_job("longtoi", Wishes(), quality="l")


def test_a_gif_is_not_too_fast() -> None:
    assert make_job("Toy", Wishes(), quality="h", format="gif").fps == 25
    assert make_job("Toy", Wishes(), quality="h", fps=50, format="gif").fps == 50
    with pytest.raises(MistakeError, match="50 frames a second"):
        make_job("Toy", Wishes(), quality="h", fps=60, format="gif")
