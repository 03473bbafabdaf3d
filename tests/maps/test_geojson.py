"""The GeoJSON output: valid by RFC 7946, complete, the same bytes for the same document."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest

import maps
from geo import geojson
from maps.document import Category, QuotedSource
from maps.render.geojson import render
from maps.render.html import render as render_html
from maps.style import SYMBOLS
from tests.shared.documents import empty, mali
from tests.shared.injection import TEXTS, URLS

if TYPE_CHECKING:
    from maps.document import MapDocument


def read(document: MapDocument) -> dict[str, Any]:
    return geojson.loads(render(document).decode("utf-8"))


def features(document: MapDocument, role: str) -> list[dict[str, Any]]:
    return [feature for feature in read(document)["features"] if feature["properties"]["role"] == role]


def test_incidents_have_all_that_the_map_says_of_them() -> None:
    document = mali()
    (first, *_), mark = features(document, "incident"), document.incidents[0]

    assert first["geometry"] == {"type": "Point", "coordinates": [mark.point.lon, mark.point.lat]}
    assert first["id"] == mark.id
    properties = first["properties"]
    said = (
        "number",
        "title",
        "when",
        "when_edtf",
        "place_text",
        "place_name",
        "precision",
        "basis",
        "reason",
    )
    assert [properties[name] for name in said] == [getattr(mark, name) for name in said]
    assert properties["radius_m"] == properties["coordinateUncertaintyInMeters"] == mark.radius_m
    assert properties["cautions"] == list(mark.cautions)
    assert [claim["figure"] for claim in properties["claims"]] == [claim.figure for claim in mark.claims]
    assert properties["claims"][0]["source"]["publisher"] == "SITE Intelligence Group"


def test_incidents_name_who_took_part() -> None:
    incident = maps.Incident("a", place_text="Kidal", actors=("JNIM", "Wagner"))
    (feature,) = features(maps.compose(maps.Report((incident,))), "incident")
    assert feature["properties"]["actors"] == ["JNIM", "Wagner"]


def test_areas_and_borders_are_features_with_a_role() -> None:
    document = mali()

    areas, borders = features(document, "area"), features(document, "border")

    assert [area["properties"]["incident"] for area in areas] == [
        mark.id for mark in document.incidents if mark.area is not None
    ]
    assert [(border["properties"]["title"], border["properties"]["disputed"]) for border in borders] == [
        ("Mali and Algeria", False),
        ("Mali and Algeria", True),
    ]


def test_the_file_says_whom_to_credit_and_what_is_missing() -> None:
    document = mali()
    members = read(document)

    assert members["attributions"] == list(document.attributions)
    assert members["not_shown"] == [dataclasses.asdict(item) for item in document.not_shown]
    assert members["title"] == document.title
    assert members["view"] == list(document.view)


@pytest.mark.parametrize("document", [mali(), empty()], ids=["mali", "empty"])
def test_every_geometry_is_valid_and_each_feature_has_its_line(document: MapDocument) -> None:
    text = render(document).decode("utf-8")
    found = json.loads(text)["features"]

    for feature in found:
        assert feature["type"] == "Feature"
        assert geojson.to_geometry(geojson.from_geometry(feature["geometry"]))
    assert text.endswith("\n]}\n")
    assert len(text.splitlines()) == len(found) + 2


def test_a_category_of_another_version_is_drawn_as_other_and_keeps_its_label() -> None:
    mark = dataclasses.replace(mali().incidents[0], category="flood")
    document = dataclasses.replace(mali(), incidents=(mark,), categories=(Category("flood", "Flood"),))

    (incident,), (area,) = features(document, "incident"), features(document, "area")

    assert incident["properties"]["category_label"] == "Flood"
    assert incident["properties"]["marker-color"] == area["properties"]["fill"] == SYMBOLS["other"].fill
    assert b"-other-near" in render_html(document)


def test_no_uncertainty_of_zero_metres() -> None:
    exact = dataclasses.replace(mali().incidents[0], radius_m=0.0)

    (feature,) = features(dataclasses.replace(mali(), incidents=(exact,)), "incident")

    assert feature["properties"]["coordinateUncertaintyInMeters"] == 1


@pytest.mark.parametrize("url", URLS.values())
def test_a_link_that_leads_elsewhere_is_left_out_and_its_source_kept(url: str) -> None:
    source = QuotedSource("Reuters", url=url)
    first = mali().incidents[0]
    mark = dataclasses.replace(
        first, sources=(source,), claims=(dataclasses.replace(first.claims[0], source=source),)
    )

    (feature,) = features(dataclasses.replace(mali(), incidents=(mark,)), "incident")

    for cited in (feature["properties"]["sources"][0], feature["properties"]["claims"][0]["source"]):
        assert (cited["publisher"], cited["url"]) == ("Reuters", None)


@pytest.mark.parametrize("hostile", [*TEXTS, "\ud800 half a pair"])
def test_hostile_text_stays_text(hostile: str) -> None:
    mark = dataclasses.replace(mali().incidents[0], title=hostile, description=hostile, place_text=hostile)
    document = dataclasses.replace(mali(), title=hostile, incidents=(mark,), notices=(hostile,))

    (feature,) = features(document, "incident")

    assert feature["properties"]["title"] == hostile.encode("utf-8", "replace").decode()
    assert set(read(document)) == set(read(mali()))
