"""What a text is besides the name of a place: a word, or a person's, a firm's or an organisation's name.

``tools/build_dictionary.py`` makes the lists. They are read when a name that the index lacks, or for which
little speaks, is first asked for.
"""

from __future__ import annotations

from gazetteer.kept import Kept
from gazetteer.names import fold

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from typing import Literal, TypeAlias

    import marisa_trie

__all__ = ["SENSES", "Sense", "key_of", "other_sense", "sense_of"]

#: What a text may be that is no place, by the sign that the list has for it; the weightiest first.
Sense: TypeAlias = 'Literal["organisation", "person", "word"]'
SENSES: dict[str, Sense] = {"o": "organisation", "w": "word", "p": "person"}

_FILE = "dictionary.bin"


def key_of(text: str) -> str:
    """The key of a text in the lists: its words folded, with the spaces kept, for Sam Sung is no Samsung.

    Examples:
        >>> key_of("Al-Jazeera"), key_of("État islamique")
        ('al jazeera', 'etat islamique')
    """
    return fold(text) if text.isalpha() else " ".join(filter(None, map(fold, text.replace("-", " ").split())))


def other_sense(text: str) -> Sense | None:
    """What a text is that is no place, in capitals or not; None where nothing is known.

    Examples:
        >>> other_sense("Samsung"), other_sense("Jennifer"), other_sense("rivi\u00e8re")
        ('organisation', 'person', 'word')
        >>> other_sense("Kidal") is other_sense("London") is None
        True
    """
    return sense_of(key_of(text))


def sense_of(key: str) -> Sense | None:
    """The same by the key of the text, for those who have it."""
    lists = _LISTS[_FILE]
    for sign, sense in SENSES.items():
        if sign + key in lists:
            return sense
    return None


def _read(name: str) -> marisa_trie.Trie:
    import os
    import zlib

    import marisa_trie

    with open(os.path.join(os.path.dirname(__file__), "data", name), "rb") as file:  # noqa: PTH118, PTH120, PTH123 - pathlib takes time to import
        # Its checksum keeps damaged bytes from the trie, which trusts its own.
        return marisa_trie.Trie().frombytes(zlib.decompress(file.read()))


_LISTS = Kept(_read, most=1)
