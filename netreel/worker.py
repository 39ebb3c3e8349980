"""One task in a process of its own: ``python -m netreel.worker TASK.json``.

Manim's configuration is global, so each film has a process. What comes out on stdout are JSON
lines: ``{"frames": 120}`` while it works, ``{"outcome": {...}}`` at the end. A worker that ends
without the latter has failed. With ``--serve FD`` it is a server of such processes: they are its
forks, and need not import Manim again.

A command that draws one thing and ends is such a process already: it asks for `attempt_here`.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import time
import traceback
from contextlib import chdir, contextmanager, redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pydantic import ValidationError

from netreel.errors import MistakeError, NetreelError, is_expected
from netreel.forking import Server
from netreel.runner import with_log
from netreel.tasks import Failure, Outcome, Task
from scenes.catalogue import find
from scenes.engine.alone import load_manim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["attempt", "attempt_here", "limited", "main", "perform"]

# Telling how far it is more often than this would only cost time.
SECONDS_BETWEEN_REPORTS = 0.1


def main() -> None:
    """Perform the task in the file that the command line names, or serve."""
    if sys.argv[1] != "--serve":
        carry_out({"task": sys.argv[1]})
        return
    load_manim()
    import_module("netreel.drawing")
    Server(socket.socket(fileno=int(sys.argv[2])), prepare, carry_out).serve()


def prepare(order: dict[str, Any]) -> None:
    """Import an order's clip, for all the processes to come."""
    find(order["clip"]).clip_class()


def carry_out(order: dict[str, Any]) -> None:
    """Perform an order's task, and tell on stdout what comes of it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # who asked for it tells the user
    file = Path(order["task"])
    os.chdir(file.parent)
    channel = take_stdout()
    task = Task.model_validate_json(file.read_bytes())
    outcome = attempt(task, progress_to(channel))
    send(channel, {"outcome": outcome.model_dump(mode="json")})


def take_stdout() -> TextIO:
    """Keep stdout for the answers; what libraries print goes to stderr."""
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return channel


def send(channel: TextIO, message: dict[str, Any]) -> None:
    """Write one line; a closed channel ends the process, for nobody wants the result."""
    channel.write(json.dumps(message) + "\n")
    channel.flush()


def progress_to(channel: TextIO) -> Callable[[int], None]:
    """Return a function that reports a number of finished frames, now and then."""
    return limited(lambda frames: send(channel, {"frames": frames}))


def limited(tell: Callable[[int], None]) -> Callable[[int], None]:
    """Return a function that tells only now and then what it is told."""
    reported = 0.0

    def report(frames: int) -> None:
        nonlocal reported
        now = time.monotonic()
        if now - reported >= SECONDS_BETWEEN_REPORTS:
            reported = now
            tell(frames)

    return report


def attempt(task: Task, report: Callable[[int], None]) -> Outcome:
    """Perform a task; whatever goes wrong becomes part of the outcome."""
    try:
        return perform(task, report)
    except BrokenPipeError:
        raise
    except ValidationError as error:
        return Outcome(failure=Failure(message=str(error.errors()[0]["msg"]), mistake=True))
    except NetreelError as error:
        mistake = isinstance(error, MistakeError)
        return Outcome(failure=Failure(message=str(error), mistake=mistake))
    except Exception as error:
        details = traceback.format_exc()
        message = str(error) if is_expected(error) else f"{type(error).__name__}: {error}"
        return Outcome(
            failure=Failure(message=message, mistake=is_expected(error), details=details)
        )


def attempt_here(task: Task) -> Outcome:
    """Perform a task in this process, as a worker would: in the task's folder."""
    with chdir(task.folder), redirect_stdout(sys.stderr), nothing_collected():
        return with_log(attempt(task, lambda _frames: None))


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Keep garbage: looking for it is a tenth of what one picture takes, and finds little."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def perform(task: Task, report: Callable[[int], None]) -> Outcome:
    """Do what the task says and return what came of it."""
    load_manim()
    from netreel import drawing  # imports Manim

    match task.kind:
        case "render" if task.job.format == "png":
            return drawing.draw_last_frame(task)
        case "render":
            return drawing.draw_film(task, report)
        case "outline":
            return drawing.find_outline(task)
        case "still":
            return drawing.draw_still(task)
        case "storyboard":
            return drawing.draw_storyboard(task)
        case "check":
            return drawing.check_clip(task)


if __name__ == "__main__":
    main()
