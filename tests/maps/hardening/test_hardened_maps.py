"""What harden takes from a folium map, and what it refuses."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import branca.colormap
import folium
import folium.plugins
import pytest

import maps
from maps.hardening import HardenError
from tests.shared.documents import mali

_PIXEL = "data:image/png;base64,iVBORw0KGgo="


# folium leaves these without types.
_LINE: Any = folium.PolyLine
_PLUGINS: Any = folium.plugins


def _map(**options: Any) -> folium.Map:  # noqa: ANN401 -- options of folium's
    return folium.Map((18.4, 1.4), zoom_start=6, **options)


def _charted(chart: Any) -> folium.Marker:  # noqa: ANN401 -- of folium's
    """A marker whose popup holds a chart."""
    popup = folium.Popup(max_width=400)
    popup.add_child(chart)
    return folium.Marker((1, 1), popup=popup)


def _spec(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    spec: dict[str, Any] = json.loads(found[1])["overlay"]
    return spec


def test_a_plain_map_asks_for_nothing_and_has_the_offline_background() -> None:
    page = maps.harden(_map())
    assert not re.search(r'<(?:script|link|img|iframe)[^>]* (?:src|href)="(?!data:)', page)
    assert "tile.openstreetmap.org" not in page
    assert "Natural Earth" in page
    assert _spec(page)["layers"] == []
    assert (_spec(page)["center"], _spec(page)["zoom"]) == ([18.4, 1.4], 6)


def test_the_same_map_built_twice_gives_the_same_bytes_and_stays_as_it_was() -> None:
    pages = []
    for _ in range(2):
        built = _map()
        folium.Marker((18.4, 1.4), popup="Kidal").add_to(built)
        before = len(built._children)
        pages.append(hashlib.sha256(maps.harden(built).encode()).hexdigest())
        built.get_root().render()
        pages.append(hashlib.sha256(maps.harden(built).encode()).hexdigest())
        assert len(built._children) == before
    assert len(set(pages)) == 1


def test_shapes_keep_their_places_looks_and_words() -> None:
    built = _map()
    folium.CircleMarker((18, 1), radius=7, color="red", fill=True, popup="<b>dot</b>", tooltip="tip").add_to(
        built
    )
    _LINE([(18, 1), (19, 2)], weight=5, dash_array="4 2").add_to(built)
    folium.Polygon([[(1, 1), (1, 2), (2, 2)]], fill_color="#00ff00").add_to(built)
    folium.Rectangle([(1, 1), (2, 2)]).add_to(built)
    folium.Circle((3, 3), radius=50_000).add_to(built)
    dot, line, polygon, rectangle, circle = _spec(maps.harden(built))["layers"]
    assert (dot["kind"], dot["at"], dot["radius"], dot["style"]["color"]) == ("dot", [18, 1], 7, "red")
    assert dot["popup"]["tree"] == [["b", {}, {}, ["dot"]]]
    assert dot["tooltip"]["tree"][0][3] == ["tip"]
    assert (line["kind"], line["style"]["weight"], line["style"]["dashArray"]) == ("line", 5, "4 2")
    assert polygon["style"]["fillColor"] == "#00ff00"
    assert rectangle["kind"] == "rectangle"
    assert (circle["kind"], circle["radius"]) == ("circle", 50_000)


def test_features_keep_their_own_style_and_only_the_properties_that_are_shown() -> None:
    data = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": f"<i>n{number}</i>", "secret": "exact place", "n": 1234.5 * number},
                "geometry": {"type": "Point", "coordinates": [number, 10]},
            }
            for number in range(3)
        ],
    }
    built = _map()
    folium.GeoJson(
        data,
        name="Points <img src=x onerror=go()>",
        style_function=lambda one: {"color": "red" if one["properties"]["n"] else "blue", "x": "y"},
        highlight_function=lambda _: {"weight": 9},
        popup=folium.GeoJsonPopup(["name", "n"], ["Name", "<u>Number</u>"]),
        marker=folium.CircleMarker(radius=3),
    ).add_to(built)
    with pytest.warns(UserWarning, match="onerror"):
        page = maps.harden(built)
    (group,) = _spec(page)["layers"]
    assert group["name"] == "Points"
    assert [one["style"]["color"] for one in group["layers"]] == ["blue", "red", "red"]
    assert group["layers"][0]["hover"] == {"weight": 9}
    row = group["layers"][2]["popup"]["tree"][0][3][0][3][1]
    assert [cell[3] for cell in row[3]] == [[["u", {}, {}, ["Number"]]], ["2,469"]]
    assert "exact place" not in page


def test_groups_control_scales_icons_and_pictures_stay() -> None:
    built = _map()
    group = folium.FeatureGroup("Mine", show=False).add_to(built)
    folium.Marker((1, 1), icon=folium.Icon(color="red")).add_to(group)
    folium.Marker((1, 1), icon=folium.CustomIcon(_PIXEL, icon_size=(10, 10))).add_to(group)
    folium.Marker((1, 1), icon=folium.DivIcon(html="<b>!</b>", icon_size=(10, 10))).add_to(group)
    folium.raster_layers.ImageOverlay(_PIXEL, [[0, 0], [1, 1]], opacity=0.5).add_to(built)
    branca.colormap.LinearColormap(["#ff0000", "#0000ff"], vmin=0, vmax=9, caption="A <scale>").add_to(built)
    folium.LayerControl(position="bottomleft").add_to(built)
    page = maps.harden(built)
    spec = _spec(page)
    mine, image = spec["layers"]
    assert (mine["name"], mine["show"], mine["base"]) == ("Mine", False, False)
    assert [one["icon"]["kind"] for one in mine["layers"]] == ["pin", "image", "div"]
    assert image["opacity"] == 0.5
    assert spec["control"] == {"position": "bottomleft", "collapsed": True}
    assert "A &lt;scale&gt;" in page
    assert page.count('<rect x="') == 9


def test_an_icon_of_three_colours_keeps_them_and_its_number() -> None:
    colours = {"border_color": "#b3334f", "text_color": "navy", "background_color": "#ffffff"}
    drawn = {"fill": "#ffffff", "edge": "#b3334f", "width": 3, "ink": "navy", "text": "10"}
    built = _map()
    for shape in ("marker", "circle", "rectangle-dot"):
        folium.Marker((1, 1), icon=_PLUGINS.BeautifyIcon(icon_shape=shape, number=10, **colours)).add_to(
            built
        )
    pin, disc, square = (one["icon"] for one in _spec(maps.harden(built))["layers"])
    assert pin == {"kind": "pin", **drawn}
    assert disc == {"kind": "badge", "round": True, "across": 26, **drawn}
    assert (square["round"], square["across"], square["text"]) == (False, 12, "10")


def test_the_sign_of_an_icon_of_three_colours_is_counted() -> None:
    built = _map()
    folium.Marker((1, 1), icon=_PLUGINS.BeautifyIcon(icon="plane")).add_to(built)
    with pytest.warns(UserWarning, match="1 signs on icons"):
        assert _spec(maps.harden(built))["layers"][0]["icon"]["text"] == ""


def test_a_figure_gives_the_one_map_that_it_holds() -> None:
    figure = folium.Figure(title="A figure")
    built = _map()
    built.add_to(figure)
    folium.Marker((1, 1)).add_to(built)
    page = maps.harden(figure)
    assert len(_spec(page)["layers"]) == 1
    _map().add_to(figure)
    with pytest.raises(TypeError, match="holds 2 maps"):
        maps.harden(figure)
    with pytest.raises(HardenError, match=r"Map \(beside the map"):
        maps.harden(built)
    with pytest.raises(TypeError, match="holds 0 maps"):
        maps.harden(folium.Figure())


def test_a_map_of_two_says_how_to_harden_each() -> None:
    dual = _PLUGINS.DualMap((1, 1))
    folium.Marker((1, 1)).add_to(dual.m2)
    with pytest.raises(TypeError, match=r'harden\(dual\.m1, drop=\["DualMap", "Map"\]\)'):
        maps.harden(dual)
    with pytest.warns(UserWarning, match="1 DualMap, 1 Map"):
        assert len(_spec(maps.harden(dual.m2, drop=["DualMap", "Map"]))["layers"]) == 1


def test_what_is_no_plain_map_is_refused() -> None:
    with pytest.raises(HardenError, match=r"maps\.save"):
        maps.harden(maps.to_folium(mali()))
    with pytest.raises(TypeError, match=r"^str is no folium\.Map; give the folium\.Map itself"):
        maps.harden("<html>")  # type: ignore[arg-type]  # what the test is about


def test_the_view_can_be_what_is_drawn() -> None:
    built = _map()
    folium.Marker((10, 1)).add_to(built)
    folium.Marker((12, 5)).add_to(built)
    folium.map.FitOverlays().add_to(built)
    assert _spec(maps.harden(built))["bounds"] == [[10, 1], [12, 5]]


def test_clusters_stand_singly_and_it_says_so() -> None:
    built = _map()
    cluster = _PLUGINS.MarkerCluster().add_to(built)
    folium.Marker((1, 1)).add_to(cluster)
    with pytest.warns(UserWarning, match="clusters"):
        (group,) = _spec(maps.harden(built))["layers"]
    assert len(group["layers"]) == 1


@pytest.mark.parametrize(
    ("what", "name"),
    [
        (
            lambda: _PLUGINS.HeatMap([[1, 1]]),
            r"HeatMap \(it draws by a script from cdn\.jsdelivr\.net\)",
        ),
        (_PLUGINS.Fullscreen, r"Fullscreen \(it draws by a script"),
        (folium.ClickForMarker, r"ClickForMarker \(it writes a script"),
        (lambda: folium.Marker((1, 1), icon=folium.CustomIcon("https://127.0.0.1:9/x.png")), "CustomIcon"),
        (
            lambda: folium.raster_layers.ImageOverlay("https://127.0.0.1:9/x", [[0, 0], [1, 1]]),
            "ImageOverlay",
        ),
        (lambda: folium.WmsTileLayer("https://127.0.0.1:9/", "x"), "WmsTileLayer"),
        (lambda: _charted(folium.Vega({})), r"Vega \(it draws by a script from cdnjs"),
        (lambda: _charted(folium.VegaLite({})), r"VegaLite \(it writes a script"),
        (
            lambda: folium.raster_layers.ImageOverlay(_PIXEL, [[0, 0], [1, 1]]).add_child(folium.Popup("x")),
            r"Popup \(of a picture\)",
        ),
        (lambda: folium.Element("<script>go()</script>"), "Element"),
    ],
)
def test_what_cannot_be_made_safe_is_named_and_can_be_left_out(what: Any, name: str) -> None:  # noqa: ANN401 -- of folium's
    built = _map()
    built.add_child(what())
    with pytest.raises(HardenError, match=name) as told:
        maps.harden(built)
    drop = re.findall(r'"(\w+)"', str(told.value))
    with pytest.warns(UserWarning, match=drop[0]):
        assert "127.0.0.1" not in maps.harden(built, drop=drop)


def test_scripts_and_styles_of_the_page_round_it_are_refused_and_its_markup_is_kept() -> None:
    built = _map()
    root: Any = built.get_root()
    root.html.add_child(folium.Element("<h3>Title</h3>{{ 7 * 7 }}"))
    page = maps.harden(built)
    assert _spec(page)["blocks"] == [[["h3", {}, {}, ["Title"]], "{{ 7 * 7 }}"]]
    root.header.add_child(folium.Element("<style>x</style>"))
    root.script.add_child(folium.Element("go()"))
    with pytest.raises(HardenError, match=r"head of the page.*script of the page"):
        maps.harden(built)


def test_tiles_come_only_from_hosts_that_are_allowed() -> None:
    built = _map(tiles="https://{s}.tile.example.org/{z}/{x}/{y}.png", attr="© <b>Example</b>")
    folium.TileLayer("OpenStreetMap").add_to(built)
    page = maps.harden(built, allow=["tile.example.org"])
    (tiles,) = _spec(page)["layers"]
    assert tiles["url"] == "https://{s}.tile.example.org/{z}/{x}/{y}.png"
    assert (
        "img-src data: https://a.tile.example.org https://b.tile.example.org https://c.tile.example.org;"
        in page
    )
    assert "© Example" in page
    assert _spec(maps.harden(built, allow=["example.com", "ample.org"]))["layers"] == []


def test_a_popup_that_is_text_stays_text() -> None:
    built = _map()
    folium.Marker((1, 1), popup=folium.Popup("a < b <b>`c`</b>", parse_html=True)).add_to(built)
    folium.Marker((1, 1), popup=folium.Popup(branca.element.IFrame("<b>in a frame</b>"))).add_to(built)
    text, frame = _spec(maps.harden(built))["layers"]
    assert text["popup"]["tree"] == ["a < b <b>`c`</b>"]
    assert frame["popup"]["tree"] == [["b", {}, {}, ["in a frame"]]]
