"""Hardened maps in a browser: they work, and thousands of hostile strings in all their texts do nothing."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import folium
import folium.plugins
import pytest

import maps
from tests.shared.browser import chromium, opened, violations
from tests.shared.injection import battery

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Browser

_STRINGS = battery(1200)
_EACH = 300  # on a page
_BADGE_COLOURS = ("background_color", "border_color", "text_color")

_CANARY = "window.ran = []; window.pwned = (what) => { window.ran.push(String(what)); };"
# Opens every popup and tooltip, lets happen what may happen to what is in them, tells what is not harmless.
_USE = """async () => {
  const wrong = [];
  const forbidden = /script|style|frame|object|embed|base|meta|form|input|template|svg|math|video|audio|-/;
  const at = { bubbles: true, clientX: 600, clientY: 400 };
  const happen = (node, type) => node.dispatchEvent(new MouseEvent(type, at));
  const look = (root) => {
    for (const node of root.querySelectorAll('*')) {
      for (const { name, value } of node.attributes) {
        const lead = value.trim().toLowerCase();
        const link = name === 'href' && !/^(https?:|mailto:|#)/.test(lead);
        const source = name === 'src' && !/^data:image\\/(png|jpeg|gif|webp);/.test(lead);
        const other = ['srcset', 'action', 'formaction', 'poster', 'data', 'srcdoc'].includes(name);
        if (name.startsWith('on') || link || source || other)
          wrong.push(`${node.localName} ${name}=${value}`);
      }
      if (forbidden.test(node.localName)) wrong.push(node.localName);
      for (const type of ['mouseover', 'focus', 'toggle', 'animationstart']) happen(node, type);
      if (node.localName !== 'a') happen(node, 'click');
    }
  };
  const map = document.querySelector('.folium-map');
  const own = window.hardened;
  const opened = { popups: 0, tooltips: 0 };
  const each = (layer) => {
    if (layer.getPopup && layer.getPopup()) {
      const content = layer.getPopup().getContent()(layer);
      document.body.append(content);
      look(content);
      content.remove();
      opened.popups += 1;
    }
    if (layer.getTooltip && layer.getTooltip()) {
      const content = layer.getTooltip().getContent()(layer);
      document.body.append(content);
      look(content);
      content.remove();
      opened.tooltips += 1;
    }
  };
  own.forEach(each);
  document.querySelectorAll('.dl-own-icon, .dl-own-block').forEach(look);
  await new Promise((done) => { setTimeout(done, 30); });
  return { wrong, opened };
}"""
# Leaflet's layers, kept as they are made, so that a test can ask each for its popup.
_KEEP = """
window.hardened = [];
document.addEventListener('DOMContentLoaded', () => {
  const types = window.L ? [L.Marker, L.Path, L.FeatureGroup] : [];
  types.forEach((type) => type.addInitHook(function () { hardened.push(this); }));
});
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def _hostile(strings: Sequence[str]) -> str:
    """A hardened map in which each string stands in every text that folium takes."""
    built = folium.Map((18, 0), zoom_start=5)
    root: Any = built.get_root()
    root.title = strings[0]
    line: Any = folium.PolyLine  # folium leaves it without types
    plugins: Any = folium.plugins
    cluster = plugins.MarkerCluster(name=strings[4], show=True).add_to(built)
    features = []
    for number, text in enumerate(strings):
        at = (13 + number * 13 % 95 / 10, -8 + number * 7 % 150 / 10)
        icon = folium.DivIcon(html=text, class_name=text)
        folium.Marker(at, popup=text, tooltip=text, icon=icon, title=text, alt=text).add_to(built)
        features.append(
            {
                "type": "Feature",
                "id": text + str(number),
                "properties": {"text": text, text: text},
                "geometry": {"type": "Point", "coordinates": [at[1], at[0]]},
            }
        )
        if number % 10 == 0:
            root.html.add_child(folium.Element(text.replace("{", "(").replace("}", ")")))
            folium.FeatureGroup(text).add_to(built)
            popup = folium.Popup(folium.Html(text, script=True), class_name=text)
            folium.CircleMarker(at, color=text, popup=popup, class_name=text).add_to(built)
            folium.Circle(at, popup=folium.Popup(text, parse_html=True), tooltip=text).add_to(built)
            line([at, (0, 0)], tooltip=folium.Tooltip(text, style=text)).add_to(built)
            shape, colours = ("marker", "circle")[number % 20 // 10], dict.fromkeys(_BADGE_COLOURS, text)
            badge = plugins.BeautifyIcon(icon_shape=shape, number=text, inner_icon_style=text, **colours)
            folium.Marker(at, icon=badge).add_to(cluster)
            sign: Any = text
            folium.Marker(at, icon=folium.Icon(color="red", icon=sign, prefix=text)).add_to(cluster)
            folium.TileLayer(f"https://127.0.0.1:9/{{z}}/{number}", attr=text, name=text).add_to(built)
    collection = {"type": "FeatureCollection", "features": features}
    counted = {feature["id"]: at for at, feature in enumerate(features)}
    folium.Choropleth(
        collection, data=counted, key_on="feature.id", legend_name=strings[5], name=strings[6]
    ).add_to(built)
    folium.GeoJson(
        collection,
        name=strings[1],
        style_function=lambda one: {"color": one["properties"]["text"], "fillColor": "red"},
        popup=folium.GeoJsonPopup(["text"], [strings[2]], style=strings[3]),
        tooltip=folium.GeoJsonTooltip(["text"], [strings[2]], style=strings[3]),
    ).add_to(built)
    folium.LayerControl(collapsed=False).add_to(built)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return maps.harden(built)


@pytest.mark.parametrize("policy", [True, False], ids=["under its policy", "by its making alone"])
def test_no_text_of_a_folium_map_runs_or_asks(browser: Browser, tmp_path: Path, *, policy: bool) -> None:
    path = tmp_path / "map.html"
    path.write_text("<!DOCTYPE html>", "utf-8")
    # The policy alone would stop most of them: it is a second wall, looked at by samples.
    strings = _STRINGS[::4] if policy else _STRINGS
    with opened(browser, path, init=_CANARY + _KEEP, bypass_csp=not policy) as seen:
        for start in range(0, len(strings), _EACH):
            where = f"strings {start} to {start + _EACH}"
            path.write_text(_hostile(strings[start : start + _EACH]), "utf-8", errors="replace")
            seen.page.goto(path.as_uri())
            found = seen.page.evaluate(_USE)
            assert found["wrong"] == [], where
            assert found["opened"]["popups"] >= 2 * _EACH, where
            assert found["opened"]["tooltips"] >= 2 * _EACH, where
            assert seen.page.evaluate("window.ran") == [], where
            assert seen.page.locator("injected-tag, #injected").count() == 0, where
            assert (seen.errors, seen.requests) == ([], []), where


def test_no_credit_or_name_of_tiles_that_are_allowed_runs(browser: Browser, tmp_path: Path) -> None:
    built = folium.Map((18, 0), zoom_start=5, tiles=None)
    host = "https://127.0.0.1:9/"
    strings = _STRINGS[::12]
    for number, text in enumerate(strings):
        folium.TileLayer(f"{host}{number}/{{z}}/{{x}}/{{y}}", attr=text, name=text, show=False).add_to(built)
    folium.LayerControl(collapsed=False).add_to(built)
    path = tmp_path / "map.html"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path.write_text(maps.harden(built, allow=["127.0.0.1"]), "utf-8", errors="replace")
    with opened(browser, path, ours=host, init=_CANARY + _KEEP, bypass_csp=True) as seen:
        assert seen.page.locator(".leaflet-control-layers label").count() == len(strings)
        assert "pwned" in seen.page.locator(".dl-credits").inner_text()
        assert seen.page.evaluate(_USE)["wrong"] == []
        assert seen.page.evaluate("window.ran") == []
        assert (
            seen.page.locator(".dl-credits, .leaflet-control-layers").locator("img, script, svg").count() == 0
        )
        # The tiles themselves: there is no network.
        assert {error.partition(":")[0] for error in seen.errors} <= {"Failed to load resource"}
        seen.errors.clear()


def test_a_white_icon_stands_out_and_shows_its_number(browser: Browser, tmp_path: Path) -> None:
    built = folium.Map((18, 0), zoom_start=5)
    plugins: Any = folium.plugins
    for lon, shape in ((-4, "marker"), (0, "circle")):
        icon = plugins.BeautifyIcon(
            icon_shape=shape, number=10, border_color="transparent", text_color="#b3334f"
        )
        folium.Marker((18, lon), icon=icon).add_to(built)
    path = tmp_path / "map.html"
    path.write_text(maps.harden(built), "utf-8")
    with opened(browser, path) as seen:
        icons = seen.page.locator(".dl-pin")
        assert icons.all_inner_texts() == ["10", "10"]
        dark = "one => getComputedStyle(one).stroke === 'rgb(0, 0, 0)'"
        for number in range(2):
            lines = icons.nth(number).locator("path, rect")
            assert any(line.evaluate(dark) for line in lines.all())
        assert violations(seen.page) == []


def test_a_hardened_map_works_by_mouse_and_by_keyboard(browser: Browser, tmp_path: Path) -> None:
    built = folium.Map((18, 0), zoom_start=5)
    folium.Marker(
        (18, 0), popup="<b>Kidal</b> <a href='https://example.org/'>source</a>", tooltip="a tip"
    ).add_to(built)
    group = folium.FeatureGroup("Areas").add_to(built)
    folium.Polygon([(14, -6), (14, -3), (16, -3)], fill=True, popup="An area", tooltip="area").add_to(group)
    folium.LayerControl(collapsed=False).add_to(built)
    path = tmp_path / "map.html"
    path.write_text(maps.harden(built), "utf-8")
    with opened(browser, path, reduced_motion="reduce") as seen:
        page = seen.page
        page.locator(".dl-pin").hover()
        assert page.locator(".leaflet-tooltip").inner_text() == "a tip"
        page.locator(".dl-pin").click()
        popup = page.locator(".leaflet-popup-content")
        assert popup.get_by_role("link", name="source").get_attribute("rel") == "noopener noreferrer"
        page.keyboard.press("Escape")
        page.get_by_role("button", name="area").press("Enter")
        assert popup.last.inner_text() == "An area"
        page.get_by_role("checkbox", name="Areas").uncheck()
        assert page.get_by_role("button", name="area").count() == 0
        assert violations(page) == []
