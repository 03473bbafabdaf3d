"""Descriptions of points in English words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gazetteer.index import Index
    from gazetteer.reverse import Description

__all__ = ["about_km", "wording"]

# What people call first-level units, where the name alone does not say that it is one (categories of ISO
# 3166-2).
_CALLED = {
    word: countries.split()
    for word, countries in {
        "region": "ML NE BF MR SN GN GM GW TG GH CM MA ET ER DJ TZ NA MG MW BY KZ FR IT CL PE PH",
        "province": "DZ TD CD GA AO MZ ZM ZW RW BI SL TR IR AF PK SA CN VN LA KH ID PG NP CR PA CU EC BO AR",
        "governorate": "TN EG IQ SY JO LB YE OM PS BH KW",
        "state": "NG SD SS MM MX VE",
        "department": "BJ CG HT CO PY UY SV GT HN NI",
        "county": "KE LR HR RO HU",
        "prefecture": "CF JP",
        "district": "CI LY UG BW LS",
    }.items()
}
_WORD = {country: word for word, countries in _CALLED.items() for country in countries}
# Words that say already what a unit is.
_SAID = frozenset({
    *("region", "région", "province", "state", "district", "governorate", "county", "city", "capital"),
    *("ville", "territory", "oblast", "oblysy", "department", "prefecture", "republic", "strip", "bank"),
    *("ciudad", "distrito", "estado", "municipality", "governorates", "kray", "krai"),
})  # fmt: skip


def wording(index: Index, found: Description) -> str:
    """The description in one line."""
    if found.side.status == "none":
        return _outside(found)
    place = ", ".join(filter(None, (_by_place(found), _unit(found), _country(found))))
    border = _border(index, found)
    return f"{place}; {border}" if border else place


def about_km(metres: float) -> str:
    """A distance to what a town's point is good to: whole kilometres, two digits of them, at least one.

    Examples:
        >>> [about_km(metres) for metres in (300, 4_400, 38_200, 196_000, 1_366_000)]
        ['1 km', '4 km', '38 km', '200 km', '1,400 km']
    """
    km = max(1, round(metres / 1000))
    return f"{int(float(f'{km:.2g}')):,} km"


def _by_place(found: Description) -> str:
    near = found.reference
    if near is None:
        return ""
    if found.inside:
        return f"in {near.place.name}"
    abroad = near.place.country and found.side.countries and near.place.country not in found.side.countries
    from geo import words

    named = f"{near.place.name} ({words.name(near.place.country)})" if abroad else near.place.name
    return f"{about_km(near.distance_m)} {near.compass} of {named}"


def _unit(found: Description) -> str:
    unit = found.unit
    if unit is None or (found.inside and found.reference and unit.name == found.reference.place.name):
        return ""
    word = _WORD.get(found.country or "", "")
    said = _SAID & set(unit.name.lower().replace("-", " ").split())
    return f"{unit.name} {word}" if word and not said else unit.name


def _country(found: Description) -> str:
    from geo import words

    if found.side.status == "border":
        return str(found.side)
    country = words.name(found.country)
    return f"in {country}" if found.reference is None and found.unit is None else country


def _border(index: Index, found: Description) -> str:
    from gazetteer.reverse import NEAR_BORDER_M
    from geo import words

    side = found.side
    if side.status != "inside" or side.margin_m is None or side.margin_m > NEAR_BORDER_M:
        return ""
    far = words.distance_text(side.margin_m)
    kind = f" ({side.line_status})" if side.line_status not in {"recognised", None} else ""
    if side.neighbour is None or side.neighbour == words.NO_COUNTRY:
        between = words.listed(map(words.name, side.line))
        return f"{far} from a line {'inside' if len(side.line) == 1 else 'between'} {between}{kind}"
    return f"{far} from {_named_border(index, side.neighbour)}{kind}"


def _named_border(index: Index, neighbour: str) -> str:
    """The border by the neighbour's adjective, where the index has one: "the Algerian border"."""
    from geo import words

    record = index.by_code(neighbour)
    names = index.names(record) if record is not None else []
    adjective = next(
        (name.spelling for name in names if name.kind == "demonym" and name.language == "en"), ""
    )
    return f"the {adjective} border" if adjective else f"the border with {words.name(neighbour)}"


def _outside(found: Description) -> str:
    from geo import words

    side = found.side
    if side.line_status is not None:
        return str(side)
    where = f"in the {found.sea}" if found.sea else "at sea"
    if side.neighbour is None or side.margin_m is None:
        return where
    return f"{where}, {words.distance_text(side.margin_m)} off the coast of {words.name(side.neighbour)}"
