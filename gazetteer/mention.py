"""What one reading of a text that names a place says: ``Mention``."""

from __future__ import annotations

import unicodedata

from geo.tuples import NamedTuple

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from gazetteer.literals import Kind
    from gazetteer.literals import Relation as Relation  # noqa: PLC0414 - given on

__all__ = ["MAX_NAME_LENGTH", "Mention", "tidy"]

#: Longer texts are no place's name (the longest official one has 168 letters): they are not looked up.
MAX_NAME_LENGTH = 300


class Mention(NamedTuple):
    """One reading of a text that names a place.

    Attributes:
        text: The text as it was given, without control characters and surplus spaces.
        name: The name to look up.
        kinds: The kinds of place that words such as "region" or "town of" ask for, the likeliest first.
        kind_word: The word that asked for them, or "".
        containers: Names of what should hold the place, in the order of the text.
        beside: Names of places that should be close to it.
        relation: How the place that is meant lies to the named one.
        relation_words: The words that said so, or "".
        distance_m: A distance from the named place that the text states, in metres, or None.
        unused: Parts of the text that were not understood, or that nothing here can use.
        turned: The text names the largest place first: a guess that holds only if the containers prove it.
        site: A thing in the named place, such as a market or a base, whose own position is not known; or "".
    """

    text: str
    name: str
    kinds: tuple[Kind, ...] = ()
    kind_word: str = ""
    containers: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    relation: Relation = "at"
    relation_words: str = ""
    distance_m: float | None = None
    unused: tuple[str, ...] = ()
    turned: bool = False
    site: str = ""


def tidy(text: str) -> str:
    """The text without control, format and surrogate characters, and with single spaces.

    Examples:
        >>> tidy("  Gao,   Mali ")
        'Gao, Mali'
        >>> tidy("Gao" + chr(0x200F))
        'Gao'
    """
    if not text.isprintable():
        text = "".join(_printable(letter) for letter in text)
    return " ".join(text.split()).strip("\"'“”«»„ ")


def _printable(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in {"Cf", "Cs", "Co", "Cn"}:
        return ""
    return " " if category in {"Cc", "Zl", "Zp", "Zs"} else letter
