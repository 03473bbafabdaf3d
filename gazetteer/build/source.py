"""What to build from: recognised by what is in a file, not by what it is called."""

from __future__ import annotations

import tarfile
import zipfile
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from gazetteer.build.geonames import DUMP_COLUMNS, GEONAMES
from gazetteer.build.text import Stretch, stretches, unpacked
from gazetteer.build.whos_on_first import WHOS_ON_FIRST, is_feature_file
from gazetteer.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["Source", "parts", "recognise", "start_of"]

Kind = Literal["dump", "alternates", "table", "features"]

_START_BYTES: Final = 65_536
_FILES_AT_ONCE: Final = 500
# About how long rows are: how many parts there will be depends on it, and nothing else.
_ROW_BYTES: Final = {"dump": 110, "alternates": 100, "table": 40, "features": 2_000}
_PACKED_FEATURE_BYTES: Final = 500
_ALTERNATE_COLUMNS: Final = (8, 10)
_CLASSES: Final = frozenset({*"AHLPRSTUV", ""})
# Texts that travel with dumps in their archives.
# What every workbook of spreadsheets has.
_WORKBOOK: Final = "xl/workbook.xml"
_NOT_DATA: Final = frozenset({"readme.txt", "iso-languagecodes.txt"})


class Source(NamedTuple):
    """A file or folder to build from.

    Attributes:
        path: Where it is.
        kind: ``dump`` (GeoNames, 19 columns), ``alternates`` (alternateNamesV2), ``table`` (CSV) or
            ``features`` (Who's On First).
        member: The file in a zip archive, "" if it is none.
        label: Name of the data set, as places and names give it.
        size: Bytes to read, unpacked where that is known.
        rows: About how many rows there are.
    """

    path: Path
    kind: Kind
    member: str
    label: str
    size: int
    rows: int


def recognise(path: Path) -> Source:
    """What a path holds.

    Raises:
        BuildError: If it does not exist or holds nothing that an index can be built from.
    """
    if not path.exists():
        raise BuildError(f"{path} does not exist")
    if path.is_dir():
        sizes = [file.stat().st_size for file in path.rglob("*.*json") if is_feature_file(file.name)]
        if not sizes:
            raise BuildError(f"{path} holds no GeoJSON of Who's On First (*.geojson)")
        return Source(path, "features", "", WHOS_ON_FIRST, sum(sizes), len(sizes))
    if zipfile.is_zipfile(path):
        return _in_zip(path)
    size = path.stat().st_size
    if _is_tar(path):
        return Source(path, "features", "", WHOS_ON_FIRST, size, size // _PACKED_FEATURE_BYTES)
    kind = _kind(_first_bytes(path), path.name)
    return Source(path, kind, "", _label(kind, path.name), size, size // _ROW_BYTES[kind])


def _is_tar(path: Path) -> bool:
    return ".tar" in path.name.lower() and tarfile.is_tarfile(path)


def _in_zip(path: Path) -> Source:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            features = [info for info in infos if is_feature_file(info.filename)]
            if features:
                size = sum(info.file_size for info in features)
                return Source(path, "features", "", WHOS_ON_FIRST, size, len(features))
            data = [info for info in infos if info.filename.rpartition("/")[2].lower() not in _NOT_DATA]
            if len(data) != 1:
                names = ", ".join(info.filename for info in data[:3]) or "nothing"
                rule = "one file of places is asked for"
                if any(info.filename == _WORKBOOK for info in data):
                    rule = "it is a workbook: save its sheet as CSV"
                raise BuildError(f"{path} holds {names}; {rule}")
            with archive.open(data[0]) as file:
                start = file.read(_START_BYTES)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise BuildError(f"{path} cannot be unpacked: {error}") from error
    kind = _kind(start, f"{path.name}: {data[0].filename}")
    size = data[0].file_size
    return Source(
        path, kind, data[0].filename, _label(kind, data[0].filename), size, size // _ROW_BYTES[kind]
    )


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_START_BYTES)


def _kind(start: bytes, name: str) -> Kind:
    """What a text is, by its first lines."""
    if not start:
        raise BuildError(f"{name} is empty")
    if b"\0" in start:
        raise BuildError(
            f"{name} is no text in UTF-8: GeoNames, Who's On First and CSV are read, plain or in zip and tar"
        )
    text = start.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] == "{":
        return "features"
    lines = [line for line in text.splitlines()[:20] if line]
    if any(_is_dump_row(line.split("\t")) for line in lines):
        return "dump"
    if any(_is_alternate_row(line.split("\t")) for line in lines):
        return "alternates"
    return "table"


def _is_dump_row(cells: list[str]) -> bool:
    # No other table of 19 columns has one capital, the feature class, behind a number and two coordinates.
    return len(cells) == DUMP_COLUMNS and cells[0].isdecimal() and cells[6].strip() in _CLASSES


def _is_alternate_row(cells: list[str]) -> bool:
    return len(cells) in _ALTERNATE_COLUMNS and cells[0].isdecimal() and cells[1].isdecimal()


def _label(kind: Kind, name: str) -> str:
    if kind == "table":
        stem = name.rpartition("/")[2].partition(".")[0]
        return "-".join("".join(letter if letter.isalnum() else " " for letter in stem).split()) or "table"
    return WHOS_ON_FIRST if kind == "features" else GEONAMES


def start_of(source: Source) -> bytes:
    """The first bytes of the text of a source."""
    if not source.member:
        return _first_bytes(source.path)
    with zipfile.ZipFile(source.path) as archive, archive.open(source.member) as file:
        return file.read(_START_BYTES)


def parts(source: Source, scratch: Path) -> Iterator[Stretch | tuple[str, ...]]:
    """The source as stretches of text, or as lists of files.

    Args:
        source: What to read.
        scratch: A file to unpack into, if it must be.

    Raises:
        BuildError: If an archive is damaged.
    """
    path = source.path
    try:
        if path.is_dir():
            files = sorted(str(file) for file in path.rglob("*.*json") if is_feature_file(file.name))
            for at in range(0, len(files), _FILES_AT_ONCE):
                yield tuple(files[at : at + _FILES_AT_ONCE])
        elif source.kind == "features":
            yield from _feature_lines(path, scratch)
        elif source.member:
            yield from unpacked(str(path), source.member, str(scratch))
        else:
            yield from stretches(str(path), quoted=source.kind == "table")
    except (zipfile.BadZipFile, tarfile.TarError, EOFError) as error:
        raise BuildError(f"{path} is damaged: {error}") from error


def _feature_lines(path: Path, scratch: Path) -> Iterator[Stretch]:
    """The features of an archive or file as lines of name, tab and GeoJSON."""
    with scratch.open("wb") as file:
        for name, content in _members(path):
            line = content.replace(b"\r", b" ").replace(b"\n", b" ")
            file.write(name.encode("utf-8", "replace").replace(b"\t", b" ") + b"\t" + line + b"\n")
    yield from stretches(str(scratch))


def _members(path: Path) -> Iterable[tuple[str, bytes]]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(filter(is_feature_file, archive.namelist())):
                yield name, archive.read(name)
    elif _is_tar(path):
        with tarfile.open(path, "r|*") as bundle:  # a stream: what was read is not kept
            for member in bundle:
                found = (
                    bundle.extractfile(member) if member.isfile() and is_feature_file(member.name) else None
                )
                if found:
                    yield member.name, found.read()
    else:
        content = path.read_bytes()
        lines = [line for line in content.splitlines() if line.strip()]
        # A file of lines that each hold a feature, or one feature or collection.
        if len(lines) > 1 and all(line.lstrip().startswith(b"{") for line in lines[:2]) and _closes(lines[0]):
            yield from ((path.name, line) for line in lines)
        else:
            yield path.name, content


def _closes(line: bytes) -> bool:
    return line.rstrip().endswith(b"}") and line.count(b"{") == line.count(b"}")
