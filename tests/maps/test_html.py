"""The page's bytes: what they hold, refer to, allow and weigh. Next door a browser shows them."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import BBox, LonLat
from maps.links import web_address
from maps.render import html_packing
from maps.render.html import render, to_folium
from tests.shared import documents
from tests.shared.injection import URLS
from tools import vendor_leaflet

ROOT = Path(__file__).resolve().parents[2]


class _Reader(HTMLParser):
    """Collects what the tests ask for: addresses, inline scripts and styles, attributes of each kind."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.addresses: list[tuple[str, str]] = []
        self.inline: dict[str, list[str]] = {"script": [], "style": [], "json": []}
        self.attributes: set[str] = set()
        self.metas: dict[str, str] = {}
        self._open: str | None = None
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.attributes |= set(known)
        self.addresses += [
            (tag, known[key] or "") for key in ("src", "href", "action", "data") if key in known
        ]
        if tag == "meta":
            self.metas[known.get("http-equiv") or known.get("name") or ""] = known.get("content") or ""
        self._open = "json" if known.get("type") == "application/json" else tag
        if self._open in self.inline:
            self.inline[self._open].append("")

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._open = None

    def handle_data(self, data: str) -> None:
        if self._open in self.inline:
            self.inline[self._open][-1] += data


@pytest.fixture(scope="module")
def page() -> bytes:
    return render(documents.mali())


def test_it_refers_to_nothing_outside_but_the_sources_it_links(page: bytes) -> None:
    outside = {(tag, address) for tag, address in _Reader(page).addresses if not address.startswith("#")}
    assert outside == {
        ("link", "data:,"),
        ("a", "https://example.org/reuters?a=1&b=2"),
        ("a", "https://example.org/bloomberg"),
    }
    # Style sheets fetch with url() and @import, scripts name their source maps.
    styles = "".join(_Reader(page).inline["style"])
    assert "url(" not in styles
    assert "@import" not in styles
    assert b"sourceMappingURL" not in page


def test_its_policy_allows_its_own_scripts_and_styles_and_nothing_else(page: bytes) -> None:
    read = _Reader(page)
    policy = dict(part.split(" ", 1) for part in read.metas["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    for directive, kind in (("script-src", "script"), ("style-src", "style")):
        digests = [hashlib.sha256(text.encode("utf-8")).digest() for text in read.inline[kind]]
        expected = [f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests]
        assert policy[directive].split() == expected
    assert not {name for name in read.attributes if name.startswith("on") or name == "style"}
    assert read.metas["referrer"] == "no-referrer"
    assert "user-scalable" not in read.metas["viewport"]


def test_its_data_is_one_block_of_json_that_cannot_end_early() -> None:
    hostile = dataclasses.replace(
        documents.mali(),
        labels=(dataclasses.replace(documents.mali().labels[0], text="</script><!--\u2028&"),),
    )
    (block,) = _Reader(render(hostile)).inline["json"]
    assert not set("<>&\u2028\u2029") & set(block)
    data = json.loads(block)
    assert data["labels"][0][0] == "</script><!--\u2028&"
    assert [mark["at"] for mark in data["marks"]] == [[2.966, 19.955], [-4.19, 14.49], [1.0, 19.2]]


def test_every_claim_is_in_the_markup_with_who_said_and_who_reported_it(page: bytes) -> None:
    text = page.decode("utf-8")
    for incident in documents.mali().incidents:
        for claim in incident.claims:
            assert f"<bdi>{claim.figure}</bdi>" in text
            assert f"<bdi>{claim.said_by}</bdi>" in text
    assert text.count('<tr class="dl-part">') == 2
    assert "part of 121" in text
    assert "within about 25 km" in text
    for line in (*documents.mali().attributions, *documents.mali().notices):
        assert line in text
    assert "No place of this name is known." in text


@pytest.mark.parametrize(
    ("language", "heading", "between"),
    [("en", "Actors", "; "), ("fr", "Acteurs", "\u00a0; "), ("ar", "الأطراف المشاركة", "؛ ")],
)
def test_who_took_part_is_told_and_escaped(language: str, heading: str, between: str) -> None:
    document = documents.mali()
    marks = [dataclasses.replace(mark, actors=("JNIM", "<b>FAMa</b>")) for mark in document.incidents[:1]]
    page = render(dataclasses.replace(document, incidents=tuple(marks), language=language)).decode("utf-8")
    assert f"<dt>{heading}</dt><dd><bdi>JNIM</bdi>{between}<bdi>&lt;b&gt;FAMa&lt;/b&gt;</bdi></dd>" in page


def test_a_small_map_is_a_small_file(page: bytes) -> None:
    # Leaflet is 147 KB of it, what is ours some 110; the background of a real map adds about 50.
    assert len(page) < 285_000


_PRINT = """
import sys
from tests.shared import documents
from maps.render.html import render
sys.stdout.buffer.write(render(documents.mali()))
"""


def test_the_same_document_gives_the_same_bytes_anywhere(page: bytes, tmp_path: Path) -> None:
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": f"Etc/GMT{seed}"}
        run = subprocess.run(
            [sys.executable, "-c", _PRINT], cwd=tmp_path, env=environment, capture_output=True, check=True
        )
        assert run.stdout == page
    assert str(ROOT).encode() not in page


@pytest.mark.parametrize("name", URLS)
def test_no_link_leads_where_a_page_must_not(name: str) -> None:
    assert web_address(URLS[name]) is None


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=c&d=e#f", "http://example.org", "mailto:desk@example.org"]
)
def test_honest_links_stay(address: str) -> None:
    assert web_address(address) == address


def _unpacked(text: str, scale: int) -> list[tuple[float, float]]:
    """The format's reader, written from its description (Encoded Polyline Algorithm Format)."""
    numbers, value, shift = [], 0, 0
    for char in text:
        bits = html_packing._ALPHABET.index(char)
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers.append(value >> 1 if not value & 1 else ~(value >> 1))
            value = shift = 0
    lon = lat = 0
    positions = []
    for column, row in zip(numbers[::2], numbers[1::2], strict=True):
        lon, lat = lon + column, lat + row
        positions.append((lon / scale, lat / scale))
    return positions


_POSITIONS = st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1, max_size=30)


# What is generated first is slow on a busy machine, whatever is tested.
@given(_POSITIONS, st.sampled_from([100, 1_000, 10_000, 100_000]))
def test_packing_moves_no_vertex_by_more_than_half_a_step(
    ring: list[tuple[float, float]], scale: int
) -> None:
    positions = _unpacked(html_packing.pack(ring, scale), scale)
    half = 0.5 / scale + 1e-9
    remaining = iter(positions)
    at = next(remaining)
    for lon, lat in ring:
        while abs(at[0] - lon) > half or abs(at[1] - lat) > half:
            at = next(remaining)
    assert len(positions) <= len(ring)


def test_a_line_that_rounding_makes_a_point_is_left_out() -> None:
    frame = html_packing.Frame(BBox(-10, -20, 10, 20))
    lines = [[[1.0, 1.0], [1.000001, 1.0]], [[1.0, 1.0], [2.0, 1.0]], [[3.0, 3.0], [3.0, 3.0]]]

    packed = frame.lines({"type": "MultiLineString", "coordinates": lines}, 100)

    assert [_unpacked(text, 100) for text in packed] == [[(1.0, 1.0), (2.0, 1.0)]]


@given(st.floats(-180, 180))
def test_across_180_degrees_everything_moves_to_one_side(lon: float) -> None:
    frame = html_packing.Frame(BBox(170, -20, -170, -10))
    moved = lon + frame.shift_deg(lon)
    assert 0 <= moved <= 360
    assert moved in {lon, lon + 360}
    assert html_packing.Frame(BBox(-10, -20, 10, 20)).shift_deg(lon) == 0


def test_a_map_across_180_degrees_keeps_its_incidents_together() -> None:
    document = documents.mali()
    west, east, third = document.incidents
    pair = (
        dataclasses.replace(west, point=LonLat(179.5, -17)),
        dataclasses.replace(east, point=LonLat(-179.5, -16)),
        third,
    )
    fiji = dataclasses.replace(document, view=BBox(176, -20, -178, -14), incidents=pair)
    (block,) = _Reader(render(fiji)).inline["json"]
    data = json.loads(block)
    assert data["view"] == [176, -20, 182, -14]
    assert [mark["at"][0] for mark in data["marks"][:2]] == [179.5, 180.5]


def test_a_folium_map_asks_for_nothing_until_a_layer_does() -> None:
    import folium

    document = documents.mali()
    plain = to_folium(document)
    assert isinstance(plain, folium.Map)
    assert not re.findall(r'<(?:script|link)[^>]+(?:src|href)="http[^"]+"', plain.get_root().render())
    with_icon = to_folium(document)
    folium.Marker((18, 0), icon=folium.Icon(icon="star")).add_to(with_icon)
    asked = re.findall(r'(?:src|href)="(https?://[^"]+)"', with_icon.get_root().render())
    assert any("awesome-markers" in address for address in asked)
    assert not any("jquery" in address for address in asked)


def test_a_folium_map_shows_in_a_notebook_and_takes_plugins() -> None:
    import folium.plugins

    locator_map = to_folium(documents.mali())
    cluster = folium.plugins.MarkerCluster()  # type: ignore[no-untyped-call]  # folium leaves this one bare
    cluster.add_to(locator_map)
    folium.Marker((18, 0), popup="Here").add_to(cluster)
    folium.TileLayer("OpenStreetMap").add_to(locator_map)
    shown = locator_map._repr_html_()
    assert shown.startswith("<div")
    assert "L.marker(\n" in locator_map.get_root().render()
    assert "Ambush at Tinzaouaten" in shown


def test_hostile_titles_stay_text_in_a_folium_map() -> None:
    title = "</title><script>pwned()</script>{{ 7 * 7 }}{% raw %}"
    figure = to_folium(dataclasses.replace(documents.mali(), title=title)).get_root().render()
    assert "<script>pwned" not in figure
    assert "{{ 7 * 7 }}{% raw %}" in figure


def test_vendored_leaflet_is_what_the_tool_wrote() -> None:
    lines = (vendor_leaflet.FOLDER / "SHA256SUMS").read_text("utf-8").splitlines()
    assert {line.split("  ")[1] for line in lines} == set(vendor_leaflet.FILES.values())
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((vendor_leaflet.FOLDER / name).read_bytes()).hexdigest() == digest


def test_a_document_of_nothing_but_what_it_must_have_is_a_page() -> None:
    for make in (documents.empty, documents.one):
        text = render(make()).decode("utf-8")
        assert text.startswith("<!DOCTYPE html>")
        assert "None" not in _visible(text)


def test_a_damaged_text_does_not_stop_the_page() -> None:
    damaged = dataclasses.replace(documents.mali(), title="Half \ud83d of a pair, \x00 and \x1b")
    read = _Reader(render(damaged))
    assert len(json.loads(read.inline["json"][0])["marks"]) == 3


def _visible(text: str) -> str:
    body: Any = text.split("</head>", 1)[1]
    return re.sub(r"<[^>]*>", " ", re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL))
