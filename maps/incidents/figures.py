"""Figures in words, such as ``more than 25`` or ``20 to 80``: the bounds that they state, no more."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["bounds", "whole_number"]

_WORDS = {
    word: number
    for words in (
        "zero one two three four five six seven eight nine ten eleven twelve",
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
    )
    for number, word in enumerate(words.split())
} | {"half a dozen": 6, "a dozen": 12, "no": 0, "none": 0, "aucun": 0}
# A point or comma before three digits parts thousands: nobody counts people in fractions.
_N = rf"(?:\d{{1,3}}(?:[., ]\d{{3}})+|\d+(?:\.0+)?|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
_AFTER = (
    r"(?: (?:people|persons|civilians|soldiers|fighters|personnes|civils|soldats))?"
    r"(?: (?:were |are )?(?:dead|killed|deaths?|fatalities|morts?|tués?|tuées?|décès))?"
)
_LEAST = "at least|more than|over|no fewer than|no less than|plus de|au moins|minimum|min|min\\."
_MOST = (
    "up to|at most|no more than|fewer than|less than|nearly|almost|maximum|max|max\\."
    "|jusqu'à|au plus|moins de|près de|presque"
)
_FORMS = (
    rf"(?:(?:between|from|entre|de) )?(?P<least>{_N}) ?(?:-|to|and|à|et) ?(?P<most>{_N})",
    rf"(?:(?:{_LEAST}) |>=? ?)(?P<least>{_N})",
    rf"(?P<least>{_N}) ?(?:\+|or more|ou plus)",
    rf"(?:(?:{_MOST}) |<=? ?)(?P<most>{_N})",
    rf"(?P<exact>{_N})",
)
_LONGEST = 60
_MAX_DIGITS = 9


@lru_cache(maxsize=10_000)
def bounds(stated: str) -> tuple[int | None, int | None]:
    """The least and the most that a figure in words states; None where it states none.

    ``more than 25`` has 25 as its lower bound and ``nearly 100`` has 100 as its upper, for that is the number
    the report gives. ``about 50`` and ``dozens`` state no bound.

    Raises:
        ValueError: If the least is more than the most.

    Examples:
        >>> bounds("20 to 80"), bounds("more than 25"), bounds("nearly 100"), bounds("dozens")
        ((20, 80), (25, None), (None, 100), (None, None))
    """
    if len(stated) > _LONGEST:
        return None, None
    plain = _plain(stated)
    match = next(filter(None, (re.fullmatch(form + _AFTER, plain) for form in _FORMS)), None)
    if not match:
        return None, None
    found = {name: whole_number(text) for name, text in match.groupdict().items() if text}
    least, most = (found.get("exact", found.get(end)) for end in ("least", "most"))
    if least is not None and most is not None and least > most:
        raise ValueError(f"the least, {least}, is more than the most, {most}")
    return least, most


def whole_number(text: str) -> int | None:
    """The whole number that a text writes, with thousands parted or not; None where it is none.

    Examples:
        >>> whole_number("1,000"), whole_number("12.0"), whole_number("-3"), whole_number("many")
        (1000, 12, None, None)
    """
    plain = _plain(text)
    if plain in _WORDS:
        return _WORDS[plain]
    if not re.fullmatch(_N, plain):
        return None
    digits = re.sub(r"[., ]", "", plain if re.search(r"[., ]\d{3}", plain) else plain.partition(".")[0])
    return int(digits) if len(digits) <= _MAX_DIGITS else None


def _plain(text: str) -> str:
    if text.isascii():
        return " ".join(text.casefold().split())
    digits = (str(unicodedata.decimal(char)) if unicodedata.decimal(char, -1) >= 0 else char for char in text)
    plain = "".join(digits).translate(_SAME).casefold()
    return " ".join(plain.split())


_SAME = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"\u2019": "'", "≥": ">=", "≤": "<="}
)
