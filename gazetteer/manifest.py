"""The manifest of an index: which files it has, their hashes, and what they were built from."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.errors import DamagedIndexError, IndexNotFoundError
from gazetteer.index_format import FORMAT_VERSION, MANIFEST
from gazetteer.names import FOLD_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["check", "describe", "read"]


def describe(files: Mapping[str, bytes], about: Mapping[str, object]) -> bytes:
    """The manifest of the files, as JSON with sorted keys.

    Examples:
        >>> json.loads(describe({"names.bin": b"Kidal"}, {"places": 1}))["files"]["names.bin"]["bytes"]
        5
    """
    content = {
        **about,
        "format_version": FORMAT_VERSION,
        "fold_version": FOLD_VERSION,
        "files": {
            name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        },
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def read(folder: str | Path) -> dict[str, Any]:
    """The manifest of the index in a folder.

    Raises:
        IndexNotFoundError: If the folder holds none.
        DamagedIndexError: If it cannot be read.
    """
    path = Path(folder) / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise IndexNotFoundError(f"{folder} holds no index (no {MANIFEST})") from None
    except (OSError, ValueError) as error:
        raise DamagedIndexError(f"{path} cannot be read: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("files"), dict):
        raise DamagedIndexError(f"{path} is no manifest of an index")
    return content


def check(folder: str | Path) -> None:
    """Hash every file of the index in a folder and compare with its manifest.

    Raises:
        IndexNotFoundError: If the folder holds no manifest.
        DamagedIndexError: If a file is missing or its size or hash differs.
    """
    for name, expected in read(folder)["files"].items():
        path = Path(folder) / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DamagedIndexError(f"{path} cannot be read: {error}") from error
        found = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        if found != expected:
            raise DamagedIndexError(
                f"{path} is damaged: it has {found}, its manifest says {expected}; "
                "reinstall Dateline or rebuild the index"
            )
