"""The words that Dateline itself puts on a map, in each language that it has, and how it writes numbers.

``maps/assets/words`` has a file for each language. All of them have the same keys; what the packages say by
themselves (``geo.told``) they say in English, so that the table ``told`` is in the other files alone.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.words import NO_COUNTRY, name, rounded_distance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo import LonLat

__all__ = ["LANGUAGES", "RIGHT_TO_LEFT", "Words", "plural", "words"]

#: Languages that there are words in.
LANGUAGES = ("en", "fr", "ar")

FOLDER = Path(__file__).resolve().parent / "assets" / "words"
_ARABIC = ("zero", "one", "two")
# What Python's commas and full stops in numbers become.
_SIGNS = {"fr": str.maketrans({",": "\u202f", ".": ","})}
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

    @property
    def told(self) -> dict[str, Any]:
        """What the packages say, by their keys; empty in English, in which they say it themselves."""
        table: dict[str, Any] = self._table.get("told", {})
        return table

    def say(self, key: str, **values: object) -> str:
        """The words of a key, with its values filled in."""
        text: str = self._table[key]
        return text.format(**values) if values else text

    def describe(self, key: str, **values: object) -> str:
        """The words of a key of descriptions, with its values filled in."""
        text: str = self._table["describe"][key]
        return text.format(**values) if values else text

    def counted(self, key: str, count: int, written: str | None = None, **values: object) -> str:
        """The words of a key for a number of things, which has a form for each kind of number.

        Args:
            key: A key; ``describe.`` before it for one of descriptions.
            count: The number.
            written: What stands for it, such as a range that it ends.
            values: What else is filled in.

        Examples:
            >>> words("en").counted("describe.incidents", 5, "2 to 5")
            '2 to 5 incidents'
            >>> [words("ar").counted("describe.incidents", count) for count in (1, 2, 3, 11, 100)]
            ['حادث واحد', 'حادثان', '3 حوادث', '11 حادثا', '100 حادث']
        """
        part, _, name = key.rpartition(".")
        forms: dict[str, str] = (self._table[part] if part else self._table)[name]
        return self.with_count(forms, count, written, **values)

    def with_count(
        self, forms: Mapping[str, str], count: int, written: str | None = None, **values: object
    ) -> str:
        """The form for a number, with the number in it."""
        if written is not None:
            # Forms such as the dual have no room for what is written.
            kind = plural(count, self.language)
            form = next(forms[each] for each in (kind, "few", "other") if "{count}" in forms.get(each, ""))
            return form.format(count=written, **values)
        kind = "zero" if count == 0 else plural(count, self.language)
        if kind not in forms:
            kind = plural(count, self.language)
        return forms.get(kind, forms["other"]).format(count=self.number(count), **values)

    def number(self, value: float) -> str:
        r"""A number as the language writes it, with what groups its digits and parts its decimals.

        Examples:
            >>> [words(language).number(1_234.5) for language in ("en", "fr", "ar")]
            ['1,234.5', '1\u202f234,5', '1,234.5']
        """
        return self.digits(f"{value:,}" if isinstance(value, int) else f"{value:,.10g}")

    def digits(self, text: str) -> str:
        """A number that Python has formatted, with the signs of the language."""
        return text.translate(_SIGNS[self.language]) if self.language in _SIGNS else text

    def distance(self, metres: float) -> str:
        r"""A distance, rounded as ``geo.words.distance_text`` does it.

        Examples:
            >>> [words(language).distance(7_500) for language in ("en", "fr", "ar")]
            ['7.5 km', '7,5\xa0km', '7.5\xa0كم']
        """
        number, unit = rounded_distance(metres)
        # A line does not break between a number and its unit; English is as the packages say it.
        return f"{self.number(number)}{' ' if self.language == 'en' else chr(0xA0)}{self.say(unit)}"

    def coordinates(self, point: LonLat, decimals: int) -> str:
        """A point as people write it.

        Examples:
            >>> from geo import LonLat
            >>> [words(language).coordinates(LonLat(2.966, -19.955), 3) for language in ("en", "fr")]
            ['19.955 S 2.966 E', '19,955 S 2,966 E']
        """
        lat, lon = (self.digits(f"{abs(degrees):.{decimals}f}") for degrees in (point.lat, point.lon))
        letters = self._table["describe"]
        ns, ew = ("south" if point.lat < 0 else "north"), ("west" if point.lon < 0 else "east")
        return f"{lat} {letters[ns]} {lon} {letters[ew]}"

    def compass(self, azimuth_deg: float, points: int = 8) -> str:
        """The nearest of the eight, or the sixteen, compass points to a direction."""
        names: list[str] = self._table["describe"]["compass"]
        every = len(names) // points
        return names[math.floor(azimuth_deg % 360.0 / (360.0 / points) + 0.5) % points * every]

    def listed(self, names: Iterable[str]) -> str:
        """Names as a sentence lists them; nothing for none.

        Examples:
            >>> words("fr").listed(["Mali", "Niger", "Algérie"])
            'Mali, Niger et Algérie'
            >>> words("ar").listed(["مالي", "النيجر", "الجزائر"])
            'مالي والنيجر والجزائر'
        """
        together = self.describe("and")
        if self.right_to_left:
            # The Arabic "and" stands before each name but the first, and is written as one with it.
            return f" {together}".join(names)
        *rest, last = tuple(names) or ("",)
        return f"{self.describe('comma').join(rest)} {together} {last}" if rest else last

    def country(self, code: str) -> str:
        """The short name of a country by its alpha-2 code."""
        from geo.countries import country

        if code == NO_COUNTRY:
            told: str = self.told.get("land_of_no_country", name(code))
            return told
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


def plural(count: int, language: str) -> str:
    """The kind of a whole number that a language has a form of words for.

    By the plural rules of Unicode (CLDR 45), which name the kinds; French's for millions is left out.

    Examples:
        >>> [plural(count, "ar") for count in (0, 1, 2, 3, 10, 11, 99, 100, 103)]
        ['zero', 'one', 'two', 'few', 'few', 'many', 'many', 'other', 'few']
        >>> [plural(count, "fr") for count in (0, 1, 2)], plural(0, "en")
        (['one', 'one', 'other'], 'other')
    """
    if language != "ar":
        return "one" if count == 1 or (count == 0 and language == "fr") else "other"
    if count < len(_ARABIC):
        return _ARABIC[count]
    tail = count % 100
    return "few" if 3 <= tail <= 10 else "many" if tail > 10 else "other"


@cache
def words(language: str, about: str = "incidents") -> Words:
    """The words of a language, by its BCP 47 tag; English where there are none in it.

    Args:
        language: The tag.
        about: What a map shows: ``incidents``, or ``rows`` of any table.

    Examples:
        >>> words("en").page["number"], words("en", "rows").page["no_incidents"]
        ('No.', 'No row is on the map.')
    """
    known = language.partition("-")[0].lower()
    language = known if known in LANGUAGES else "en"
    table = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    others = table.pop("rows")
    if about == "rows":
        table |= {
            key: table.get(key, {}) | value if isinstance(value, dict) else value
            for key, value in others.items()
        }
    return Words(language, table)
