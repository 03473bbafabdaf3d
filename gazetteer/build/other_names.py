"""Abbreviations, former names and usual English names of places that other sources have."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.build.draft import Name
from gazetteer.build.importers import CURATED
from gazetteer.build.own_tables import parts_of, records
from gazetteer.errors import BuildError
from gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gazetteer.build.draft import Draft

__all__ = ["KINDS", "OtherNames", "add_names", "read_other_names"]

#: Kinds of names that the table may add.
KINDS = ("abbreviation", "curated", "historic")
# A name under one of these kinds says less than one of the table, and gives way to it.
_WEAKER = frozenset({"alternate", "ascii", "code", "short", "preferred"})


class OtherNames(NamedTuple):
    """One row of the table.

    Attributes:
        of: A name of the place, by which a wrong code is noticed.
        kind: One of ``KINDS``.
        spellings: The names.
        where: File and line, for messages.
    """

    of: str
    kind: str
    spellings: tuple[str, ...]
    where: str


def read_other_names(table: Path) -> dict[str, list[OtherNames]]:
    """The rows of ``other_names.csv`` by their place: a code such as ``US-CA``, or an identifier.

    Raises:
        BuildError: If a row has another kind than those of ``KINDS``.
    """
    found: dict[str, list[OtherNames]] = defaultdict(list)
    for line, row in records(table):
        where = f"{table.name}, line {line} ({row['place']})"
        if row["kind"] not in KINDS:
            raise BuildError(f"{where}: kind {row['kind']!r} is none of {', '.join(KINDS)}")
        found[row["place"]].append(OtherNames(row["of"], row["kind"], parts_of(row["names"]), where))
    return dict(found)


def add_names(drafts: Iterable[Draft], others: Mapping[str, list[OtherNames]]) -> None:
    """Give each place the names that the table has for its identifier or one of its codes.

    Raises:
        BuildError: If the table names a place that there is not, or that bears another name.
    """
    wanted = set(others)
    for draft in drafts:
        for key in (draft.id, *draft.codes):
            for row in others.get(key, ()):
                wanted.discard(key)
                _add(draft, row)
    if wanted:
        rows = ", ".join(others[key][0].where for key in sorted(wanted))
        raise BuildError(f"no source has the places of {rows}; correct their codes or take them out")


def _add(draft: Draft, row: OtherNames) -> None:
    if fold(row.of) not in {fold(name.spelling) for name in draft.names}:
        raise BuildError(f"{row.where}: {draft.id} is {draft.name}, and has no name {row.of!r}")
    keys = {fold(spelling) for spelling in row.spellings}
    draft.names = [
        name
        for name in draft.names
        # An official code stays a code: it is how the place is asked for by code.
        if name.kind not in _WEAKER or name.spelling in draft.codes or fold(name.spelling) not in keys
    ]
    draft.names += [Name(spelling, row.kind, CURATED) for spelling in row.spellings]
