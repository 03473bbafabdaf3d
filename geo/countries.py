"""Countries and territories of ISO 3166-1 (and Kosovo): their codes, names and label points.

The table is ``geo/data/countries.csv``: names from Unicode CLDR, label points and regions from Natural Earth;
``geo/data/SOURCES.md`` says more. It is read once, on first use, with nothing but the standard library.
"""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from geo.checks import need_text
from geo.errors import GeoDataError, UnknownCountryError
from geo.points import LonLat

__all__ = ["Country", "countries", "country"]

# Articles that a sentence may put before a name ("the Netherlands", "la Côte d'Ivoire", "L'Algérie").
_ARTICLES = re.compile(r"^(?:the|les|le|la|l)\s+")
_GAPS = re.compile(r"[\W_]+")
_SAINT = re.compile(r"\b(?:st|ste|sainte)\b")


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory that ISO 3166-1 codes, or Kosovo under its user-assigned codes XK and XKX.

    Attributes:
        alpha2: ISO 3166-1 alpha-2 code, such as ``ML``.
        alpha3: ISO 3166-1 alpha-3 code, such as ``MLI``.
        numeric: ISO 3166-1 numeric code, three digits, such as ``466``; empty for Kosovo, which has none.
        name: Short English name.
        name_fr: Short French name.
        continent: As Natural Earth has it, such as ``Africa``.
        region: United Nations region, such as ``Western Africa``.
        label: Where a label of the country reads well, by Natural Earth; not a centre of anything.
        alternates: Other names that ``country`` understands.
    """

    alpha2: str
    alpha3: str
    numeric: str
    name: str
    name_fr: str
    continent: str
    region: str
    label: LonLat
    alternates: tuple[str, ...] = ()


def countries() -> tuple[Country, ...]:
    """All countries and territories, in the order of their alpha-2 codes.

    Raises:
        GeoDataError: If the table of this installation is missing or damaged.

    Examples:
        >>> len(countries())
        250
        >>> countries()[0].name
        'Andorra'
    """
    return tuple(_by_alpha2().values())


def country(code_or_name: str) -> Country:
    """The country with this code or name.

    Args:
        code_or_name: ISO 3166-1 alpha-2, alpha-3 or numeric code, or an English, French or common other
            name; case, accents, punctuation and a leading article do not matter. Codes are tried first.

    Raises:
        UnknownCountryError: If no country has it. The message gives the names nearest to it.

    Examples:
        >>> country("DZ") == country("dza") == country("Algérie") == country("algeria")
        True
        >>> country("Burma").name
        'Myanmar'
        >>> country("Mauretania")
        Traceback (most recent call last):
        geo.errors.UnknownCountryError: no country is named 'Mauretania'; did you mean Mauritania...
    """
    need_text(code_or_name, "a country")
    found = find_country(code_or_name)
    if found is None:
        raise UnknownCountryError(_unknown(code_or_name, _fold(code_or_name)))
    return found


def find_country(code_or_name: str) -> Country | None:
    """The country with this code or name, as ``country`` finds it, or None.

    Examples:
        >>> find_country("Somaliland") is None
        True
    """
    return _by_code().get(_bare(code_or_name)) or _by_name().get(_fold(code_or_name))


def _unknown(asked: str, key: str) -> str:
    import difflib

    near = difflib.get_close_matches(key, _names(), n=3, cutoff=0.6)
    if not near:
        return (
            f"no country is named {asked!r}; give an ISO 3166-1 code such as ML, or an English or French name"
        )
    *rest, last = dict.fromkeys(_names()[match] for match in near)
    return (
        f"no country is named {asked!r}; did you mean {' or '.join(filter(None, (', '.join(rest), last)))}?"
    )


def _fold(name: str) -> str:
    """The key under which a name is found: that of a code, with Saint in full."""
    bare = _bare(name)
    return _SAINT.sub("saint", bare) if "st" in bare else bare


def _bare(text: str) -> str:
    """The key under which a code is found: no case, accents, punctuation or leading article."""
    bare = text.casefold().replace(".", "").replace("&", " and ")
    if not bare.isascii():
        bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    # Most names and all codes are one word.
    return bare if bare.isalnum() else _ARTICLES.sub("", _GAPS.sub(" ", bare).strip())


@functools.cache
def _by_alpha2() -> dict[str, Country]:
    try:
        text = (Path(__file__).resolve().parent / "data" / "countries.csv").read_text(encoding="utf-8")
        found = [_read(row) for row in csv.DictReader(text.splitlines())]
    except (OSError, KeyError, ValueError) as error:
        raise GeoDataError(
            f"geo/data/countries.csv cannot be read ({error}); install Dateline again"
        ) from error
    return {entry.alpha2: entry for entry in found}


def _read(row: dict[str, str]) -> Country:
    return Country(
        alpha2=row["alpha2"],
        alpha3=row["alpha3"],
        numeric=row["numeric"],
        name=row["name"],
        name_fr=row["name_fr"],
        continent=row["continent"],
        region=row["region"],
        label=LonLat(float(row["lon"]), float(row["lat"])),
        alternates=tuple(filter(None, row["alternates"].split(";"))),
    )


@functools.cache
def _by_name() -> dict[str, Country]:
    table: dict[str, Country] = {}
    for entry in countries():
        for name in (entry.name, entry.name_fr, *entry.alternates):
            table.setdefault(_fold(name), entry)
    return table


@functools.cache
def _by_code() -> dict[str, Country]:
    return {
        _bare(code): entry
        for entry in countries()
        for code in (entry.numeric, entry.alpha3, entry.alpha2)
        if code
    }


@functools.cache
def _names() -> dict[str, str]:
    """Folded name to the name as written, of the names that a message may propose."""
    return {
        _fold(name): name for entry in countries() for name in (entry.name_fr, entry.name, *entry.alternates)
    }
