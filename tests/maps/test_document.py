"""A document survives the way to JSON and back, and wrong data is refused with its key path."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.points import BBox
from maps.document import (
    BasemapLayer,
    BorderLayer,
    Category,
    DocumentError,
    IncidentMark,
    Label,
    MapDocument,
    NotShown,
    QuotedClaim,
    QuotedSource,
)
from tests.shared.documents import mali
from tests.shared.strategies import points

text = st.text(max_size=12)
maybe_text = st.none() | text
metres = st.floats(0, 1e7)
position = st.lists(st.floats(-90, 90), min_size=2, max_size=2)
line = st.fixed_dictionaries(
    {"type": st.just("MultiLineString"), "coordinates": st.lists(st.lists(position, max_size=3), max_size=2)}
)
boxes = st.builds(
    lambda west, east, ends: BBox(west, min(ends), east, max(ends)),
    st.floats(-180, 180),
    st.floats(-180, 180),
    st.tuples(st.floats(-90, 90), st.floats(-90, 90)),
)
links = st.sampled_from((None, "https://example.org/a?b=1&c=2", "mailto:desk@example.org"))
sources = st.builds(QuotedSource, text, maybe_text, links, maybe_text)
claims = st.builds(
    QuotedClaim,
    text,
    text,
    text,
    maybe_text,
    text,
    st.none() | st.booleans(),
    st.none() | sources,
    maybe_text,
)
marks = st.builds(
    IncidentMark,
    id=text,
    number=st.integers(1, 9999),
    title=text,
    category=st.just("ambush"),
    when=maybe_text,
    when_edtf=maybe_text,
    place_text=maybe_text,
    place_name=maybe_text,
    point=points,
    precision=st.sampled_from(("point", "near", "area")),
    radius_m=metres,
    area=st.none() | line,
    basis=text,
    reason=text,
    claims=st.lists(claims, max_size=2).map(tuple),
    sources=st.lists(sources, max_size=2).map(tuple),
    cautions=st.lists(text, max_size=2).map(tuple),
    actors=st.lists(text, max_size=2).map(tuple),
)
documents = st.builds(
    MapDocument,
    title=text,
    subtitle=maybe_text,
    language=text,
    description=text,
    view=boxes,
    categories=st.just((Category("ambush", "Ambush"),)),
    incidents=st.lists(marks, max_size=2).map(tuple),
    not_shown=st.lists(st.builds(NotShown, maybe_text, maybe_text, maybe_text, text), max_size=2).map(tuple),
    borders=st.lists(st.builds(BorderLayer, text, line, line, metres, text), max_size=2).map(tuple),
    basemap=st.lists(st.builds(BasemapLayer, text, line), max_size=2).map(tuple),
    labels=st.lists(st.builds(Label, text, points, text, st.integers(0, 9)), max_size=2).map(tuple),
    attributions=st.lists(text, max_size=2).map(tuple),
    notices=st.lists(text, max_size=2).map(tuple),
)


@given(documents)
def test_a_document_survives_json(document: MapDocument) -> None:
    data = json.loads(json.dumps(document.to_dict()))

    assert MapDocument.from_dict(data) == document


def test_plain_data_shares_nothing_with_the_document() -> None:
    document = mali()
    before = copy.deepcopy(document)

    document.to_dict()["basemap"][0]["geometry"]["coordinates"].clear()

    assert document == before


def changed(path: str, value: object) -> dict[str, Any]:
    data = mali().to_dict()
    *parents, last = [int(key) if key.isdecimal() else key for key in path.split("/")]
    holder: Any = data
    for key in parents:
        holder = holder[key]
    holder[last] = value
    return data


WRONG: tuple[tuple[str, object, str], ...] = (
    ("title", 7, "title: 7 is not text"),
    ("title", None, "title: null is not text"),
    ("incidents", {}, "incidents: {} is not a list"),
    ("incidents/1/point", [1.0], "incidents[1].point: [1.0] is not [lon, lat]"),
    ("incidents/1/point", [2.0, 95.0], "incidents[1].point: latitude 95 is outside -90 to 90"),
    ("incidents/1/point", ["a", 1.0], "incidents[1].point[0]: 'a' is not a number"),
    ("incidents/0/number", True, "incidents[0].number: true is not a whole number"),
    ("incidents/0/radius_m", float("nan"), "incidents[0].radius_m: nan is not a finite number"),
    (
        "incidents/0/precision",
        "exact",
        "incidents[0].precision: 'exact' is not one of 'point', 'near', 'area'",
    ),
    ("incidents/0/category", "fish", "incidents[0].category: 'fish' is none of the categories"),
    ("incidents/0/claims/2/figure", None, "incidents[0].claims[2].figure: null is not text"),
    ("incidents/0/colour", "red", "incidents[0].colour: no such key; known are id, number"),
    ("borders/0/geometry", {"type": "Blob", "coordinates": []}, "borders[0].geometry: {'type': 'Blob'"),
    ("borders/0/geometry/coordinates", [[[0, 91]]], "borders[0].geometry.coordinates[0][0]: latitude 91"),
    ("borders/0/geometry/coordinates", 3, "borders[0].geometry.coordinates: 3 is not a list"),
    (
        "incidents/0/claims/5/source/url",
        "javascript:alert(1)",
        "incidents[0].claims[5].source.url: a link begins with http, https, mailto",
    ),
    (
        "incidents/0/sources/0/url",
        "https://desk:secret@example.org/",
        "incidents[0].sources[0].url: a link holds no user name and no password",
    ),
    ("version", 2, "version: 2 is not 1"),
    ("format", "geojson", "format: is not 'dateline-map'"),
)


@pytest.mark.parametrize(
    ("path", "value", "message"), WRONG, ids=[f"{path}={value}" for path, value, _ in WRONG]
)
def test_wrong_data_is_refused_with_its_key_path(path: str, value: object, message: str) -> None:
    with pytest.raises(DocumentError) as refused:
        MapDocument.from_dict(changed(path, value))

    assert str(refused.value).startswith(message)
    assert len(str(refused.value)) < 400


def nested(depth: int) -> list[Any]:
    data: list[Any] = []
    for _ in range(depth):
        data = [data]
    return data


HOSTILE = {
    "huge number": 10**400,
    "number too long to print": 10**5000,
    "lists in lists": nested(100_000),
    "infinity": float("inf"),
    "a list": [],
    "an object": {"__class__": {}},
    "a type that is a list": {"type": [], "coordinates": []},
    "lists for coordinates": {"type": "MultiLineString", "coordinates": nested(100_000)},
    "huge coordinates": {"type": "MultiLineString", "coordinates": [[[10**400, 0], [0, 0]]]},
    "a lone surrogate": {"\ud800": "\ud800"},
}
PLACES = (
    "version",
    "view",
    "view/0",
    "incidents/0/number",
    "incidents/0/point",
    "incidents/0/point/1",
    "incidents/0/radius_m",
    "incidents/0/precision",
    "incidents/0/claims/0/source",
    "borders/0/geometry",
    "borders/0/accuracy_m",
    "labels/0/point",
)


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_value_is_refused_and_never_a_crash(path: str, name: str) -> None:
    with pytest.raises(DocumentError) as refused:
        MapDocument.from_dict(changed(path, HOSTILE[name]))

    assert len(str(refused.value)) < 400


def test_a_missing_key_is_named() -> None:
    data = mali().to_dict()
    del data["incidents"][1]["basis"]

    with pytest.raises(DocumentError, match=r"^incidents\[1\]\.basis: is missing$"):
        MapDocument.from_dict(data)


@pytest.mark.parametrize("data", [None, [], "text", 3, {}])
def test_what_is_no_document_at_all_is_refused(data: object) -> None:
    with pytest.raises(DocumentError, match="dateline-map"):
        MapDocument.from_dict(data)
