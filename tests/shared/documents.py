"""Documents made by hand for tests of writers: small, complete, and needing none of the data files."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

from geo.points import BBox, LonLat
from maps.document import (
    BasemapLayer,
    BorderLayer,
    Category,
    IncidentMark,
    Label,
    MapDocument,
    NotShown,
    QuotedClaim,
    QuotedSource,
)

__all__ = ["LONG", "crowd", "empty", "mali", "one"]

LONG = "A headline that goes on and on, as headlines in agency copy sometimes do, " * 4

_VIEW = BBox(-9.0, 12.5, 8.0, 23.5)
_REUTERS = QuotedSource("Reuters", "A report", "https://example.org/reuters?a=1&b=2", "29 July 2024")
_BLOOMBERG = QuotedSource("Bloomberg", None, "https://example.org/bloomberg")
_SITE = QuotedSource("SITE Intelligence Group")


def _line(*positions: tuple[float, float]) -> dict[str, Any]:
    return {"type": "MultiLineString", "coordinates": [[list(position) for position in positions]]}


def _polygon(*rings: tuple[tuple[float, float], ...]) -> dict[str, Any]:
    return {
        "type": "MultiPolygon",
        "coordinates": [[[list(position) for position in ring] for ring in rings]],
    }


def _box(west: float, south: float, east: float, north: float) -> tuple[tuple[float, float], ...]:
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


def _ring(middle: LonLat, radius_deg: float) -> tuple[tuple[float, float], ...]:
    turns = [2 * math.pi * step / 48 for step in range(48)]
    ring = [(middle.lon + radius_deg * math.cos(t), middle.lat + radius_deg * math.sin(t)) for t in turns]
    return (*ring, ring[0])


_BASEMAP = (
    BasemapLayer("land", _polygon(_box(-8.4, 2, 24, 34))),
    BasemapLayer("lakes", _polygon(_box(-4.4, 15.0, -3.4, 15.7))),
    BasemapLayer("rivers", _line((-8, 12.6), (-6, 13.4), (-4.2, 14.5), (-3, 16.6), (0, 16.3), (1.5, 14))),
    BasemapLayer("country_borders", _line((-12, 15), (-5.5, 15.4), (-6.6, 25), (1.2, 21.1), (4.2, 19.2))),
)
_BORDER = BorderLayer(
    "Mali and Algeria",
    _line((-4.8, 25), (-1, 23.0), (1.2, 21.1), (1.2, 20.7), (2.2, 20.3), (3.1, 19.95), (3.3, 19.2)),
    _line((3.3, 19.2), (4.2, 19.1)),
    110.0,
    "OpenStreetMap, 2023",
)
_LABELS = (
    Label("Mali", LonLat(-2.5, 17.8), "country", 1),
    Label("Algeria", LonLat(3.5, 22.2), "country", 1),
    Label("Bamako", LonLat(-8.0, 12.65), "capital", 2),
    Label("Gao", LonLat(-0.04, 16.27), "city", 3),
    Label("Mopti", LonLat(-4.19, 14.49), "city", 3),
    Label("Kidal", LonLat(1.41, 18.44), "town", 4),
    Label("Niger", LonLat(-1.4, 16.7), "river", 5),
)


def _claim(number: int, figure: str, whose: str, said_by: str, **more: Any) -> QuotedClaim:  # noqa: ANN401 -- fields of the type
    fields = {"subject": "deaths", "said_by_party": True, "source": _BLOOMBERG, **more}
    return QuotedClaim(id=f"A{number}", figure=figure, whose=whose, said_by=said_by, **fields)


_CLAIMS = (
    _claim(1, "50", "Wagner", "JNIM", source=_SITE),
    _claim(2, "10", "Malian army", "JNIM", source=_SITE),
    _claim(3, "dozens", "Wagner and Malian army together", "CSP-PSD", source=QuotedSource("The Media Line")),
    _claim(4, "20 to 80", "Wagner", "estimates that name nobody", said_by_party=None),
    _claim(5, "3 to 80", "Wagner", "conflicting reports", said_by_party=False, source=None),
    _claim(
        6,
        "no figure",
        "Wagner",
        "Wagner",
        subject="heavy losses",
        source=_REUTERS,
        note="Commander among them.",
    ),
    _claim(7, "no figure", "Malian army", "Malian army", subject="heavy losses", source=_REUTERS),
    _claim(8, "more than 25", "Russians", "sources in the Malian army"),
    _claim(9, "nearly 100 lost", "Wagner", "a former commander", said_by_party=None),
    _claim(10, "121", "all", "Tuareg rebels", flag="84 and 47 make 131, not the 121 stated as their total."),
    _claim(11, "84", "Wagner", "Tuareg rebels", part_of="A10"),
    _claim(12, "47", "government soldiers", "Tuareg rebels", part_of="A10"),
    _claim(13, "one of two", "helicopters", "Wagner", subject="equipment"),
    _claim(14, "more than 1,000", "attackers", "Wagner", subject="strength"),
)
_TINZAOUATEN, _MOPTI, _KIDAL_REGION = LonLat(2.966, 19.955), LonLat(-4.19, 14.49), LonLat(1.0, 19.2)
_INCIDENTS = (
    IncidentMark(
        "A", 1, "Ambush at Tinzaouaten", "ambush", "25 to 27 July 2024", "2024-07-25/2024-07-27",
        "near Tinzaouaten", "Tinzaouaten, Kidal, Mali", _TINZAOUATEN, "near", 25_000.0,
        {"type": "Polygon", "coordinates": [[list(p) for p in _ring(_TINZAOUATEN, 0.23)]]},
        "“near” a town is read as within 25 km of it", "the only place of that name; confidence 0.97",
        "On the border of Mali and Algeria, as far as the data can tell (110 m).",
        "The column was ambushed twice.", _CLAIMS, (_REUTERS,),
        ("The town lies on the border; the report does not say which side.",),
    ),
    IncidentMark(
        "B", 2, "Attack on a checkpoint in Mopti", "attack", "21 November 2024", "2024-11-21",
        "a checkpoint in Mopti", "Mopti, Mopti, Mali", _MOPTI, "point", 5_000.0, None,
        "a city is read as its built-up area", "a city, as the report says; confidence 0.93", None, None,
        (
            QuotedClaim("B1", "6", "deaths", "Wagner", "not said", None, _BLOOMBERG),
            QuotedClaim("B2", "7", "deaths", "Wagner", "not said", None, _REUTERS),
        ),
    ),
    IncidentMark(
        "C", 3, "هجوم قرب الحدود الجزائرية", "strike", None, None,
        "Kidal region, near the Algerian border", "Kidal Region, Mali", _KIDAL_REGION, "area", 148_000.0,
        {"type": "Polygon", "coordinates": [[list(p) for p in _ring(_KIDAL_REGION, 1.3)]]},
        "a region is read as its whole area", "region as named; confidence 0.9",
        cautions=("The day is not known.",),
    ),
)  # fmt: skip


def mali() -> MapDocument:
    """Three incidents of three precisions, with everything that a document can hold."""
    return MapDocument(
        "Ambush at Tinzaouaten",
        "What was reported of the fighting on Mali's border with Algeria, and by whom",
        "en",
        "Map of northern Mali with three incidents: at Tinzaouaten, in Mopti and in Kidal region.",
        _VIEW,
        (Category("ambush", "Ambush"), Category("attack", "Attack"), Category("strike", "Strike")),
        _INCIDENTS,
        (
            NotShown("D", "Attack at Nowhere", "Nowhere", "No place of this name is known."),
            NotShown(None, None, None, "One incident is a draft."),
        ),
        (_BORDER,),
        _BASEMAP,
        _LABELS,
        ("© OpenStreetMap contributors (ODbL)", "GeoNames (CC BY 4.0)", "Natural Earth"),
        ("Borders are drawn as most states see them.",),
    )


def empty() -> MapDocument:
    """A map on which nothing is."""
    return MapDocument("Nothing", None, "en", "An empty map.", _VIEW)


def one() -> MapDocument:
    """One incident that has only what every incident has, under an overlong title."""
    bare = IncidentMark(
        "1", 1, LONG, "other", None, None, None, None, LonLat(0, 18), "point", 0.0, None, "as given", ""
    )
    return dataclasses.replace(
        empty(), title=LONG, categories=(Category("other", "Other"),), incidents=(bare,)
    )


def crowd(count: int = 200) -> MapDocument:
    """Many incidents: some spread out, pairs at one place, and a heap at another."""
    places = [LonLat(-8 + (n * 7 % 150) / 10, 13 + (n * 13 % 95) / 10) for n in range(count)]
    places[:6] = [LonLat(-4.19, 14.49)] * 2 + [LonLat(1.41, 18.44)] * 4
    places[6:30] = [LonLat(-0.04, 16.27)] * len(places[6:30])
    marks = tuple(
        dataclasses.replace(
            _INCIDENTS[n % 3], id=f"i{n}", number=n + 1, title=f"Incident {n + 1}", point=place, area=None
        )
        for n, place in enumerate(places)
    )
    return dataclasses.replace(mali(), incidents=marks)
