"""What the clips about parts say where it depends on the digit: one class for each clip."""

from __future__ import annotations

__all__: list[str] = []
