"""The drafts of all sources become one list of places, each with a point, an extent and a holder."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.build.areas import place_units
from gazetteer.build.importers import CURATED
from gazetteer.build.misplaced import hold_by_point
from gazetteer.errors import BuildError
from gazetteer.place_block import usual_extent_m

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping

    from gazetteer.build.draft import Draft
    from gazetteer.build.importers import Area
    from gazetteer.build.misplaced import Moved

__all__ = ["Merged", "merge"]


class Merged(NamedTuple):
    """The places of all sources.

    Attributes:
        drafts: Complete places in the order of the index.
        dropped: How many units were left out by kind, for nothing tells where they are.
        moved: Settlements that their point has given to another unit than their source has.
    """

    drafts: list[Draft]
    dropped: Counter[str]
    moved: list[Moved]


def merge(
    cities: Iterable[Draft],
    subdivisions: Mapping[str, Draft],
    countries: Iterable[Draft],
    curated: Iterable[Draft],
    areas: Mapping[str, Area],
) -> Merged:
    """One list of complete places, and what was left out or mended on the way.

    Args:
        cities: Settlements.
        subdivisions: Subdivisions by the ``row:N`` that parents refer to.
        countries: Countries.
        curated: Places that add to the others or stand for them.
        areas: Outlines and names of first-level subdivisions, by identifier and by code.

    Raises:
        BuildError: If two places have one identifier, or a curated one refers to something unknown.
    """
    drafts: dict[str, Draft] = {}
    for draft in (*cities, *subdivisions.values(), *countries):
        _add(drafts, draft)
    _name_rows(drafts.values(), subdivisions)
    replaced = _replace(drafts, curated)
    _find_parents(drafts, replaced)
    moved = hold_by_point(drafts, areas)
    dropped = place_units(drafts, areas)
    _forget_missing(drafts)
    _measure_cities(drafts.values())
    return Merged(sorted(drafts.values(), key=_order), dropped, moved)


def _order(draft: Draft) -> tuple[bool, int, str]:
    source, _, number = draft.id.partition(":")
    return (source != "geonames", int(number) if source == "geonames" else 0, draft.id)


def _add(drafts: dict[str, Draft], draft: Draft) -> None:
    if draft.id in drafts:
        raise BuildError(f"{draft.id} stands for both {drafts[draft.id].name} and {draft.name}")
    drafts[draft.id] = draft


def _name_rows(drafts: Iterable[Draft], rows: Mapping[str, Draft]) -> None:
    for draft in drafts:
        if draft.parent in rows:
            draft.parent = rows[draft.parent].id
        elif draft.parent.startswith("row:"):  # a unit that GeoNames does not have
            draft.parent = ""


def _replace(drafts: dict[str, Draft], curated: Iterable[Draft]) -> dict[str, str]:
    """Put the curated places in, each with what it takes over; the new identifier by the old."""
    replaced = {}
    for draft in curated:
        for old_id in dict.fromkeys((*draft.replaces, draft.id)):
            old = drafts.pop(old_id, None)
            if old is not None:
                _take_over(draft, old)
                replaced[old_id] = draft.id
            elif old_id != draft.id:
                raise BuildError(f"{draft.id} replaces {old_id}, which no source has")
        _add(drafts, draft)
    return replaced


def _take_over(draft: Draft, old: Draft) -> None:
    draft.names += [name._replace(kind="alternate") if name.kind == "primary" else name for name in old.names]
    draft.feature_code = draft.feature_code or old.feature_code
    draft.country = draft.country or old.country
    draft.population = draft.population or old.population
    draft.parent = draft.parent or old.parent
    draft.codes = tuple(dict.fromkeys(draft.codes + old.codes))


def _find_parents(drafts: Mapping[str, Draft], replaced: Mapping[str, str]) -> None:
    by_code = {code: draft.id for draft in drafts.values() for code in draft.codes}
    for draft in drafts.values():
        parent = replaced.get(draft.parent, draft.parent)
        # A code of our own tables says which unit holds the place today, the sources may be older.
        coded = by_code.get(draft.parent_code, "")
        if coded and (not parent or (draft.source == CURATED and _top(drafts, parent) != coded)):
            parent = coded
        if not parent and draft.kind != "country":
            parent = by_code.get(draft.country, "")
        draft.parent = "" if parent == draft.id else parent


def _top(drafts: Mapping[str, Draft], identifier: str) -> str:
    while identifier in drafts and drafts[identifier].parent and drafts[identifier].kind != "admin1":
        identifier = drafts[identifier].parent
    return identifier


def _forget_missing(drafts: Mapping[str, Draft]) -> None:
    for draft in drafts.values():
        if draft.parent not in drafts:
            draft.parent = ""


def _measure_cities(drafts: Iterable[Draft]) -> None:
    for draft in drafts:
        if draft.kind == "city" and not draft.extent_m:
            draft.extent_m = usual_extent_m(draft.kind, draft.population)
