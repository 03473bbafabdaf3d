"""The Arabic article that a name may have or not, as it is written and as it is spoken."""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from typing import Final

__all__ = ["ARTICLES", "spoken_articles", "without_article"]

#: Articles that a name may have or not, as they are written.
ARTICLES: Final = ("al", "el", "ال")
#: Letters that the article is spoken as before them, and often written: ar-Raqqah, ash-Shaddadi.
_SUN_LETTERS: Final = ("th", "dh", "sh", "t", "d", "r", "z", "s", "n")
_SPOKEN: Final = tuple(vowel + 2 * letter for vowel in "ae" for letter in _SUN_LETTERS)
# With fewer letters the rest is no name: Arras is not Ras.
_LEAST_BARE: Final = 4


def without_article(key: str) -> str:
    """A key without the Arabic article before it, as it is written or spoken; the key itself if it has none.

    Examples:
        >>> without_article("alraqqah"), without_article("arraqqah"), without_article("ashshaddadi")
        ('raqqah', 'raqqah', 'shaddadi')
        >>> without_article("arras"), without_article("kidal")
        ('arras', 'kidal')
    """
    if key.startswith(ARTICLES):
        return key[2:]
    if key.startswith(("a", "e")) and key.startswith(_SPOKEN):  # hundreds are asked for an answer
        half = next(len(letter) for letter in _SUN_LETTERS if key.startswith(2 * letter, 1))
        return key[1 + half :] if len(key) > half + _LEAST_BARE else key
    return key


def spoken_articles(key: str) -> list[str]:
    """A key without an article with the article before it as it is spoken, if that is not as it is written.

    Examples:
        >>> spoken_articles("raqqah"), spoken_articles("hudaydah")
        (['arraqqah', 'erraqqah'], [])
    """
    letter = next((letter for letter in _SUN_LETTERS if key.startswith(letter)), "")
    return [vowel + letter + key for vowel in "ae"] if letter and len(key) >= _LEAST_BARE else []
