"""What a GeoNames feature code means for the index: the kind of place, and how far it may reach.

Feature classes and codes: https://www.geonames.org/export/codes.html. The radii are orders of magnitude by
hand, for places whose source gives none: half of what such a feature commonly measures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.index_format import KINDS

if TYPE_CHECKING:
    from gazetteer.place import Kind

__all__ = ["CITY", "COUNTRY_KIND", "UNITS", "extent_m", "kind_number"]

_BY_CLASS: Final[dict[str, Kind]] = {
    "P": "city",
    "A": "other",
    "H": "natural",
    "T": "natural",
    "V": "natural",
    "U": "natural",
    "L": "other",
    "R": "other",
    "S": "other",
}
# ADM3 and smaller are "admin2" too: there is no smaller kind, and the feature code tells.
_BY_CODE: Final[dict[str, Kind]] = {
    **dict.fromkeys(
        ("A.PCL", "A.PCLD", "A.PCLF", "A.PCLI", "A.PCLIX", "A.PCLS", "A.PCLH", "A.TERR"), "country"
    ),
    "A.ADM1": "admin1",
    **dict.fromkeys(("A.ADM2", "A.ADM3", "A.ADM4", "A.ADM5"), "admin2"),
    **dict.fromkeys(("A.ZN", "A.LTER", "A.ZNB"), "region"),
    **dict.fromkeys(
        ("L.CONT", "L.RGN", "L.RGNE", "L.RGNH", "L.RGNL", "L.AREA", "L.CST", "L.OAS", "L.TRB"), "region"
    ),
}
_BY_CODE["A.PCLH"] = "region"  # a country of the past holds nothing today

_KIND_NUMBERS: Final = {kind: number for number, kind in enumerate(KINDS)}
CITY: Final = _KIND_NUMBERS["city"]
COUNTRY_KIND: Final = _KIND_NUMBERS["country"]
#: Kinds of the units that hold places, by number.
UNITS: Final = frozenset(_KIND_NUMBERS[kind] for kind in ("country", "admin1", "admin2"))

_EXTENTS: Final = {
    "T.DSRT": 200_000, "T.MTS": 50_000, "T.PLAT": 50_000, "T.PLN": 30_000, "T.ISLS": 30_000, "T.ISL": 5_000,
    "T.PEN": 10_000, "T.VAL": 10_000, "T.ERG": 100_000, "T.SAND": 20_000, "T.MT": 3_000, "T.PK": 1_500,
    "T.HLLS": 5_000, "T.DPR": 10_000, "T.BSND": 30_000, "H.OCN": 4_000_000, "H.SEA": 500_000,
    "H.GULF": 200_000, "H.STRT": 30_000, "H.BAY": 10_000, "H.STM": 20_000, "H.STMI": 10_000, "H.LK": 3_000,
    "H.LKS": 10_000, "H.RSV": 5_000, "H.WAD": 10_000, "H.CHN": 5_000, "H.DLTA": 50_000, "H.SWMP": 5_000,
    "V.FRST": 10_000, "L.CONT": 4_000_000, "L.RGN": 100_000, "L.AREA": 10_000,
    "L.PRK": 10_000, "L.RESN": 10_000, "L.RESF": 10_000, "L.OAS": 3_000, "A.ADM3": 15_000, "A.ADM4": 7_000,
    "A.ADM5": 3_000, "A.ZN": 30_000, "R.RD": 10_000, "R.RR": 10_000,
}  # fmt: skip


def kind_number(feature: str) -> int:
    """The position in ``KINDS`` of what a feature code stands for.

    Examples:
        >>> KINDS[kind_number("P.PPLA")], KINDS[kind_number("A.ADM1")], KINDS[kind_number("S.AIRP")]
        ('city', 'admin1', 'other')
    """
    return _KIND_NUMBERS[_BY_CODE.get(feature) or _BY_CLASS.get(feature[:1], "other")]


def extent_m(feature: str) -> int:
    """The radius to take where no source gives one; 0 where nothing better is known than ``usual_extent_m``.

    Examples:
        >>> extent_m("T.DSRT"), extent_m("P.PPL")
        (200000, 0)
    """
    return _EXTENTS.get(feature, 0)
