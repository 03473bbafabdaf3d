"""The words that Dateline itself puts on a map, in each language that it has.

``maps/assets/words`` has a file for each language, and all of them have the same keys.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LANGUAGES", "RIGHT_TO_LEFT", "Words", "words"]

#: Languages that there are words in.
LANGUAGES = ("en", "fr", "ar")

FOLDER = Path(__file__).resolve().parent / "assets" / "words"
#: Languages that are written from right to left.
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


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

    @property
    def page(self) -> dict[str, str]:
        """The words of the interactive page; ``{...}`` is filled in there, by Python and by its script."""
        table: dict[str, str] = self._table["page"]
        return table

    def say(self, key: str, **values: object) -> str:
        """The words of a key, with its values filled in."""
        text: str = self._table[key]
        return text.format(**values) if values else text

    def describe(self, key: str, **values: object) -> str:
        """The words of a key of descriptions, with its values filled in."""
        text: str = self._table["describe"][key]
        return text.format(**values) if values else text

    def compass(self, azimuth_deg: float) -> str:
        """The nearest of the eight compass points to a direction."""
        points: list[str] = self._table["describe"]["compass"]
        return points[math.floor(azimuth_deg % 360.0 / 45.0 + 0.5) % 8]

    def listed(self, names: Iterable[str]) -> str:
        """Names as a sentence lists them; nothing for none.

        Examples:
            >>> words("fr").listed(["Mali", "Niger", "Algérie"])
            'Mali, Niger et Algérie'
            >>> words("ar").listed(["مالي", "النيجر"])
            'مالي والنيجر'
        """
        *rest, last = tuple(names) or ("",)
        together = self.describe("and")
        # The Arabic "and" is written as one with the word after it.
        together = together if self.right_to_left else f"{together} "
        return f"{self.describe('comma').join(rest)} {together}{last}" if rest else last

    def country(self, code: str) -> str:
        """The short name of a country by its alpha-2 code."""
        from geo.countries import country

        known = country(code)
        if self.language in {"en", "fr"}:
            return known.name if self.language == "en" else known.name_fr
        import gazetteer
        from gazetteer.languages import name_in

        index = gazetteer.open().index
        record = index.by_code(known.alpha2)
        found = None if record is None else name_in(index, index.id(record), self.language)
        return known.name if found is None else found.spelling

    def category(self, key: str) -> str:
        """A kind of incident, as the legend says it."""
        text: str = self._table["category"][key]
        return text


@cache
def words(language: str, about: str = "incidents") -> Words:
    """The words of a language, by its BCP 47 tag; English where there are none in it.

    Args:
        language: The tag.
        about: What a map shows: ``incidents``, or ``rows`` of any table.

    Examples:
        >>> words("en").page["together"], words("en", "rows").page["together"]
        ('{count} incidents here', '{count} rows here')
    """
    known = language.partition("-")[0].lower()
    language = known if known in LANGUAGES else "en"
    table = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    others = table.pop("rows")
    if about == "rows":
        table |= {
            key: table[key] | value if isinstance(value, dict) else value for key, value in others.items()
        }
    return Words(language, table)
