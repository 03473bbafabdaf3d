"""Names weighed with what the text says of kind, holder and neighbours, and with what the caller wishes."""

from __future__ import annotations

import math

from gazetteer.context import gap_m
from gazetteer.dictionary import other_sense
from gazetteer.marks import Mark, add
from gazetteer.namesakes import namesakes, town_of_unit
from gazetteer.ranking import allow_capitals, base, weigh_senses
from gazetteer.weights import LEAST_HELD, NEAR_M, NEUTRAL_M
from gazetteer.writing import of_text, similarity, weigh_spellings
from geo.told import tell
from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.context import Asked, Container, Units
    from gazetteer.marks import Bearer
    from gazetteer.mention import Mention
    from gazetteer.place_block import Record
    from geo.points import LonLat

__all__ = ["Clues", "contradiction", "kind_in_words", "weigh", "weigh_given", "weigh_run_on"]


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


_AREAS = frozenset({"admin1", "admin2", "country", "region"})
# How much of its weight a kind in words has for a similar name, and against one that the word is a part of.
_SIMILAR_KIND, _NAMED_KIND = 0.4, 0.3


def weigh(units: Units, bearers: Sequence[Bearer], clues: Clues) -> None:
    """Score the bearers with everything that is known."""
    mention, asked = clues.mention, clues.asked
    _, shared = of_text(mention.name)
    is_similar = bearers[0].edits > 0
    if is_similar and (sense := other_sense(mention.name)):
        rule = "name: fuzzy person" if sense == "person" else "name: fuzzy word"
        shared += (Mark(rule, 1.0, mention.name),)
    for bearer in bearers:
        bearer.marks = ()
        bearer.score = base(bearer)
        # Codes are meant to be in capitals, and short.
        marks = [] if bearer.name_kind == "code" else [*shared]
        marks += [*similarity(bearer), *_of_caller(units, bearer, asked)]
        marks += [mark for container in clues.containers for mark in _held(units, bearer, container)]
        if mention.kinds:
            marks.append(kind_in_words(bearer.facts.kind, mention, similar=bearer.edits > 0))
        add(bearer, *marks)
        allow_capitals(bearer)
    _others_held(bearers)
    points = list(clues.beside)
    if asked.near is not None:
        points.append((asked.near_label, asked.near))
    for bearer in bearers if points else ():
        facts = town_of_unit(units, bearer, bearers) or bearer.facts
        add(bearer, *[_near(facts, point, label) for label, point in points])
    weigh_spellings(units.index, mention.name, bearers)
    # Where the unit is said, its seat does not stand for it: Donetsk region.
    said = "admin1" in mention.kinds and not _in_name(mention)
    namesakes(units, bearers, "region" if said else asked.prefer)
    if not is_similar:
        weigh_senses(mention.name, bearers)


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
            add(bearer, Mark("words: another held", 1.0, detail))


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
        english = "no place named {name!r} is a {kind}"
        return tell("not_a", english, name=mention.name, kind=mention.kind_word)
    for container in clues.containers:
        if not any(container.held_by(units, bearer.record, bearer.facts) for bearer in bearers):
            english = "no place named {name!r} is in {holder!r}"
            return tell("not_in", english, name=mention.name, holder=container.text)
    return ""


def weigh_given(bearer: Bearer) -> None:
    """Score a coordinate that was given as a name."""
    bearer.marks = ()
    add(bearer, Mark("given"))


def weigh_run_on(bearer: Bearer) -> None:
    """Score a place that is told from its holder by no comma."""
    add(bearer, Mark("words: run on"))
