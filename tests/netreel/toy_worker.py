"""A worker for clips that exist only in tests: ``toy_worker.py --serve FD``, or with a task."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from netreel import worker
from scenes import catalogue
from scenes.catalogue import Entry
from scenes.clip import Clip
from scenes.params import ClipParams
from tests.netreel.conftest import ToyParams
from tests.netreel.toy_scene import CarelessClip, ToyClip


class Toys(Entry):
    """Clips of the tests, by the names of their classes."""

    def params_model(self) -> type[ClipParams]:
        return ToyParams

    def clip_class(self) -> type[Clip]:
        return {"Toy": ToyClip, "Careless": CarelessClip}[self.clip]


CLIPS = tuple(Toys(clip, "toys", "none", 3, "for tests") for clip in ("Toy", "Careless"))

if __name__ == "__main__":
    catalogue.CLIPS = CLIPS
    worker.main()
