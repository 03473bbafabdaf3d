"""Filters: which of the incidents of a table a map is about."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from maps.incidents.dates import When
from maps.style import category_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from maps.incidents.model import Claim, Incident, Report
    from maps.located import Located, Unlocated

__all__ = ["NEEDS_PLACES", "Selected", "part_of", "select"]

#: Keys of a filter that ask where incidents were.
NEEDS_PLACES = frozenset({"country", "box"})


class Selected(NamedTuple):
    """The part of a report that a filter leaves.

    Attributes:
        report: That part, with the claims and sources that belong to it.
        left: How many incidents are left after each key of the filter, in order.
    """

    report: Report
    left: dict[str, int]


def select(
    report: Report,
    wanted: Mapping[str, Any],
    places: Mapping[str, Located | Unlocated] | None = None,
) -> Selected:
    """The incidents that pass all keys of a filter.

    An incident without a date passes neither ``from`` nor ``to``. One whose place is not known passes
    ``country`` and ``box``, because nobody can say that it was elsewhere: the map names it as not shown.
    A draft passes neither of these, so that a map does not tell where a draft is.

    Args:
        report: All incidents.
        wanted: The filter, as ``maps.site.values.FILTER_KEYS`` reads it.
        places: Where incidents were, by id; needed for ``country`` and ``box``.

    Examples:
        >>> import maps
        >>> report = maps.Report((maps.Incident("a", type="ambush"), maps.Incident("b", type="drone strike")))
        >>> [incident.id for incident in select(report, {"type": ["strike"]}).report.incidents]
        ['b']
    """
    by_incident: dict[str, list[Claim]] = {}
    for claim in report.claims:
        by_incident.setdefault(claim.incident, []).append(claim)
    tests: dict[str, Callable[[Incident], bool]] = {
        "ids": lambda incident: incident.id in wanted["ids"],
        "type": lambda incident: _is_of(incident, wanted["type"]),
        "from": lambda incident: _ends(incident, When.parse(wanted["from"])),
        "to": lambda incident: _starts(incident, When.parse(wanted["to"])),
        "actor": lambda incident: _involves(incident, by_incident.get(incident.id, ()), wanted["actor"]),
        "country": lambda incident: _in_country((places or {}).get(incident.id), wanted["country"]),
        "box": lambda incident: _in_box((places or {}).get(incident.id), wanted["box"]),
    }
    kept: Iterable[Incident] = report.incidents
    left = {}
    for key, test in tests.items():
        if key in wanted:
            kept = [incident for incident in kept if test(incident)]
            left[key] = len(kept)
    return Selected(part_of(report, tuple(kept)), left)


def part_of(report: Report, incidents: tuple[Incident, ...]) -> Report:
    """A report with some of its incidents only, and nothing that belongs to the others."""
    if len(incidents) == len(report.incidents):
        return report
    ids = {incident.id for incident in incidents}
    claims = tuple(claim for claim in report.claims if claim.incident in ids)
    cited = {claim.source for claim in claims} | {key for incident in incidents for key in incident.sources}
    sources = tuple(source for source in report.sources if source.id in cited)
    return replace(report, incidents=incidents, claims=claims, sources=sources)


def _is_of(incident: Incident, types: Iterable[str]) -> bool:
    """Whether an incident is of a type: in the table's words, or one of the legend's kinds."""
    kind = category_of(incident.type or incident.title)
    own = (incident.type or "").casefold()
    return any(one.casefold() in {own, kind} for one in types)


def _involves(incident: Incident, claims: Iterable[Claim], actors: Iterable[str]) -> bool:
    """Whether a text of an incident or of a claim about it names an actor, as whole words in any case."""
    texts = [incident.title, incident.description, *incident.actors]
    texts += [text for claim in claims for text in (claim.whose, claim.said_by)]
    said = "\n".join(filter(None, texts))
    return any(re.search(rf"(?<!\w){re.escape(one)}(?!\w)", said, re.IGNORECASE) for one in actors)


def _ends(incident: Incident, first: When) -> bool:
    return incident.when is not None and incident.when.latest >= first.earliest


def _starts(incident: Incident, last: When) -> bool:
    return incident.when is not None and incident.when.earliest <= last.latest


def _in_country(place: Located | Unlocated | None, codes: Iterable[str]) -> bool:
    """Whether an incident may have been in one of the countries, as far as can be told near a border."""
    from maps.located import Located

    if not isinstance(place, Located):
        return place is not None
    return not set(codes).isdisjoint(place.countries or place.inside)


def _in_box(place: Located | Unlocated | None, box: Iterable[float]) -> bool:
    from geo import BBox
    from maps.located import Located

    return BBox(*box).contains(place.point) if isinstance(place, Located) else place is not None
