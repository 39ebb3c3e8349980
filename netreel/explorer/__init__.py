"""The interactive page: a network, its samples and all code in one file that needs no server."""

from netreel.explorer.page import HIDEABLE, explorer_page

__all__ = ["HIDEABLE", "explorer_page"]
