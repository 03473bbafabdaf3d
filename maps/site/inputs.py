"""What a map is made from: tables, style, gazetteer and Dateline itself, each by a hash."""

from __future__ import annotations

import contextlib
import functools
import glob
import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gazetteer import Gazetteer
    from maps.site.config import Site

__all__ = [
    "Hashes",
    "code",
    "data_files",
    "digest",
    "gazetteer_of",
    "is_file",
    "looks",
    "shown_path",
    "sources",
    "tables",
]

_TABLES = frozenset({"incidents", "claims", "sources"})
# Packages whose version shows in what is drawn.
_LIBRARIES = (
    "branca", "folium", "fonttools", "jinja2", "matplotlib", "numpy", "pillow", "pydyf", "pyproj", "shapely",
    "xyzservices",
)  # fmt: skip


def digest(value: object) -> str:
    """The hash of plain data.

    Examples:
        >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
        True
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def shown_path(path: Path, folder: Path) -> str:
    """A path as it may stand in an output: from the folder of the site's file, never from the root.

    Examples:
        >>> shown_path(Path("/news/data/kidal.csv"), Path("/news"))
        'data/kidal.csv'
        >>> shown_path(Path("/elsewhere/kidal.csv"), Path("/news"))
        'kidal.csv'
    """
    # One step up is still the same project; a path across the machine says nothing elsewhere.
    beside = folder.parent if folder.parent != Path(path.anchor) else folder
    near = path.is_relative_to(folder) or path.is_relative_to(beside)
    return Path(os.path.relpath(path, folder)).as_posix() if near else path.name


def data_files(entry: str, folder: Path) -> list[Path]:
    """The files or folders of incidents that one entry of ``data`` names.

    Args:
        entry: A path, or a pattern with ``*``, ``?`` or ``[...]``.
        folder: Where relative paths begin.

    Raises:
        FileNotFoundError: If there is none.

    Examples:
        >>> data_files("*.csv", Path("/nowhere"))
        Traceback (most recent call last):
        FileNotFoundError: *.csv: no file has a name of this pattern
    """
    path = folder / entry
    if path.exists():
        return [Path(os.path.normpath(path))]
    if not any(sign in entry for sign in "*?["):
        raise FileNotFoundError(f"{entry}: there is no such file or folder")
    found = sorted(
        Path(os.path.normpath(folder / one))
        for one in glob.glob(entry, root_dir=folder, recursive=True)  # noqa: PTH207 - the folder may have brackets
    )
    if not found:
        raise FileNotFoundError(f"{entry}: no file has a name of this pattern")
    return found


class Hashes:
    """Hashes of files, each read once in a build.

    Args:
        folder: The folder of the site's file, from which paths are shown.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[Path, str] = {}

    def of(self, path: Path) -> str:
        """The hash of a file's bytes."""
        if path not in self._known:
            with path.open("rb") as file:
                self._known[path] = hashlib.file_digest(file, "sha256").hexdigest()
        return self._known[path]

    def data(self, options: Mapping[str, Any]) -> dict[str, str]:
        """The tables that a map is made of, as they may be shown, with their hashes.

        Raises:
            OSError: If one is not there or cannot be read.
        """
        return self._hashed(tables(options, self._folder))

    def look(self, options: Mapping[str, Any]) -> dict[str, str]:
        """The files of a map's style and labels, as they may be shown, with their hashes.

        Raises:
            OSError: If one is not there or cannot be read.
        """
        return self._hashed(looks(options, self._folder))

    def _hashed(self, files: Iterable[Path]) -> dict[str, str]:
        paths = [Path(os.path.normpath(file)) for file in files]
        hashed: dict[str, str] = {}
        for path in paths:
            # Files far apart may be shown alike.
            name = shown_path(path, self._folder)
            hashed[name] = digest([hashed[name], self.of(path)]) if name in hashed else self.of(path)
        return hashed

    @functools.cached_property
    def default_gazetteer(self) -> str:
        """The hash of the gazetteer that comes with Dateline."""
        import gazetteer

        return self.of(Path(gazetteer.__file__).parent / "data" / "index" / "manifest.json")

    def gazetteer(self, options: Mapping[str, Any]) -> str:
        """The hash of the gazetteer that a map asks: that of its manifest, which has those of its files.

        Raises:
            OSError: If there is none.
        """
        if "index" not in options:
            return self.default_gazetteer
        return self.of(self._folder / options["index"] / "manifest.json")


def gazetteer_of(options: Mapping[str, Any], folder: Path) -> Gazetteer:
    """The gazetteer that a map asks, opened once as long as it stays what it is."""
    import gazetteer

    if "index" not in options:
        return gazetteer.open()
    index = folder / options["index"]
    return _opened(index, (index / "manifest.json").stat().st_mtime_ns)


@functools.lru_cache(maxsize=4)
def _opened(index: Path, _changed: int) -> Gazetteer:
    import gazetteer

    return gazetteer.open(index)


def is_file(options: Mapping[str, Any], key: str) -> bool:
    """Whether an option names a file, as ``style`` and ``labels`` may."""
    return isinstance(options.get(key), str) and options[key].lower().endswith(".toml")


def tables(options: Mapping[str, Any], folder: Path) -> Iterator[Path]:
    """The files that hold the incidents of a map.

    Raises:
        FileNotFoundError: If one that is named is not there.
    """
    for entry in options["data"]:
        for path in data_files(entry, folder):
            if path.is_dir():
                yield from sorted(
                    one for one in path.iterdir() if one.stem.casefold() in _TABLES and one.is_file()
                )
            else:
                yield path


def sources(site: Site) -> Iterator[Path]:
    """The files that a site is made from besides its own, as far as they are there: what to watch."""
    for one in site.maps:
        yield from looks(one.options, site.folder)
        with contextlib.suppress(OSError):
            yield from tables(one.options, site.folder)


def looks(options: Mapping[str, Any], folder: Path) -> Iterator[Path]:
    """The files of a map's style, of its fonts, and of changes to labels."""
    for key in ("style", "labels"):
        if is_file(options, key):
            yield folder / options[key]
            if key == "style":
                yield from _fonts(folder / options[key])


def _fonts(style: Path) -> Iterator[Path]:
    """The font files that a style names. What is wrong with the style is told where it is loaded."""
    import tomllib

    try:
        table = tomllib.loads(style.read_text(encoding="utf-8-sig")).get("font", {})
    except (OSError, ValueError):
        return
    for file in table.values() if isinstance(table, dict) else ():
        if isinstance(file, str) and (style.parent / file).is_file():
            yield style.parent / file


@functools.cache
def code() -> str:
    """The hash of all of Dateline that shows in a map: sources, assets, data, and the libraries' versions.

    The index of the gazetteer is left out, for a map may ask another one; so are adapters, which show
    what has been made.
    """
    import gazetteer
    import geo
    import maps

    total = hashlib.sha256()
    for package in (geo, gazetteer, maps):
        root = Path(next(iter(package.__path__)))
        for path in sorted(_sources(root)):
            total.update(f"{package.__name__}/{path.relative_to(root).as_posix()}\n".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    total.update("\n".join(f"{name} {_version(name)}" for name in ("dateline", *_LIBRARIES)).encode())
    return total.hexdigest()


def _sources(root: Path) -> Iterator[Path]:
    left_out = {root / "data" / "index", root / "adapters"}
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        folders[:] = [name for name in folders if name != "__pycache__" and here / name not in left_out]
        yield from (here / name for name in files if not name.startswith("."))


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""
