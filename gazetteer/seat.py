"""Capitals that a text names by what they are the capital of: "the Malian capital", "chef-lieu de Gao"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.names import fold
from gazetteer.phrases import OF_FR, is_generic, pattern

if TYPE_CHECKING:
    from gazetteer.mention import Mention
    from gazetteer.search import Finder

__all__ = ["SEATS", "SeatPhrase", "named_by_seat", "seat_phrase", "seatless"]

_OF_UNIT = r"regional|provincial|state|county|district|departmental|prefectural|territorial|municipal"
_OF_UNIT_FR = r"régionale?|provinciale?|départementale?"
_CAPITAL = (
    rf"(?:(?:(?P<unit>{_OF_UNIT})|national|federal|administrative|political)\s+)?capital(?:\s+city)?"
    r"|(?P<seat>administrative\s+(?:cent(?:er|re)|seat))"
)
_CAPITALE = rf"capitale(?:\s+(?P<unit>{_OF_UNIT_FR}))?|(?P<seat>chef-lieu)"
_PATTERNS = (
    rf"^(?:the\s+|an?\s+)?(?:{_CAPITAL})\s+(?:of|in)\s+(?:the\s+)?(?P<of>.+)$",
    rf"^(?:the\s+)?(?P<of>.+?)(?:['\u2019]s?)?\s+(?:{_CAPITAL})(?:\s+(?:of\s+)?(?P<name>.+))?$",
    rf"^(?:l[ae]\s+|une?\s+)?(?:{_CAPITALE})\s+(?:{OF_FR})?(?P<of>.+)$",
)
_UNITS = ("admin1", "admin2")
# A country's seat, and a unit's: its own, or that of what holds it.
_SEATS_OF = {
    "country": ("P.PPLC", "P.PPLG"),
    "admin1": ("P.PPLA", "P.PPLC", "P.PPLG"),
    "admin2": ("P.PPLA2", "P.PPLA", "P.PPLC"),
}
#: Settlements that may be called a capital.
SEATS = frozenset({"P.PPLC", "P.PPLG", "P.PPLA", "P.PPLA2", "P.PPLA3", "P.PPLA4", "P.PPLCH"})
# From the point of a country or unit; it may be far from its middle.
_LEAST_REACH_M = 500_000.0
# French adjectives follow their noun: "capitale malienne" for what the index has as "malien".
_FEMININE = ("ne", "e")


class SeatPhrase(NamedTuple):
    """A capital as a text words it.

    Attributes:
        of: What it is the capital of.
        name: Its own name, where the text gives it, or "".
        unit: Whether a subdivision's is meant, and no country's.
    """

    of: str
    name: str = ""
    unit: bool = False


def seat_phrase(text: str) -> SeatPhrase | None:
    """The capital that a text names by what it is the capital of.

    Examples:
        >>> seat_phrase("the Malian capital").of, seat_phrase("chef-lieu de la région de Gao").of
        ('Malian', 'région de Gao')
        >>> seat_phrase("Mali's capital Bamako").name
        'Bamako'
        >>> seat_phrase("Kidal") is seat_phrase("the capital") is None
        True
    """
    low = text.lower()
    if "capital" not in low and "chef-lieu" not in low and "administrative" not in low:
        return None
    for source in _PATTERNS:
        match = pattern(f"(?i:{source})").match(text)
        if match is None or is_generic(match["of"]):
            continue
        named = match.groupdict()
        unit = bool(named["unit"] or named["seat"])
        return SeatPhrase(match["of"], named.get("name") or "", unit)
    return None


def named_by_seat(finder: Finder, mention: Mention) -> Mention | None:
    """A mention of a capital with the capital's own name; None where it is none, or is not known.

    Args:
        finder: Where names are looked up.
        mention: The mention.
    """
    phrase = _phrase(finder, mention)
    unit = _unit(finder, phrase) if phrase is not None else None
    if phrase is None or unit is None:
        return None
    index = finder.index
    seat = _seat(finder, unit)
    name = phrase.name or (index.place(seat).name if seat is not None else "")
    if not name:
        return None
    holder = index.place(unit).name
    return mention._replace(
        name=name, kinds=("city",), kind_word="capital", containers=(holder, *mention.containers)
    )


def seatless(finder: Finder, text: str) -> str:
    """What a text names a capital of that is not known; "" where it names none, or a known one.

    Args:
        finder: Where names are looked up.
        text: The text.
    """
    if "capital" not in text.lower():
        return ""
    from gazetteer.readings import readings

    for reading in readings(text):
        phrase = _phrase(finder, reading)
        if phrase is not None and "," not in phrase.of and named_by_seat(finder, reading) is None:
            return phrase.of
    return ""


def _phrase(finder: Finder, mention: Mention) -> SeatPhrase | None:
    """The capital that a mention names by what it is of, unless that is a name: Departamento Capital."""
    phrase = seat_phrase(mention.name)
    return None if phrase is None or finder.index.postings(fold(mention.name)) else phrase


def _unit(finder: Finder, phrase: SeatPhrase) -> int | None:
    """The country or subdivision that is meant: the likeliest country, or else the likeliest unit."""
    wanted = _UNITS if phrase.unit else ("country", *_UNITS)
    for ending in ("", *_FEMININE):
        of = phrase.of.removesuffix(ending) if ending else phrase.of
        found = [bearer for bearer, _ in finder.meanings(of) if not bearer.edits and bearer.record >= 0]
        units = [bearer for bearer in found if bearer.facts.kind in wanted]
        if units:
            return next((b for b in units if b.facts.kind == "country"), units[0]).record
    return None


def _seat(finder: Finder, unit: int) -> int | None:
    """The settlement of a country or unit that is its seat."""
    index = finder.index
    kind, facts = index.kind(unit), index.record(unit)

    def held(record: int) -> bool:
        if kind == "country":
            return index.record(record).country == facts.country
        return unit in index.ancestors(record)

    far_m = max(_LEAST_REACH_M, 2.0 * index.place(unit).extent_m)
    for feature in _SEATS_OF[kind]:

        def allows(record: int, feature: str = feature) -> bool:
            return index.record(record).feature == feature and held(record)

        found = index.nearest(index.point(unit), 1, allows, far_m)
        if found:
            return found[0][0]
    return None
