"""What one text may mean: ``Found``; and which texts are plain names, so that nothing is read into them."""

from __future__ import annotations

from gazetteer.mention import Mention
from gazetteer.words import KIND_WORDS, NO_VALUE, plain

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.marks import Bearer
    from gazetteer.place import Place

__all__ = ["FEW_BEARERS", "LEAST_DIGITS", "SIGNS", "WEAK", "Found", "is_plain", "readings_of"]

# The index gives the most important places of a name first. Without context none beyond these can win.
FEW_BEARERS = 32

#: A name without any of these is looked up whole before anything is read into it.
SIGNS = frozenset("0123456789,;:()[]{}|/\u060c\u061b\u3001\uff0c\uff08\uff09\u2013\u2014")
#: An exact name that less than this speaks for does not keep similar names from being asked for.
WEAK = -2.2
#: A coordinate has that many digits at least.
LEAST_DIGITS = 2


class Found:
    """What one text may mean, before the other names of its document are heard.

    Attributes:
        query: The text as it was asked.
        text: The same without control characters and surplus spaces.
        mention: The reading that fits, or None for a plain name.
        bearers: The places that it may be, scored.
        unused: Parts of the text that were not understood.
        problem: What stands against an answer.
        given: The place where the text is a coordinate.
    """

    __slots__ = ("bearers", "given", "mention", "problem", "query", "text", "unused")

    def __init__(  # noqa: PLR0913, PLR0917 - the fields
        self,
        query: str,
        text: str,
        mention: Mention | None = None,
        bearers: list[Bearer] | None = None,
        unused: tuple[str, ...] = (),
        problem: str = "",
        given: Place | None = None,
    ) -> None:
        self.query = query
        self.text = text
        self.mention = mention
        self.bearers = bearers or []
        self.unused = unused
        self.problem = problem
        self.given = given

    def best(self) -> float:
        """The highest score."""
        return max((bearer.score for bearer in self.bearers), default=float("-inf"))


def is_plain(text: str) -> bool:
    """Whether a text has no signs or words that ask for a closer reading, so that it is a name or nothing.

    Examples:
        >>> is_plain("San José"), is_plain("Gao, Mali"), is_plain("Kidal region")
        (True, False, False)
    """
    if not SIGNS.isdisjoint(text) or text in NO_VALUE:
        return False
    return " " not in text or not (_is_kind(text.partition(" ")[0]) or _is_kind(text.rpartition(" ")[2]))


def readings_of(text: str) -> Iterable[Mention]:
    """The readings of a tidied text. One word has one, and is spared the grammar, which is slow to import.

    Examples:
        >>> [reading.name for reading in readings_of("Bamakko")], len(list(readings_of("near Gao, Mali"))) > 1
        (['Bamakko'], True)
    """
    if text.isalpha():
        return (Mention(text, text),)
    from gazetteer.readings import readings

    return readings(text)


def _is_kind(word: str) -> bool:
    """Whether a word asks for a kind of place."""
    return (word.lower() if word.isascii() and word.isalpha() else plain(word)) in KIND_WORDS
