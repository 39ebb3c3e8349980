"""One clip, rendered, drawn or encoded: the processes that the benchmarks measure.

``python -m benchmarks.render_clip render CLIP FOLDER [key=value ...]`` draws and encodes;
``draw`` only draws; ``dump`` draws, and keeps the frames in FOLDER; ``encode`` encodes the kept
frames; ``read`` only reads them, which is what is taken off the cost of ``encode``. ``render`` and
``draw`` print what they took beside their start: see `benchmarks.clock`.
"""

from __future__ import annotations

import argparse
from contextlib import nullcontext
from fractions import Fraction
from pathlib import Path
from typing import Any

from benchmarks.clock import Clock, print_times
from benchmarks.encodings import encoder_options
from benchmarks.kept_frames import FrameFilm, KeptFilm, kept_frames

RATE = 60


def settings(asked: argparse.Namespace) -> dict[str, Any]:
    """Return Manim's settings: 60 frames a second, drawn and not written."""
    from scenes.engine.settings import pixel_size, render_settings

    width, height = pixel_size("16:9", asked.short)
    chosen = render_settings("16:9", "h", format="none")
    chosen |= {"pixel_width": width, "pixel_height": height}
    chosen |= {"media_dir": str(asked.folder / "media"), "verbosity": "ERROR"}
    chosen |= {"progress_bar": "none"}
    return chosen


def clip_of(asked: argparse.Namespace, **kwargs: Any) -> Any:
    """Build the clip that is asked for, of the catalogue or of these benchmarks."""
    from benchmarks import pulse
    from scenes.catalogue import find

    changes = dict(change.split("=", 1) for change in asked.changes)
    if asked.clip in {"Pulse", "Lines"}:
        scene = getattr(pulse, asked.clip)
        return scene(pulse.PulseParams.model_validate(changes), **kwargs)
    entry = find(asked.clip)
    return entry.clip_class()(entry.params_model().model_validate(changes), **kwargs)


def render(asked: argparse.Namespace) -> None:
    """Render a clip to a video, or only draw its frames."""
    from manim import tempconfig

    with tempconfig(settings(asked)), film_of(asked) as film:
        clip = clip_of(asked, film=film)
        clock = Clock(clip, film)
        clip.render()
    print_times(clock)


def film_of(asked: argparse.Namespace) -> Any:
    """Return what takes the frames: an encoder, or nothing."""
    from scenes.engine.film import Coding, Film
    from scenes.engine.settings import pixel_size

    if asked.action == "draw":
        return nullcontext(FrameFilm())
    size = pixel_size("16:9", asked.short)
    options = encoder_options(asked.encoder)
    coding = Coding("libx264", "yuv420p", size, Fraction(RATE), options)
    return Film(asked.folder / "clip.mp4", coding)


def dump(asked: argparse.Namespace) -> None:
    """Draw a clip and keep its frames, or as many of them as are asked for, from its middle."""
    from manim import tempconfig

    with tempconfig(settings(asked)):
        wanted = None
        if asked.middle:
            dry = clip_of(asked, frames=())
            dry.render()
            first = max(dry.frame_count - asked.middle, 0) // 2
            wanted = range(first, first + asked.middle)
        film = KeptFilm(asked.folder, wanted)
        clip_of(asked, film=film).render()
        film.finish()


def encode(asked: argparse.Namespace) -> None:
    """Encode the kept frames as Manim does, in one stream."""
    import av

    frames = kept_frames(asked.folder)
    with av.open(str(asked.folder / "encoded.mp4"), "w") as container:
        options = encoder_options(asked.encoder)
        stream = container.add_stream("libx264", rate=RATE, options=options)
        stream.pix_fmt, stream.width, stream.height = "yuv420p", frames.width, frames.height
        number = 0
        for pixels, repeat in frames:
            for _ in range(repeat):
                frame = av.VideoFrame.from_ndarray(pixels, format="rgba")
                frame.pts, frame.time_base = number, Fraction(1, RATE)
                number += 1
                container.mux(stream.encode(frame))
        container.mux(stream.encode())


def read(asked: argparse.Namespace) -> None:
    """Read the kept frames, and import what `encode` imports."""
    import av

    assert av.codecs_available
    for _ in kept_frames(asked.folder):
        pass


ACTIONS = {"render": render, "draw": render, "dump": dump, "encode": encode, "read": read}


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.render_clip", description=__doc__)
    parser.add_argument("action", choices=ACTIONS)
    parser.add_argument("clip")
    parser.add_argument("folder", type=Path)
    parser.add_argument("changes", nargs="*", metavar="key=value")
    parser.add_argument("--short", type=int, default=1080, help="pixels of the short side")
    parser.add_argument("--encoder", default="manim", help="see benchmarks.encodings")
    parser.add_argument("--middle", type=int, default=0, help="keep only so many frames")
    asked = parser.parse_args()
    ACTIONS[asked.action](asked)


if __name__ == "__main__":
    main()
