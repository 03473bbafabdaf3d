"""Which texts are words of a dictionary: what is one is no misspelled name.

``tools/build_dictionary.py`` makes the list. It is read when a name that the index lacks is first asked for.
"""

from __future__ import annotations

from gazetteer.kept import Kept
from gazetteer.names import fold

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    import marisa_trie

__all__ = ["is_word"]

_FILE = "dictionary.bin"


def is_word(text: str) -> bool:
    """Whether a text is one word of English or French, of 4 to 10 letters, in capitals or not.

    Names of well-known persons and firms are among the words.

    Examples:
        >>> is_word("Child"), is_word("Kidall"), is_word("rivi\u00e8re")
        (True, False, True)
    """
    return text.isalpha() and fold(text) in _WORDS[_FILE]


def _read(name: str) -> marisa_trie.Trie:
    import os
    import zlib

    import marisa_trie

    with open(os.path.join(os.path.dirname(__file__), "data", name), "rb") as file:  # noqa: PTH118, PTH120, PTH123 - pathlib takes time to import
        # Its checksum keeps damaged bytes from the trie, which trusts its own.
        return marisa_trie.Trie().frombytes(zlib.decompress(file.read()))


_WORDS = Kept(_read, most=1)
