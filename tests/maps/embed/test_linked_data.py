"""What machines read of a map: events and places that are as sure as the map says, and no surer."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from geo.points import BBox
from maps import embed
from maps.embed import linked_data
from maps.embed.folder import Wishes
from tests.shared import documents

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
