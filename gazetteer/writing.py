"""What a name says for the place found by it: how it is written, how near, what it is to the usual one."""

from __future__ import annotations

from gazetteer.index_format import NAME_KINDS
from gazetteer.kept import Kept
from gazetteer.marks import Mark, add, total
from gazetteer.name_shard import NAME_SORTS, RECORD_BITS, SIGN_BITS, SORT_MASK, spelling_sign
from gazetteer.names import fold
from gazetteer.weights import VALUES
from gazetteer.words import is_common_noun

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.index import Index
    from gazetteer.marks import Bearer

__all__ = [
    "CLOSE_CALL",
    "FIRST_SIGN",
    "MOST_SPELLED",
    "NAME_VALUES",
    "SORT_RULES",
    "SPELLED_CALL",
    "WORTH_TELLING",
    "is_short_capitals",
    "likeness",
    "matched",
    "of_text",
    "similarity",
    "spelling_rule",
    "weigh_spellings",
]

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


def of_text(text: str) -> tuple[float, tuple[Mark, ...]]:
    """What the way in which the name is written says about it: the sum of the weights, and their marks."""
    letters = min(len(text), _USUAL_LETTERS + _MOST_LETTERS) if text[:1] < FIRST_SIGN else 0
    short = is_short_capitals(text)
    noun = text if is_common_noun(text) else ""
    kept: tuple[float, tuple[Mark, ...]] = _WRITINGS[letters, text.islower(), text if short else "", noun]
    return kept


def is_short_capitals(text: str) -> bool:
    """Whether a text looks like an abbreviation.

    Examples:
        >>> is_short_capitals("UAE"), is_short_capitals("Gao"), is_short_capitals("KIDAL")
        (True, False, False)
    """
    return len(text) <= _SHORT and text.isascii() and text.isupper()


def _of_writing(of: tuple[int, bool, str, str]) -> tuple[float, tuple[Mark, ...]]:
    letters, lower, short, noun = of
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


_WRITINGS = Kept(_of_writing, most=1_024)


def _letters(rule: str, count: int) -> Mark:
    return Mark(rule, min(count - _USUAL_LETTERS, _MOST_LETTERS), str(count))


def similarity(bearer: Bearer) -> tuple[Mark, ...]:
    """What it says that a place is found by a similar name; () for its own name."""
    if not bearer.edits:
        return ()
    letters = _letters("name: fuzzy letters", len(bearer.key))
    cost = Mark("name: fuzzy cost", bearer.cost, f"at a cost of {bearer.cost:g}")
    marks = [Mark("name: fuzzy"), cost, letters]
    if bearer.edits > 1:
        marks.append(Mark("name: fuzzy edits", bearer.edits - 1.0))
    if bearer.name_kind == "alternate":
        marks.append(Mark("name: fuzzy alternate"))
    return tuple(marks)


def likeness(bearer: Bearer) -> float:
    """What the name by which a place was found says for it, similar or not."""
    return NAME_VALUES[bearer.name_kind] + total(similarity(bearer))


def matched(index: Index, bearer: Bearer) -> tuple[str, str]:
    """The name that was matched, as its source spells it, and that source."""
    name = index.name(bearer.record | NAME_KINDS.index(bearer.name_kind) << RECORD_BITS, bearer.key)
    return name.spelling, name.source


def weigh_spellings(index: Index, text: str, bearers: Sequence[Bearer]) -> None:
    """What a name is to the usual one, and how it is spelled, of close rivals: their postings tell."""
    for bearer in _close(bearers, CLOSE_CALL):
        rule = SORT_RULES.get(bearer.high & SORT_MASK)
        if rule and bearer.score > WORTH_TELLING and not bearer.edits:
            add(bearer, Mark(rule))
    if bearers[0].edits or bearers[-1].edits:
        _akin(index, bearers)
    if text.isascii():
        return
    close = _close(bearers, SPELLED_CALL)
    if 1 < len(close) <= MOST_SPELLED:
        sign, rule = spelling_sign(text), spelling_rule(text)
        for bearer in close:
            if bearer.high >> SIGN_BITS == sign and not bearer.edits:
                add(bearer, Mark(rule))


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
            add(bearer, Mark("name: fuzzy akin"))
