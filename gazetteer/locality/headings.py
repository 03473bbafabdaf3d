"""Directions in words and letters, in English and French, and how precise each is.

A direction is as precise as the compass that its word belongs to: "north" is one of four points and means up
to 45 degrees to either side, "north-east" is one of eight (22.5), "north-north-east" one of sixteen (11.25).
So Wieczorek, Guo and Hijmans (2004, doi:10.1080/13658810412331280211) and the table "Uncertainty Related to
Heading" of Georeferencing Best Practices (Chapman and Wieczorek 2020, doi:10.15468/doc-gg7h-s853).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from geo.told import Told, Toward

__all__ = ["ENGLISH", "FRENCH", "LETTERS", "Heading", "heading"]


class Heading(NamedTuple):
    """A direction.

    Attributes:
        azimuth_deg: Degrees clockwise from north.
        half_width_deg: How far the direction that is meant may differ from it.
        words: The words that say so.
    """

    azimuth_deg: float
    half_width_deg: float
    words: str

    @property
    def name(self) -> str:
        """The direction in English words; as it was told, where it is no point of the compass.

        Examples:
            >>> heading("NNO").name
            'north-northwest'
        """
        point = next((point for point, azimuth in _AZIMUTH.items() if azimuth == self.azimuth_deg), None)
        if point is None:
            return self.words
        words = [_WORD_OF[letter] for letter in point]
        return "".join(words) if len(words) < 3 else f"{words[0]}-{words[1]}{words[2]}"

    @property
    def told(self) -> Toward | Told:
        """The same with its degrees; as it was told, where that is no point of the compass."""
        return self.words if isinstance(self.words, Told) else Toward(self.name, self.azimuth_deg)


_POINTS = ("n", "nne", "ne", "ene", "e", "ese", "se", "sse", "s", "ssw", "sw", "wsw", "w", "wnw", "nw", "nnw")
_AZIMUTH = {point: 22.5 * number for number, point in enumerate(_POINTS)}
_HALF_WIDTH = {1: 45.0, 2: 22.5, 3: 11.25}
#: "Due north" is no wider than the finest of the compass points.
_DUE_DEG = 11.25

_PRECISELY = r"(?:due|directly|straight|exactly)\s+"
_EN = r"(?:north|south|east|west)"
_FR = r"(?:nord|sud|est|ouest)"
#: Words of directions; endings such as "-ern" make adjectives of them.
ENGLISH = rf"(?:{_PRECISELY})?{_EN}(?:[\s-]*{_EN}){{0,2}}"
FRENCH = rf"(?:plein\s+)?{_FR}(?:[\s-]+{_FR}){{0,2}}"
#: Capital letters; O is west in French.
LETTERS = r"(?:[NS](?:[.\s/-]?[NS])?(?:[.\s/-]?[EWO])?|[EWO](?:[.\s/-]?[NS](?:[.\s/-]?[EWO])?)?)\.?"

_LETTER_OF = {"north": "n", "south": "s", "east": "e", "west": "w"}
_WORD_OF = {"n": "north", "s": "south", "e": "east", "w": "west"}
_LETTER_OF |= {"nord": "n", "sud": "s", "est": "e", "ouest": "w"}
_WORD = re.compile("north|south|east|west|nord|sud|ouest|est")
_DUE = re.compile(rf"^(?:{_PRECISELY}|plein\s)", re.IGNORECASE)


def heading(words: str) -> Heading | None:
    """The direction that words or letters name; None where they are no point of the compass.

    Examples:
        >>> heading("NNE").azimuth_deg, heading("nord-ouest").azimuth_deg, heading("O").azimuth_deg
        (22.5, 315.0, 270.0)
        >>> heading("north").half_width_deg, heading("due north").half_width_deg
        (45.0, 11.25)
        >>> heading("north-south") is None
        True
    """
    lower = words.lower()
    found = _WORD.findall(lower)
    if found:
        point = "".join(_LETTER_OF[word] for word in found)
    else:
        point = "".join(letter for letter in lower if letter in "nsewo").replace("o", "w")
    if point not in _AZIMUTH:
        return None
    width = _DUE_DEG if _DUE.match(words) else _HALF_WIDTH[len(point)]
    return Heading(_AZIMUTH[point], width, words)
