"""Manim, set up for a test: no files, no network, the frame of a clip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from manim import tempconfig

from scenes.engine.settings import render_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from scenes.look.stage import Aspect


@pytest.fixture(scope="session")
def typeset_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Typst's results are kept for the whole run."""
    return tmp_path_factory.mktemp("typeset")


@pytest.fixture
def frame_settings(typeset_folder: Path) -> Callable[..., AbstractContextManager[None]]:
    """Return a function that sets Manim up for frames of some aspect and size."""

    def settings(aspect: Aspect = "16:9", **changes: Any) -> AbstractContextManager[None]:
        chosen = render_settings(aspect, "l", format="none")
        chosen |= {"media_dir": str(typeset_folder), "verbosity": "ERROR"} | changes
        return tempconfig(chosen)

    return settings


@pytest.fixture
def landscape(frame_settings: Callable[..., AbstractContextManager[None]]) -> Iterator[None]:
    """Set Manim up for small landscape frames."""
    with frame_settings():
        yield
