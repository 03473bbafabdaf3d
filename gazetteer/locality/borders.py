"""Phrases about borders: whose they are, which stretch, on whose side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.locality import lexicon
from gazetteer.locality.headings import ENGLISH, heading
from gazetteer.locality.lexicon import BORDER_ZONE_M, OF_FR, ON_BORDER_M, THE, pattern
from gazetteer.locality.lists import pair_of, share_kind, split_list
from gazetteer.locality.tree import Border, Name, Tripoint
from gazetteer.phrases import is_generic, is_titled

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from gazetteer.locality.headings import Heading
    from gazetteer.locality.tree import Found

__all__ = ["border", "joined_country", "tripoint"]

_LEAD = (
    r"(?:(?:right\s+)?(?:on|at|along|across|over|straddling|astride|sur|à|le\s+long\s+de"
    r"|des\s+deux\s+côtés\s+de)\s+)?"
)
_ZONE = r"(?P<zone>\s*-?\s*(?:areas?|regions?|zones?|strip|districts?|lands?))?(?:\s+line)?"
_KIND = r"(?:(?:common|shared|international|land|mutual|commune|terrestre)\s+)?"
_WITH = (
    r"\s+(?:with|between|of|to|shared\s+(?:by|with)|separating|dividing"
    r"|avec|entre|séparant|qui\s+sépare|commune\s+(?:à|avec))\s+"
)
# What stands at the border is no border.
_AT_BORDER = r"(?!\s+(?:towns?|villages?|posts?|crossings?|guards?|checkpoints?|police|forces?|city|point))"
_EN = (
    rf"{_LEAD}{THE}(?P<who>(?:[^\s,;()]+\s+){{0,5}}?){_KIND}(?:border|frontier|boundary){_AT_BORDER}\b{_ZONE}"
)
_FR = (
    rf"{_LEAD}{THE}(?P<zone>(?:zone|bande|région|aire)\s+)?{_KIND}(?:frontière|frontalière)s?\b"
    r"(?:\s+(?:commune|terrestre))?"
)
_SIDE = (
    rf"(?:on|to|sur|du|de)\s+{THE}(?P<who>[^\s,;()]+(?:\s+[^\s,;()]+){{0,2}}?)\s+side\s+of\s+",
    rf"(?:du|sur\s+le|au)\s+côté\s+(?P<who>[^\s,;()]+)\s+{OF_FR}",
)
_TRI_WORDS = (
    r"(?:tri-?\s?border|three[\s-]borders?|triple\s+(?:border|frontier)|tri-?point"
    r"|trois[\s-]frontières|tri-?frontalière|triple\s+frontière)"
)
_TRI = (
    rf"(?:(?:in|at|near|on|dans|à|vers)\s+)?{THE}"
    r"(?:(?:zone|région|aire|secteur|area|region)\s+(?:(?:des|of\s+the|dite\s+des)\s+)?)?"
    rf"(?:(?P<list>[^\s,;()]+(?:[\s-]+[^\s,;()]+){{0,6}}?)\s+)?{_TRI_WORDS}(?:\s+(?:areas?|regions?|zones?|point))?"
)
_TRI_OF = rf"(?:\s+(?:of|between|with|shared\s+by|where|entre|formée?\s+par)\s+|\s+{OF_FR}|\s*[:(]\s*)"
_MEET = (
    r"where\s+(?:the\s+borders\s+of\s+)?(?P<list>[^;()]+?)(?:'s\s+borders)?\s+(?:all\s+)?"
    r"(?:meet|converge|come\s+together)"
)
# Words that cannot stand between an article and "border": the border is somebody else's.
_NO_OWNER = (
    r"(?:^|\s)(?:near|close|from|of|in|to|between|at|on|with|along|by|and\s+(?:the|le|la|l)|\d\S*|km|miles"
    r"|towards?|north|south|east|west|outside|inside|village|town|city|de|du|la|le)\s*$"
)
# Endings that make the first of two adjectives of a compound, and stems that are no part of a country's name.
_FIRST_PARTS = {
    "sino": "China",
    "indo": "India",
    "franco": "France",
    "germano": "Germany",
    "russo": "Russia",
    "turco": "Turkey",
    "greco": "Greece",
    "gréco": "Greece",
    "anglo": "United Kingdom",
    "ivoiro": "Côte d'Ivoire",
    "américano": "United States",
    "mexicano": "Mexico",
    "nippo": "Japan",
    "hispano": "Spain",
    "luso": "Portugal",
    "italo": "Italy",
    "austro": "Austria",
    "israélo": "Israel",
    "israelo": "Israel",
    "maroco": "Morocco",
    "mauritano": "Mauritania",
    "malo": "Mali",
    "maliano": "Mali",
    "burkinabo": "Burkina Faso",
    "burkino": "Burkina Faso",
    "centrafricano": "Central African Republic",
    "congolo": "Congo",
    "rwando": "Rwanda",
    "sud-soudano": "South Sudan",
    "polono": "Poland",
    "irako": "Iraq",
    "irano": "Iran",
    "saoudo": "Saudi Arabia",
    "yéméno": "Yemen",
    "guinéo": "Guinea",
    "serbo": "Serbia",
    "thaïlando": "Thailand",
    "thai": "Thailand",
}


def border(text: str, known: Callable[[str], bool], phrase: Callable[[str], tuple[str, str]]) -> Found | None:
    """The border that a text starts with, and the rest of the text.

    Args:
        text: The text.
        known: Whether the index has a phrase as a name.
        phrase: Cuts a text at the next separator or relation.

    Examples:
        >>> countries = {"Mali", "Niger", "Malian", "Algerian"}
        >>> whole = lambda text: (text, "")
        >>> found, rest = border("the Malian-Algerian border", countries.__contains__, whole)
        >>> [name.text for name in found.of]
        ['Malian', 'Algerian']
    """
    for source in _SIDE:
        match = lexicon.match(source, text, "side côté")
        inner = border(text[match.end() :], known, phrase) if match else None
        if match and inner and isinstance(inner[0], Border):
            side = Name(_owner(match["who"]), country=True)
            of = inner[0].of or (side,)
            return inner[0]._replace(of=of, side=side, words=f"{match[0]}{inner[0].words}"), inner[1]
    match = lexicon.match(_EN, text, "border frontier boundary")
    if match:
        return _english(match, text, known, phrase)
    match = lexicon.match(_FR, text, "frontière frontalière")
    return match and _french(match, text, known, phrase)


def _english(
    match: re.Match[str], text: str, known: Callable[[str], bool], phrase: Callable[[str], tuple[str, str]]
) -> Found | None:
    who, side = _sided(match["who"].strip())
    owners = _owners(who, known)
    # "North Korean" is whole though a border may be "north".
    whole = bool(owners) and all(map(known, owners))
    if not whole and (
        pattern(_NO_OWNER).search(who)
        or any(pattern(_NO_OWNER).search(who[: space.start()]) for space in pattern(r"\s").finditer(who))
    ):
        return None
    words, rest = match[0].strip(), text[match.end() :]
    more, rest = _with(rest, known, phrase)
    return _border_of([*owners, *more], words, _reach(match), side, rest)


def _french(
    match: re.Match[str], text: str, known: Callable[[str], bool], phrase: Callable[[str], tuple[str, str]]
) -> Found | None:
    words, rest = match[0].strip(), text[match.end() :]
    more, after = _with(rest, known, phrase)
    if not more:
        of = pattern(rf"\s+{OF_FR}").match(rest)
        listed, after = _listed(rest[of.end() :], known, phrase) if of else ([], rest)
        more = listed
    if not more and rest[:1].isspace():
        # "frontière algéro-malienne", "frontière Mali-Niger", "frontière malienne avec l'Algérie"
        adjective, _ = phrase(rest.lstrip())
        first = adjective.split(" ")[0] if adjective else ""
        whole = adjective if len(_owners(adjective, known)) > 1 or known(adjective) else first
        owners = [] if is_generic(whole) else _owners(whole, known)
        if owners:
            after = rest.lstrip()[len(whole) :]
            beyond, after = _with(after, known, phrase)
            more = [*owners, *beyond]
    return _border_of(more, words, _reach(match), None, after)


def _border_of(owners: list[str], words: str, reach_m: float, side: Heading | None, rest: str) -> Found:
    names = tuple(Name(_owner(owner), country=True) for owner in dict.fromkeys(owners))
    if len(names) > 2:
        return Tripoint(names, words), rest
    return Border(names, words, reach_m, None, side if len(names) < 2 else None), rest


def _reach(match: re.Match[str]) -> float:
    """How far to each side the words reach: a border area is wider than a border."""
    return BORDER_ZONE_M if match["zone"] else ON_BORDER_M


def _sided(who: str) -> tuple[str, Heading | None]:
    """The owner without the side of "northern border" and "Mali's northern border"."""
    match = pattern(rf"^(?P<who>.*?)\s*\b(?P<side>{ENGLISH})ern$").match(who)
    if match and (not match["who"] or match["who"].lower().endswith(("'s", "\u2019s"))):
        return match["who"], heading(match["side"])
    return who, None


def _owner(name: str) -> str:
    name = pattern(r"(?:['\u2019]s|['\u2019])$").sub("", name.strip())
    return pattern(rf"^{THE}").sub("", name)


def _owners(who: str, known: Callable[[str], bool]) -> list[str]:
    """The owners beside the word: "Malian-Algerian", "Mali and Niger", "algéro-malienne"."""
    who = _owner(who)
    if not who or (is_generic(who) and not (is_titled(who) and known(who))):
        return []
    parts = split_list(who, lambda name: known(name) or joined_country(name) is not None, dashes=True)
    return [joined_country(part) or part for part in parts]


def joined_country(stem: str) -> str | None:
    """The country that the first part of a compound adjective stands for: "algéro-" is Algeria.

    Examples:
        >>> joined_country("algéro"), joined_country("sino"), joined_country("Gao")
        ('Algeria', 'China', None)
    """
    from geo.countries import countries

    low = stem.lower()
    if low in _FIRST_PARTS:
        return _FIRST_PARTS[low]
    if len(low) < 4 or not low.endswith("o"):
        return None
    stem = low[:-1]
    found = [
        country
        for country in countries()
        if any(name.lower().startswith(stem) for name in (country.name, country.name_fr))
        and country.name.lower() != low
    ]
    # The shortest that begins so: "nigéro-" is Niger before Nigeria.
    return min(found, key=lambda country: len(country.name_fr)).name if found else None


def _with(
    rest: str, known: Callable[[str], bool], phrase: Callable[[str], tuple[str, str]]
) -> tuple[list[str], str]:
    """The owners after "with" or "between"."""
    match = pattern(_WITH).match(rest)
    return _listed(rest[match.end() :], known, phrase) if match else ([], rest)


def _listed(
    text: str, known: Callable[[str], bool], phrase: Callable[[str], tuple[str, str]]
) -> tuple[list[str], str]:
    listed, rest = pair_of(text, known)
    if listed and not known(phrase(text)[0]) and len(phrase(text)[0]) > len(listed[0]):
        last, after = phrase(listed[-1] + rest)
        return share_kind([*(_owner(name) for name in listed[:-1]), _owner(last)]), after
    first, after = phrase(text)
    return ([_owner(first)] if first else []), after


def tripoint(text: str, known: Callable[[str], bool]) -> Found | None:
    """The place where three countries meet that a text starts with, and the rest.

    Examples:
        >>> found, rest = tripoint("the tri-border area of Mali, Niger and Burkina Faso", lambda name: False)
        >>> len(found.of)
        3
    """
    match = lexicon.match(_MEET, text, "meet converge together")
    if match:
        names = split_list(match["list"], known)
        return (Tripoint(_countries(names), match[0]), text[match.end() :]) if len(names) >= 3 else None
    match = lexicon.match(_TRI, text, "tri three trois")
    if match is None:
        return None
    rest = text[match.end() :]
    if match["list"]:
        names = split_list(match["list"], known, dashes=True)
        return (Tripoint(_countries(names), match[0].strip()), rest) if len(names) >= 3 else None
    of = pattern(_TRI_OF).match(rest)
    names, after = pair_of(rest[of.end() :], known) if of else ([], rest)
    if len(names) < 3:
        names, after = ([], rest)
        bracket = pattern(r"\s*\(\s*(?P<list>[^)]+)\)?").match(rest)
        parts = split_list(bracket["list"], known, dashes=True) if bracket else []
        if bracket and len(parts) >= 3:
            names, after = parts, rest[bracket.end() :]
    return Tripoint(_countries(names), match[0].strip()), after


def _countries(names: list[str]) -> tuple[Name, ...]:
    return tuple(Name(_owner(name), country=True) for name in names)
