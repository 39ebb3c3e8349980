"""What the frozen records of netcore share."""

from typing import Any, Self

from numpy.typing import NDArray


class Immutable:
    """A record that cannot change, so that every copy of it may be the record itself.

    Manim copies whatever a mobject holds, often once a frame.
    """

    __slots__ = ()

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


def read_only(array: NDArray[Any]) -> NDArray[Any]:
    """Return a view of the array that cannot be written through."""
    view = array.view()
    view.flags.writeable = False
    return view
