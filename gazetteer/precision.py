"""How precise a location is, in the codes that researchers of conflict use, each with the rule that gave it.

- ACLED's ``geo_precision``, 1 to 3 (ACLED Codebook, "Event Geography", "Spatial precision codes").
- UCDP's ``where_prec``, 1 to 7 (UCDP GED Codebook, variable ``where_prec``).
- Darwin Core's ``coordinateUncertaintyInMeters``: the radius round the given point that holds the whole
  location. Empty where it is not known, and never 0.

Both codebooks are written for people who code events; where they leave something to a coder's judgement, the
rule here is Dateline's own reading, and ``docs/precision-codes.md`` says which.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.resolution import names_several, related_area

if TYPE_CHECKING:
    from gazetteer.place import Place
    from gazetteer.resolution import Resolution
    from gazetteer.uncertainty import Area

__all__ = [
    "GENERAL_AREA_M",
    "KNOWN_POINT_M",
    "POINT_M",
    "TERRITORIAL_SEA_M",
    "Precision",
    "codes",
    "codes_within",
]

#: A coordinate or a natural feature that is good to this is the place itself. The codebooks give no figure.
POINT_M = 5_000.0
#: UCDP where_prec 2: at most about 25 km from a known point.
KNOWN_POINT_M = 25_000.0
#: ACLED geo_precision 2 is a small part of a region; what is wider than this counts as a larger region. The
#: codebook gives no figure.
GENERAL_AREA_M = 50_000.0
#: Waters farther from land than 12 nautical miles are in no country (Convention on the Law of the Sea, art.
#: 3).
TERRITORIAL_SEA_M = 22_224.0

# GeoNames' feature codes of waters that are no country's, for the most part.
_SEAS = frozenset({"H.OCN", "H.SEA", "H.GULF"})
_SELF = frozenset({"at", "part"})


class Precision(NamedTuple):
    """How precise a location is.

    Attributes:
        geo_precision: ACLED's code, 1 to 3; None where ACLED would not record the event so.
        where_prec: UCDP's code, 1 to 7; None where there is no location.
        uncertainty_m: Darwin Core's coordinateUncertaintyInMeters, 1 or more; None where it is not
            known.
        geo_precision_rule: Why this geo_precision.
        where_prec_rule: Why this where_prec.
        uncertainty_rule: Where the uncertainty is from.
    """

    geo_precision: int | None
    where_prec: int | None
    uncertainty_m: int | None
    geo_precision_rule: str
    where_prec_rule: str
    uncertainty_rule: str

    @property
    def rule(self) -> str:
        """All rules in one line."""
        return (
            f"ACLED {_shown(self.geo_precision)}: {self.geo_precision_rule}; "
            f"UCDP {_shown(self.where_prec)}: {self.where_prec_rule}; "
            f"uncertainty {_shown(self.uncertainty_m)}: {self.uncertainty_rule}"
        )


class _Location(NamedTuple):
    """What the rules look at."""

    place: Place
    relation: str
    radius_m: float
    site: str = ""
    several: bool = False

    @property
    def is_place(self) -> bool:
        return self.relation in _SELF and not self.several

    @property
    def given(self) -> bool:
        return self.place.source == "given"

    @property
    def pointlike(self) -> bool:
        """A settlement, or another feature so small that its point is the place."""
        unit = self.place.kind in {"admin1", "admin2", "country"}
        return self.place.kind == "city" or (not unit and self.radius_m <= POINT_M)


def codes(resolution: Resolution, area: Area | None = None) -> Precision:
    """The codes of what a resolution stands for; of an ambiguous one, those of its best guess.

    Args:
        resolution: What a name or a description was resolved to.
        area: Its area, if it is at hand; else it is made.

    Examples:
        >>> import gazetteer
        >>> codes(gazetteer.resolve("Kidal"))[:2], codes(gazetteer.resolve("near Kidal"))[:2]
        ((1, 1), (2, 2))
        >>> codes(gazetteer.resolve("Kidal region")).where_prec_rule
        'only the first-level unit is known: Kidal'
        >>> codes(gazetteer.resolve("Xqzzt"))[:3]
        (None, None, None)
    """
    place = resolution.place
    reach = _reach(resolution, area)
    if place is None or reach is None:
        why = "no place was found" if place is None else "the words tell of no area"
        return Precision(None, None, None, why, why, why)
    radius_m, basis = reach
    coded = _codes(
        _Location(place, resolution.relation, radius_m, resolution.mention.site, names_several(resolution)),
        basis,
    )
    if resolution.status != "ambiguous":
        return coded
    return coded._replace(
        geo_precision_rule=f"{coded.geo_precision_rule} (best guess)",
        where_prec_rule=f"{coded.where_prec_rule} (best guess)",
    )


def codes_within(place: Place, radius_m: float, basis: str = "") -> Precision:
    """The codes of a place itself, whose area is within a circle.

    Examples:
        >>> import gazetteer
        >>> codes_within(gazetteer.resolve("Kidal").place, 3_501)[:3]
        (1, 1, 3501)
    """
    return _codes(_Location(place, "at", radius_m), basis)


def _codes(where: _Location, basis: str) -> Precision:
    acled, acled_rule = _geo_precision(where)
    ucdp, ucdp_rule = _where_prec(where)
    metres, metres_rule = _uncertainty(where, basis)
    return Precision(acled, ucdp, metres, acled_rule, ucdp_rule, metres_rule)


def _reach(resolution: Resolution, area: Area | None) -> tuple[float, str] | None:
    """The radius of the area and its basis; for a whole country without making the area."""
    from gazetteer.locality.area import country_reach

    place = resolution.place
    if area is None and place is not None:
        whole = resolution.relation == "at" and related_area(resolution) is None
        reach = country_reach(place) if whole else None
        if reach is not None:
            return reach
        from gazetteer.uncertainty import area as area_of

        area = area_of(resolution)
    return None if area is None else (area.radius_m, area.basis)


def _geo_precision(where: _Location) -> tuple[int | None, str]:  # noqa: PLR0911 - a list of rules
    """ACLED: 1 a particular town, 2 a small part of a region or near a town, 3 a larger region."""
    name, kind = where.place.name, where.place.kind
    if where.is_place and where.given:
        code = 1 if where.radius_m <= POINT_M else 2 if where.radius_m <= GENERAL_AREA_M else 3
        return code, f"a coordinate good to {_km(where.radius_m)}"
    if where.relation == "at" and (kind == "country" or (kind == "region" and where.place.country is None)):
        return None, f"ACLED records no event that is no more precise than a country, as {name} is"
    if where.is_place and kind == "city":
        return 1, f"the town is named: {name}" + (", though not where in it" if where.site else "")
    if where.is_place and where.pointlike:
        return 1, f"a natural location is named: {name}"
    if where.is_place and kind == "admin2":
        return 2, f"a small part of a region: {name}"
    if where.is_place and kind == "admin1" and where.relation == "at":
        return 3, f"a larger region: {name}"
    if where.radius_m <= GENERAL_AREA_M:
        near = "near a town or place" if where.place.kind == "city" else "a small part of a region"
        return 2, f"{near}: within {_km(where.radius_m)} of the point"
    return 3, f"a larger region: up to {_km(where.radius_m)} from the point"


def _where_prec(where: _Location) -> tuple[int, str]:  # noqa: PLR0911 - a list of rules
    """UCDP: 1 exact, 2 about 25 km, 3 admin2, 4 admin1, 5 line or vague area, 6 country, 7 high sea."""
    name, kind = where.place.name, where.place.kind
    if where.is_place and (where.place.feature_code in _SEAS or (where.given and _at_sea(where.place))):
        return 7, "international waters"
    if kind == "country" and where.relation == "at":
        return 6, f"only the country is known: {name}"
    if where.is_place and kind == "admin1":
        return 4, f"only the first-level unit is known: {name}"
    if where.is_place and kind == "admin2":
        return 3, f"only the second-level unit is known: {name}"
    if where.is_place and where.site and kind == "city":
        return 2, f"the site is not known, only that it is in {name}, a known point"
    if where.is_place and where.pointlike:
        said = f"a coordinate good to {_km(where.radius_m)}" if where.given else name
        return 1, f"the exact location is known: {said}"
    if where.radius_m <= KNOWN_POINT_M or (where.relation == "near" and _reach_m(where) <= KNOWN_POINT_M):
        return 2, "within about 25 km of a known point"
    return 5, f"a line or an area without defined borders: up to {_km(where.radius_m)} from the point"


def _reach_m(where: _Location) -> float:
    """How far the location reaches beyond the town that it is near."""
    from gazetteer.uncertainty import POINT_ERROR_M

    # To the metre: the farthest corner of a circle that is drawn as a polygon is off by less.
    beyond_m = round(where.radius_m - where.place.extent_m - POINT_ERROR_M)
    return beyond_m if where.place.kind == "city" or where.given else math.inf


def _at_sea(place: Place) -> bool:
    """Whether a coordinate is beyond all territorial seas."""
    from geo.bordermap import OSM, load
    from geo.borders import side

    arcs = load(OSM)
    # How far the nearest line is takes ten times as long, and on land nobody asks.
    if arcs.label_of(arcs.locate(place.point)):
        return False
    found = side(place.point)
    at_sea = found.status == "none" and found.line_status is None
    return at_sea and (found.margin_m or 0.0) > TERRITORIAL_SEA_M


def _uncertainty(where: _Location, basis: str) -> tuple[int | None, str]:
    """Darwin Core: the smallest circle round the point that holds the whole location."""
    unknown = where.is_place and not where.given and where.place.kind != "city" and not where.place.extent_m
    if not where.radius_m > 0 or (unknown and where.radius_m <= POINT_M):
        return None, "the extent of the place is not known"
    return max(1, math.ceil(where.radius_m)), basis


def _km(metres: float) -> str:
    from geo.words import distance_text

    return distance_text(metres)


def _shown(code: int | None) -> str:
    return "-" if code is None else str(code)
