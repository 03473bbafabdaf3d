"""What each key of a site's file takes: a value of TOML becomes plain data, or is refused."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

from maps.incidents.text import clean
from maps.site.budget import ALL

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "FILES",
    "FILTER_KEYS",
    "FORMATS",
    "MAP_KEYS",
    "SITE_KEYS",
    "STATIC_FORMATS",
    "bytes_of",
    "shown",
]

#: The formats of one file, each with the name of that file.
FILES = {
    "html": "map.html",
    "png": "map.png",
    "svg": "map.svg",
    "pdf": "map.pdf",
    "geojson": "map.geojson",
}
#: What a map can be written as; the files of an embed have names of their own.
FORMATS = (*FILES, "embed")
STATIC_FORMATS = frozenset({"png", "svg", "pdf"})
# Where script, style sheet and picture of pages are: in files that all share, or in each of them.
_PLACES = ("shared", "inside")

# Plain data of any kind.
Plain = Any
_UNITS = {"b": 1, "kb": 1000, "mb": 1000**2, "kib": 1024, "mib": 1024**2}
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*", re.IGNORECASE)


def bytes_of(text: str) -> int:
    """How many bytes a size in words is.

    Raises:
        ValueError: If it is no size.

    Examples:
        >>> bytes_of("400 kB"), bytes_of("1.5 MiB")
        (400000, 1572864)
    """
    found = _SIZE.fullmatch(text)
    if found is None or found[2].lower() not in _UNITS:
        raise ValueError(f"{shown(text)} is no size; write it as '400 kB' or '1.5 MB'")
    return int(float(found[1]) * _UNITS[found[2].lower()])


def shown(value: object) -> str:
    """A value as a message shows it: cut where it is long.

    Examples:
        >>> shown("Kidal"), shown(True)
        ("'Kidal'", 'true')
    """
    text = str(value).lower() if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _text(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value
    raise ValueError(f"{shown(value)} is no text; write it in quotes")


def _words(value: object) -> str:
    return clean(_text(value))


def _texts(value: object) -> list[str]:
    several = value if isinstance(value, list) else [value]
    texts = [one for one in several if isinstance(one, str) and one.strip()]
    if not texts or len(texts) < len(several):
        raise ValueError(f'{shown(value)} is neither a text nor a list of texts, such as ["Mali", "Niger"]')
    return texts


def _pairs(value: object) -> list[list[str]]:
    pairs = [value] if isinstance(value, list) and value and isinstance(value[0], str) else value
    if (
        isinstance(pairs, list)
        and pairs
        and all(isinstance(pair, list) and len(pair) == 2 and _texts(pair) for pair in pairs)
    ):
        return pairs
    raise ValueError(
        f'{shown(value)} is no pair of countries; write ["Mali", "Algeria"], or a list of such pairs'
    )


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"{shown(value)} is neither true nor false")


def _number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise ValueError(f"{shown(value)} is no number")


def _box(value: object) -> list[float]:
    """West, south, east, north: as four numbers, or as the command line takes them."""
    from maps.view import read_view

    text = ",".join(map(str, value)) if isinstance(value, list) else value
    if not isinstance(text, str):
        raise ValueError(f"{shown(value)} is no box; write [west, south, east, north] in degrees")  # noqa: TRY004 - a value of the file is wrong
    return list(read_view(text))


def _day(value: object) -> str:
    """A date as TOML has dates, or as a text: a day, a month, a year."""
    from maps.incidents.dates import When

    text = value.isoformat() if type(value) is dt.date else value
    if not isinstance(text, str):
        raise ValueError(f'{shown(value)} is no date; write 2024-07-25, or "2024-07" for a whole month')  # noqa: TRY004 - a value of the file is wrong
    return When.parse(text).edtf


def _country(value: object) -> list[str]:
    from geo.countries import country

    return [country(name).alpha2 for name in _texts(value)]


def _formats(value: object) -> list[str]:
    formats = _texts(value)
    for one in formats:
        if one not in FORMATS:
            raise ValueError(f"{shown(one)} is no format; there are {', '.join(FORMATS)}")
    if len(set(formats)) < len(formats):
        raise ValueError(f"{shown(formats)} names a format twice")
    # The order of the files is that of FORMATS, whatever the order here.
    return [one for one in FORMATS if one in formats]


def _budget(value: object) -> dict[str, int]:
    """The most bytes that a map may have, by format; a bare size is that of what a reader's browser loads."""
    if not isinstance(value, dict):
        return {ALL: bytes_of(_text(value))}
    for key in value:
        if key not in FORMATS:
            raise ValueError(f"{shown(key)} is no format; there are {', '.join(FORMATS)}")
    return {key: bytes_of(_text(size)) for key, size in value.items()}


def _table(value: object) -> dict[str, Plain]:
    if not isinstance(value, dict):
        raise ValueError(f"{shown(value)} is no table")  # noqa: TRY004 - a value of the file is wrong
    try:
        json.dumps(value)
    except TypeError as error:
        raise ValueError(f"{shown(value)} holds a date or a time; write it in quotes") from error
    return value


def _filter(value: object) -> dict[str, Plain]:
    """A filter, whose keys are read one by one, so that each is told that is wrong."""
    if isinstance(value, dict):
        return value
    raise ValueError(f"{shown(value)} is no table; write [maps.NAME.filter] and its keys below")


def _labels(value: object) -> str | dict[str, Plain]:
    return _text(value) if isinstance(value, str) else _table(value)


def _level(value: object) -> str:
    """What locations are generalised to."""
    from maps.incidents.levels import read_level

    return read_level(_text(value))


def _tiles(value: object) -> str | None:
    """Online tiles, or false to have none of those that ``[defaults]`` has."""
    return None if value is False else _text(value)


def _theme(value: object) -> str:
    from maps.render.html_theme import check_theme

    return check_theme(_text(value))


def _assets(value: object) -> str:
    """Where pages and embeds have script, style sheet and picture."""
    if value in _PLACES:
        return str(value)
    raise ValueError(f"{shown(value)} is neither 'shared', files of all maps, nor 'inside' each page")


#: What ``[site]`` takes.
SITE_KEYS: dict[str, Callable[[object], Plain]] = {
    "title": _words,
    "language": _text,
    "url": _text,
    "theme": _theme,
}
#: What ``filter`` takes: incidents are kept that pass all of it.
FILTER_KEYS: dict[str, Callable[[object], Plain]] = {
    "type": _texts,
    "actor": _texts,
    "country": _country,
    "ids": _texts,
    "from": _day,
    "to": _day,
    "box": _box,
}
#: What ``[defaults]`` and each map takes.
MAP_KEYS: dict[str, Callable[[object], Plain]] = {
    "data": _texts,
    "filter": _filter,
    "index": _text,
    "title": _words,
    "subtitle": _words,
    "language": _text,
    "worldview": _text,
    "generalise": _level,
    "border": _texts,
    "border_between": _pairs,
    "view": _box,
    "formats": _formats,
    "budget": _budget,
    "alt_text": _words,
    "licence": _words,
    "tiles": _tiles,
    "tiles_credit": _words,
    "theme": _theme,
    "assets": _assets,
    "size": _text,
    "dpi": _number,
    "style": _text,
    "plain": _flag,
    "transparent": _flag,
    "byline": _words,
    "source": _words,
    "note": _words,
    "date": _words,
    "furniture": _table,
    "labels": _labels,
}
