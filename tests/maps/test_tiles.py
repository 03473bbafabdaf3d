"""Which tiles may be asked for, and what a page says of them."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

import maps
from maps.render import OptionError, prepare
from maps.tiles import TileError, find_tiles
from tests.shared.documents import mali

if TYPE_CHECKING:
    from pathlib import Path


def test_a_provider_comes_with_its_credit_and_its_terms() -> None:
    tiles = find_tiles("OpenStreetMap Mapnik")
    assert tiles.origins == ("https://tile.openstreetmap.org",)
    assert "OpenStreetMap" in tiles.attribution
    assert tiles.referrer


def test_an_address_needs_a_credit() -> None:
    address = "https://{s}.tiles.example.org/{z}/{x}/{y}{r}.png"
    with pytest.raises(TileError, match="say whom to credit"):
        find_tiles(address)
    tiles = find_tiles(address, attribution="Example")
    assert tiles.origins == tuple(f"https://{name}.tiles.example.org" for name in "abc")
    assert not tiles.referrer


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Nobody.Nothing", "xyzservices knows no tiles of this name"),
        ("MapBox", "a key"),
        ("https://tiles.example.org/{z}/{x}.png", r"holds \{z\}, \{x\} and \{y\}"),
        ("https://tiles.example.org/{z}/{x}/{y}.png?key={key}", r"\{key\} stands for nothing"),
        ("http://tiles.example.org/{z}/{x}/{y}.png", "by https"),
        ("javascript:go({x}{y}{z})", "begins with https"),
        ("//tiles.example.org/{z}/{x}/{y}.png", "begins with https"),
        ("https://user:secret@tiles.example.org/{z}/{x}/{y}.png", "begins with https"),
        ("https://tiles.example.org; script-src */{z}/{x}/{y}.png", "begins with https"),
        ("https://tiles.example.org{z}/{x}/{y}.png", "begins with https"),
    ],
)
def test_what_cannot_be_had_is_told(name: str, why: str) -> None:
    with pytest.raises(TileError, match=why):
        find_tiles(name, attribution="credit")


@pytest.mark.parametrize("shared", [False, True])
def test_a_page_allows_pictures_of_that_host_alone_and_credits_it(tmp_path: Path, *, shared: bool) -> None:
    maps.save(mali(), tmp_path / "a.html", tiles="OpenStreetMap.Mapnik", assets=tmp_path if shared else None)
    text = html.unescape((tmp_path / "a.html").read_text("utf-8"))
    found = re.search(r"img-src ([^;]*);", text)
    assert found
    assert found[1].split()[-2:] == ["data:", "https://tile.openstreetmap.org"]
    assert "(C) OpenStreetMap contributors" in text
    maps.save(mali(), tmp_path / "b.html")
    assert "tile.openstreetmap" not in (tmp_path / "b.html").read_text("utf-8")


def test_tiles_are_for_pages() -> None:
    with pytest.raises(OptionError, match=r"^a\.png takes no tiles"):
        prepare(["a.png"], tiles="OpenStreetMap.Mapnik")
