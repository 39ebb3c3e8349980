"""What draws for the preview, forked twice: ``python -m netreel.preview.stage --serve FD``.

The first server has imported Manim and what else others wrote, which takes a second and never
changes. A stage is its fork: that imports scenes, netcore and netreel, which takes a quarter of
one, and forks whatever is to be done. Where the source has changed there is a new stage.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import socket
import sys
from contextlib import suppress
from functools import partial
from importlib import import_module, invalidate_caches
from pathlib import Path
from typing import Any

from netreel.forking import Server

__all__ = ["die_with_parent", "main"]

OURS = ("netcore", "netreel", "scenes")
THEIRS = ("av", "numpy", "PIL.Image", "pydantic", "scipy.ndimage", "typst")
"""What takes long to import, beside Manim."""
_SET_PDEATHSIG, _SET_CHILD_SUBREAPER = 1, 36
"""Of Linux's prctl."""


def main() -> None:
    """Serve stages until nobody can ask for one any more."""
    import_module("scenes.engine.alone").load_manim()
    for module in THEIRS:
        import_module(module)
    adopt_orphans()
    Server(socket.socket(fileno=int(sys.argv[2])), lambda _order: None, be_a_stage).serve()


def be_a_stage(order: dict[str, Any]) -> None:
    """Serve what is to be done; the orders come on what is standard output."""
    die_with_parent()
    if sys.dont_write_bytecode:  # then what did not change would be compiled anew each time
        sys.dont_write_bytecode, sys.pycache_prefix = False, order["bytecode"]
    adopt_orphans()
    control = socket.socket(fileno=os.dup(1))
    os.dup2(2, 1)
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    invalidate_caches()
    shelves = Path(order["bytecode"]).with_name("pictures")
    shutil.rmtree(shelves, ignore_errors=True)  # of a stage before, whose source was another
    Server(control, partial(prepare, shelves / str(os.getpid())), carry_out).serve()


def prepare(shelf: Path, order: dict[str, Any]) -> None:
    """Import what an order needs, for all the processes to come."""
    import_module("netreel.preview.work.errands")
    import_module("netreel.preview.work.warming").warm_up(shelf)
    if clip := order.get("clip"):
        import_module("scenes.catalogue").find(clip).clip_class()
        import_module("netreel.jobs").installed()  # it is remembered: part of every key


def carry_out(order: dict[str, Any]) -> None:
    """Do what an order says."""
    die_with_parent()
    if memory := order.get("memory"):
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    if nice := order.get("nice"):
        os.nice(nice)
    import_module("netreel.preview.work.errands").perform(order)


def adopt_orphans() -> None:
    """Let what killed children leave behind be children of this process, not of the system."""
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def die_with_parent() -> None:
    """Let this process be killed as soon as its parent has ended, however that comes."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it was quicker
        os._exit(1)


if __name__ == "__main__":
    main()
