"""A look at the outline of an ONNX file before it is parsed.

A parsed message takes some hundred bytes of memory for two in the file, so a file of nothing but
empty messages would take fifty times its size. What is bounded here is all that is not plain
tensor data.

Wire format: https://protobuf.dev/programming-guides/encoding; field numbers: onnx.proto.
"""

from collections.abc import Iterator

from netcore.errors import FormatError

MOST_OUTLINE_BYTES = 2_000_000
"""The most that a file may hold besides tensor data: a chain of dense layers takes kilobytes,
also with the notes that exporters add."""

MOST_FIELDS = 200_000

# What a message holds that is looked into: (message, field) -> message.
_INSIDE = {
    ("Model", 7): "Graph",
    ("Graph", 1): "Node",
    ("Graph", 5): "Tensor",
    ("Node", 5): "Attribute",
    ("Attribute", 5): "Tensor",
}
# float_data, double_data and raw_data: as large in memory as in the file.
_PLAIN_DATA = (4, 9, 10)

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def check_outline(content: bytes) -> None:
    """Raise a FormatError unless parsing takes little more memory than the file is long."""
    outline, fields = len(content), 0
    todo = [("Model", 0, len(content))]
    while todo:
        message, start, end = todo.pop()
        for number, first, last in _fields(content, start, end):
            fields += 1
            if inside := _INSIDE.get((message, number)):
                todo.append((inside, first, last))
            elif message == "Tensor" and number in _PLAIN_DATA and last - first > 16:
                outline -= last - first
            if fields > MOST_FIELDS:
                raise FormatError(f"expected at most {MOST_FIELDS:,} parts")
    if outline > MOST_OUTLINE_BYTES:
        raise FormatError(
            f"expected at most {MOST_OUTLINE_BYTES:,} bytes besides tensor data, got {outline:,}"
        )


def _fields(content: bytes, place: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the number, start and end of each field of a message."""
    while place < end:
        key, place = _varint(content, place, end)
        kind = key & 7
        if kind == _VARINT:
            _, after = _varint(content, place, end)
        elif kind == _BYTES:
            length, place = _varint(content, place, end)
            after = place + length
        elif kind in (_FIXED64, _FIXED32):
            after = place + (8 if kind == _FIXED64 else 4)
        else:
            raise FormatError("not a readable .onnx file: unknown kind of field")
        if after > end:
            raise FormatError("not a readable .onnx file: it is cut off")
        yield key >> 3, place, after
        place = after


def _varint(content: bytes, place: int, end: int) -> tuple[int, int]:
    value = shift = 0
    while place < end and shift < 70:
        byte = content[place]
        value |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return value, place
    raise FormatError("not a readable .onnx file: it is cut off")
