"""Manim, set up for a test: no files, no network, the frame of a clip."""

from __future__ import annotations

from contextlib import contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from manim import config

from scenes.engine.settings import render_settings
from scenes.look.sizes import FORMULA
from scenes.look.text import Formula

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from scenes.look.stage import Aspect


@pytest.fixture(scope="session")
def typeset_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Typst's results are kept for the whole run."""
    return tmp_path_factory.mktemp("typeset")


@pytest.fixture(scope="session", autouse=True)
def formulas_are_read_once() -> Iterator[None]:
    """Copy a formula that was read before: reading one takes 10 to 50 ms, and it is the same."""
    read: dict[tuple[str, str, float], dict[str, Any]] = {}
    init = Formula.__init__

    def copied(self: Formula, code: str, colour: str, size: float = FORMULA) -> None:
        if (code, colour, size) not in read:
            init(self, code, colour, size)
            read[code, colour, size] = deepcopy(vars(self))
        else:
            vars(self).update(deepcopy(read[code, colour, size]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Formula, "__init__", copied)
        yield


@contextmanager
def configured(chosen: dict[str, Any]) -> Iterator[None]:
    """Do as Manim's `tempconfig`, which also gives all its classes new bases: 10 ms a test."""
    before = {name: config[name] for name in chosen if name in config}
    config.update({name: chosen[name] for name in before})
    try:
        yield
    finally:
        config.update(before)


@pytest.fixture
def frame_settings(typeset_folder: Path) -> Callable[..., AbstractContextManager[None]]:
    """Return a function that sets Manim up for frames of some aspect and size."""

    def settings(aspect: Aspect = "16:9", **changes: Any) -> AbstractContextManager[None]:
        chosen = render_settings(aspect, "l", format="none")
        return configured(
            chosen | {"media_dir": str(typeset_folder), "verbosity": "ERROR"} | changes
        )

    return settings


@pytest.fixture
def landscape(frame_settings: Callable[..., AbstractContextManager[None]]) -> Iterator[None]:
    """Set Manim up for small landscape frames."""
    with frame_settings():
        yield
