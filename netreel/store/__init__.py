"""Finished clips, kept under their keys: in a folder, or where S3, GCS and Azure keep objects."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from netreel.errors import MistakeError
from netreel.store.base import DamagedError, KeptClip, Store, StoredClip
from netreel.store.folder import FolderStore, cache_folder

__all__ = [
    "DamagedError",
    "FolderStore",
    "KeptClip",
    "Store",
    "StoredClip",
    "cache_folder",
    "open_store",
]

IN_THE_CLOUD = ("s3", "gs", "az", "memory")


def open_store(address: str | None) -> Store:
    """Return the store at an address, the user's own cache if there is none.

    Only the cache makes room for what is new by itself.

    Raises
    ------
    MistakeError
        There is no such kind of store, or what it needs is not installed.
    """
    if address is None:
        return FolderStore(cache_folder())
    scheme, sign, _ = address.partition("://")
    if not sign:
        return FolderStore(Path(address).expanduser().absolute(), limit=None)
    if scheme == "file":
        return FolderStore(Path(unquote(urlsplit(address).path)), limit=None)
    if scheme not in IN_THE_CLOUD:
        raise MistakeError(
            f"there is no store {address}: give a folder, or an address that begins with s3://, "
            "gs:// or az://"
        )
    try:
        from netreel.store.objects import ObjectStore
    except ImportError as error:
        raise MistakeError(
            f'a store at {scheme}:// needs obstore: pip install "netreel[store]"'
        ) from error
    return ObjectStore(address)
