"""Build ``gazetteer/data/dictionary.bin``: words of English and French, which are no misspelled names.

Folded as names are, of 4 to 10 letters: shorter texts are never taken for misspelled, and longer words are
close to few names. Of French words the forms of verbs are left out. Equal packages give equal files.
"""

from __future__ import annotations

import zlib
from pathlib import Path

import marisa_trie

from gazetteer.names import fold
from tools.hunspell import words
from tools.packages import fetch

TARGET = Path(__file__).parents[1] / "gazetteer" / "data" / "dictionary.bin"
SHORTEST, LONGEST = 4, 10
# The suffixes that are read: in French those of nouns and adjectives (plurals), in English all.
DICTIONARIES = {"dictionary-en": None, "dictionary-fr": frozenset({"S.", "X."})}


def folded() -> set[str]:
    """The words as keys."""
    made = (word for name, flags in DICTIONARIES.items() for word in words(fetch(name) / "package", flags))
    keys = {fold(word) for word in made if word.isalpha()}
    return {key for key in keys if SHORTEST <= len(key) <= LONGEST}


def main() -> None:
    """Read the dictionaries and write the file."""
    found = folded()
    TARGET.write_bytes(zlib.compress(marisa_trie.Trie(sorted(found)).tobytes(), 9))
    print(f"{TARGET}: {len(found)} words, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
