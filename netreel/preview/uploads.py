"""Files that pages hand over: kept under names of ours, in a folder that goes away."""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from netreel.preview.safety import RefusedError

if TYPE_CHECKING:
    from netreel.preview.nursery import Nursery

__all__ = ["MOST_BYTES", "Uploads"]

MOST_BYTES = 20 * 1024**2
MOST_KEPT = 40
"""Files; of more, those that came first go."""
ENDING = re.compile(r"(\.pth?\.tar|\.[A-Za-z0-9]{1,12})$")
"""What a network's format is told by; a picture's is told by its content."""
LONGEST_NAME = 100


@dataclass
class Upload:
    """One file: where it is, what it was called, and what is in it."""

    name: str
    path: Path
    given: str
    about: dict[str, Any] = field(default_factory=dict)

    @property
    def data(self) -> dict[str, Any]:
        """What a page is told of it."""
        return {"name": self.name, "given": self.given, **self.about}


class Uploads:
    """The files of all pages, as long as the server runs."""

    def __init__(self, nursery: Nursery) -> None:
        self._nursery = nursery
        self._kept: dict[str, Upload] = {}

    def files(self) -> dict[str, dict[str, str]]:
        """Return path and given name of each."""
        return {
            name: {"path": str(upload.path), "given": upload.given}
            for name, upload in self._kept.items()
        }

    def find(self, name: str) -> Upload | None:
        """Return the file of that name."""
        return self._kept.get(name)

    async def take(self, body: bytes, given: str) -> Upload:
        """Keep a file, and find out what it is.

        Raises
        ------
        RefusedError
            It is neither a picture of a digit nor a network.
        JobError
            Nobody could look into it.
        """
        given = shown_name(given)
        folder = Path(tempfile.mkdtemp(dir=self._nursery.folder))
        ending = ENDING.search(given)
        path = folder / f"upload{ending[0].lower() if ending else ''}"
        path.write_bytes(body)
        told = await self._nursery.ask("receive", folder, path=str(path), given=given)
        if "answer" not in told:
            shutil.rmtree(folder, ignore_errors=True)
            fault = told.get("fault", {"message": "it cannot be read"})
            raise RefusedError(422, told.get("refused") or fault["message"])
        upload = Upload(f"upload:{secrets.token_hex(8)}", path, given, told["answer"])
        for step in upload.about.get("steps", []):
            step["url"] = f"/api/uploads/{upload.name}/{step.pop('file')}"
        self._kept[upload.name] = upload
        for name in [*self._kept][:-MOST_KEPT]:
            shutil.rmtree(self._kept.pop(name).path.parent, ignore_errors=True)
        return upload

    def step(self, name: str, number: int) -> Path | None:
        """Return the picture after a step of the preparation."""
        upload = self._kept.get(name)
        if upload is None or not 0 <= number < len(upload.about.get("steps", [])):
            return None
        return upload.path.with_name(f"step-{number}.png")


def shown_name(given: str) -> str:
    """Return what a file is called in messages: the last part of a path, without odd signs.

    Pages send it percent-encoded.
    """
    last = re.split(r"[/\\]", unquote(given))[-1]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in "'\"<>&")
    return kept[-LONGEST_NAME:] or "file"
