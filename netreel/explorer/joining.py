"""ES modules joined to one: as plain text, in the order in which they need each other.

What stands in ``netreel/web`` runs as it is where a server hands it out. In a page that is opened
from a file no module can import another, so imports and exports are taken out, and all share one
scope: no two of them may declare the same name.
"""

from __future__ import annotations

import re
from pathlib import Path

__all__ = ["WEB", "declared", "joined"]

WEB = Path(__file__).resolve().parents[1] / "web"

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function|class|const|let)", re.MULTILINE)
_DECLARED = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) (\w+)", re.MULTILINE)
_COMMENT = re.compile(r"^[ ]*/\*\*.*?\*/\n", re.MULTILINE | re.DOTALL)


def joined(main: str, folder: Path = WEB) -> str:
    """Return a module and all that it imports as the text of one.

    Parameters
    ----------
    main
        The file's name.
    folder
        Of the modules.
    """
    texts: dict[str, str] = {}
    _gather(main, folder, texts)
    return "".join(_COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", t))) for t in texts.values())


def declared(text: str) -> list[str]:
    """Return the names that a module declares at its top level."""
    return _DECLARED.findall(text)


def _gather(name: str, folder: Path, texts: dict[str, str], above: tuple[str, ...] = ()) -> None:
    """Add a module behind those that it imports."""
    if name in texts or name in above:
        return
    text = (folder / name).read_text("utf-8")
    for needed in _IMPORT.findall(text):
        _gather(needed, folder, texts, (*above, name))
    texts[name] = text
