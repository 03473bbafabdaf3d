"""The names of a place in languages: tagged by their source, or known by their script.

Most sources of names say no language. Where none of a place's names is tagged with the language that is
asked for, its script tells as much as a script can: Arabic letters may be Arabic, Persian or Urdu, told
apart by the letters that one of them lacks; Latin letters are of any language, so what is left is the name
that the source itself gives first.
"""
# ruff: noqa: RUF001  letters that look alike are the subject of this module

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Literal, NamedTuple

from gazetteer.errors import WrongTypeError
from gazetteer.hierarchy import record_of
from gazetteer.scripts import script_of
from geo.checks import shortened

if TYPE_CHECKING:
    from gazetteer.index import Index
    from gazetteer.place import Place

__all__ = ["LocalName", "PlaceName", "name_in", "names"]


class PlaceName(NamedTuple):
    """One name of a place.

    Attributes:
        spelling: As its source spells it.
        kind: Kind of name, such as ``primary``, ``alternate`` or ``historic``.
        source: The data set that gives it.
        language: BCP 47 tag where the source says so, else "".
        script: ISO 15924 code of its letters, such as ``Latn`` or ``Arab``; "" where it has none.
    """

    spelling: str
    kind: str
    source: str
    language: str
    script: str


class LocalName(NamedTuple):
    """A place's name in a language, with how that is known.

    Attributes:
        spelling: The name.
        language: The tag that was asked for.
        by: ``tag`` (its source says the language), ``script`` (its letters are of the language's script, and
            no other name is nearer) or ``primary`` (it is only the name that the source gives first, in the
            script of the language).
        name: The name with its source.
    """

    spelling: str
    language: str
    by: Literal["tag", "script", "primary"]
    name: PlaceName


# Languages that a script nearly always means.
_WRITTEN = {
    "Hebr": "he", "Grek": "el", "Armn": "hy", "Geor": "ka", "Ethi": "am ti", "Tfng": "ber tzm zgh tmh taq",
    "Deva": "hi mr ne", "Beng": "bn as", "Guru": "pa", "Gujr": "gu", "Taml": "ta", "Telu": "te", "Knda": "kn",
    "Mlym": "ml", "Sinh": "si", "Thai": "th", "Laoo": "lo", "Mymr": "my", "Khmr": "km", "Tibt": "bo dz",
    "Hani": "zh yue", "Jpan": "ja", "Kana": "ja", "Hang": "ko", "Thaa": "dv", "Adlm": "ff-adlm",
    "Nkoo": "nqo",
}  # fmt: skip
# Languages that share their script with others: the letters that each is written with.
_ARABIC, _PERSIAN = "ابتثجحخدذرزسشصضطظعغفقلمنوآأإئؤء", "پچژگکی"
_RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъьюя"
_LETTERS = {
    "ar": _ARABIC + "كهيةى",
    "fa": _ARABIC + _PERSIAN + "ه",
    "ur": _ARABIC + _PERSIAN + "ٹڈڑںھہۂۃے",
    "ru": _RUSSIAN + "ёыэ",
    "uk": _RUSSIAN.replace("ъ", "") + "єіїґ",
    "be": _RUSSIAN.replace("и", "").replace("щ", "").replace("ъ", "") + "ёіўыэ",
    "bg": _RUSSIAN,
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
}
# Languages whose names are in no Latin letters.
_NOT_LATIN = frozenset(
    {
        *_LETTERS,
        *" ".join(_WRITTEN.values()).split(),
        *("ps", "ckb", "ug", "sd", "ks", "yi", "kk", "ky", "tg", "mn", "ba", "tt", "cv", "os", "or"),
    }
)
# Which kind of name stands for a place in a language, the best first. Codes, demonyms and names that are no
# longer used do not.
_KINDS = ("preferred", "primary", "curated", "alternate", "short", "ascii")


def names(index: Index, place: Place | str) -> tuple[PlaceName, ...]:
    """Every name that the index has of a place, with kind, source, language and script.

    Raises:
        QueryError: If the index does not hold the place.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.lookups import index_of
        >>> index = index_of(gazetteer.open())
        >>> {name.script for name in names(index, gazetteer.resolve("Gao").place)} >= {"Latn", "Arab"}
        True
    """
    return tuple(
        PlaceName(name.spelling, name.kind, name.source, name.language, script_of(name.spelling))
        for name in index.names(record_of(index, place))
    )


def name_in(index: Index, place: Place | str, language: str) -> LocalName | None:
    """The name of a place in a language, with how it is known to be; None where nothing tells.

    Args:
        index: The index that the place is from.
        place: A place or its identifier.
        language: BCP 47 tag such as ``ar``, ``fr`` or ``zh-Hant``, in any case.

    Raises:
        QueryError: If the index does not hold the place.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.lookups import index_of
        >>> index = index_of(gazetteer.open())
        >>> mali = name_in(index, gazetteer.resolve("Mali").place, "ar")
        >>> mali.spelling, mali.by
        ('مالي', 'tag')
        >>> name_in(index, gazetteer.resolve("Timbuktu").place, "ar").by
        'script'
    """
    record = record_of(index, place)
    known = sorted(
        (name for name in names(index, index.id(record)) if name.kind in _KINDS),
        key=lambda name: _KINDS.index(name.kind),
    )
    if not isinstance(language, str):
        raise WrongTypeError(
            f"a language must be a tag such as 'ar', not {type(language).__name__} {shortened(language)}"
        )
    asked = language.strip().lower()
    tagged = _of_country(index, record, asked) or _tagged(known, asked)
    if tagged:
        return LocalName(tagged.spelling, language, "tag", tagged)
    base = asked.partition("-")[0]
    fit = [name for name in known if not name.language and _fits(name, {asked, base})]
    if fit:
        typical = _most_typical(fit)
        return LocalName(typical.spelling, language, "script", typical)
    first = next((name for name in known if name.kind == "primary"), None)
    if first is None or first.script != "Latn" or base in _NOT_LATIN:
        return None
    return LocalName(first.spelling, language, "primary", first)


def _fits(name: PlaceName, languages: set[str]) -> bool:
    """Whether a name is written as one of the languages is."""
    if languages & set(_WRITTEN.get(name.script, "").split()):
        return True
    alphabets = [_LETTERS[language] for language in languages & _LETTERS.keys()]
    letters = {letter for letter in name.spelling.lower() if letter.isalpha()}
    return any(letters and letters <= set(alphabet) for alphabet in alphabets)


def _most_typical(fit: list[PlaceName]) -> PlaceName:
    """The name that is most like the others: lists of names hold mistakes, and those are like no other."""

    def pairs(name: PlaceName) -> set[str]:
        return {"".join(pair) for pair in itertools.pairwise(f" {name.spelling} ")}

    def likeness(name: PlaceName) -> float:
        own = pairs(name)
        return sum(len(own & pairs(other)) / len(own | pairs(other)) for other in fit)

    best = min(_KINDS.index(name.kind) for name in fit)
    return max((name for name in fit if _KINDS.index(name.kind) == best), key=likeness)


def _of_country(index: Index, record: int, asked: str) -> PlaceName | None:
    """The short name of a country in English or French."""
    from geo.countries import country
    from geo.errors import UnknownCountryError

    if asked not in {"en", "fr"} or index.kind(record) != "country":
        return None
    try:
        known = country(index.codes(record)[0])
    except (IndexError, UnknownCountryError):
        return None
    name = known.name if asked == "en" else known.name_fr
    return PlaceName(name, "primary", "Unicode CLDR", asked, script_of(name))


def _tagged(known: list[PlaceName], asked: str) -> PlaceName | None:
    """A name with the tag that was asked for; else with a shorter or a longer one of the same language.

    The shortest of several: the longer ones are formal names, such as "Republic of ...".
    """
    tagged = [(name.language.lower(), name) for name in known if name.language]
    for same in (
        [name for tag, name in tagged if tag == asked],
        [name for tag, name in tagged if tag == asked.partition("-")[0]],
        [name for tag, name in tagged if tag.partition("-")[0] == asked],
    ):
        if same:
            return min(same, key=lambda name: (_KINDS.index(name.kind), len(name.spelling)))
    return None
