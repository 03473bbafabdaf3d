"""The search key of a name: what stays of it when case, accents, separators and keyboards are left aside.

The builder of the index and every query use the same ``fold``; a change here needs a new index.
"""

from __future__ import annotations

import unicodedata

from gazetteer.kept import Kept
from gazetteer.scripts import SAME_LETTERS, is_dropped_mark

__all__ = ["FOLD_VERSION", "SHORTENED", "fold", "variants"]

#: Written into each index: an index built with other rules cannot be searched with these.
FOLD_VERSION = 1

_ASCII_KEY = {
    code: chr(code).lower() if chr(code).isalnum() else None for code in range(0x80)
}  # a complete table lets str.translate stay in C
_SPELLED_OUT = (
    ("st", "saint"),
    ("ste", "sainte"),
    ("mt", "mount"),
    ("ft", "fort"),
    ("nth", "north"),
    ("sth", "south"),
)
#: Words that ``variants`` spells in another way.
SHORTENED = frozenset(word for pair in _SPELLED_OUT for word in pair)
_LONGEST_CACHED = 64


class _LetterTable(dict[int, "str | None"]):
    """A table for ``str.translate`` that works a letter out when it is first met."""

    def __missing__(self, code_point: int) -> str | None:
        key = self[code_point] = _fold_letter(code_point)
        return key


def _fold_letter(code_point: int) -> str | None:
    letter = chr(code_point)
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category[0] == "M":
        return None if is_dropped_mark(code_point) else letter
    # Spacing modifier letters (U+02B0-02FF) stand for apostrophes, glottal stops and soft signs.
    if category[0] not in "LN" or 0x02B0 <= code_point <= 0x02FF:
        return None
    # A mathematical capital is a capital only after decomposition, so each letter is casefolded here.
    folded = "".join(SAME_LETTERS.get(part, part) for part in letter.casefold())
    return "".join(part for part in unicodedata.normalize("NFKD", folded) if not is_dropped_mark(ord(part)))


_LETTERS = _LetterTable()
_JAMO = range(0x1100, 0x1200)


class _AloneTable(dict[int, str]):
    r"""A table for ``str.translate`` of letters whose keys do not depend on their neighbours.

    The others become "\0". Where no letter of a text is or leaves a mark or a part of a Korean syllable,
    nothing is composed or put in another order, and the text's key is that of its letters one by one.
    """

    def __missing__(self, code_point: int) -> str:
        letter = chr(code_point)
        key = _fold_unicode(letter)
        depends = unicodedata.category(letter)[0] == "M" or any(
            unicodedata.category(part)[0] == "M" or ord(part) in _JAMO for part in key
        )
        found = self[code_point] = "\0" if depends or not code_point else key
        return found


_ALONE = _AloneTable()


def fold(text: str) -> str:
    """The search key of a name, equal for spellings that mean the same name.

    Letters and digits stay, in lower case; accents, spaces, hyphens, apostrophes and all other signs go, so
    that "Tin-Zaouatine", "Tin Zaouatine" and "Tinzaouatine" have one key. Arabic loses vowel signs and what
    differs between keyboards, Cyrillic the marks over ё and й, and Tifinagh becomes Latin. Any string has a
    key; one without letters has "".

    Examples:
        >>> fold("Tin-Zaouâtene"), fold("N'Djaména"), fold("Œuf-en-Ternois")
        ('tinzaouatene', 'ndjamena', 'oeufenternois')
        >>> fold("ⴽⵉⴷⴰⵍ") == fold("KIDAL")
        True
        >>> fold("أقلهوك") == fold("اقلهوك")
        True
    """
    if text.isascii():
        # Translating takes four times as long as lower case, and most names are letters alone.
        return text.lower() if text.isalnum() else text.translate(_ASCII_KEY)
    key = text.translate(_ALONE)
    if "\0" not in key:
        return key
    if len(text) > _LONGEST_CACHED:
        return _fold_unicode(text)
    kept: str = _FOLDED[text]
    return kept


def _fold_unicode(text: str) -> str:
    # Composed again at the end: a Korean syllable is one character, as people count.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text).translate(_LETTERS))


_FOLDED = Kept(_fold_unicode, most=4_096)


def variants(text: str) -> tuple[str, ...]:
    """The keys to try for a name: its own, then with "St" spelled out or "Saint" shortened, and the like.

    Examples:
        >>> variants("St. Louis")
        ('stlouis', 'saintlouis')
        >>> variants("Kidal")
        ('kidal',)
    """
    keys = [fold(text)]
    words = [key for key in map(fold, text.replace("-", " ").replace(".", " ").split()) if key]
    for short, long in _SPELLED_OUT:
        for old, new in ((short, long), (long, short)):
            if old in words:
                keys.append("".join(new if word == old else word for word in words))
    return tuple(dict.fromkeys(keys))
