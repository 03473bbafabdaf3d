"""Packed columns, read back by a second reader that knows only what the module's text says."""

from __future__ import annotations

import dataclasses
import json
import re
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.points import BBox, LonLat
from maps.document import MapDocument
from maps.links import refusal, web_address
from maps.render import html_data
from maps.render.html import render
from maps.render.html_columns import block, codes, deflated, numbers, text, words
from tests.shared import documents

_SIGNS = [chr(code) for code in range(0x21, 0x7F) if chr(code) not in "<&\\"]


def _octets(packed: str) -> bytes:
    bits = "".join(
        f"{_SIGNS.index(packed[at]) * 91 + _SIGNS.index(packed[at + 1]):013b}"
        for at in range(0, len(packed) - 1, 2)
    )
    whole = len(bits) // 8 - len(packed) % 2
    return bytes(int(bits[8 * at : 8 * at + 8], 2) for at in range(whole))


def _columns(packed: bytes) -> dict[str, list[Any]]:
    content = zlib.decompress(packed, -zlib.MAX_WBITS)
    end = 4 + int.from_bytes(content[:4], "little")
    columns = {}
    for name, count, width, base, values in json.loads(content[4:end]):
        planes = [content[end + plane * count : end + (plane + 1) * count] for plane in range(width)]
        end += width * count
        used = [sum(planes[plane][at] << 8 * plane for plane in range(width)) for at in range(count)]
        if values is None:
            columns[name] = [code + base for code in used]
        elif width:
            columns[name] = [values[code] for code in used]
        else:
            columns[name] = values * count if len(values) == 1 else values
    return columns


def _block(page: bytes, name: str) -> dict[str, list[Any]]:
    found = re.search(
        rf'<script type="application/octet-stream" id="map_\w+_{name}">([^<]*)</script>', page.decode()
    )
    assert found is not None
    return _columns(_octets(found[1]))


@given(st.binary(max_size=200))
def test_text_says_every_byte_and_holds_nothing_that_markup_minds(content: bytes) -> None:
    packed = text(content)
    assert _octets(packed) == content
    assert set(packed) <= set(_SIGNS)


_INTEGERS = st.integers(-(2**31), 2**31 - 1)


@given(st.lists(_INTEGERS, max_size=40), st.lists(st.none() | st.text(max_size=5), max_size=40))
def test_a_block_says_what_its_columns_held(values: list[int], said: list[str | None]) -> None:
    few = [value % 3 for value in values] * 10
    far = [300 * value for value in few]
    listed = codes("listed", [0, 1, 1], [["Gao", 1], ["Kidal", 2]])
    columns = [
        numbers("n", values),
        numbers("few", few),
        numbers("far", far),
        words("w", said),
        words("r", said * 3),
        listed,
    ]
    read = _columns(deflated(block(columns)))
    clean = [None if word is None else word.encode("utf-8", "replace").decode() for word in said]
    assert read == {
        "n": values,
        "few": few,
        "far": far,
        "w": clean,
        "r": clean * 3,
        "listed": [["Gao", 1], ["Kidal", 2], ["Kidal", 2]],
    }


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> MapDocument:
    """A small document that is written as one of many incidents."""
    monkeypatch.setattr(html_data, "MOST_MARKERS", 2)
    return documents.crowd(50)


def test_every_incident_is_where_it_was_to_a_metre(many: MapDocument) -> None:
    page = render(many)
    marks = _block(page, "marks")
    for at, mark in enumerate(many.incidents):
        lon = (marks["place"][at][2] + marks["lon"][at]) / 100_000
        lat = (marks["place"][at][3] + marks["lat"][at]) / 100_000
        assert (lon, lat) == pytest.approx(mark.point, abs=0.000_005_1)


def test_texts_are_those_of_the_document(many: MapDocument) -> None:
    page = render(many)
    marks, lines, details = _block(page, "marks"), _block(page, "lines_0"), _block(page, "details_0")
    for at, mark in enumerate(many.incidents):
        name, worded, *_ = marks["place"][at]
        assert lines["title"][at].replace("\x7f", worded or "") == mark.title
        assert (marks["date"][at][2] if lines["when"][at] == "" else lines["when"][at]) == mark.when
        assert name == mark.place_name
        assert (worded if details["place_text"][at] == "" else details["place_text"][at]) == mark.place_text
        assert details["basis"][at] == mark.basis
    homes = dict(details["homes"])
    links = zip(details["source.publisher"], details["source.url"], strict=True)
    urls = [url and url.replace("\x7f", homes.get(publisher, "")) for publisher, url in links]
    assert (
        urls[: len(many.incidents) // 3]
        == [source.url for mark in many.incidents for source in mark.sources][: len(many.incidents) // 3]
    )
    assert details["claim.figure"] == [claim.figure for mark in many.incidents for claim in mark.claims]


def test_no_link_is_packed_that_a_page_must_not_have(many: MapDocument) -> None:
    mark = many.incidents[0]
    bad = tuple(dataclasses.replace(source, url="javascript:alert(1)") for source in mark.sources)
    page = render(
        dataclasses.replace(many, incidents=(dataclasses.replace(mark, sources=bad), *many.incidents[1:]))
    )
    assert not any("javascript" in (url or "") for url in _block(page, "details_0")["source.url"])


@given(
    st.from_regex(r"https?://[a-z0-9.:@/\[\]-]{0,12}([/?#][ -~]{0,8})?", fullmatch=True)
    | st.text(max_size=12)
)
def test_the_short_way_to_take_a_link_takes_no_more_than_the_long_one(url: str) -> None:
    assert (web_address(url) is not None) == (bool(url) and refusal(url) is None)


def test_equal_documents_are_equal_bytes(many: MapDocument) -> None:
    assert render(many) == render(MapDocument.from_dict(json.loads(json.dumps(many.to_dict()))))


def test_across_180_degrees_many_stay_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_data, "MOST_MARKERS", 1)
    mark = documents.one().incidents[0]
    points = (LonLat(179.5, -17), LonLat(-179.5, -17))
    marks = tuple(
        dataclasses.replace(mark, id=str(at), number=at + 1, point=point, area=None)
        for at, point in enumerate(points)
    )
    page = render(dataclasses.replace(documents.one(), view=BBox(175, -20, -175, -14), incidents=marks))
    packed = _block(page, "marks")
    assert [
        (place[2] + lon) / 100_000 for place, lon in zip(packed["place"], packed["lon"], strict=True)
    ] == [179.5, 180.5]


def test_a_circle_is_drawn_from_its_radius_and_another_shape_as_it_is(many: MapDocument) -> None:
    from geo import areas

    point = LonLat(1.4, 18.4)
    mark = dataclasses.replace(
        many.incidents[0],
        point=point,
        radius_m=25_000.0,
        area=dict(areas.circle(point, 25_000.0).__geo_interface__),
    )
    other = dataclasses.replace(many.incidents[1], radius_m=25_000.0, area=documents.mali().incidents[2].area)
    page = render(dataclasses.replace(many, incidents=(mark, other, *many.incidents[2:])))
    assert _block(page, "marks")["area"][:3] == [1, 2 if other.area else 0, 0]
