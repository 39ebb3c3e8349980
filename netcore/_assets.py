"""Where the files that come with the project are."""

from pathlib import Path

from netcore.errors import FileError

_PACKAGE = Path(__file__).resolve().parent


def asset_path(name: str) -> Path:
    """Return where an asset is, for example ``asset_path("networks/lesson.npz")``.

    A built wheel holds the assets inside this package; a checkout holds them beside it.

    Raises
    ------
    FileError
        If there is no such asset.
    """
    for root in (_PACKAGE / "assets", _PACKAGE.parent / "assets"):
        if (root / name).exists():
            return root / name
    raise FileError(f"asset {name!r} is missing: install netreel again, or take a whole checkout")
