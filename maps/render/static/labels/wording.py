"""The words of a label: broken into lines, cut where they are too long, and which way they are read."""

from __future__ import annotations

import unicodedata
from functools import cache

__all__ = ["broken", "spaced", "to_the_left"]

# Scripts whose letters stand apart, so that room between them does no harm.
_APART = frozenset(
    {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW", "TIFINAGH", "ETHIOPIC", "CJK", "HANGUL"}
)


def broken(text: str, longest: int, most: int) -> list[str]:
    """The text in lines of about equal length.

    Args:
        text: Words between spaces.
        longest: Characters in a line.
        most: Lines; what does not fit is cut at a word, with an ellipsis.

    Examples:
        >>> broken("Fighting and ambush at Tinzaouaten", 22, 2)
        ['Fighting and ambush', 'at Tinzaouaten']
        >>> broken("Kidal", 22, 2), broken("a b c d e f", 4, 2)
        (['Kidal'], ['a b', 'c d…'])
    """
    words = [word if len(word) <= longest else f"{word[: longest - 1]}…" for word in text.split()]
    shortest = max((len(word) for word in words), default=0)
    fewest = len(_filled(words, longest))
    if fewest <= most:
        return next(
            lines for length in range(shortest, longest + 1) if len(lines := _filled(words, length)) <= fewest
        )
    lines = _filled(words, longest)[:most]
    last = lines[-1].split()
    while len(last) > 1 and len(" ".join(last)) >= longest:
        last.pop()
    return [*lines[:-1], f"{' '.join(last).rstrip(',;:.…')[: longest - 1]}…"]


def _filled(words: list[str], longest: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


@cache
def spaced(text: str) -> bool:
    """Whether room may stand between the letters: never in a script that joins them, such as Arabic.

    Examples:
        >>> spaced("Côte d'Ivoire"), spaced("مالي")
        (True, False)
    """
    return all(unicodedata.name(char, "").split(" ")[0] in _APART for char in text if char.isalpha())


@cache
def to_the_left(text: str) -> bool:
    """Whether the text is read from right to left, by its first letter that has a direction.

    Examples:
        >>> to_the_left("Kidal"), to_the_left("كيدال"), to_the_left("12 כפר")
        (False, True, True)
    """
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in {"L", "R", "AL"}:
            return kind != "L"
    return False
