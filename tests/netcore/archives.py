"""Zip archives, for tests."""

import io
import zipfile
from collections.abc import Mapping


def archive(members: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive with these contents by name, whatever the names are."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return buffer.getvalue()
