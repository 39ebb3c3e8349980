"""Files of networks, read without a process of their own."""

from __future__ import annotations

import io
import sys
from importlib import import_module

import pytest

from netcore.errors import FormatError
from netcore.formats import _process


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the readers run in this process, for files that are sound: another takes 0.2 s to start.

    How a process is started, bounded and listened to is tested with files that are not.
    """

    def run(worker: str, content: bytes, _refusal: str) -> bytes:
        module = import_module(f"netcore.formats.{worker}")
        out, err = io.TextIOWrapper(io.BytesIO()), io.StringIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, "limit", lambda: None)
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = module.run(content)
        if code:
            raise FormatError(err.getvalue())
        return out.buffer.getvalue()

    monkeypatch.setattr(_process, "_run", run)
