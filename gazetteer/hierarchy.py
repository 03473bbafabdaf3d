"""What holds a place and what it holds: second-level unit, first-level unit, country, with their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gazetteer.errors import QueryError, WrongTypeError
from gazetteer.place import Place
from geo.checks import shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.index import Index
    from gazetteer.place import Kind
    from gazetteer.place_block import Record

__all__ = ["Level", "UnitCodes", "children", "get", "hierarchy", "parents", "record_of"]


class UnitCodes(NamedTuple):
    """The codes of a unit or country, None where it has none.

    Attributes:
        iso_3166_1_alpha2: Of a country, such as ``ML``.
        iso_3166_1_alpha3: Of a country, such as ``MLI``.
        iso_3166_1_numeric: Of a country, such as ``466``.
        iso_3166_2: Of a subdivision, such as ``ML-8``.
        geonames_code: Of a subdivision, GeoNames' own, such as ``ML.10``.
        geonames_id: GeoNames' number of the place, such as ``2455290``.
    """

    iso_3166_1_alpha2: str | None = None
    iso_3166_1_alpha3: str | None = None
    iso_3166_1_numeric: str | None = None
    iso_3166_2: str | None = None
    geonames_code: str | None = None
    geonames_id: int | None = None


class Level(NamedTuple):
    """One place in the order of what holds what.

    Attributes:
        place: The place.
        codes: Its codes.
        notes: What to know of it: which other countries it belongs to, since when it is a unit, what it was
            before.
    """

    place: Place
    codes: UnitCodes
    notes: tuple[str, ...]


def hierarchy(index: Index, place: Place | str) -> tuple[Level, ...]:
    """The place and all that hold it, the smallest first, each with codes and notes.

    Args:
        index: The index that the place is from.
        place: A place or its identifier.

    Raises:
        QueryError: If the index does not hold the place.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.lookups import index_of
        >>> index = index_of(gazetteer.open())
        >>> levels = hierarchy(index, gazetteer.resolve("Ansongo").place)
        >>> [(level.place.kind, level.place.name) for level in levels]
        [('city', 'Ansongo'), ('admin2', 'Ansongo Cercle'), ('admin1', 'Gao'), ('country', 'Mali')]
        >>> levels[-1].codes.iso_3166_1_alpha3, levels[2].codes.iso_3166_2
        ('MLI', 'ML-7')
    """
    record = record_of(index, place)
    return tuple(_level(index, each) for each in (record, *_holders(index, record)))


def parents(index: Index, place: Place | str) -> tuple[Place, ...]:
    """What holds a place, the smallest first: second-level unit, first-level unit, country, as far as known.

    Raises:
        QueryError: If the index does not hold the place.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.lookups import index_of
        >>> [place.name for place in parents(index_of(gazetteer.open()), "geonames:2455290")]
        ['Kidal', 'Mali']
    """
    return tuple(index.place(record) for record in _holders(index, record_of(index, place)))


def children(index: Index, place: Place | str, kind: Kind | str | None = None) -> tuple[Place, ...]:
    """What a unit or country holds directly: subdivisions first, then towns, each the most populous first.

    Args:
        index: The index that the place is from.
        place: A place or its identifier.
        kind: Only places of this kind or GeoNames feature class, and then not only those held directly: the
            cities of a country too.

    Raises:
        QueryError: If the index does not hold the place, or there is no such kind.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.lookups import index_of
        >>> index = index_of(gazetteer.open())
        >>> mali = gazetteer.resolve("Mali").place
        >>> "Ménaka" in {unit.name for unit in children(index, mali, kind="admin1")}
        True
        >>> children(index, "geonames:2455290")
        ()
    """
    from gazetteer.question import kind_test

    records = _held(index, record_of(index, place), kind_test(kind))
    found = [index.place(record) for record in records]
    return tuple(
        sorted(found, key=lambda child: (_RANK.get(child.kind, 3), -(child.population or 0), child.name))
    )


_RANK = {"country": 0, "admin1": 1, "admin2": 2}


def _held(index: Index, holder: int, test: Callable[[Record], bool] | None) -> list[int]:
    direct = index.children(holder)
    if test is None:
        return direct
    found = []
    for child in direct:
        facts = index.record(child)
        if test(facts):
            found.append(child)
        if facts.kind in _RANK:
            found += _held(index, child, test)
    return found


def get(index: Index, identifier: str) -> Place | None:
    """The place with an identifier of its source; None where the index has none such.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.lookups import index_of
        >>> get(index_of(gazetteer.open()), "geonames:2455290").name
        'Kidal'
        >>> get(index_of(gazetteer.open()), "geonames:1") is None
        True
    """
    record = index.by_id(_identifier(identifier))
    return None if record is None else index.place(record)


def record_of(index: Index, place: Place | str) -> int:
    """The record of a place or of an identifier.

    Raises:
        QueryError: If the index does not hold it.
    """
    identifier = _identifier(place.id if isinstance(place, Place) else place)
    record = index.by_id(identifier)
    if record is None:
        raise QueryError(
            f"the index holds no place {shortened(identifier)}; give a place that it answered, or an "
            "identifier such "
            "as geonames:2455290"
        )
    return record


def _identifier(value: object) -> str:
    if isinstance(value, str):
        return value
    raise WrongTypeError(
        f"a place must be one that the gazetteer answered, or an identifier such as 'geonames:2455290', not "
        f"{type(value).__name__} {shortened(value)}"
    )


def _holders(index: Index, record: int) -> tuple[int, ...]:
    found = tuple(index.ancestors(record))
    code = index.place(record).country
    if code is None or "country" in {index.kind(each) for each in (record, *found)}:
        return found
    country = index.by_code(code)
    return found if country is None else (*found, country)


def _level(index: Index, record: int) -> Level:
    from gazetteer.vintages import notes

    place = index.place(record)
    return Level(place, _codes(place, index.codes(record)), (*_shared(place), *notes(place)))


def _shared(place: Place) -> tuple[str, ...]:
    if not place.shared_with:
        return ()
    from geo import words

    return (f"it belongs to {words.listed(map(words.name, place.shared_with))} too",)


def _codes(place: Place, codes: tuple[str, ...]) -> UnitCodes:
    source, _, number = place.id.partition(":")
    geonames = int(number) if source == "geonames" and number.isdigit() else None
    if place.kind == "country" and place.country:
        from geo.countries import country
        from geo.errors import UnknownCountryError

        try:
            known = country(place.country)
        except UnknownCountryError:
            return UnitCodes(iso_3166_1_alpha2=place.country, geonames_id=geonames)
        return UnitCodes(known.alpha2, known.alpha3, known.numeric or None, geonames_id=geonames)
    iso = next((code for code in codes if "-" in code), None)
    own = next((code for code in codes if "." in code), None)
    return UnitCodes(iso_3166_2=iso, geonames_code=own, geonames_id=geonames)
