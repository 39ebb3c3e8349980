"""Count the scans of a JPEG without decoding it."""

from __future__ import annotations

import re

# Inside a scan's compressed data a marker is 0xFF and anything but a stuffed zero, a restart
# marker (D0-D7) or another fill byte: ITU-T T.81, B.1.1.
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_START_OF_SCAN = 0xDA
_END_OF_IMAGE = 0xD9


def count_scans(data: bytes) -> int:
    """Return how many scans come before the end of the first image in ``data``.

    Each scan of a progressive JPEG costs the decoder a pass over the whole picture, so a small
    file with thousands of them would keep it busy for minutes.
    """
    scans, position = 0, 2
    while match := _MARKER.search(data, position):
        marker = match.group(1)[0]
        if marker == _END_OF_IMAGE:
            break
        scans += marker == _START_OF_SCAN
        length = int.from_bytes(data[match.end() : match.end() + 2], "big")
        position = match.end() + max(length, 2)
    return scans
