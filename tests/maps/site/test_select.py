from __future__ import annotations

from typing import Any

import pytest

import gazetteer
from geo import LonLat
from maps import Claim, Incident, Report, Source
from maps.incidents.dates import When
from maps.locate import locate
from maps.site.config import load
from maps.site.select import select

REPORT = Report(
    (
        Incident("a", title="Ambush near Kidal", type="ambush", when=When.parse("2024-07-25/2024-07-27"),
                 point=LonLat(1.41, 18.44), sources=("s",)),
        Incident("b", type="Drone strike", when=When.parse("2024-08"), point=LonLat(-0.04, 16.27),
                 description="The army says so."),
        Incident("c", type="clash", point=LonLat(2.11, 13.51)),
        Incident("d", type="ambush", when=When.parse("2024-08-02"), place_text="Xqzzt"),
        Incident("e", type="ambush", point=LonLat(1.41, 18.44), draft=True),
    ),
    (
        Claim("1", "a", said_by="JNIM (party)", whose="Wagner", source="t"),
        Claim("2", "b", whose="Wagnerians"),
    ),
    (Source("s", "Reuters"), Source("t", "SITE"), Source("u", "nobody cites it")),
)  # fmt: skip


def kept(**given: object) -> str:
    wanted = {key.rstrip("_"): value for key, value in given.items()}
    site = load({"maps": {"x": {"data": "x.csv", "filter": wanted}}})
    public = [incident for incident in REPORT.incidents if not incident.draft]
    located = locate(public, gazetteer.open())
    places = {incident.id: place for incident, place in zip(public, located, strict=True)}
    chosen = select(REPORT, site.maps[0].options["filter"], places)
    return "".join(incident.id for incident in chosen.report.incidents)


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ({"ids": ["a", "c", "zz"]}, "ac"),
        ({"type": "ambush"}, "ade"),
        ({"type": "DRONE STRIKE"}, "b"),
        ({"type": ["strike", "fighting"]}, "bc"),
        ({"actor": "wagner"}, "a"),
        ({"actor": "JNIM"}, "a"),
        ({"actor": ["army", "Kidal"]}, "ab"),
        # A month overlaps with each of its days; who has no date is in no time.
        ({"from_": "2024-07-27", "to": "2024-08-01"}, "ab"),
        ({"from_": "2024-08-01"}, "bd"),
        ({"to": "2024-07"}, "a"),
        # A place that nobody knows may be anywhere, and is told as not shown; a draft tells nothing.
        ({"country": "Mali"}, "abd"),
        ({"country": ["NE", "Algeria"]}, "cd"),
        ({"box": [1, 18, 2, 19]}, "ad"),
        ({"type": "ambush", "country": "Mali", "from_": "2024-07-01"}, "ad"),
    ],
)
def test_a_filter_keeps_what_passes_all_of_it(wanted: dict[str, Any], ids: str) -> None:
    assert kept(**wanted) == ids


def test_claims_and_sources_of_others_go_with_them() -> None:
    chosen = select(REPORT, {"ids": ["a"]})

    assert [claim.id for claim in chosen.report.claims] == ["1"]
    assert {source.id for source in chosen.report.sources} == {"s", "t"}
    assert chosen.left == {"ids": 1}
