"""Words, letters and signs of coordinates, in the languages and alphabets in which they are written."""

from __future__ import annotations

from typing import Literal

__all__ = ["HEMISPHERES", "LABELS", "LETTER_O", "SAME", "UNITS", "UNIT_NAMES", "Axis", "is_known_word"]

Axis = Literal["latitude", "longitude"]

# Each letter or word that names a hemisphere: the axis and its sign.
_HEMISPHERE_WORDS: tuple[tuple[Axis, int, str], ...] = (
    ("latitude", 1, "n north nord norte شمال شمالا"),
    ("latitude", -1, "s south sud sur süd جنوب جنوبا"),
    ("longitude", 1, "e east est este ost شرق شرقا"),
    ("longitude", -1, "w west ouest oeste غرب غربا"),
)
HEMISPHERES = {word: (axis, sign) for axis, sign, words in _HEMISPHERE_WORDS for word in words.split()}
# Where O begins the word for west, and where for east.
LETTER_O = {"fr": "w", "es": "w", "it": "w", "pt": "w", "de": "e", "nl": "e"}
LABELS: dict[str, Axis] = {
    "lat": "latitude", "latitude": "latitude", "lon": "longitude", "long": "longitude",
    "lng": "longitude", "longitude": "longitude",
}  # fmt: skip
UNITS = {
    "°": 0, "d": 0, "deg": 0, "degree": 0, "degrees": 0, "degré": 0, "degrés": 0, "درجة": 0,
    "'": 1, "m": 1, "min": 1, "minute": 1, "minutes": 1, "دقيقة": 1,
    '"': 2, "s": 2, "sec": 2, "second": 2, "seconds": 2, "seconde": 2, "secondes": 2, "ثانية": 2,
}  # fmt: skip
UNIT_NAMES = ("degrees", "minutes", "seconds")

SAME = str.maketrans({
    **dict.fromkeys("\u00ba\u02da\u2070\u2218", "°"),
    **dict.fromkeys("\u2032\u2019\u2018\u00b4`\u02b9\u02bc\uff07", "'"),
    **dict.fromkeys("\u2033\u201d\u201c\u201e\u02dd\u02ba\uff02\u3003", '"'),
    **dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d", "-"),  # minus, hyphens, dashes
    "\uff0b": "+", "\u066b": ".", "\u060c": ";", "\u061b": ";", "\n": ";", "|": ";",  # Arabic marks too
    "\uff0c": ",", "\uff0e": ".", "\uff1b": ";", "\u3001": ";",
    # Marks of writing direction, byte order marks and zero-width spaces are invisible.
    **dict.fromkeys(map(chr, (0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x061C, 0xFEFF)), ""),
    **dict.fromkeys(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))), ""),
})  # fmt: skip


def is_known_word(word: str) -> bool:
    """Whether a coordinate can have the word, which is in small letters."""
    if word == "o" or word in HEMISPHERES or word in UNITS or word in LABELS:
        return True
    return word[0] in "dms" and word[1:] in HEMISPHERES
