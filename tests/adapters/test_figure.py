from __future__ import annotations

from typing import Any

import pytest

from maps.adapters.figure import OPTIONS, MapError, figure, find


def entry(**files: str) -> dict[str, Any]:
    return {
        "title": 'Kidal "<b>"',
        "alt": "Map of Mali & more.",
        "width": 1200,
        "height": 800,
        "files": {key.replace("__", "/"): {"path": path} for key, path in files.items()},
    }


def test_what_a_site_or_a_page_says_is_text_and_no_markup() -> None:
    made = figure(
        entry(html="a/map.html", png="a/map.png"), "".__add__, {"caption": '<img src=x onerror="1">'}
    )
    assert "<b>" not in made
    assert "<img src=x" not in made
    assert 'title="Kidal &quot;&lt;b&gt;&quot;"' in made
    assert 'alt="Map of Mali &amp; more."' in made


def test_a_map_without_a_page_is_its_picture() -> None:
    made = figure(entry(png="a/map.png"), "".__add__)
    assert "<iframe" not in made
    assert "<figcaption" not in made
    assert 'src="a/map.png"' in made
    assert 'loading="lazy" style="display:block">' in made


def test_a_height_takes_the_place_of_the_ratio() -> None:
    made = figure(entry(html="a/map.html"), "".__add__, {"height": OPTIONS["height"]("700")})
    assert "height:700px" in made
    assert "aspect-ratio" not in made


def test_a_map_of_which_a_page_can_show_nothing_is_refused_with_the_way_out() -> None:
    with pytest.raises(MapError, match="map 'a' has nothing that a page can show; add 'embed' or 'png'"):
        find({"a": entry(geojson="a/map.geojson")}, "a")


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("height", "99"), ("height", "5001"), ("height", "4e2"), ("height", ""), ("height", "100%"),
        ("ratio", "0/1"), ("ratio", "1/0"), ("ratio", "9"), ("ratio", "1/9"), ("ratio", "16/9;color:red"),
        ("class", ""), ("class", 'a" onload="x'), ("class", "1a"), ("caption", "  "),
    ],
)  # fmt: skip
def test_a_wrong_option_is_refused_with_its_rule(key: str, text: str) -> None:
    with pytest.raises(ValueError, match=f"^{key}.*: (it is|leave)"):
        OPTIONS[key](text)
