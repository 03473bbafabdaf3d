"""Checks of single cells: each gives the value, or notes why there is none and what becomes of the row."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from geo.coordinates import parse_latitude, parse_longitude, parse_point
from geo.errors import CoordinateError
from geo.points import LonLat
from geo.told import tell
from maps.errors import DateError
from maps.incidents.columns import key_of
from maps.incidents.dates import When
from maps.incidents.levels import LevelError, read_level
from maps.incidents.tables import Row
from maps.incidents.text import shown
from maps.links import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from maps.document import Precision
    from maps.incidents.tables import Table

__all__ = ["draft", "generalise", "given_point", "given_points", "link", "party", "precision", "when"]

# What stands before the host of a link: perhaps a password, which no message repeats.
_USER = re.compile(r"//[^/@]*@.*")
_PLAIN = re.compile(r"-?\d{1,3}(?:\.\d+)?", re.ASCII)
_YES = {"yes", "y", "true", "1", "x", "oui", "o", "vrai"}
_NO = {"no", "n", "false", "0", "non", "faux", "none", "aucun"}
# What a row says whose place is no secret.
_OPEN = {"open", "exact", "public", "ouvert", "مفتوح"}
_HELD = {
    "draft", "brouillon", "embargo", "embargoed", "sous embargo", "held", "hold", "on hold",
    "unpublished", "not published", "do not publish", "private", "prive", "confidential",
    "confidentiel", "non publie", "ne pas publier", "wip", "in progress", "to check", "a verifier",
    "review", "in review", "pending", "en attente", "مسودة",
}  # fmt: skip
_SHOWN = {
    "published", "publish", "public", "publie", "publiee", "final", "finale", "live", "approved",
    "approuve", "ok", "ready", "done", "released", "cleared", "confirmed", "unconfirmed", "confirme",
    "non confirme", "verified", "unverified", "verifie", "non verifie", "reported", "alleged",
    "claimed", "closed", "open", "active", "ongoing", "ended", "valide", "termine",
    "منشور", "نهايي", "موكد", "غير موكد",
}  # fmt: skip

_PRECISIONS: dict[Precision, set[str]] = {
    "point": {"1", "point", "exact", "precise", "place", "exacte", "precis", "lieu"},
    "near": {"2", "near", "approximate", "approx", "nearby", "vicinity", "pres", "approximatif"},
    "area": {"3", "area", "region", "zone", "province", "regional"},
}


# A table of a year's incidents has some hundred dates, each many times.
_parse = lru_cache(maxsize=10_000)(When.parse)


def when(row: Row, *, day_first: bool | None) -> When | None:
    """The date of a row, from its date column and that of the end where there is one.

    Of two cells of which one is no date, the other one still counts.
    """
    start, end = row.line("date"), row.line("end")
    first = _date(row, "date", day_first, "the start is not known" if end else "kept without a date")
    last = _date(row, "end", day_first, "the end is left out" if start else "kept without a date")
    if last is None or first == last:
        return first
    if first is None and start is None:
        return last
    try:
        return When.parse(f"{'' if first is None else first.edtf}/{last.edtf}")
    except DateError as error:
        row.problem("end", f"{error}; the end is left out")
        return first


def _date(row: Row, name: str, day_first: bool | None, lost: str) -> When | None:  # noqa: FBT001 - private
    text = row.line(name)
    try:
        return _parse(text, day_first=day_first) if text else None
    except DateError as error:
        row.problem(name, f"{error}; {lost}")
        return None


def given_points(table: Table) -> list[tuple[LonLat | None, str | None]]:
    """The coordinates of each row, as ``given_point`` has them."""
    rows = zip(table.rows, table.column("lat"), table.column("lon"), strict=True)
    return [
        (point, None)
        if (point := _plain_point(lat, lon)) is not None
        else given_point(Row(table, number, cells))
        for (number, cells), lat, lon in rows
    ]


def _plain_point(lat: str, lon: str) -> LonLat | None:
    """The point that two plain numbers give, as nearly all cells are; None where more is to be looked at."""
    if not (_PLAIN.fullmatch(lat) and _PLAIN.fullmatch(lon)):
        return None
    y, x = float(lat), float(lon)
    return LonLat(x, y) if abs(y) <= 90 and abs(x) <= 180 and (x or y) else None


def given_point(row: Row) -> tuple[LonLat | None, str | None]:
    """The coordinates that a row gives, or None with the reason why they could not be used."""
    lat_cell, lon_cell = row["lat"], row["lon"]
    plain = _plain_point(lat_cell, lon_cell)
    if plain is not None:
        return plain, None
    if not (lat_cell or lon_cell):
        return _checked(row, "coordinates", parse_point) if row["coordinates"] else (None, None)
    for name, other in (("lat", "longitude"), ("lon", "latitude")):
        if not row["lon" if name == "lat" else "lat"]:
            why = f"{shown(row[name])} stands without a {other}"
            row.problem(name, f"{why}; the coordinates are not used")
            return None, _unusable(why)
    lat, trouble = _checked(row, "lat", _latitude)
    lon, lon_trouble = _checked(row, "lon", _longitude)
    if lat is None or lon is None:
        return None, trouble or lon_trouble
    if lat == lon == 0.0:
        row.remark(
            "lat", "0, 0 is a point in the sea off Africa and often stands for a blank; read as written"
        )
    return LonLat(lon, lat), None


_Read = TypeVar("_Read")


def _checked(row: Row, name: str, read: Callable[[str], _Read]) -> tuple[_Read | None, str | None]:
    try:
        return read(row[name]), None
    except CoordinateError as error:
        row.problem(name, f"{error}; the coordinates are not used")
        return None, _unusable(str(error))


def _unusable(why: str) -> str:
    return tell("coordinates_unusable", "its coordinates cannot be used: {why}", why=why)


def _latitude(text: str) -> float:
    return float(text) if _PLAIN.fullmatch(text) and abs(float(text)) <= 90 else parse_latitude(text)


def _longitude(text: str) -> float:
    return float(text) if _PLAIN.fullmatch(text) and abs(float(text)) <= 180 else parse_longitude(text)


def draft(row: Row) -> bool:
    """Whether the row is held back: a draft, under embargo, or of a status that is not known to be public."""
    if "status" not in row and "embargo" not in row:
        return False
    status, embargo = key_of(row["status"]), key_of(row["embargo"])
    if embargo and embargo not in _NO:
        return True
    if not status or status in _SHOWN:
        return False
    if status in _HELD or status.startswith(("embargo", "sous embargo", "draft", "brouillon")):
        return True
    row.remark(
        "status",
        f"{shown(row['status'])} is not known to be public; held back as a draft; or write 'published'",
    )
    return True


def generalise(row: Row) -> tuple[str | None, bool]:
    """What a row's location is generalised to, and whether the row is held back, as what it says is unknown.

    To show it more exactly than was meant cannot be undone.
    """
    key = key_of(row["generalise"])
    if not key or key in _NO or key in _OPEN:
        return None, False
    try:
        return read_level(row["generalise"]), False
    except LevelError as error:
        row.problem("generalise", f"{error}; the incident is held back as a draft")
        return None, True


def precision(row: Row) -> Precision | None:
    """How exact the place is, from a word or from ACLED's geo_precision: 1 place, 2 near, 3 region."""
    if not row["precision"]:
        return None
    cell = key_of(row["precision"])
    found = next((name for name, words in _PRECISIONS.items() if cell in words), None)
    if cell and found is None:
        row.problem("precision", f"{shown(row['precision'])} is none of point, near, area, 1, 2, 3; not used")
    return found


def party(row: Row) -> bool | None:
    """Whether the one who says it is a party to the fighting."""
    cell = key_of(row["said_by_party"])
    if not cell or cell in _YES or cell in _NO:
        return cell in _YES if cell else None
    row.problem("said_by_party", f"{shown(row['said_by_party'])} is neither yes nor no; read as not known")
    return None


def link(row: Row, text: str) -> str | None:
    """A link that may be published; None where the cell holds another or none."""
    why = refusal(text)
    if why is None:
        return text
    row.problem("url", f"{shown(_USER.sub('//…', text))}: {why}; the link is left out")
    return None
