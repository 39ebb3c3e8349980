"""Stands in for netreel.worker: ``fake_worker.py HOW TASK.json`` behaves as HOW says."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any


def main(how: str, task: dict[str, Any]) -> None:
    done = Path(task["folder"], "done")
    done.mkdir()
    clip = task["job"]["clip"]
    (done / "clip.mp4").write_bytes(f"film of {clip}".encode())
    answer({"frames": 10})
    if how == "killed" or how == f"{clip} killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "dies":
        sys.exit("out of luck")
    if how == "hangs":
        time.sleep(60)
    failure = None
    if how == "mistaken":
        failure = {"message": "there is no such neuron", "mistake": True}
    if how == "fails":
        failure = {"message": "boom", "mistake": False, "details": "Traceback ..."}
    (done / "clip.srt").write_text("1\n", encoding="utf-8")
    (done / "clip.vtt").write_text("WEBVTT\n", encoding="utf-8")
    files = {"video": "clip.mp4", "srt": "clip.srt", "vtt": "clip.vtt"}
    outline = {"frame_count": 60, "fps": "15"}
    answer({"outcome": {"files": files, "outline": outline, "failure": failure}})


def answer(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
