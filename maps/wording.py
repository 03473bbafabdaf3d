"""The words that Dateline itself puts on a map, in each language that it has.

``maps/assets/words`` has a file for each language, and all of them have the same keys.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["RIGHT_TO_LEFT", "Words", "words"]

FOLDER = Path(__file__).resolve().parent / "assets" / "words"
#: Languages that are written from right to left.
RIGHT_TO_LEFT = frozenset({"ar"})


class Words:
    """The words of one language.

    Examples:
        >>> words("fr").say("border_of", name="Algérie")
        'Frontière : Algérie'
        >>> words("en").category("ambush")
        'Ambush'
    """

    def __init__(self, language: str, table: dict[str, Any]) -> None:
        self.language = language
        self._table = table

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language in RIGHT_TO_LEFT

    def say(self, key: str, **values: object) -> str:
        """The words of a key, with its values filled in."""
        text: str = self._table[key]
        return text.format(**values) if values else text

    def category(self, key: str) -> str:
        """A kind of incident, as the legend says it."""
        text: str = self._table["category"][key]
        return text


@cache
def words(language: str) -> Words:
    """The words of a language, by its BCP 47 tag."""
    return Words(language, tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8")))
