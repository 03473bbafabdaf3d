"""The manifest of a site: all that a build remembers of the one before."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from maps.site.errors import TargetError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["FORMAT", "INDEX", "MANIFEST", "VERSION", "broken", "encoded", "files_of", "listed", "load"]

FORMAT = "dateline-site"
VERSION = 1
MANIFEST = "manifest.json"
INDEX = "index.html"


def load(folder: Path, name: str) -> dict[str, Any]:
    """The manifest of the site in a folder; that of a site without maps where there is none.

    Args:
        folder: The folder.
        name: The folder as messages name it.

    Raises:
        TargetError: If the file is no manifest of a site that this version can read.
    """
    way_out = "choose a folder of its own for the site, or remove this one"
    try:
        data = json.loads((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return {"maps": {}}
    except (OSError, ValueError) as error:
        raise TargetError([f"{name}/{MANIFEST} cannot be read ({error}); {way_out}"]) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("maps"), dict):
        raise TargetError([f"{name}/{MANIFEST} is not that of a site of Dateline; {way_out}"])
    if data.get("version") != VERSION:
        raise TargetError(
            [f"{name}/{MANIFEST} is of version {data.get('version')!r}, not {VERSION}; {way_out}"]
        )
    return data


def encoded(manifest: Mapping[str, Any]) -> bytes:
    """The bytes of a manifest."""
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def files_of(entry: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What the manifest says of each file of a map, those that it shares with others included."""
    yield from entry["files"].values()
    yield from entry["assets"].values()


def listed(folder: Path) -> set[str]:
    """The files in a folder that its manifest says are of the site, itself included."""
    try:
        manifest = load(folder, str(folder))
    except TargetError:
        return set()
    files = {file["path"] for entry in manifest["maps"].values() for file in files_of(entry)}
    of_index = {file["path"] for file in manifest.get("assets", {}).values()}
    return {*files, *of_index, INDEX, MANIFEST} if manifest["maps"] else files


def broken(entry: Mapping[str, Any], folder: Path, known: dict[str, bool]) -> str | None:
    """The first file of a map that is not there, or is not as it was written.

    Args:
        entry: What the manifest says of the map.
        folder: The folder of the site.
        known: What was found of files before, which is added to.
    """
    for file in files_of(entry):
        path = file["path"]
        if path not in known:
            try:
                with (folder / path).open("rb") as stream:
                    known[path] = hashlib.file_digest(stream, "sha256").hexdigest() == file["sha256"]
            except OSError:
                known[path] = False
        if not known[path]:
            return str(path)
    return None
