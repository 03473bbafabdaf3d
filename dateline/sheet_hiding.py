"""Rows of a table whose places are generalised: the exact ones are in none of their cells."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from dateline.terminal import tell
from gazetteer.tables.answers import COLUMNS
from maps.coarsening import placed_alone
from maps.exploring.hiding import PLACES
from maps.exploring.reading import said
from maps.incidents.checks import level_of
from maps.incidents.columns import INCIDENT_COLUMNS, find, key_of
from maps.incidents.levels import LevelError
from maps.located import Unlocated
from maps.mentions import found_in, holds_degrees, names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer import Gazetteer
    from gazetteer.tables.answers import Row
    from maps.coarsening import Asked
    from maps.incidents.model import Incident
    from maps.located import Located

    Cells = Sequence[Any]

__all__ = ["Hider"]

# A region or a country tells on which side of an edge through a cell a place is.
_TELLING = {*PLACES, *INCIDENT_COLUMNS["admin1"], *INCIDENT_COLUMNS["country"]}
# Places are kept for the rows that follow; those of so many take some 100 MB.
_MOST_KEPT = 100_000


class _Wish(NamedTuple):
    """That a row is generalised: to what, by itself, or why nobody knows."""

    level: str | None
    trouble: str | None


class Hider:
    """Takes what tells of exact places out of the rows that are to be generalised.

    Args:
        gazetteer: Where places are looked up.
        header: The names of the table's columns.
        used: Those of them that tell where rows are.
        asked: To what all rows are generalised at least, if to anything.
        file: The file's name, for messages.
    """

    def __init__(
        self, gazetteer: Gazetteer, header: Sequence[str], used: Sequence[str], asked: Asked, file: str
    ) -> None:
        self._gazetteer, self._header, self._asked, self._file = gazetteer, header, asked, file
        self._at = find(list(header), INCIDENT_COLUMNS).at.get("generalise")
        known = {*used, *_found_before(header)}
        self._telling = [at for at, name in enumerate(header) if name in known or key_of(name) in _TELLING]
        self._others = sorted(set(range(len(header))) - {*self._telling, self._at})
        self._wishes: dict[str, _Wish | None] = {}
        self._names: dict[object, frozenset[str]] = {}
        self._shown: dict[object, dict[str, Any]] = {}
        self._taken: Counter[int] = Counter()

    @property
    def hides(self) -> bool:
        """Whether a row may be generalised at all."""
        return self._at is not None or self._asked.level is not None

    @property
    def columns(self) -> list[str]:
        """The columns that are left blank in rows that are generalised."""
        return [self._header[at] for at in self._telling]

    @property
    def troubles(self) -> list[str]:
        """What rows say that is nothing to generalise to."""
        return [wish.trouble for wish in self._wishes.values() if wish is not None and wish.trouble]

    def without_columns(self, piece: Sequence[Cells]) -> list[Cells]:
        """Rows without the cells of those columns, where they are generalised."""
        return [row if self._wish(row) is None else self._blank(row) for row in piece]

    def rows(
        self, piece: Sequence[Cells], found: Sequence[Row], asks: Callable[[Cells], Incident]
    ) -> list[list[Any]]:
        """Rows with their answers, as they may be shown.

        Args:
            piece: The cells of the table.
            found: The answers, which are exact.
            asks: What a row asks.
        """
        if not self.hides:
            return [[*row, *answer] for row, answer in zip(piece, found, strict=True)]
        wishes = [self._wish(row) for row in piece]
        asked = [None if wish is None else asks(row) for row, wish in zip(piece, wishes, strict=True)]
        self._find(
            [
                replace(incident, generalise=wish.level)
                for incident, wish in zip(asked, wishes, strict=True)
                if incident is not None and wish is not None and wish.trouble is None
            ]
        )
        return [
            [*row, *answer] if incident is None or wish is None else self._hidden(row, answer, incident, wish)
            for row, answer, incident, wish in zip(piece, found, asked, wishes, strict=True)
        ]

    def tell(self) -> None:
        """Tell which cells are left blank for what they say."""
        for at, count in sorted(self._taken.items()):
            cells = "1 cell that names" if count == 1 else f"{count:,} cells that name"
            tell(
                f"{self._file}, column {self._header[at]!r}: left blank in {cells} the generalised place of "
                "the row, or one of its coordinates; write it without them to keep it"
            )

    def _wish(self, row: Cells) -> _Wish | None:
        """To what a row is to be generalised; None where it is shown as it is."""
        text = "" if self._at is None else said(row[self._at])
        if text not in self._wishes:
            self._wishes[text] = self._read(text)
        return self._wishes[text]

    def _read(self, text: str) -> _Wish | None:
        try:
            level = level_of(text)
        except LevelError as error:
            # To show it more exactly than was meant cannot be undone.
            return _Wish(None, str(error))
        return None if level is None and self._asked.level is None else _Wish(level, None)

    def _blank(self, row: Cells) -> list[Any]:
        cells = list(row)
        for at in self._telling:
            cells[at] = None
        return cells

    def _hidden(self, row: Cells, found: Row, incident: Incident, wish: _Wish) -> list[Any]:
        cells = self._blank(row)
        place = incident.place_text, incident.point
        if place not in self._names:
            self._names[place] = frozenset(names_of(incident, self._gazetteer))
        for at in self._others:
            text = said(cells[at])
            if found_in(text, self._names[place]) or holds_degrees(text, found.lon, found.lat):
                cells[at] = None
                self._taken[at] += 1
        shown = {"reason": wish.trouble} if wish.trouble else self._shown[*place, wish.level]
        # Whether a name was found for sure is told; how likely that is, and why, would tell which name.
        answer = {"status": found.status if "lon" in shown else "unresolved", **shown}
        return [*cells, *map(answer.get, COLUMNS)]

    def _find(self, incidents: Sequence[Incident]) -> None:
        """Find what is shown of places, each by itself: other rows would tell of it."""
        if len(self._shown) > _MOST_KEPT:
            self._shown.clear()
            self._names.clear()
        by_key = {(one.place_text, one.point, one.generalise): one for one in incidents}
        new = {key: one for key, one in by_key.items() if key not in self._shown}
        places = placed_alone(list(new.values()), self._gazetteer, self._asked)
        self._shown.update(zip(new, map(_cells, places), strict=True))


def _cells(place: Located | Unlocated) -> dict[str, Any]:
    """What is shown of a place, by columns."""
    if isinstance(place, Unlocated):
        return {"reason": place.why}
    return {
        "lon": place.point.lon,
        "lat": place.point.lat,
        "matched_name": place.place_name,
        "uncertainty_m": round(place.radius_m),
        "reason": f"generalised on purpose to {place.place_name}",
    }


def _found_before(header: Sequence[str]) -> set[str]:
    """The columns that Dateline has added to the table before."""
    ends = "place_id"
    starts = [name.removesuffix(ends) for name in header if name.endswith(ends)]
    return {f"{start}{name}" for start in starts for name in COLUMNS}
