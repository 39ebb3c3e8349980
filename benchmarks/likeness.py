"""How alike an encoded video and the frames it was made of look: SSIM of the brightness."""

from __future__ import annotations

import re
import tempfile
from fractions import Fraction
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import av

if TYPE_CHECKING:
    from benchmarks.kept_frames import KeptFrames

__all__ = ["structural_similarity"]

_FORMAT = "yuv444p"
"""All of the kept frames' colours: what the video lost shows."""


def structural_similarity(frames: KeptFrames, video: Path) -> tuple[float, float]:
    """Return the mean and the lowest SSIM of the frames of a video, from FFmpeg's filter."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "ssim.log"
        graph, kept, coded = _graph(frames, log)
        number = 0
        with av.open(str(video)) as container:
            decoded = container.decode(video=0)
            for pixels, repeat in frames:
                frame = av.VideoFrame.from_ndarray(pixels, format="rgba").reformat(format=_FORMAT)
                for _ in range(repeat):
                    other = next(decoded).reformat(format=_FORMAT)
                    for source, picture in ((kept, frame), (coded, other)):
                        picture.pts, picture.time_base = number, Fraction(1, 60)
                        source.push(picture)
                    graph.pull()
                    number += 1
        del graph, kept, coded  # closes the log
        scores = [float(score) for score in re.findall(r" Y:(\S+)", log.read_text())]
    if len(scores) != frames.count:
        raise RuntimeError(f"expected the SSIM of {frames.count} frames, got {len(scores)}")
    return fmean(scores), min(scores)


def _graph(
    frames: KeptFrames, log: Path
) -> tuple[av.filter.Graph, av.filter.context.FilterContext, av.filter.context.FilterContext]:
    """Return FFmpeg's ssim filter, and where the kept and the decoded frames go in."""
    graph = av.filter.Graph()
    kept, coded = (
        graph.add_buffer(
            width=frames.width,
            height=frames.height,
            format=av.VideoFormat(_FORMAT),
            time_base=Fraction(1, 60),
        )
        for _ in range(2)
    )
    compared, sink = graph.add("ssim", stats_file=str(log)), graph.add("buffersink")
    kept.link_to(compared, 0, 0)
    coded.link_to(compared, 0, 1)
    compared.link_to(sink)
    graph.configure()
    return graph, kept, coded
