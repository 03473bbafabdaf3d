"""Which of the places that bear a name is meant: named weights, summed, and made into shares.

Each rule that applies to a place leaves a ``Mark``: its name, how many times it counts, and what it is about.
The score is the sum of the marks' weights; ``reasons`` words the same marks when somebody asks. The shares
are ``exp(score)`` over the sum of all, with "none of these" as one more candidate whose score is 0, so that a
weak match is not certain merely because it has no rival. ``docs/decisions/0004-ranking.md`` says why it is
done so; ``gazetteer.weights`` has the table.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.context import NO_RECORD, gap_m
from gazetteer.dictionary import is_word
from gazetteer.index_format import KINDS, NAME_KINDS
from gazetteer.name_shard import NAME_SORTS, RECORD_BITS, SIGN_BITS, SORT_MASK, spelling_sign
from gazetteer.names import fold
from gazetteer.place import Reason
from gazetteer.weights import (
    LEAST_EXTENT_M,
    LEAST_HELD,
    NEAR_M,
    NEUTRAL_M,
    UNKNOWN_POPULATION,
    VALUES,
    WEIGHTS,
)
from gazetteer.words import is_common_noun

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.context import Asked, Container, Units
    from gazetteer.index import Index
    from gazetteer.mention import Mention
    from gazetteer.place import Place
    from gazetteer.place_block import Record
    from geo.points import LonLat

__all__ = [
    "CLOSE_CALL",
    "FIRST_SIGN",
    "LEAST_SEAT",
    "MOST_SPELLED",
    "NAME_VALUES",
    "SEATS_OF_UNITS",
    "SORT_RULES",
    "SPELLED_CALL",
    "WORTH_TELLING",
    "Bearer",
    "Clues",
    "Mark",
    "contradiction",
    "given",
    "kind_in_words",
    "likeness",
    "matched",
    "namesakes",
    "of_text",
    "reasons",
    "run_on",
    "share",
    "spelling_rule",
    "standing",
    "standing_of_area",
    "standing_of_class",
    "total",
    "weigh",
    "weigh_plain",
]


class Mark(NamedTuple):
    """That a rule applies: its name, how many times it counts, what it is about."""

    rule: str
    times: float = 1.0
    detail: str = ""


class Bearer:
    """A place that bears the name or a similar one, with what speaks for it.

    Attributes:
        record: Its record in the index, or ``NO_RECORD`` for a coordinate that was given as a name.
        name_kind: Kind of the name that was found, as in ``Hit``.
        facts: The fields of its record.
        key: The search key that it was found by.
        edits: How many edits the name is away from what was asked; 0 if it is that name.
        marks: The marks of everything but the place itself and its company.
        cost: The same, weighted by which letters differ.
        company: The marks that the other names of the document leave.
        score: The sum of all weights.
        high: What stands above the record in the posting of the name.
    """

    __slots__ = ("company", "cost", "edits", "facts", "high", "key", "marks", "name_kind", "record", "score")

    def __init__(self, record: int, name_kind: str, facts: Record, key: str, high: int = 0) -> None:
        self.record = record
        self.high = high
        self.name_kind = name_kind
        self.facts = facts
        self.key = key
        self.edits = 0
        self.cost = 0.0
        self.marks: tuple[Mark, ...] = ()
        self.company: tuple[Mark, ...] = ()
        self.score = 0.0


class Clues(NamedTuple):
    """What is known besides the name when its bearers are weighed.

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


#: What the place is by itself, whatever it is called.
_GONE = frozenset({"P.PPLH", "P.PPLQ", "P.PPLW", "P.PPLCH"})
_SEATS = {f"P.{code}": Mark(f"seat: {code}") for code in ("PPLC", "PPLA", "PPLA2")}
_SEATS["P.PPLG"] = _SEATS["P.PPLC"]
_AREAS = frozenset({"admin1", "admin2", "country", "region"})
_HOLDERS = frozenset({"admin1", "country"})
#: Features of towns that are seats of the unit that holds them.
SEATS_OF_UNITS = frozenset({"P.PPLA", "P.PPLC"})
_USUAL_KINDS = frozenset({"primary", "preferred", "ascii", "curated"})
#: Smaller towns are seldom what a unit is named for, unless a source says that they are its seat.
LEAST_SEAT = 10_000
_KIND_VALUES: dict[str, float] = {kind: VALUES[f"kind: {kind}"] for kind in KINDS}
NAME_VALUES = {kind: VALUES[f"name: {kind}"] for kind in NAME_KINDS}
#: Of several places with shares within this of the best one's log-odds, the spelling may decide.
CLOSE_CALL = 1.0
#: The same for how it is spelled, accents and all.
SPELLED_CALL, MOST_SPELLED = 0.7, 4
#: And for which similar names the usual ones are read.
AKIN_CALL = 1.0
#: What an alternate is beside the usual name counts for no place for which less speaks.
WORTH_TELLING = 2.0
#: The rules for sorts of names that are alternates.
SORT_RULES = {
    NAME_SORTS.index("alternate: part"): "name: part of the usual one",
    NAME_SORTS.index("alternate: akin"): "name: akin",
    NAME_SORTS.index("alternate: unlike"): "name: unlike",
}
_SHORT = 4
#: A sign of a script with thousands of signs says as much as several letters.
FIRST_SIGN = "\u2e80"
_USUAL_LETTERS, _MOST_LETTERS = 6, 8
# How much of its weight a kind in words has for a similar name, and against one that the word is a part of.
_SIMILAR_KIND, _NAMED_KIND = 0.4, 0.3


def total(marks: Iterable[Mark]) -> float:
    """The sum of the weights of marks."""
    return sum([VALUES[rule] * times for rule, times, _ in marks])


def standing(facts: Record) -> tuple[float, tuple[Mark, ...]]:
    """What a place is by itself: the sum of the weights, and their marks."""
    return _standing(facts.kind, facts.feature, facts.population, facts.extent_m, facts.source)


def standing_of_class(feature: str, source: str) -> tuple[float, float]:
    """Of a settlement's standing, what does not depend on its inhabitants; and what each tenfold adds."""
    return total(_city_standing(feature, 10, source)) - VALUES["population"], VALUES["population"]


def standing_of_area(kind: str, population: int, extent_m: int) -> float:
    """The standing of a place that is no settlement: the sum of the same weights, without the marks."""
    if kind == "country":
        return total(_area_standing(kind, population, extent_m))
    beyond = math.log10(extent_m / LEAST_EXTENT_M) if extent_m > LEAST_EXTENT_M else 0.0
    return _KIND_VALUES[kind] + VALUES["extent"] * beyond


@lru_cache(maxsize=16_384)
def _standing(
    kind: str, feature: str, population: int, extent_m: int, source: str
) -> tuple[float, tuple[Mark, ...]]:
    marks = (
        _city_standing(feature, population, source)
        if kind == "city"
        else _area_standing(kind, population, extent_m)
    )
    return total(marks), tuple(marks)


def _area_standing(kind: str, population: int, extent_m: int) -> list[Mark]:
    marks = [Mark(f"kind: {kind}")]
    if kind == "country":
        marks.append(Mark("country: population", math.log10((population or 1_000_000) / 1_000_000)))
    elif extent_m > LEAST_EXTENT_M:
        marks.append(Mark("extent", math.log10(extent_m / LEAST_EXTENT_M)))
    return marks


def _city_standing(feature: str, population: int, source: str) -> list[Mark]:
    marks = [
        Mark("kind: city"),
        Mark("population", math.log10(max(population or UNKNOWN_POPULATION, 10))),
    ]
    if source == "Dateline":
        marks.append(Mark("curated"))
    if feature in _SEATS:
        marks.append(_SEATS[feature])
    elif feature == "P.PPLX":
        marks.append(Mark("quarter"))
    elif feature in _GONE:
        marks.append(Mark("gone"))
    return marks


def _base(bearer: Bearer) -> float:
    return standing(bearer.facts)[0] + NAME_VALUES[bearer.name_kind]


def weigh_plain(units: Units, text: str, bearers: Sequence[Bearer]) -> None:
    """Score the bearers of a name about which nothing more is known."""
    more, shared = of_text(text)
    if bearers[0].name_kind == "code":
        # Codes are meant to be in capitals, and short; they are bearers only where nothing else is.
        shared, more = (), 0.0
    for bearer in bearers:
        bearer.marks = shared
        bearer.score = _base(bearer) + more
        if bearer.facts.kind == "country":
            _allow_capitals(bearer)
    _spellings(units.index, text, bearers)
    if len(bearers) > 1:
        namesakes(units, bearers)


def _allow_capitals(country: Bearer) -> None:
    """Countries are abbreviated in capitals: USA, UAE, DRC."""
    for mark in country.marks:
        if mark.rule == "short capitals":
            country.score -= VALUES[mark.rule]
            country.marks = tuple(other for other in country.marks if other is not mark)


def of_text(text: str) -> tuple[float, tuple[Mark, ...]]:
    """What the way in which the name is written says about it: the sum of the weights, and their marks."""
    letters = min(len(text), _USUAL_LETTERS + _MOST_LETTERS) if text[:1] < FIRST_SIGN else 0
    short = len(text) <= _SHORT and text.isascii() and text.isupper()
    return _of_writing(letters, text.islower(), text if short else "", text if is_common_noun(text) else "")


@lru_cache(maxsize=1_024)
def _of_writing(letters: int, lower: bool, short: str, noun: str) -> tuple[float, tuple[Mark, ...]]:  # noqa: FBT001 - a cache's key
    marks = []
    if letters:
        marks.append(_letters("letters", letters))
    if lower:
        marks.append(Mark("lower case"))
    if short:
        marks.append(Mark("short capitals", 1.0, short))
    if noun:
        marks.append(Mark("common noun", 1.0, noun))
    return total(marks), tuple(marks)


def _letters(rule: str, count: int) -> Mark:
    return Mark(rule, min(count - _USUAL_LETTERS, _MOST_LETTERS), str(count))


def namesakes(units: Units, bearers: Sequence[Bearer], prefer: str = "any") -> None:
    """Weigh towns and the units or countries that have their names; bearers of other kinds do not matter."""
    holders = {bearer.record: bearer for bearer in bearers if bearer.facts.kind in _HOLDERS}
    if not holders:
        return
    for bearer in bearers:
        facts = bearer.facts
        if facts.kind != "city":
            continue
        inside = units.holders(facts)
        for record, holder in holders.items():
            if holder.facts.kind == "country":
                if record in inside and facts.feature == "P.PPLC" and prefer != "settlement":
                    _add(bearer, Mark("city of its country's name"))
            elif prefer != "region" and _is_seat(bearer, holder, held=record in inside):
                _mark_once(holder, "unit: namesake")


def _is_seat(town: Bearer, unit: Bearer, *, held: bool) -> bool:
    """Whether a unit is named for a town that bears its name.

    Units are newer than what sources say of their towns: Bandiagara is a region since 2023, and its town is
    held by another one still.
    """
    if held and town.facts.feature in SEATS_OF_UNITS:
        return True
    usual = town.name_kind in _USUAL_KINDS or any(
        mark.rule == "name: part of the usual one" for mark in town.marks
    )
    if town.facts.population < LEAST_SEAT or not usual:
        return False
    if town.facts.country != unit.facts.country:
        return False
    return held or gap_m(town.facts, _point(unit.facts)) < unit.facts.extent_m


def _point(facts: Record) -> LonLat:
    from geo.points import LonLat

    return LonLat(facts.lon_e7 / 1e7, facts.lat_e7 / 1e7)


def _mark_once(bearer: Bearer, rule: str) -> None:
    if not any(mark.rule == rule for mark in bearer.marks):
        _add(bearer, Mark(rule))


def _add(bearer: Bearer, *marks: Mark) -> None:
    bearer.marks += marks
    bearer.score += total(marks)


def _spellings(index: Index, text: str, bearers: Sequence[Bearer]) -> None:
    """What a name is to the usual one, and how it is spelled, of close rivals: their postings tell."""
    for bearer in _close(bearers, CLOSE_CALL):
        rule = SORT_RULES.get(bearer.high & SORT_MASK)
        if rule and bearer.score > WORTH_TELLING and not bearer.edits:
            _add(bearer, Mark(rule))
    if bearers[0].edits or bearers[-1].edits:
        _akin(index, bearers)
    if text.isascii():
        return
    close = _close(bearers, SPELLED_CALL)
    if 1 < len(close) <= MOST_SPELLED:
        sign, rule = spelling_sign(text), spelling_rule(text)
        for bearer in close:
            if bearer.high >> SIGN_BITS == sign and not bearer.edits:
                _add(bearer, Mark(rule))


def spelling_rule(text: str) -> str:
    """The rule for places whose source spells the name with the accents and letters of the text."""
    return "spelling: case" if text.islower() or text.isupper() else "spelling: exact"


def _close(bearers: Sequence[Bearer], call: float) -> list[Bearer]:
    best = max([bearer.score for bearer in bearers])
    return [bearer for bearer in bearers if bearer.score > best - call]


def _akin(index: Index, bearers: Sequence[Bearer]) -> None:
    """Of the similar names that are not the usual ones, those that are spellings of these or of a part."""
    from gazetteer.edits import is_akin

    best = max([bearer.score for bearer in bearers])
    least = best - VALUES["name: fuzzy akin"] - AKIN_CALL
    for bearer in bearers:
        asks = bearer.edits and bearer.name_kind == "alternate" and bearer.score > least
        if asks and is_akin(bearer.key, fold(index.names(bearer.record)[0].spelling)):
            _add(bearer, Mark("name: fuzzy akin"))


def likeness(bearer: Bearer) -> float:
    """What the name by which a place was found says for it, similar or not."""
    return NAME_VALUES[bearer.name_kind] + total(_similarity(bearer))


def matched(index: Index, bearer: Bearer) -> tuple[str, str]:
    """The name that was matched, as its source spells it, and that source."""
    name = index.name(bearer.record | NAME_KINDS.index(bearer.name_kind) << RECORD_BITS, bearer.key)
    return name.spelling, name.source


def weigh(units: Units, bearers: Sequence[Bearer], clues: Clues) -> None:
    """Score the bearers with everything that is known."""
    mention, asked = clues.mention, clues.asked
    _, shared = of_text(mention.name)
    if bearers[0].edits and is_word(mention.name):
        shared += (Mark("name: fuzzy word", 1.0, mention.name),)
    for bearer in bearers:
        bearer.marks = ()
        bearer.score = _base(bearer)
        # Codes are meant to be in capitals, and short.
        marks = [] if bearer.name_kind == "code" else [*shared]
        marks += [*_similarity(bearer), *_of_caller(units, bearer, asked)]
        marks += [mark for container in clues.containers for mark in _held(units, bearer, container)]
        if mention.kinds:
            marks.append(kind_in_words(bearer.facts.kind, mention, similar=bearer.edits > 0))
        _add(bearer, *marks)
        if bearer.facts.kind == "country":
            _allow_capitals(bearer)
    _others_held(bearers)
    points = list(clues.beside)
    if asked.near is not None:
        points.append((asked.near_label, asked.near))
    for bearer in bearers if points else ():
        facts = _seat(units, bearer, bearers) or bearer.facts
        _add(bearer, *[_near(facts, point, label) for label, point in points])
    _spellings(units.index, mention.name, bearers)
    # Where the unit is said, its seat does not stand for it: Donetsk region.
    said = "admin1" in mention.kinds and not _in_name(mention)
    namesakes(units, bearers, "region" if said else asked.prefer)


def _similarity(bearer: Bearer) -> tuple[Mark, ...]:
    if not bearer.edits:
        return ()
    letters = _letters("name: fuzzy letters", len(bearer.key))
    cost = Mark("name: fuzzy cost", bearer.cost, f"at a cost of {bearer.cost:g}")
    marks = (
        Mark("name: fuzzy"),
        cost,
        letters,
        Mark("name: fuzzy edits", bearer.edits - 1.0, f"{bearer.edits}"),
    )
    return (*marks, Mark("name: fuzzy alternate")) if bearer.name_kind == "alternate" else marks


def _of_caller(units: Units, bearer: Bearer, asked: Asked) -> list[Mark]:
    marks = []
    kind = bearer.facts.kind
    if asked.within is not None:
        # The others are left out.
        marks.append(Mark("within", 1.0, asked.within.label))
    if asked.prefer == "settlement" and kind == "city":
        marks.append(Mark("prefer: settlement"))
    elif asked.prefer == "region" and kind in _AREAS:
        marks.append(Mark("prefer: region"))
    for scope, odds in asked.bias:
        if scope.holds(units, bearer.record, bearer.facts):
            marks.append(Mark("bias", odds, scope.label))
    return marks


def _seat(units: Units, unit: Bearer, bearers: Sequence[Bearer]) -> Record | None:
    """The largest town in a unit that bears its name: the unit is as near as the town is.

    Measured by its extent, the unit would be nearer than its town to nearly everything.
    """
    if unit.facts.kind not in {"admin1", "admin2"}:
        return None
    towns = [
        other.facts
        for other in bearers
        if other.facts.kind == "city" and unit.record in units.holders(other.facts)
    ]
    return max(towns, key=lambda town: town.population, default=None)


def kind_in_words(kind: str, mention: Mention, *, similar: bool = False) -> Mark:
    """What it says about a place of a kind that the text has a word for a kind."""
    word = repr(mention.kind_word)
    # That a similar name is of the kind said is less of a coincidence than that the name itself is.
    times = _SIMILAR_KIND if similar else 1.0
    if kind == mention.kinds[0]:
        return Mark("words: kind", times, word)
    # "region" may be a second-level unit or an informal one, but first it is a first-level one.
    if kind in mention.kinds:
        return Mark("words: possible kind", times, word)
    if _in_name(mention):
        times = _NAMED_KIND
    other = _is_natural(kind) != _is_natural(mention.kinds[0])
    return Mark("words: other nature" if other else "words: other kind", times, word)


def _in_name(mention: Mention) -> bool:
    """Whether the word for a kind is part of the name that was looked up: Lake Placid is a town."""
    return mention.kind_word in mention.name


def _is_natural(kind: str) -> bool:
    return kind == "natural"


def _held(units: Units, bearer: Bearer, container: Container) -> list[Mark]:
    text = repr(container.text)
    found = container.held_by(units, bearer.record, bearer.facts)
    if found is None:
        return [Mark("words: not held", 1.0, text)]
    scope, probability = found
    doubt = max(math.log(max(probability, 1e-9)), LEAST_HELD)
    said = Mark("words: held", 1.0, f"{scope.label}, the {text}" if scope.label != container.text else text)
    return [said, Mark("words: doubtful holder", doubt, text)] if doubt < -0.01 else [said]


def _others_held(bearers: Sequence[Bearer]) -> None:
    """What is not in a holder that another bearer is in."""
    lacking = [
        (bearer, mark.detail) for bearer in bearers for mark in bearer.marks if mark.rule == "words: not held"
    ]
    lacked = {detail for _, detail in lacking}
    fulfilled = {text for text in lacked if sum(detail == text for _, detail in lacking) < len(bearers)}
    for bearer, detail in lacking:
        if detail in fulfilled:
            _add(bearer, Mark("words: another held", 1.0, detail))


def _near(facts: Record, point: LonLat, label: str) -> Mark:
    distance_m = max(0.0, gap_m(facts, point) - facts.extent_m)
    times = math.log1p(distance_m / NEAR_M) - math.log1p(NEUTRAL_M / NEAR_M)
    return Mark("near", times, f"{distance_m / 1000:,.0f} km from {label}")


def contradiction(units: Units, bearers: Sequence[Bearer], clues: Clues) -> str:
    """What the text says that no bearer fulfils, in words, or ""."""
    mention = clues.mention
    if (
        mention.kinds
        and not _in_name(mention)
        and not any(bearer.facts.kind in mention.kinds for bearer in bearers)
    ):
        return f"no place named {mention.name!r} is a {mention.kind_word}"
    for container in clues.containers:
        if not any(container.held_by(units, bearer.record, bearer.facts) for bearer in bearers):
            return f"no place named {mention.name!r} is in {container.text!r}"
    return ""


def given(bearer: Bearer) -> None:
    """Score a coordinate that was given as a name."""
    bearer.marks = ()
    _add(bearer, Mark("given"))


def run_on(bearer: Bearer) -> None:
    """Score a place that is told from its holder by no comma."""
    _add(bearer, Mark("words: run on"))


def share(scores: Sequence[float]) -> list[float]:
    """The share of each score beside the others and "none of these", whose score is 0.

    Examples:
        >>> [round(part, 2) for part in share([3.0, 2.0])]
        [0.71, 0.26]
    """
    highest = max(0.0, *scores) if scores else 0.0
    parts = [math.exp(score - highest) for score in scores]
    whole = sum(parts) + math.exp(-highest)
    return [part / whole for part in parts]


def reasons(index: Index, bearer: Bearer, place: Place) -> tuple[Reason, ...]:
    """The weights that made a bearer's score, each in words."""
    if bearer.record == NO_RECORD:
        marks: list[Mark] = list(bearer.marks)
    else:
        marks = [
            Mark(f"name: {bearer.name_kind}"),
            *standing(bearer.facts)[1],
            *bearer.marks,
            *bearer.company,
        ]
    name, source = matched(index, bearer) if bearer.record != NO_RECORD else (place.name, "given")
    fields = {
        "name": name,
        "name_kind": bearer.name_kind,
        "source": source,
        "usual": place.name,
        "kind": place.kind,
        "feature": place.feature_code,
        "km": f"{place.extent_m / 1000:,.0f} km",
        "people": f"{place.population:,} inhabitants" if place.population else "inhabitants not known",
        "edits": f"{bearer.edits} edit{'' if bearer.edits == 1 else 's'}",
    }
    return tuple(
        Reason(rule, VALUES[rule] * times, WEIGHTS[rule].says.format(**fields, detail=detail, text=detail))
        for rule, times, detail in marks
    )
