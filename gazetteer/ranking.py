"""Which of the places that bear a name is meant: weights with names, summed, and made into shares.

A weight is a difference in log-odds: one that is 1 higher makes a place e times as likely. The shares are
``exp(score)`` over the sum of all, with "none of these" as one more candidate whose score is 0, so that a
weak match is not certain merely because it has no rival. Weights were set by judgement on the cases in
``tests/gazetteer``; shares are not calibrated yet: they rise with what speaks for a place, but 0.9 does not
mean right nine times in ten. ``docs/decisions/0004-ranking.md`` says why it is done so.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.context import ground_m
from gazetteer.names import fold
from gazetteer.place import Candidate, Reason
from gazetteer.words import is_common_noun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.context import Asked, Container
    from gazetteer.index import Hit, Index
    from gazetteer.mention import Mention
    from gazetteer.place import Place
    from geo.points import LonLat

__all__ = [
    "AMBIGUOUS_BELOW",
    "CLOSE_M",
    "CONTRADICTED_AT_MOST",
    "LEAST_COMPANY",
    "LEAST_EXTENT_M",
    "LEAST_HELD",
    "LEAST_SHARE",
    "MOST_MEMBERS",
    "NEAR_M",
    "NEUTRAL_M",
    "UNKNOWN_POPULATION",
    "UNRESOLVED_BELOW",
    "WEIGHTS",
    "Clues",
    "Weighed",
    "Weight",
    "contradiction",
    "given_reason",
    "rank",
    "share",
    "weigh",
]

#: Below this share the best candidate is called ambiguous.
AMBIGUOUS_BELOW = 0.7
#: A place with a smaller share and without a rival is not given: "none of these" is then the likeliest.
UNRESOLVED_BELOW = 0.1
#: The share of a place that contradicts the text ("Kidal, Algeria") is no more than this.
CONTRADICTED_AT_MOST = 0.5


class Weight(NamedTuple):
    """One rule: what it adds to the score, and why the rule is there.

    Attributes:
        value: Added once, or for each unit that ``why`` names.
        why: The reason, and the unit.
    """

    value: float
    why: str


#: What each rule adds to a score, by its name. The constants after them say from where, and how far.
WEIGHTS: dict[str, Weight] = {
    "name: primary": Weight(0.0, "the name that the source gives first is what people mean by default"),
    "name: curated": Weight(0.0, "a spelling that Dateline checked is as good as the first"),
    "name: ascii": Weight(-0.1, "the first name without its accents"),
    "name: alternate": Weight(-1.5, "sources list old, foreign, wrong and seldom used names as alternates"),
    "name: unlike": Weight(
        -1.0, "an alternate with another first letter is less often a spelling of the name"
    ),
    "name: historic": Weight(-1.0, "people still write Zaire or Upper Volta, and mean what is there now"),
    "name: demonym": Weight(-5.0, "Malian means Mali, but a place called Malian comes first"),
    "name: code": Weight(-5.0, "a code is rarely written where a name is expected"),
    "spelling: exact": Weight(0.6, "spelled as the source spells it, accents and all"),
    "spelling: case": Weight(0.4, "the same but for capitals"),
    "kind: country": Weight(9.0, "countries are named far more often than what shares their names"),
    "kind: admin1": Weight(
        2.6, "a first-level unit is named about as often as a village, but for its extent"
    ),
    "kind: admin2": Weight(0.4, "a second-level unit is named about as often as its smallest towns"),
    "kind: natural": Weight(2.0, "rivers, deserts and mountains that the index holds are well known"),
    "kind: region": Weight(2.0, "the same holds for informal regions"),
    "kind: other": Weight(1.0, "between the others: nothing more is known of it"),
    "kind: city": Weight(-1.5, "settlements are ranked by their inhabitants; this sets them beside areas"),
    "extent": Weight(
        1.2, "for each tenfold of an area's radius above 10 km: large areas are named more often"
    ),
    "population": Weight(
        1.4,
        "for each tenfold of inhabitants, 1,000 where no source says: reports name a place the "
        "more often the more people live there, somewhat less than in proportion (which were 2.3)",
    ),
    "seat: PPLC": Weight(2.5, "capitals of countries stand for their governments and are in every report"),
    "seat: PPLA": Weight(1.5, "the seat of a first-level unit: the town and not the unit, unless it is said"),
    "seat: PPLA2": Weight(0.6, "the seat of a second-level unit"),
    "seat: PPLA3": Weight(0.3, "the seat of a third-level unit"),
    "seat: PPLA4": Weight(0.1, "the seat of a fourth-level unit"),
    "seat: namesake": Weight(
        1.0, "a town and the unit that is named for it: the town is meant, unless the unit is said"
    ),
    "quarter": Weight(-1.0, "a section of a city is usually named with the city"),
    "gone": Weight(-2.0, "a settlement that was destroyed, abandoned or is historical"),
    "city of its country's name": Weight(-4.0, "the name alone means the country: Luxembourg, Singapore"),
    "curated": Weight(2.0, "a settlement that Dateline added by hand is there because reports name it"),
    "common noun": Weight(-4.0, "the name is a word such as region or border, and hardly meant as a name"),
    "words: kind": Weight(4.0, "the text says what kind of place it is"),
    "words: possible kind": Weight(
        3.0, "the text says what kind of place it is, and that kind is not its first meaning"
    ),
    "words: other kind": Weight(-3.0, "the text says that it is of another kind"),
    "words: held": Weight(5.0, "the text says what holds the place, and that does"),
    "words: not held": Weight(-6.0, "the text says what holds the place, and that does not"),
    "near": Weight(
        -2.0, "for each e-fold of distance to what it is said to be near, from 250 km on, where it is 0"
    ),
    "holder: code": Weight(4.0, "what stands as the holder of a place and is an ISO code is hardly a name"),
    "holder: city": Weight(
        -3.0, "what holds other places is a unit or a wide area far more often than its namesake town"
    ),
    "given": Weight(12.0, "a coordinate is what it says"),
    "company: holds": Weight(3.0, "the document names the unit or country that holds the place"),
    "company: country": Weight(1.5, "the document names other places in the same country"),
    "company: region": Weight(1.0, "the document names other places in the same first-level unit"),
    "company: close": Weight(1.5, "the document names a place nearby; falls to 1/e at 250 km"),
}

_GONE = frozenset({"P.PPLH", "P.PPLQ", "P.PPLW", "P.PPLCH"})
_SEATS = {f"P.{code}": f"seat: {code}" for code in ("PPLC", "PPLA", "PPLA2", "PPLA3", "PPLA4")}
_SEATS["P.PPLG"] = "seat: PPLC"
#: The inhabitants of a settlement for which no source says.
UNKNOWN_POPULATION = 1_000
#: An area counts for the more, the farther it reaches beyond this.
LEAST_EXTENT_M = 10_000.0
#: Nearer than this, it does not matter how near a place is.
NEAR_M = 25_000.0
#: At this distance nearness speaks neither for a place nor against it.
NEUTRAL_M = 250_000.0
#: The least that doubt about the holder leaves of its weight: it still says more than no holder.
LEAST_HELD = -4.0
#: Company that is this far away counts 1/e of what company at the place counts.
CLOSE_M = 250_000.0
#: Company that would count less than this share of its weight is not heard.
LEAST_COMPANY = 0.01
#: The least share of a meaning that is heard as company.
LEAST_SHARE = 0.2
#: A document may name thousands of places; the surest are company enough, and the work stays linear.
MOST_MEMBERS = 40


class Clues(NamedTuple):
    """What is known besides the name when its candidates are weighed.

    Attributes:
        mention: The reading of the text.
        asked: What the caller asks.
        containers: What the text says holds the place.
        beside: Points that the text says are near, with their names.
    """

    mention: Mention
    asked: Asked
    containers: tuple[Container, ...] = ()
    beside: tuple[tuple[str, LonLat], ...] = ()


class Weighed(NamedTuple):
    """A candidate with the weights that apply to it, before shares are made."""

    hit: Hit
    place: Place
    reasons: list[Reason]


def weigh(index: Index, hits: Sequence[Hit], clues: Clues) -> list[Weighed]:
    """Each hit with every weight that applies to it."""
    found = [(hit, index.place(hit.record)) for hit in hits]
    countries = {place.country for _, place in found if place.kind == "country"}
    units = {(place.country, place.admin1_code) for _, place in found if place.kind == "admin1"}
    name = clues.mention.name
    common = [_reason("common noun", f"{name!r} is one")] if is_common_noun(name) else []
    points = list(clues.beside)
    if clues.asked.near is not None:
        points.append((clues.asked.near_label, clues.asked.near))
    weighed = []
    for hit, place in found:
        reasons = [*_name(hit, place), *_spelling(hit, clues.mention), *_standing(place), *common]
        if place.country in countries and place.feature_code == "P.PPLC":
            reasons.append(_reason("city of its country's name", "the country has this name too"))
        if place.feature_code == "P.PPLA" and (place.country, place.admin1_code) in units:
            reasons.append(_reason("seat: namesake", f"the unit {place.admin1_code} has this name too"))
        reasons += [_held(index, hit.record, place, container) for container in clues.containers]
        if clues.mention.kinds:
            reasons.append(_kind_in_words(place, clues.mention))
        if points:
            measured = _seat(index, hit.record, place, found) or place
            reasons += [_near(measured, point, label) for label, point in points]
        weighed.append(Weighed(hit, place, reasons))
    return weighed


def _seat(index: Index, unit: int, place: Place, found: Sequence[tuple[Hit, Place]]) -> Place | None:
    """The largest town in a unit that bears its name: the unit is as near as the town is.

    Measured by its extent, the unit would be nearer than its town to nearly everything.
    """
    if place.kind not in {"admin1", "admin2"}:
        return None
    towns = [
        other for hit, other in found if other.kind == "city" and unit in tuple(index.ancestors(hit.record))
    ]
    return max(towns, key=lambda town: (town.population or 0, town.id), default=None)


def contradiction(index: Index, weighed: Sequence[Weighed], clues: Clues) -> str:
    """What the text says that no candidate fulfils, in words, or ""."""
    mention = clues.mention
    if mention.kinds and not any(entry.place.kind in mention.kinds for entry in weighed):
        return f"no place named {mention.name!r} is a {mention.kind_word}"
    for container in clues.containers:
        if not any(container.held_by(index, entry.hit.record, entry.place) for entry in weighed):
            return f"no place named {mention.name!r} is in {container.text!r}"
    return ""


def given_reason() -> Reason:
    """The weight of a coordinate that was given as a name."""
    return _reason("given", "the name is a coordinate")


def rank(weighed: Sequence[Weighed]) -> list[Candidate]:
    """The candidates with their scores and shares, best first; equals in the order of their identifiers."""
    scored = [(sum(reason.weight for reason in entry.reasons), entry) for entry in weighed]
    scored.sort(key=lambda pair: (-pair[0], pair[1].place.id))
    shares = share([score for score, _ in scored])
    return [
        Candidate(place, hit.name, hit.source, score, probability, tuple(reasons))
        for (score, (hit, place, reasons)), probability in zip(scored, shares, strict=True)
    ]


def share(scores: Sequence[float]) -> list[float]:
    """The share of each score beside the others and "none of these", whose score is 0.

    Examples:
        >>> [round(part, 2) for part in share([3.0, 2.0])]
        [0.71, 0.26]
    """
    highest = max([0.0, *scores])
    parts = [math.exp(score - highest) for score in scores]
    whole = math.fsum(parts) + math.exp(-highest)
    return [part / whole for part in parts]


def _reason(rule: str, why: str, times: float = 1.0) -> Reason:
    return Reason(rule, WEIGHTS[rule].value * times, why)


def _name(hit: Hit, place: Place) -> list[Reason]:
    rule = f"name: {hit.name_kind}"
    tag = f", language {hit.language}" if hit.language else ""
    reasons = [_reason(rule, f"{hit.name!r} is a name of kind {hit.name_kind} in {hit.source}{tag}")]
    if hit.name_kind == "alternate":
        first, usual = fold(hit.name)[:1], fold(place.name)[:1]
        # Names in two scripts cannot be compared by their letters.
        if first != usual and first.isascii() and usual.isascii():
            reasons.append(_reason("name: unlike", f"its usual name is {place.name!r}"))
    return reasons


def _spelling(hit: Hit, mention: Mention) -> tuple[Reason, ...]:
    if hit.name == mention.name:
        return (_reason("spelling: exact", "spelled as in the source"),)
    if hit.name.casefold() == mention.name.casefold():
        return (_reason("spelling: case", "spelled as in the source but for capitals"),)
    return ()


def _standing(place: Place) -> list[Reason]:
    """What the place is by itself, whatever it is called."""
    if place.kind == "city":
        return _city_standing(place)
    reasons = [_reason(f"kind: {place.kind}", f"it is of kind {place.kind}")]
    if place.kind != "country" and place.extent_m > LEAST_EXTENT_M:
        tenfolds = math.log10(place.extent_m / LEAST_EXTENT_M)
        reasons.append(_reason("extent", f"it reaches about {place.extent_m / 1000:,.0f} km", tenfolds))
    return reasons


def _city_standing(place: Place) -> list[Reason]:
    said = f"{place.population:,} inhabitants" if place.population else "inhabitants not known"
    tenfolds = math.log10(max(place.population or UNKNOWN_POPULATION, 10))
    reasons = [_reason("kind: city", "it is a settlement"), _reason("population", said, tenfolds)]
    if place.source == "Dateline":
        reasons.append(_reason("curated", "Dateline added it by hand"))
    seat = _SEATS.get(place.feature_code)
    if seat:
        reasons.append(_reason(seat, f"feature code {place.feature_code}"))
    elif place.feature_code == "P.PPLX":
        reasons.append(_reason("quarter", "feature code P.PPLX, a section of a populated place"))
    elif place.feature_code in _GONE:
        reasons.append(_reason("gone", f"feature code {place.feature_code}"))
    return reasons


def _kind_in_words(place: Place, mention: Mention) -> Reason:
    if place.kind == mention.kinds[0]:
        return _reason("words: kind", f"the text says {mention.kind_word!r}")
    if place.kind in mention.kinds:
        # "region" may be a second-level unit or an informal one, but first it is a first-level one.
        return _reason(
            "words: possible kind", f"the text says {mention.kind_word!r}, which {place.kind} may be"
        )
    return _reason(
        "words: other kind", f"the text says {mention.kind_word!r}, and this is of kind {place.kind}"
    )


def _held(index: Index, record: int, place: Place, container: Container) -> Reason:
    found = container.held_by(index, record, place)
    if found is None:
        return _reason("words: not held", f"it is not in {container.text!r} of the text")
    scope, probability = found
    doubt = max(math.log(max(probability, 1e-9)), LEAST_HELD)
    rule = WEIGHTS["words: held"]
    return Reason(
        "words: held", rule.value + doubt, f"it is in {scope.label}, as {container.text!r} in the text says"
    )


def _near(place: Place, point: LonLat, label: str) -> Reason:
    gap_m = max(0.0, ground_m(place.point, point) - place.extent_m)
    times = math.log1p(gap_m / NEAR_M) - math.log1p(NEUTRAL_M / NEAR_M)
    return _reason("near", f"about {gap_m / 1000:,.0f} km from {label}", times)
