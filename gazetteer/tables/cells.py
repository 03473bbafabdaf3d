"""What a row asks: the cells of its place and of what holds it, as one text."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.errors import ColumnError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Asked", "check_room", "find_columns", "question", "text_of"]

_MOST_NAMED = 3
_LONGEST = 200


class Asked(NamedTuple):
    """The columns that tell where rows are.

    Attributes:
        place: The column of the places, as reports write them.
        holders: The columns of what holds them, from the smallest.
    """

    place: str
    holders: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return (self.place, *self.holders)


def find_columns(there: Sequence[object], place: str, admin1: str | None, country: str | None) -> Asked:
    """The columns that a caller names, after a look at whether they are there.

    Raises:
        ColumnError: If one is not there, or is there twice.

    Examples:
        >>> find_columns(["Place", "Country"], "place", None, None)
        Traceback (most recent call last):
        gazetteer.errors.ColumnError: the table has no column 'place'; did you mean 'Place'? It has 'Place',
        'Country'
    """
    asked = Asked(place, tuple(name for name in (admin1, country) if name is not None))
    for name in asked.names:
        count = sum(1 for column in there if column == name)
        if count > 1:
            raise ColumnError(f"the table has {count} columns {name!r}; give them names of their own")
        if not count:
            raise ColumnError(f"the table has no column {name!r}{_hint(name, there)}")
    return asked


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
    """
    wanted = [f"{prefix}{name}" for name in names]
    taken = [name for name in wanted if name in set(there)]
    if taken:
        named = ", ".join(map(repr, taken))
        raise ColumnError(
            f"the table has a column {named} already; say prefix='dateline_' for names of their own"
        )
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
