"""Countries and subdivisions of a build: which of them holds a place, by the codes that sources write."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from gazetteer.build import rows as at
from gazetteer.index_format import KINDS
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.build.rows import Row

__all__ = ["NO_UNIT", "Units", "is_unit"]

NO_UNIT: Final = -1
_LEVELS: Final = {KINDS.index("country"): 3, KINDS.index("admin1"): 2, KINDS.index("admin2"): 1}
_COUNTRY: Final = KINDS.index("country")
# A code has one country: the independent one before its parts and dependencies.
_FIRST_FEATURES: Final = ("A.PCLI", "A.PCL", "A.PCLD", "A.PCLF", "A.PCLS", "A.PCLIX", "A.TERR")


def is_unit(row: Row) -> bool:
    """Whether a row may hold others."""
    return bool(row[at.CODES]) and row[at.KIND] in _LEVELS


class Units:
    """The units among the places of a build.

    A unit is told by its position in ``rows``.

    Args:
        rows: Joined rows for which ``is_unit`` holds.

    Attributes:
        rows: The same in a fixed order.
        demoted: Groups of rows of kind country that are none: territories under the code of another.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows: list[Row] = sorted(rows, key=_before)
        self._by_code: dict[str, int] = {}
        for number, row in enumerate(self.rows):
            for code in row[at.CODES].split():
                self._by_code.setdefault(code, number)
        self._by_name: dict[str, int] = {}
        self._memo: dict[str, int] = {}
        self.demoted = {
            row[at.GROUP]
            for number, row in enumerate(self.rows)
            if row[at.KIND] == _COUNTRY and number not in map(self._by_code.get, row[at.CODES].split())
        }

    def holder(self, said: str) -> int:
        """The unit to which a row's ``HOLDER`` leads: by its first part that is known, or is part of one."""
        found = self._memo.get(said)
        if found is None:
            found = self._memo[said] = next(
                (unit for part in said.split() if (unit := self._find(part)) != NO_UNIT), NO_UNIT
            )
        return found

    def _find(self, part: str) -> int:
        if "/" in part:
            self._by_name = self._by_name or _by_name(self.rows)
            return self._by_name.get(part, NO_UNIT)
        while part not in self._by_code:
            part, dot, _ = part.rpartition(".")
            if not dot:
                return NO_UNIT
        return self._by_code[part]

    def parent(self, number: int) -> int:
        """The unit that holds a unit; one of a higher level, so that no unit holds itself."""
        row = self.rows[number]
        level = _LEVELS[row[at.KIND]]
        for part in (*row[at.HOLDER].split(), row[at.COUNTRY]):
            found = self._find(part)
            if found != NO_UNIT and _LEVELS[self.rows[found][at.KIND]] > level:
                return found
        return NO_UNIT


def _before(row: Row) -> tuple[int, int, int, int]:
    features = _FIRST_FEATURES
    feature = features.index(row[at.FEATURE]) if row[at.FEATURE] in features else len(features)
    return -_LEVELS[row[at.KIND]], feature, -row[at.POPULATION], row[at.GROUP]


def _by_name(rows: Sequence[Row]) -> dict[str, int]:
    """Units by level, country and key of a name; a name that two units of a country bear leads to none."""
    found: dict[str, int] = {}
    bearers: Counter[str] = Counter()
    for number, row in enumerate(rows):
        level = {2: 1, 1: 2}.get(_LEVELS[row[at.KIND]])
        if level is None:
            continue
        for key in {fold(name) for name in row[at.NAMES][::2]} - {""}:
            for country in {row[at.COUNTRY], ""}:
                path = f"{level}{country}/{key}"
                bearers[path] += 1
                found[path] = number
    return {path: number for path, number in found.items() if bearers[path] == 1}
