"""Texts of a report that name the very place that is generalised: Dateline shows them as they are written.

They are looked for so that a reporter can be told. What cannot be found is a place told in other words, a
name with a syllable or an article grown onto it, and a name that the gazetteer does not know.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.lookups import index_of
from maps.coarsening import levels_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gazetteer import Gazetteer
    from maps.coarsening import Asked
    from maps.document import MapDocument
    from maps.incidents.model import Claim, Incident, Report, Source

__all__ = ["Mention", "found_in", "holds_degrees", "mentions", "names_of", "only_places"]

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 6
# Whole numbers count people and days.
_DECIMAL = re.compile(r"(?<![\d.,])\d{1,3}[.,]\d+(?![.,]?\d)")
_MINUTES = re.compile(r"(?<!\d)(\d{1,3}) ?[°º] ?(\d{1,2}(?:[.,]\d+)?)")
_NEAR_DEG = 0.05
# Coordinates without a name are those of the place nearest to them, if that is no farther.
_NEAREST_M = 10_000.0
_CODES = {"code", "link"}


class Mention(NamedTuple):
    """A text that names a place that is hidden.

    Attributes:
        incident: Key of the incident whose place it names.
        text: Which text it is, such as ``title``.
        name: The name, as it stands there.
    """

    incident: str
    text: str
    name: str


def mentions(
    report: Report, gazetteer: Gazetteer, asked: Asked, texts: Mapping[str, str | None] | None = None
) -> Iterator[Mention]:
    """Each text of an incident that names its own place, though that is generalised.

    Args:
        report: What was read.
        gazetteer: Where the other names of a place are looked up.
        asked: How the map generalises.
        texts: Texts of the map as a whole, such as its title, by what they are.

    Examples:
        >>> import gazetteer, maps
        >>> from maps.coarsening import Asked
        >>> told = maps.Incident("a", title="Attack on Tin-Zaouatine", place_text="Tinzaouaten")
        >>> list(mentions(maps.Report((told,)), gazetteer.open(), Asked("50km")))
        [Mention(incident='a', text='title', name='Tin-Zaouatine')]
    """
    claims: dict[str, list[Claim]] = {}
    for claim in report.claims:
        claims.setdefault(claim.incident, []).append(claim)
    sources = {source.id: source for source in report.sources}
    known: dict[object, frozenset[str]] = {}
    for incident in report.incidents:
        if incident.draft or not levels_of(incident, asked.level):
            continue
        key = incident.place_text, incident.containers, incident.point
        if key not in known:
            known[key] = frozenset(names_of(incident, gazetteer))
        own = _texts(incident, claims.get(incident.id, []), sources)
        for what, text in (*own, *(texts or {}).items()):
            name = found_in(text or "", known[key])
            if name is not None:
                yield Mention(incident.id, what, name)


def only_places(document: MapDocument, report: Report, gazetteer: Gazetteer, asked: Asked) -> Iterator[str]:
    """The incidents that are generalised to cells in which there is hardly a place but theirs.

    Args:
        document: What was made of the report.
        report: What was read.
        gazetteer: Where settlements are looked up.
        asked: How the map generalises.
    """
    from geo.points import BBox

    hidden = {one.id for one in report.incidents if levels_of(one, asked.level)}
    crowded: dict[int, bool] = {}
    for mark in document.incidents:
        if mark.id not in hidden or mark.area is None or mark.area["type"] != "Polygon":
            continue
        if id(mark.area) not in crowded:
            lons, lats = zip(*mark.area["coordinates"][0], strict=True)
            inside = index_of(gazetteer).in_box(BBox(min(lons), min(lats), max(lons), max(lats)))
            towns = (record for record in inside if index_of(gazetteer).kind(record) == "city")
            crowded[id(mark.area)] = len(list(islice(towns, 2))) > 1
        if not crowded[id(mark.area)]:
            yield mark.id


def _texts(
    incident: Incident, claims: list[Claim], sources: Mapping[str, Source]
) -> Iterator[tuple[str, str | None]]:
    """All words of an incident that a map shows beside its place."""
    yield from (("id", incident.id), ("title", incident.title), ("type", incident.type))
    yield "description", incident.description
    yield from (("actors", actor) for actor in incident.actors)
    cited = [*incident.sources, *(claim.source for claim in claims)]
    for claim in claims:
        words = claim.id, claim.said_by, claim.subject, claim.whose, claim.stated, claim.note
        yield f"claim {claim.id}", " | ".join(filter(None, words))
    for key in dict.fromkeys(cited):
        source = sources.get(key or "")
        if source is not None:
            cited_as = source.publisher, source.title, source.url
            yield f"source {source.id}", " | ".join(filter(None, cited_as))


def names_of(incident: Incident, gazetteer: Gazetteer) -> Iterator[str]:
    """The keys of all names that an incident's place goes by.

    Args:
        incident: The incident.
        gazetteer: Where the other names of its place are looked up.
    """
    from gazetteer.names import fold

    places, point = [], incident.point
    if incident.place_text:
        yield fold(incident.place_text.partition(",")[0])
        answer = gazetteer.locate(", ".join((incident.place_text, *incident.containers)))
        yield fold(answer.mention.name)
        place, point = answer.place, None
        if (
            place is not None and place.source == "given"
        ):  # the text is a coordinate, or has one beside a name
            point = place.point
        elif place is not None:
            places = [place]
    if point is not None:
        near = gazetteer.nearest(point, k=1)
        places = [each.place for each in near if each.distance_m <= _NEAREST_M]
    for place in places:
        yield from (fold(name.spelling) for name in gazetteer.names(place) if name.kind not in _CODES)


def holds_degrees(text: str, lon: float | None, lat: float | None) -> bool:
    r"""Whether a text holds one of the coordinates of a point, as decimal degrees or in degrees and minutes.

    Args:
        text: The text.
        lon: Longitude of the point; None where there is no point.
        lat: Its latitude.

    Examples:
        >>> holds_degrees("seen at 19.46 N", 0.872, 19.464), holds_degrees("19 dead", 0.872, 19.464)
        (True, False)
        >>> holds_degrees("by 19°27'49\"N", 0.872, 19.464)
        True
    """
    if lon is None or lat is None:
        return False
    written = [float(number.replace(",", ".")) for number in _DECIMAL.findall(text)]
    written += [
        float(whole) + float(minutes.replace(",", ".")) / 60 for whole, minutes in _MINUTES.findall(text)
    ]
    return any(abs(number - abs(degrees)) < _NEAR_DEG for number in written for degrees in (lon, lat))


def found_in(text: str, names: frozenset[str]) -> str | None:
    """The first name in a text, as it stands there: some words of it that are one of the names together.

    Args:
        text: The text.
        names: Keys of names, as ``gazetteer.names.fold`` makes them.

    Examples:
        >>> found_in("Fighting near Tin-Zaouatine", frozenset({"tinzaouatine"}))
        'Tin-Zaouatine'
    """
    from gazetteer.names import fold

    words = list(_WORD.finditer(text))
    for first, word in enumerate(words):
        for last in words[first : first + _MOST_WORDS]:
            part = text[word.start() : last.end()]
            if fold(part) in names:
                return part
    return None
