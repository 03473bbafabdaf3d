"""What a row asks: the cells of its place and of what holds it, as one text."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.errors import ColumnError, WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "NO_TEXT",
    "Asked",
    "asked_text",
    "check_room",
    "country_text",
    "find_columns",
    "question",
    "text_of",
]

_MOST_NAMED = 3
_LONGEST = 200


class Asked(NamedTuple):
    """The columns that tell where rows are.

    Attributes:
        place: The column of the places, as reports write them.
        admin1: The column of the first-level units that hold them, if any.
        country: The column of their countries, if any.
    """

    place: str
    admin1: str | None
    country: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(name for name in self if name is not None)


def find_columns(there: Sequence[object], place: str, admin1: str | None, country: str | None) -> Asked:
    """The columns that a caller names, after a look at whether they are there.

    Raises:
        ColumnError: If one is not there, or is there twice.
        WrongTypeError: If there is no name of the column of the places.

    Examples:
        >>> find_columns(["Place", "Country"], "place", None, None)
        Traceback (most recent call last):
        gazetteer.errors.ColumnError: the table has no column 'place'; did you mean 'Place'? It has 'Place',
        'Country'
        >>> find_columns(["place"], "place", None, "Mali")
        Traceback (most recent call last):
        gazetteer.errors.ColumnError: the table has no column 'Mali'; it has 'place'; country= names a column:
        where all rows have one, add a column that says 'Mali' in each
    """
    if place is None:
        raise WrongTypeError(
            "place=None names no column; say which column names the places, as in place='city'"
        )
    asked = Asked(place, admin1, country)
    for name in asked.names:
        count = sum(1 for column in there if column == name)
        if count > 1:
            raise ColumnError(f"the table has {count} columns {name!r}; give them names of their own")
        if not count:
            advice = "" if name == place else _one_for_all(name, "admin1" if name == admin1 else "country")
            raise ColumnError(f"the table has no column {name!r}{_hint(name, there)}{advice}")
    return asked


def _one_for_all(name: str, argument: str) -> str:
    """What to do where a caller names what should be in a column."""
    return f"; {argument}= names a column: where all rows have one, add a column that says {name!r} in each"


def _hint(name: str, there: Sequence[object]) -> str:
    """What the caller may have meant, and what there is."""
    by_key = {str(column).casefold(): column for column in there}
    near = difflib.get_close_matches(str(name).casefold(), by_key, n=_MOST_NAMED, cutoff=0.6)
    meant = f"; did you mean {' or '.join(repr(by_key[key]) for key in near)}? It" if near else "; it"
    names = ", ".join(map(repr, there))
    return (
        f"{meant} has {names if len(names) <= _LONGEST else f'{names[:_LONGEST]}...'}"
        if names
        else f"{meant} has no columns"
    )


def check_room(there: Sequence[object], prefix: str, names: Sequence[str]) -> list[str]:
    """The names of the columns to add, after a look at whether they are free.

    Raises:
        ColumnError: If the table has one of them already.

    Examples:
        >>> check_room(["place", "lon"], "", ["lon", "lat"])
        Traceback (most recent call last):
        gazetteer.errors.ColumnError: the table has a column 'lon' already; say prefix='dateline_' ...
        >>> check_room(["place", "lon", "lat"], "", ["lon", "lat"])
        Traceback (most recent call last):
        gazetteer.errors.ColumnError: the table has the columns 'lon', 'lat' already; say ...
    """
    wanted = [f"{prefix}{name}" for name in names]
    taken = [name for name in wanted if name in set(there)]
    if taken:
        named = f"a column {taken[0]!r}" if len(taken) == 1 else f"the columns {', '.join(map(repr, taken))}"
        raise ColumnError(f"the table has {named} already; say prefix='dateline_' for names of their own")
    return wanted


def text_of(cell: Any) -> str:  # noqa: ANN401 - a cell holds anything
    """A cell as text: "" for one that holds nothing.

    Examples:
        >>> text_of(" Kidal "), text_of(None), text_of(float("nan")), text_of(7)
        ('Kidal', '', '', '7')
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace").strip()
    if cell is None or type(cell).__name__ in _MISSING:
        return ""
    try:
        return "" if cell != cell else str(cell)  # noqa: PLR0124 - NaN
    except (TypeError, ValueError):  # arrays compare item by item
        return str(cell)


# What pandas has for a value that is missing; pandas itself need not be there.
_MISSING = frozenset({"NAType", "NaTType"})


#: Begins what stands for a cell that is no text; no name has it.
NO_TEXT = "\ue000"


def asked_text(cell: Any) -> str:  # noqa: ANN401 - a cell holds anything
    """A cell of a place as text; of a list, a mapping or an array it says only what it is.

    Which of two numbers of a tuple is the longitude nobody can tell, and keys of a mapping are no names.

    Examples:
        >>> asked_text(" Kidal "), asked_text(7), asked_text({"place": "Gao"}).removeprefix(NO_TEXT)
        ('Kidal', '7', 'a value of the type dict')
    """
    if isinstance(cell, str):
        return cell.strip()
    if hasattr(type(cell), "__len__") and not isinstance(cell, bytes):
        return f"{NO_TEXT}a value of the type {type(cell).__name__}"
    return text_of(cell)


def country_text(cell: Any) -> str:  # noqa: ANN401 - a cell holds anything
    """A cell of a column of countries as text: a number is the numeric code of ISO 3166-1.

    Examples:
        >>> country_text(840), country_text("4.0"), country_text("466"), country_text("Mali")
        ('US', 'AF', 'ML', 'Mali')
    """
    text = asked_text(cell)
    if not text[:1].isdecimal():
        return text
    from geo.countries import find_country

    # Tables with blank cells hold whole numbers as 840.0, and spreadsheets drop the noughts of 004.
    whole = text.removesuffix(".0")
    found = find_country(f"{int(whole):03}") if whole.isdecimal() else None
    # An unknown code is told as what should hold the place and is not known; a bare number is passed over.
    return f"country {text}" if found is None else found.alpha2


def question(place: str, holders: Sequence[str]) -> str:
    """What a row asks: the place with what holds it, as one would write it.

    A coordinate is one wherever it is said to be.

    Examples:
        >>> question("Kidal", ["", "Mali"]), question("19.955, 2.966", ["Mali"]), question("", ["Mali"])
        ('Kidal, Mali', '19.955, 2.966', '')
    """
    holders = [*filter(None, holders)]
    if not place or not holders:
        return place
    # Most are words, of which one is an empty point.
    if place.replace(" ", "").isalpha() and not place.upper().endswith("EMPTY"):
        return ", ".join([place, *holders])
    from geo.coordinates import looks_like_point

    return place if looks_like_point(place) else ", ".join([place, *holders])
