"""What a text is besides the name of a place: a word, or a person's, a firm's or an organisation's name.

``tools/build_dictionary.py`` makes the lists. They are read when a name that the index lacks, or for which
little speaks, is first asked for.
"""

from __future__ import annotations

from gazetteer.kept import Kept
from gazetteer.names import fold

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Literal, TypeAlias

    import marisa_trie

__all__ = ["SENSES", "Sense", "key_of", "listed", "other_sense", "packed", "sense_of"]

#: What a text may be that is no place, by the sign that the lists have for it; the weightiest first.
Sense: TypeAlias = 'Literal["organisation", "person", "word"]'
SENSES: dict[str, Sense] = {"o": "organisation", "w": "word", "p": "person"}

_FILE = "dictionary.bin"
_LENGTH_BYTES = 4
# The sign of what is in the lists as several words only.
_SEVERAL_WORDS = " "


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
    return sense_of(text, fold(text))


def sense_of(text: str, key: str) -> Sense | None:
    """The same for those who have the key of the text already, as ``fold`` gives it."""
    keys, signs = _LISTS[_FILE]
    at = keys.get(key)
    if at is None:
        return None
    if not text.isalpha():
        at = keys.get(key_of(text))
    return None if at is None else SENSES.get(signs[at])


def listed(keys: Iterable[str]) -> Iterator[int | None]:
    """For each of many keys, None where ``sense_of`` knows nothing: quicker than to ask for each.

    Examples:
        >>> [number is None for number in listed(["samsung", "kidal"])]
        [False, True]
    """
    trie, _ = _LISTS[_FILE]
    return map(trie.get, keys)


def packed(signs: Mapping[str, str]) -> bytes:
    """The file of the lists: a trie of the keys, and the sign of each by its number in the trie.

    Keys of several words are there without spaces too: most texts are in no list, and one look tells.

    Args:
        signs: By key, the sign of what weighs most that it may be.
    """
    import zlib

    import marisa_trie

    entries = {key.replace(" ", ""): _SEVERAL_WORDS for key in signs if " " in key} | dict(signs)
    trie = marisa_trie.Trie(sorted(entries))
    content = trie.tobytes()
    order = "".join(entries[trie.restore_key(at)] for at in range(len(trie)))
    return zlib.compress(len(content).to_bytes(_LENGTH_BYTES, "little") + content + order.encode(), 9)


def _read(name: str) -> tuple[marisa_trie.Trie, str]:
    import os
    import zlib

    import marisa_trie

    with open(os.path.join(os.path.dirname(__file__), "data", name), "rb") as file:  # noqa: PTH118, PTH120, PTH123 - pathlib takes time to import
        # Its checksum keeps damaged bytes from the trie, which trusts its own.
        content = zlib.decompress(file.read())
    end = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES], "little")
    return marisa_trie.Trie().frombytes(content[_LENGTH_BYTES:end]), content[end:].decode()


_LISTS = Kept(_read, most=1)
