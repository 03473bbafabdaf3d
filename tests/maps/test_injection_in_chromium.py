"""Thousands of hostile strings in every text of a page: nothing runs or is asked for, no element is new."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

import maps
import maps.embed
from geo import LonLat
from maps.document import Category, Label, NotShown
from maps.render import html
from maps.render.html import render
from tests.shared import documents
from tests.shared.browser import chromium, opened
from tests.shared.injection import TEXTS, battery, filled

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
  const all = (root) => [...root.querySelectorAll('*')].flatMap((node) => {
    const inner = node.shadowRoot || node.content;
    return inner instanceof DocumentFragment ? [node, ...all(inner)] : [node];
  });
  for (const node of all(document)) {
    if (node.closest('.dl-labels, .dl-leaders, .leaflet-control-container')) continue;
    // How many stand together depends on the room that the words leave the map.
    const anchor = node.closest('.dl-anchor');
    if (anchor && anchor.querySelector('.dl-cluster')) continue;
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
  const host = [...document.querySelectorAll('*')].find((node) => node.shadowRoot);
  const root = host ? host.shadowRoot : document;
  const markers = [...root.querySelectorAll('.dl-marker')].filter((_, at) => at % 10 === 0);
  for (const marker of markers) {
    for (const type of ['pointerover', 'mouseover', 'mouseenter', 'focus']) happen(marker, type);
    marker.click();
    await new Promise((done) => { setTimeout(done); });
    const popup = root.querySelector('[role=dialog]');
    if (!popup) continue;
    for (const node of popup.querySelectorAll('*')) {
      kinds[node.localName] = (kinds[node.localName] || 0) + 1;
      for (const type of ['mouseover', 'focus', 'toggle', 'animationstart']) happen(node, type);
      if (node.localName === 'a') continue;
      happen(node, 'click');
    }
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  }
  for (const summary of root.querySelectorAll('summary')) summary.click();
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
        worldview="default",
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
        assert popups["tbody"] == _FEW // 10
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


# Every incident of a packed page built as its article; answers with what elements these have. The page's own
# functions are asked, since laying out thousands of popups takes minutes.
_BUILD = """async () => {
  const map = document.querySelector('.folium-map');
  const { id } = map;
  const data = JSON.parse(document.getElementById(`${id}_data`).textContent);
  const store = await Dateline.many(data, id);
  const kinds = {};
  const host = document.createElement('div');
  host.hidden = true;
  document.body.append(host);
  for (let index = 0; index < store.count; index += 1) {
    const article = await store.article(index);
    host.replaceChildren(article);
    for (const node of article.querySelectorAll('*')) {
      const on = node.getAttributeNames().filter((name) => name.startsWith('on'));
      const key = [node.localName, ...on].join(' ');
      kinds[key] = (kinds[key] || 0) + 1;
      for (const type of ['mouseover', 'focus', 'toggle']) node.dispatchEvent(new Event(type));
    }
  }
  host.remove();
  return kinds;
}"""


def _many(strings: Sequence[str]) -> MapDocument:
    """A page of packed incidents, more than a page of elements has: the strings, and then some again."""
    return hostile([*strings, *strings[: max(0, 320 - len(strings))]])


@pytest.mark.parametrize("policy", [True, False], ids=["under its policy", "by escaping alone"])
def test_no_packed_text_runs_asks_or_makes_an_element(
    browser: Browser, tmp_path: Path, *, policy: bool
) -> None:
    path = tmp_path / "map.html"
    more: dict[str, Any] = {"bypass_csp": not policy, "reduced_motion": "reduce"}
    found = []
    for strings in ([f"harmless {number}" for number in range(len(_STRINGS))], _STRINGS):
        path.write_bytes(render(_many(strings)))
        with opened(browser, path, init=CANARY, **more) as seen:
            page = seen.page
            page.locator(".dl-cursor").wait_for()
            page.locator(".dl-cursor").press("Enter")
            page.get_by_role("dialog").wait_for()
            page.keyboard.press("Escape")
            page.get_by_role("button", name="Show as table").click()
            page.locator(".dl-table tbody tr").first.wait_for()
            shape = page.evaluate(SHAPE)
            built = page.evaluate(_BUILD)
            assert page.evaluate("window.ran") == []
            found.append((shape.keys(), built))
    assert found[0] == found[1]


def _kinds(document: MapDocument) -> dict[str, bytes]:
    """The document in the forms that stand in other people's pages."""
    around = b"<!DOCTYPE html><title>An article</title><h1>Its headline</h1>"
    made = {
        "frame": html.embed(document, html.Framed("dateline-1", 1.5, "map.html")).html,
        "fragment": around + html.fragment(document).html,
    }
    return {f"{kind}.html": content for kind, content in made.items()}


@pytest.mark.parametrize("kind", ["frame.html", "fragment.html"])
def test_no_text_of_an_embed_runs_asks_or_makes_an_element(
    browser: Browser, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / kind
    path.write_bytes(_kinds(hostile([f"harmless {number}" for number in range(_FEW)]))[kind])
    with opened(browser, path, init=CANARY, bypass_csp=True, reduced_motion="reduce") as seen:
        page = seen.page
        shape, popups = page.evaluate(SHAPE), page.evaluate(USE)
        assert shape["article"] >= _FEW
        assert popups["tbody"] == _FEW // 10
        for start, strings in _pages(_STRINGS[::2], _FEW):
            path.write_bytes(_kinds(hostile(strings))[kind])
            page.goto(path.as_uri())
            where = f"strings {start} to {start + _FEW}"
            assert page.evaluate(SHAPE) == shape, where
            assert page.evaluate(USE) == popups, where
            assert page.evaluate("window.ran") == [], where
            assert (seen.errors, seen.requests) == ([], []), where


def test_no_text_gets_out_of_what_an_embed_says_of_itself(browser: Browser, tmp_path: Path) -> None:
    # Linked data in a page, the snippet to paste, a drawing, which takes long: with the strings made by hand.
    shapes = []
    for strings in ([f"harmless {number}" for number in range(len(TEXTS))], TEXTS):
        made = maps.embed.files(hostile(strings), url="https://example.org/maps/")
        shape = {}
        for name in ("map.html", "snippet.html", "map.svg"):
            path = tmp_path / name
            path.write_bytes(made[name])
            # A snippet asks for its frame, and an address that does not answer is an error.
            with opened(
                browser, path, init=CANARY, ours="https://example.org/maps/", bypass_csp=True
            ) as seen:
                assert seen.page.evaluate("window.ran") == []
                shape[name] = seen.page.evaluate(SHAPE) if name != "map.svg" else None
                seen.errors.clear()
        shapes.append(shape)
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("count", [_FEW, 400])
def test_what_readers_type_is_looked_for_and_not_run(browser: Browser, tmp_path: Path, count: int) -> None:
    path = tmp_path / "map.html"
    path.write_bytes(render(hostile(_STRINGS[:count])))
    with opened(browser, path, init=CANARY, bypass_csp=True, reduced_motion="reduce") as seen:
        page = seen.page
        box = page.get_by_role("combobox")
        for text in _STRINGS[:count:20]:
            box.fill("".join(char for char in text if char.isprintable()))
            page.wait_for_timeout(60)
        box.press("Escape")
        page.goto(
            f"{path.as_uri()}#type=<img src=x onerror=pwned(1)>&actor=%22%3E%3Cscript%3Epwned(1)%3C/script%3E"
        )
        assert page.evaluate("window.ran") == []
        shape = page.evaluate(SHAPE)
        assert not {
            key for key in shape if " on" in key or key in {"img", "iframe", "object", "injected-tag"}
        }
        # The page's own address, with what was put behind it.
        assert {address.partition("#")[0] for address in seen.requests} <= {path.as_uri()}
        seen.requests.clear()


def test_each_string_is_shown_as_it_was_written(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    strings = [text for text in _STRINGS if text.isprintable() and "\u202e" not in text][:_FEW]
    path.write_bytes(render(hostile(strings)))
    with opened(browser, path) as seen:
        shown = seen.page.locator(".dl-list .dl-title").all_text_contents()
        assert shown == strings
