"""What machines read of a map: events and places that are as sure as the map says, and no surer."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest

from geo.points import BBox
from maps import embed
from maps.embed import linked_data
from maps.embed.folder import Wishes
from tests.shared import documents

if TYPE_CHECKING:
    from collections.abc import Iterator

_WISHES = Wishes("map", "https://maps.example/", 1.5, 1200, 800, None, None, None)


def _graph(**changes: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- fields of a mark
    document = documents.mali()
    mark = dataclasses.replace(document.incidents[0], **changes)
    return list(linked_data.graph(dataclasses.replace(document, incidents=(mark,)), _WISHES)["@graph"])


def test_a_place_is_a_circle_with_its_radius_and_no_bare_point() -> None:
    mark = documents.mali().incidents[0]
    event = _graph(radius_m=7500.2)[1]
    assert event["@type"] == "Event"
    place = event["location"]
    assert place["name"] == mark.place_name
    assert place["geo"] == {
        "@type": "GeoCircle",
        "geoMidpoint": {"@type": "GeoCoordinates", "latitude": mark.point.lat, "longitude": mark.point.lon},
        "geoRadius": 7501,
    }


# Of https://schema.org, what each type that is used here may say, those of its parents among them.
_PROPERTIES = {
    "Map": "name description inLanguage url image author license creditText spatialCoverage about",
    "Event": "name description disambiguatingDescription keywords startDate endDate location subjectOf",
    "Place": "name description geo",
    "GeoCircle": "geoMidpoint geoRadius",
    "GeoCoordinates": "latitude longitude",
    "GeoShape": "box",
    "Claim": "text description author appearance",
    "CreativeWork": "name url publisher",
    "Organization": "name",
}


def _nodes(part: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 -- JSON
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from _nodes(inner)


def test_each_thing_says_what_its_type_has_in_schema_org() -> None:
    things = [node for node in _nodes(_graph()) if "@type" in node]
    assert {node["@type"] for node in things} == _PROPERTIES.keys()
    for node in things:
        assert node.keys() - {"@type", "@id"} <= set(_PROPERTIES[node["@type"]].split()), node["@type"]
    # A point stands in a circle alone.
    assert all(node.get("geo", {}).get("@type") != "GeoCoordinates" for node in things)
    events = [node for node in things if node["@type"] == "Event"]
    assert all(event["name"] and event["startDate"] and event["location"] for event in events)


@pytest.mark.parametrize(
    ("edtf", "begin", "end"),
    [
        ("2024-07-25", "2024-07-25", None),
        ("2024-07-25/2024-07-27", "2024-07-25", "2024-07-27"),
        ("2024-07", "2024-07", None),
        ("2024-07-25~", None, None),
        ("2024-07-25?/2024-07-27", None, None),
        ("2024-07-25/..", None, None),
        (None, None, None),
    ],
)
def test_a_date_is_stated_only_where_it_is_known(
    edtf: str | None, begin: str | None, end: str | None
) -> None:
    event = _graph(when_edtf=edtf)[1]
    assert (event.get("startDate"), event.get("endDate")) == (begin, end)


def test_each_claim_stands_by_itself_with_who_says_it_and_where() -> None:
    mark = documents.mali().incidents[0]
    said = [work for work in _graph()[1]["subjectOf"] if work["@type"] == "Claim"]
    assert [work["author"] for work in said] == [claim.said_by for claim in mark.claims]
    assert said[0]["appearance"]["publisher"]["name"] == mark.claims[0].source.publisher  # type: ignore[union-attr]


def test_the_page_holds_the_same_as_the_file_and_a_large_one_does_not_say_it_twice() -> None:
    files = embed.files(documents.mali(), url="https://maps.example/")
    inside = files["map.html"].decode().partition('<script type="application/ld+json">')[2]
    assert json.loads(inside.partition("</script>")[0]) == json.loads(files["map.jsonld"])
    mark = documents.mali().incidents[0]
    many = tuple(dataclasses.replace(mark, id=str(at), number=at) for at in range(1, 402))
    large = embed.files(dataclasses.replace(documents.mali(), incidents=many))
    assert b"application/ld+json" not in large["map.html"]
    assert len(json.loads(large["map.jsonld"])["@graph"]) == 402


def test_a_view_across_180_degrees_states_no_box_that_could_go_round_the_other_way() -> None:
    document = dataclasses.replace(documents.one(), view=BBox(170, -20, -170, -10))
    assert "spatialCoverage" not in linked_data.graph(document, _WISHES)["@graph"][0]
