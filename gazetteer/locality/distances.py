"""Distances as texts write them, in English and French, and how precise each is.

A distance is as precise as it is written (Wieczorek, Guo and Hijmans 2004,
doi:10.1080/13658810412331280211; "Uncertainty Related to Offset Precision" in Georeferencing Best
Practices, doi:10.15468/doc-gg7h-s853): the uncertainty is half of the unit of its last digit, so 53 km is
good to 0.5 km and 53.2 km to 0.05 km, and half of the fraction that it ends in, so 10.5 is good to 0.25.
The guide's figures for round numbers are mixed (10 km to 0.5, 30 to 5, 200 to 5). Here a number that ends
in noughts or a five, as 10, 25, 50 or 200, is good to a tenth of itself, or to half the unit of its last
digit that is not nought if that is less, and never to less than half of 1. "About" and the like make any
distance good to a tenth at best.
"""

from __future__ import annotations

import functools
import math
import re
from typing import NamedTuple

__all__ = ["DISTANCE", "MEASURE", "TIME", "Distance", "read_distance"]


class Distance(NamedTuple):
    """A distance with its uncertainty.

    Attributes:
        least_m: The least that it may mean, in metres.
        most_m: The most that it may mean.
        stated_m: What is stated, or the middle of the range that is.
        words: The words that say so.
    """

    least_m: float
    most_m: float
    stated_m: float
    words: str


#: A distance by road is longer than the straight line by up to this factor: a detour index of 1.2 to 1.4 is
#: usual between towns.
ROAD_FACTOR = 1.4
#: "More than 50 km" has no end; it is taken to be below this many times the distance.
MORE_FACTOR = 1.5
#: What part of a round distance it may be off by.
ROUND_SHARE = 0.1

# Metres; the statute mile is 1609.344 m and the nautical mile 1852 m, both exactly.
_UNITS = (
    (r"kilomet(?:er|re)s?|kilomètres?|kms?", 1_000.0),
    (r"nautical\s+miles?|mill?es?\s+(?:marins?|nautiques?)|nmi|NM", 1_852.0),
    (r"miles?|mi", 1_609.344),
    (r"yards?|yds?", 0.9144),
    (r"feet|foot|ft", 0.3048),
    (r"met(?:er|re)s?|mètres?|m", 1.0),
)
_UNIT = "(?:" + "|".join(unit for unit, _ in _UNITS) + r")\b\.?"

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
_ONES_FR = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS_FR = "vingt trente quarante cinquante soixante"
_NUMBERS: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_ONES.split())},
    **{word: float(value) for value, word in enumerate(_ONES_FR.split())},
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "une": 1,
    "a": 1,
    "an": 1,
    **dict(zip(_TENS.split(), range(20, 100, 10), strict=True)),
    **dict(zip(_TENS_FR.split(), range(20, 70, 10), strict=True)),
    "quatre-vingt": 80,
    "quatre-vingts": 80,
}
_TIMES = {"hundred": 100.0, "cent": 100.0, "cents": 100.0, "thousand": 1000.0, "mille": 1000.0}
_ABOUT = {
    "half a dozen": 6.0,
    "une demi-douzaine": 6.0,
    "a dozen": 12.0,
    "une dizaine": 10.0,
    "une douzaine": 12.0,
    "une quinzaine": 15.0,
    "une vingtaine": 20.0,
    "une trentaine": 30.0,
    "une quarantaine": 40.0,
    "une cinquantaine": 50.0,
    "une soixantaine": 60.0,
    "une centaine": 100.0,
    "two dozen": 24.0,
    "half a": 0.5,
    "half an": 0.5,
    "un demi": 0.5,
}
#: Numbers that are ranges: how many of the unit at least and at most.
_RANGES = {
    "a couple": (1.5, 3.0),
    "a few": (2.0, 9.0),
    "several": (2.0, 9.0),
    "quelques": (2.0, 9.0),
    "plusieurs": (2.0, 9.0),
    "dozens": (20.0, 99.0),
    "tens": (20.0, 99.0),
    "des dizaines": (20.0, 99.0),
    "hundreds": (200.0, 999.0),
    "des centaines": (200.0, 999.0),
}

_WORD = "|".join(sorted(map(re.escape, [*_NUMBERS, *_TIMES]), key=len, reverse=True))
_SPELLED = rf"(?:{_WORD})(?:(?:[\s-]+(?:and\s+|et\s+)?|-et-)(?:{_WORD}))*"
_COLLECTIVE = "|".join(sorted(map(re.escape, [*_ABOUT, *_RANGES]), key=len, reverse=True))
# A comma, point or blank before exactly three digits parts thousands, as in the figures of a report.
_GROUPED = r"[1-9]\d{0,2}(?:[.,\s]\d{3})+(?!\d|[.,]\d)"
_FRACTION = {"½": 0.5, "¼": 0.25, "¾": 0.75, "1/2": 0.5, "1/4": 0.25, "3/4": 0.75}
_FIGURE = rf"(?:{_GROUPED}|\d+(?:[.,]\d+)?(?:\s?[½¼¾]|\s(?:1/2|1/4|3/4))?|[½¼¾])"
_NUMBER = rf"(?:{_FIGURE}|{_COLLECTIVE}|{_SPELLED})"

_ROUNDLY = (
    r"about|around|some|approximately|approx\.?|circa|ca\.?|c\.|roughly|nearly|almost|an\s+estimated|à\s+peu\s+près"
    r"|à\s+environ|environ|quelque|près\s+de|à\s+près\s+de|presque|~|≈"
)
_AT_MOST = (
    r"less\s+than|under|up\s+to|at\s+most|no\s+more\s+than|within(?:\s+an?(?=\s+\d))?|fewer\s+than|moins\s+de|jusqu['\u2019]à|au\s+plus"
    r"|(?:within\s+)?a\s+radius\s+of|(?:dans\s+)?un\s+rayon\s+de|à\s+moins\s+de"
)
_AT_LEAST = r"more\s+than|over|at\s+least|beyond|plus\s+de|au\s+moins|à\s+plus\s+de|au-delà\s+de"
#: One distance: its first words, one number or two, the unit.
DISTANCE = (
    rf"(?:(?:à|at|a|distance\s+of|a\s+distance\s+of|une\s+distance\s+de)\s+)??"
    rf"(?:(?P<roughly>{_ROUNDLY})\s*|(?P<most>{_AT_MOST})\s+|(?P<least>{_AT_LEAST})\s+)*"
    rf"(?:(?P<range>between|entre|from|de|à)\s+)?"
    rf"(?P<number>{_NUMBER})"
    rf"(?:[\s-]*(?:{_UNIT})?\s*(?:to|and|or|à|et|ou|[-\u2013\u2014])\s*(?P<second>{_NUMBER}))?"
    rf"[\s-]*(?:of\s+an?\s+|of\s+|de\s+|d['\u2019]\s*)?(?P<unit>{_UNIT})(?:\s+radius\b)?"
    r"(?P<road>\s+(?:by\s+(?:road|car)|par\s+(?:la\s+)?route|drive))?"
)
#: A time on the way, which is no distance.
TIME = (
    rf"(?:(?:{_ROUNDLY}|{_AT_MOST}|{_AT_LEAST})\s+)?(?:à\s+)?(?:{_NUMBER}|half\s+an|an?)[\s-]*"
    r"(?:hours?|hrs?|h|heures?|minutes?|mins?|days?|jours?)\b(?:['\u2019]s?)?"
    r"(?:\s+(?:(?:by\s+)?(?:drive|walk|journey|ride|car|foot|road|air|bus|flight|travel)|de\s+(?:route|marche|piste|voiture|trajet)))?"
)


#: A unit of either, without which a text tells neither a distance nor a time.
MEASURE = rf"(?<![^\W\d_])(?:{_UNIT}|(?:hours?|hrs?|h|heures?|minutes?|mins?|days?|jours?)\b)"


def read_distance(match: re.Match[str]) -> Distance:
    """The distance of a match of ``DISTANCE``.

    Examples:
        >>> def read(text):
        ...     return read_distance(re.match(DISTANCE, text))[:2]
        >>> read("50 km"), read("53 km"), read("30 to 40 km"), read("une cinquantaine de kilomètres")
        ((45000.0, 55000.0), (52500.0, 53500.0), (30000.0, 40000.0), (45000.0, 55000.0))
        >>> read("less than 10 km"), read("a few km")
        ((0.0, 10000.0), (2000.0, 9000.0))
    """
    metres = _metres(match["unit"])
    words = " ".join(match[0].split())
    first = match["number"].lower()
    if match["second"]:
        ends = sorted((_number(first)[0], _number(match["second"].lower())[0]))
        return Distance(ends[0] * metres, ends[1] * metres, sum(ends) / 2 * metres, words)
    if first in _RANGES:
        low, high = _RANGES[first]
        return Distance(low * metres, high * metres, (low + high) / 2 * metres, words)
    value, half_unit = _number(first)
    if match["most"]:
        return Distance(0.0, value * metres, value * metres, words)
    if match["least"]:
        return Distance(value * metres, value * MORE_FACTOR * metres, value * metres, words)
    if match["roughly"]:
        half_unit = max(half_unit, ROUND_SHARE * value)
    least = max(0.0, value - half_unit)
    if match["road"]:
        least /= ROAD_FACTOR
    return Distance(least * metres, (value + half_unit) * metres, value * metres, words)


def _metres(unit: str) -> float:
    return next(
        metres for pattern, metres in _UNITS if re.fullmatch(pattern, unit.rstrip("."), re.IGNORECASE)
    )


def _number(text: str) -> tuple[float, float]:
    """A number, and what it may be off by for the way in which it is written."""
    text = " ".join(text.split())
    if text in _ABOUT:
        return _ABOUT[text], max(_half_unit(_ABOUT[text]), ROUND_SHARE * _ABOUT[text])
    if text[0].isdigit() or text[0] in _FRACTION:
        return _figure(text)
    value = _spelled(text)
    return value, _half_unit(value)


def _figure(text: str) -> tuple[float, float]:
    for sign, part in _FRACTION.items():
        whole = text.removesuffix(sign).strip()
        if whole != text:
            return (float(whole) if whole else 0.0) + part, (0.25 if part == 0.5 else 0.125)
    if re.fullmatch(_GROUPED, text):
        value = float(re.sub(r"[.,\s]", "", text))
        return value, _half_unit(value)
    text = text.replace(",", ".")
    value = float(text)
    decimals = len(text.partition(".")[2])
    if not decimals:
        return value, _half_unit(value)
    fraction = value % 1
    if math.isclose(fraction, 0.5) and decimals == 1:
        return value, 0.25
    if decimals == 2 and any(math.isclose(fraction, quarter) for quarter in (0.25, 0.75)):
        return value, 0.125
    return value, 0.5 * 10.0**-decimals


def _half_unit(value: float) -> float:
    """Half of the unit in which a whole number is written, as the head of this module says."""
    unit = 1.0
    while value and value % (unit * 10) == 0:
        unit *= 10
    if unit == 1.0 and value % 5 == 0:
        unit = 5.0
    return max(min(0.5, 0.5 * value) if value < 1 else 0.5, min(unit / 2, ROUND_SHARE * value))


@functools.lru_cache(maxsize=256)
def _spelled(text: str) -> float:
    """A number in words: "twenty-five", "two hundred", "quatre-vingt-dix"."""
    total = current = 0.0
    for word in re.findall(rf"\b(?:{_WORD})\b", text.replace("quatre vingt", "quatre-vingt")):
        if word in _TIMES:
            current = max(current, 1.0) * _TIMES[word]
            if _TIMES[word] >= 1000:
                total, current = total + current, 0.0
        else:
            current += _NUMBERS[word]
    return total + current
