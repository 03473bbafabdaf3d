"""Rules of the grammar for distances and directions: "50 km north of X", "NNE of X", "20 km inside X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.locality import lexicon
from gazetteer.locality.distances import DISTANCE, MEASURE, TIME, Distance, read_distance
from gazetteer.locality.headings import ENGLISH, FRENCH, LETTERS, Heading, heading
from gazetteer.locality.lexicon import MOST_DEPTH, SIDE_WORDS, pattern
from gazetteer.locality.tree import HEAD, Border, Name, Offset, OneOf
from gazetteer.phrases import is_generic

if TYPE_CHECKING:
    import re

    from gazetteer.locality.grammar import Grammar
    from gazetteer.locality.tree import Found

__all__ = ["TOWARD", "TOWARD_WORDS", "direction", "distance", "measured"]

_TO_THE = r"(?:to\s+the\s+|au\s+|à\s+l['\u2019]\s*)?"
# Between a distance and what it counts from.
_AWAY = r"(?:\s+(?:away|off|further|farther|distant))?,?\s+(?:to\s+the\s+|towards\s+the\s+)?"
_AFTER_DISTANCE = (
    rf"{_AWAY}(?P<en>{ENGLISH})(?:erly|wards?)?,?\s+(?:of|from)\s+",
    rf",?\s+(?:plus\s+)?(?:au|à\s+l['\u2019])\s*(?P<fr>{FRENCH}),?\s+{lexicon.OF_FR}",
    rf"\s+(?:au\s+)?(?P<fr>{FRENCH})\s+{lexicon.OF_FR}",
)
_LETTERS_AFTER = rf"\s*{_TO_THE}(?P<letters>{LETTERS})\s+(?:(?:of|from)\s+|{lexicon.OF_FR})?(?=\w)"
_BARE_SIDE = rf"\s+(?P<en>{ENGLISH})\s+(?=[^\W\d_a-z])"
_SIDE_ALONE = rf"\s*(?:(?:away|off)\s*)?{_TO_THE}(?P<side>{ENGLISH}|{FRENCH}|{LETTERS})\s*(?=$|[,;)\]])"
_SIDE_AND = rf"\s+(?:to\s+the\s+)?(?P<side>{ENGLISH}|{LETTERS})(?:\s+and|,|\s+et)\s+"
_INSIDE = (
    r"\s+(?:inside|within|into|en\s+territoire"
    r"|à\s+l['\u2019]\s*intérieur\s+(?:de\s+l['\u2019]|de\s+la|du|de|d['\u2019]))\s*"
)
_ROAD = r"(?:(?:on|along)\s+(?:the|a)\s+(?:main\s+)?(?:road|highway|way|route|track)\s+(?:to|towards?|for)"
TOWARD_WORDS = "road way route track axe piste direction toward heading allant vers"
TOWARD = (
    rf"(?:,\s*)?{_ROAD}"
    rf"|sur\s+(?:la\s+route|l['\u2019]\s*axe|la\s+piste)\s+(?:menant\s+(?:à|vers)|vers|{lexicon.OF_FR})"
    r"|in\s+the\s+direction\s+of|towards?|heading\s+(?:to|for)|on\s+the\s+way\s+to"
    rf"|en\s+direction\s+{lexicon.OF_FR}|en\s+allant\s+vers|vers)\s*"
)


def measured(source: str, text: str) -> re.Match[str] | None:
    """The match of a distance or a time at the start of a text that has a unit of either."""
    return pattern(source).match(text) if pattern(MEASURE).search(text) else None


def distance(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "50 km north of X", "15 km from X", "2 km north and 3 km east of X", "20 km inside X"."""
    match = measured(DISTANCE, text)
    if match is None:
        return _time(grammar, text, depth)
    converted = pattern(rf"{DISTANCE}\s*\([^)]*\d[^)]*\)").match(text)
    end = converted.end() if converted else match.end()
    distance, after = read_distance(match), text[end:]
    inside = pattern(_INSIDE).match(after)
    if inside:
        return _depth(grammar, distance, text, end + inside.end(), depth)
    side, start = _side_after(after)
    across = _across(after) if side is None or start is None else None
    if across is not None:
        side, second, start = across
    elif start is None:
        start = pattern(rf",?\s+(?:{lexicon.FROM})").match(after)
    if start is None:
        return _from_head(distance, text, end)
    found = grammar.operand(after[start.end() :], depth)
    if found is None:
        return None
    words = text[: end + start.end()].strip()
    node = Offset(found[0], words, distance, side, None, second if across else None)
    toward = lexicon.match(TOWARD, found[1].lstrip(), TOWARD_WORDS)
    if toward and depth < MOST_DEPTH:
        aim = grammar.operand(found[1].lstrip()[toward.end() :], depth + 1)
        if aim is not None:
            return node._replace(toward=aim[0]), aim[1]
    return node, found[1]


def direction(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "north of X", "au nord de X", "NNE of X"."""
    both = lexicon.match(lexicon.TWO_HEADINGS_OF, text, SIDE_WORDS)
    found = grammar.operand(text[both.end() :], depth) if both else None
    if both and found:
        sides = [heading(words) for words in both.groups()]
        halves = tuple(Offset(found[0], both[0].strip(), None, side) for side in sides if side)
        return OneOf(halves, both[0].strip()), found[1]
    sided = (lexicon.match(source, text, SIDE_WORDS) for source in lexicon.HEADING_OF)
    for match in (*sided, pattern(lexicon.HEADING_LETTERS_OF, 0).match(text)):
        named = match.groupdict() if match else {}
        side = heading(named.get("en") or named.get("fr") or named.get("letters") or "")
        found = grammar.operand(text[match.end() :], depth) if match and side else None
        if match and found:
            close = (
                Distance(0.0, lexicon.BESIDE_M, lexicon.BESIDE_M / 2, named["just"])
                if named.get("just")
                else None
            )
            return Offset(found[0], match[0].strip(), close, side), found[1]
    return None


def _side_after(after: str) -> tuple[Heading | None, re.Match[str] | None]:
    """The direction that follows a distance, with the match that ends where the name starts."""
    for source in _AFTER_DISTANCE:
        match = pattern(source).match(after)
        if match and (side := heading(match.groupdict().get("en") or match["fr"])):
            return side, match
    for source in (_LETTERS_AFTER, _BARE_SIDE):
        match = pattern(source, 0).match(after)
        if match and (side := heading(match.groupdict().get("letters") or match["en"])):
            return side, match
    return None, None


def _across(after: str) -> tuple[Heading, tuple[Distance, Heading], re.Match[str]] | None:
    """The second of two distances at right angles: "north and 3 km east of"."""
    first = pattern(_SIDE_AND).match(after)
    side = heading(first["side"]) if first else None
    if first is None or side is None:
        return None
    match = pattern(DISTANCE).match(after[first.end() :])
    if match is None:
        return None
    middle = first.end() + match.end()
    other, end = _side_after(after[middle:])
    if other is None or end is None:
        return None
    whole = pattern(rf"[\s\S]{{{middle + end.end()}}}").match(after)
    return None if whole is None else (side, (read_distance(match), other), whole)


def _from_head(distance: Distance, text: str, end: int) -> Found | None:
    """As in "50 km south", of what the text named before."""
    match = pattern(_SIDE_ALONE).match(text[end:])
    side = heading(match["side"]) if match else None
    if match is None or side is None:
        return None
    return Offset(HEAD, text[: end + match.end()].strip(), distance, side), text[end + match.end() :]


def _depth(grammar: Grammar, distance: Distance, text: str, start: int, depth: int) -> Found | None:
    """As in "20 km inside Mali": so far from its border, on its side."""
    named, rest = grammar.phrase(text[start:])
    again = pattern(r"\s+(?:from|of|depuis)\s+(?=.*(?:border|frontière))").search(text, start)
    if again:
        named, rest = text[start : again.start()], text[again.end() :]
    named = pattern(r"^territoire\s+|\s+(?:territory|soil|territoire)$").sub("", named)
    if not named or is_generic(named):
        return None
    holder = Name(pattern(rf"^{lexicon.THE}").sub("", named), country=True)
    nested = grammar.operand(rest, depth + 1) if again else None
    of = nested[0] if nested and isinstance(nested[0], Border) else Border((holder,), "border", 0.0)
    words = text[:start].strip()
    return Offset(of._replace(side=holder), words, distance), (nested[1] if nested else rest)


def _time(grammar: Grammar, text: str, depth: int) -> Found | None:
    """As in "Two hours' drive from X" tells no distance: it is named as not understood."""
    match = measured(TIME, text)
    if match is None:
        return None
    after = text[match.end() :]
    _, start = _side_after(after)
    start = start or pattern(rf",?\s+(?:{lexicon.FROM})").match(after)
    found = grammar.operand(after[start.end() :], depth) if start else None
    if start is None or found is None:
        return None
    if depth < MOST_DEPTH:
        grammar.unused.append(match[0].strip())
    # With a direction alone it would reach as far as "north of" does, which the text does not say.
    return Offset(found[0], text[: match.end() + start.end()].strip()), found[1]
