"""Stands in for netreel.worker: ``fake_worker.py HOW --serve FD`` behaves as HOW says."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.frame import PictureType

from netreel.forking import Server


def main(how: str, task: dict[str, Any]) -> None:
    done = Path(task["folder"], "done")
    done.mkdir()
    clip = task["job"]["clip"]
    tells = how.startswith("tells")
    film = film_telling(clip, task["job"]["params"]) if tells else f"film of {clip}".encode()
    (done / "clip.mp4").write_bytes(film)
    outline = {"frame_count": 60, "fps": "15"}
    if how.startswith("films"):
        outline = real_film(done / "clip.mp4", clip)
    answer({"frames": 10})
    if how == "killed" or f" {clip} killed" in f" {how}":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "dies":
        sys.exit("out of luck")
    time.sleep({"hangs": 60.0, "tells slowly": 0.3}.get(how, 0.0))
    if how == "tells killed-once":
        kill_once(film)
    failure = None
    if how == "mistaken":
        failure = {"message": "there is no such neuron", "mistake": True}
    if how == "fails":
        failure = {"message": "boom", "mistake": False, "details": "Traceback ..."}
    (done / "clip.srt").write_text("1\n", encoding="utf-8")
    (done / "clip.vtt").write_text("WEBVTT\n", encoding="utf-8")
    files = {"video": "clip.mp4", "srt": "clip.srt", "vtt": "clip.vtt"}
    answer({"outcome": {"files": files, "outline": outline, "failure": failure}})


def film_telling(clip: str, params: dict[str, Any]) -> bytes:
    """Return some 100 kB that are different for each job."""
    return f"{clip} {json.dumps(params, sort_keys=True)}\n".encode() * 3000


def kill_once(film: bytes) -> None:
    """End as by kill -9, the first time that this film is made."""
    mark = Path(os.environ["FAKE_MARKS"], hashlib.sha256(film).hexdigest())
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def real_film(path: Path, clip: str) -> dict[str, Any]:
    """Write a small film, of as many frames as the clip's name has letters; return its outline.

    It has two beats, and a caption in each, but for a card, which says nothing.
    """
    frames, begins = len(clip), len(clip) // 2
    with av.open(path, "w", options={"fflags": "+bitexact"}) as film:
        stream = film.add_stream("libx264", rate=15)
        stream.width, stream.height, stream.pix_fmt = 160, 90, "yuv420p"
        for number in range(frames):
            picture = np.full((90, 160, 3), 20 * number, np.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pict_type = PictureType.I if number in (0, begins) else PictureType.NONE
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    spans = {"one": (0, begins), "two": (begins, frames - begins)}
    timed = [(name, {"start": start, "frames": n}) for name, (start, n) in spans.items()]
    return {
        "frame_count": frames,
        "fps": "15",
        "beats": [{"name": name, "title": f"{name} of {clip}", **span} for name, span in timed],
        "captions": [
            {"text": f"Caption {name} of {clip}.", **span}
            for name, span in timed
            if clip != "ChapterCard"
        ],
    }


def answer(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    HOW, _, CONTROL = sys.argv[1:]
    Server(
        socket.socket(fileno=int(CONTROL)),
        lambda _order: None,
        lambda order: main(HOW, json.loads(Path(order["task"]).read_text(encoding="utf-8"))),
    ).serve()
