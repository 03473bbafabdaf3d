"""Thousands of hostile strings in every text of a page: nothing runs or is asked for, no element is new."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from geo import LonLat
from maps.document import Category, Label, NotShown
from maps.render.html import render
from tests.shared import documents
from tests.shared.browser import chromium, opened
from tests.shared.injection import battery, filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser

    from maps import MapDocument

_STRINGS = battery(2400)
_FEW = 240  # on a page whose incidents are each a marker


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


# Runs before the page: whatever a string runs says so here.
CANARY = """
window.ran = [];
window.pwned = (what) => { window.ran.push(String(what)); };
"""
# Which elements there are, with which attributes: of a hostile page the same as of a harmless one.
SHAPE = """() => {
  const found = {};
  for (const node of document.querySelectorAll('*')) {
    if (node.closest('.dl-labels, .dl-leaders, .leaflet-control-container')) continue;
    const names = node.getAttributeNames().filter((name) => name.startsWith('on'));
    const key = [node.localName, ...names].join(' ');
    found[key] = (found[key] || 0) + 1;
  }
  return found;
}"""
# What a reader may do to an incident, as fast as the page can follow; answers with what stood in popups. A
# popup is a copy of the article in the list, so one in ten stands for all.
USE = """async () => {
  const kinds = {};
  const happen = (node, type) => node.dispatchEvent(new Event(type, { bubbles: true }));
  const markers = [...document.querySelectorAll('.dl-marker')].filter((_, at) => at % 10 === 0);
  for (const marker of markers) {
    for (const type of ['pointerover', 'mouseover', 'mouseenter', 'focus']) happen(marker, type);
    marker.click();
    const popup = document.querySelector('[role=dialog]');
    if (!popup) continue;
    for (const node of popup.querySelectorAll('*')) {
      kinds[node.localName] = (kinds[node.localName] || 0) + 1;
      for (const type of ['mouseover', 'focus', 'toggle', 'animationstart']) happen(node, type);
      if (node.localName === 'a') continue;
      happen(node, 'click');
    }
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  }
  for (const summary of document.querySelectorAll('summary')) summary.click();
  window.dispatchEvent(new Event('beforeprint'));
  window.dispatchEvent(new Event('afterprint'));
  await new Promise((done) => { setTimeout(done, 50); });
  return kinds;
}"""


def hostile(strings: Sequence[str]) -> MapDocument:
    """A document with an incident for each string, which stands in all its texts, and elsewhere too."""
    document: MapDocument = dataclasses.replace(documents.mali(), basemap=documents.mali().basemap[:2])
    pattern = dataclasses.replace(document.incidents[0], claims=document.incidents[0].claims[9:12])
    first = strings[0]
    texts: MapDocument = filled(dataclasses.replace(document, incidents=()), first)
    marks = tuple(
        dataclasses.replace(
            filled(pattern, text),
            id=f"{number} {text}",
            number=number,
            point=LonLat(-8 + number * 7 % 150 / 10, 13 + number * 13 % 95 / 10),
        )
        for number, text in enumerate(strings, start=1)
    )
    return dataclasses.replace(
        texts,
        language="en",
        incidents=marks,
        categories=tuple(Category(text, text) for text in strings[:12]),
        not_shown=tuple(NotShown(text, text, text, text) for text in strings),
        labels=tuple(Label(text, LonLat(0, 17), "town", 4) for text in strings),
        attributions=tuple(strings),
        notices=tuple(strings),
    )


def _pages(strings: list[str], size: int) -> Iterator[tuple[int, list[str]]]:
    for start in range(0, len(strings) - size + 1, size):
        yield start, strings[start : start + size]


@pytest.mark.parametrize("policy", [True, False], ids=["under its policy", "by escaping alone"])
def test_no_text_runs_asks_or_makes_an_element(browser: Browser, tmp_path: Path, *, policy: bool) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(render(hostile([f"harmless {number}" for number in range(_FEW)])))
    more: dict[str, Any] = {"bypass_csp": not policy, "reduced_motion": "reduce"}
    with opened(browser, path, init=CANARY, **more) as seen:
        page = seen.page
        shape, popups = page.evaluate(SHAPE), page.evaluate(USE)
        assert popups["h2"] == _FEW // 10
        # The policy alone would stop most of them: it is a second wall, looked at by samples.
        for start, strings in _pages(_STRINGS[::4] if policy else _STRINGS, _FEW):
            path.write_bytes(render(hostile(strings)))
            page.goto(path.as_uri())
            where = f"strings {start} to {start + _FEW}"
            assert page.evaluate("window.ran") == [], where
            assert page.evaluate(SHAPE) == shape, where
            assert page.evaluate(USE) == popups, where
            assert page.evaluate("window.ran") == [], where
            assert seen.errors == [], where
            assert seen.requests == [], where


def test_each_string_is_shown_as_it_was_written(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    strings = [text for text in _STRINGS if text.isprintable() and "\u202e" not in text][:_FEW]
    path.write_bytes(render(hostile(strings)))
    with opened(browser, path) as seen:
        shown = seen.page.locator(".dl-list .dl-title").all_text_contents()
        assert shown == strings
