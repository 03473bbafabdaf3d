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
    from collections.abc import Iterable, Mapping

__all__ = ["check", "describe", "read"]

_CHECKSUM = "checksum"


def describe(folder: Path, files: Iterable[str], about: Mapping[str, object]) -> bytes:
    """The manifest of files in a folder, as JSON with sorted keys.

    Args:
        folder: The folder.
        files: The names of the files.
        about: What else the manifest says: sources, counts.

    Examples:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as name:
        ...     _ = (Path(name) / "names.bin").write_bytes(b"Kidal")
        ...     json.loads(describe(Path(name), ["names.bin"], {"places": 1}))["files"]["names.bin"]["bytes"]
        5
    """
    content = {
        **about,
        "format_version": FORMAT_VERSION,
        "fold_version": FOLD_VERSION,
        "files": {name: _measure(folder / name) for name in files},
    }
    return _json({**content, _CHECKSUM: _checksum(content)})


def _json(content: Mapping[str, object]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _checksum(content: Mapping[str, object]) -> str:
    """Of all that a manifest says besides, so that a changed count or source is noticed too."""
    return hashlib.sha256(
        _json({key: value for key, value in content.items() if key != _CHECKSUM})
    ).hexdigest()


def _measure(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return {"bytes": file.tell(), "sha256": digest}


def read(folder: str | Path) -> dict[str, Any]:
    """The manifest of the index in a folder.

    Raises:
        IndexNotFoundError: If the folder holds none.
        DamagedIndexError: If it cannot be read.
    """
    path = Path(folder) / MANIFEST
    try:
        data = path.read_bytes()
        content = json.loads(data)
        is_manifest = isinstance(content, dict) and isinstance(content.get("files"), dict)
        whole = is_manifest and data == _json(content) and content.get(_CHECKSUM) == _checksum(content)
    except FileNotFoundError:
        if not Path(folder).exists():
            raise IndexNotFoundError(f"{folder}: there is no such folder") from None
        raise IndexNotFoundError(f"{folder} holds no index (no {MANIFEST})") from None
    except (OSError, ValueError, RecursionError) as error:
        raise DamagedIndexError(f"{path} cannot be read: {error}") from error
    if not is_manifest:
        raise DamagedIndexError(f"{path} is no manifest of an index")
    if not whole:
        raise DamagedIndexError(
            f"{path} does not match its checksum; reinstall Dateline or rebuild the index"
        )
    return dict(content)


def check(folder: str | Path) -> None:
    """Hash every file of the index in a folder and compare with its manifest.

    Raises:
        IndexNotFoundError: If the folder holds no manifest.
        DamagedIndexError: If a file is missing or its size or hash differs.
    """
    for name, expected in read(folder)["files"].items():
        path = Path(folder) / name
        try:
            found = _measure(path)
        except OSError as error:
            raise DamagedIndexError(f"{path} cannot be read: {error}") from error
        if found != expected:
            raise DamagedIndexError(
                f"{path} is damaged: {_difference(found, expected)}; reinstall Dateline or rebuild the index"
            )


def _difference(found: Mapping[str, object], expected: object) -> str:
    """How a file differs from what its manifest says, in words."""
    said = expected.get("bytes") if isinstance(expected, dict) else None
    if not isinstance(said, int):
        return "its manifest does not say how large it is"
    if found["bytes"] != said:
        return f"it has {found['bytes']:,} bytes and its manifest says {said:,}"
    return f"its {said:,} bytes are not those that were written (their SHA-256 differs)"
