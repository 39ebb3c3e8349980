"""The network before anything has arrived: dark behind its inputs, its connections at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenes.components.network.home import NetworkHome

if TYPE_CHECKING:
    from scenes.figures import Figures

__all__ = ["QuietNetwork"]


class QuietNetwork(NetworkHome):
    """What PlainVanilla ends on, and the clips about what the layers do begin with.

    Everything is where `NetworkHome` has it, and called the same. What the outputs say is not part
    of the picture: ``outputs.bars`` have no length, ``outputs.values`` and ``boxes`` are for later.

    Parameters
    ----------
    figures, written, elided
        As for `NetworkHome`.
    """

    def __init__(
        self, figures: Figures, written: str | None = None, *, elided: bool = False
    ) -> None:
        super().__init__(figures, written, elided=elided)
        for column in self.columns[1:]:
            column.switched_off()
        bars = self.outputs.bars
        bars.bars.become(bars.empty())
        self.remove(self.outputs, self.boxes)
        self.add(self.outputs.labels, bars.tracks)
