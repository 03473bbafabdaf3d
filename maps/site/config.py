"""A site's file: which maps there are, of which data, and how each is to look.

``[defaults]`` says what holds for all maps, ``[maps.NAME]`` what is different in one; tables in both are
merged. Everything that is wrong with a file is told at once.
"""

from __future__ import annotations

import difflib
import functools
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.checks import need_path
from maps.errors import WrongTypeError
from maps.site.errors import ConfigError
from maps.site.values import FILTER_KEYS, MAP_KEYS, SITE_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["Site", "SiteMap", "load"]

# A name is a folder and a part of an address, on every system.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_RESERVED = frozenset({"assets"})
_USUAL = {
    "language": "en",
    "worldview": "default",
    "formats": ["html", "png"],
    "theme": "auto",
    "assets": "shared",
}


class SiteMap(NamedTuple):
    """One map of a site.

    Attributes:
        name: Its folder in the site.
        options: What is asked for, as plain data, with what the defaults add.
        own: The keys that the map's own table has; the others are the defaults'.
    """

    name: str
    options: dict[str, Any]
    own: frozenset[str]


class Site(NamedTuple):
    """A site as its file describes it.

    Attributes:
        file: The file, for messages.
        folder: Where its paths begin.
        title: Title of the index page, or None for the usual one.
        language: Language of the index page.
        theme: Whether it is light, dark, or as the reader's system.
        maps: The maps in the order of the file.
    """

    file: str
    folder: Path
    title: str | None
    language: str
    theme: str
    maps: tuple[SiteMap, ...]

    def at(self, one: SiteMap, key: str) -> str:
        """Where in the file a key of a map stands, for messages."""
        return f"{self.file}: {f'maps.{one.name}' if key in one.own else 'defaults'}.{key}"


def load(source: str | os.PathLike[str] | Mapping[str, Any]) -> Site:
    """The site that a TOML file, or a mapping of the same shape, describes.

    Args:
        source: The file; its paths begin at its folder. Those of a mapping begin at the current folder.

    Raises:
        ConfigError: If there is no such file, or something in it is unknown or of the wrong kind.

    Examples:
        >>> site = load({"defaults": {"language": "fr"}, "maps": {"kidal": {"data": "kidal.csv"}}})
        >>> site.maps[0].options["data"], site.maps[0].options["language"]
        (['kidal.csv'], 'fr')
        >>> load({"maps": {"kidal": {"data": "kidal.csv", "sytle": "dark"}}})
        Traceback (most recent call last):
        maps.site.errors.ConfigError: site: maps.kidal.sytle: no such key; is style meant?
    """
    if isinstance(source, Mapping):
        return _site(dict(source), "site", Path.cwd())
    path = Path(need_path(source, "the file of a site", WrongTypeError))
    return _site(_read(path), os.fspath(source), path.resolve().parent)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise ConfigError([f"{path}: there is no such file"]) from error
    except OSError as error:
        raise ConfigError([f"{path}: it cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([f"{path}: a site's file is text in UTF-8; this one is not"]) from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{path}: this is no TOML: {error}"]) from error


def _site(data: dict[str, Any], file: str, folder: Path) -> Site:
    problems: list[str] = []
    known = ("site", "defaults", "maps")
    problems += [f"{file}: {key}: {_unknown(key, known)}" for key in data if key not in known]
    tables = {}
    for key in known:
        tables[key] = data.get(key, {})
        if not isinstance(tables[key], dict):
            problems.append(f"{file}: {key}: it is a table; write [{key}] and its keys below")
            tables[key] = {}
    about, _ = _checked(tables["site"], SITE_KEYS, f"{file}: site", problems)
    defaults, _ = _checked(tables["defaults"], MAP_KEYS, f"{file}: defaults", problems)
    _check_names(tables["maps"], file, problems)
    maps = []
    for name, table in tables["maps"].items():
        at = f"{file}: maps.{name}"
        if not isinstance(table, dict):
            problems.append(f"{at}: it is a table; write [maps.{name}] and its keys below")
            continue
        needed = () if "data" in table or "data" in tables["defaults"] else ("data",)
        own, refused = _checked(table, MAP_KEYS, at, problems, needed)
        options = {**_USUAL, **_merged(defaults, own)}
        if "url" in about and "embed" in options["formats"]:
            options["url"] = f"{about['url'].rstrip('/')}/{name}/embed/"
        if "data" not in options and "data" not in refused | tables["defaults"].keys():
            problems.append(f"{at}.data: is missing; name the map's table or folder of tables")
        maps.append(SiteMap(name, options, frozenset(own)))
    if problems:
        raise ConfigError(problems)
    language, theme = (about.get(key, defaults.get(key, _USUAL[key])) for key in ("language", "theme"))
    return Site(file, folder, about.get("title"), language, theme, tuple(maps))


def _check_names(tables: Mapping[str, Any], file: str, problems: list[str]) -> None:
    if not tables:
        problems.append(f"{file}: maps: there is no map; write [maps.NAME] and data = ... below")
    seen: dict[str, str] = {}
    for name in tables:
        at = f"{file}: maps.{name}"
        if not _NAME.fullmatch(name) or name.lower() in _RESERVED:
            problems.append(
                f"{at}: no map can have this name, which becomes a folder: "
                "take letters from a to z, digits, - and _, and not 'assets'"
            )
        # On many systems they would be one folder.
        if name.lower() in seen:
            problems.append(f"{at}: it differs from maps.{seen[name.lower()]} by capital letters only")
        seen[name.lower()] = name


def _checked(
    table: Mapping[str, Any],
    keys: Mapping[str, Callable[[object], Any]],
    at: str,
    problems: list[str],
    needed: Sequence[str] = (),
) -> tuple[dict[str, Any], set[str]]:
    """The values of a table that are right, and the keys of those that are not, which are told.

    A key that nobody knows may be meant for one that is needed and not there.
    """
    values, refused = {}, set()
    for key, value in table.items():
        try:
            values[key] = keys.get(key, functools.partial(_refused, key, keys, needed))(value)
        # What other packages raise for a wrong value may be a LookupError.
        except (ValueError, LookupError) as error:
            problems.append(f"{at}.{key}: {error}")
            refused.add(key)
    if isinstance(values.get("filter"), dict):
        values["filter"], _ = _checked(values["filter"], FILTER_KEYS, f"{at}.filter", problems)
    return values, refused


def _refused(key: str, known: Iterable[str], needed: Sequence[str], _value: object) -> None:
    raise ValueError(_unknown(key, known, needed))


def _unknown(key: str, known: Iterable[str], needed: Sequence[str] = ()) -> str:
    near = difflib.get_close_matches(key, needed, n=1) or difflib.get_close_matches(key, list(known), n=1)
    return f"no such key; is {near[0]} meant?" if near else f"no such key; there are {', '.join(known)}"


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """The one mapping over the other, and tables within them likewise."""
    return dict(_merging(below, above))


def _merging(below: Mapping[str, Any], above: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key in {**below, **above}:
        low, high = below.get(key), above.get(key, below.get(key))
        both = isinstance(low, dict) and isinstance(high, dict)
        yield key, _merged(low, high) if both else high  # type: ignore[arg-type]  # both are dicts
