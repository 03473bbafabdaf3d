"""What reporters feed a static map with: a good picture, or one clear error."""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

import maps
from geo import LonLat
from maps.render.static import lay_out
from maps.render.static.options import page_of
from maps.render.static.sizes import PageError

if TYPE_CHECKING:
    from pathlib import Path

    from maps.document import MapDocument

KIDAL = LonLat(1.4078, 18.4411)
TITLES = {
    "300 characters": "An ambush at the border, and what is known of it so far " * 6,
    "one word of 300 characters": "x" * 300,
    "mathematics": r"$x_1^2$ \frac{a}{b} 50% & <b> {braces} #1",
    "newlines": "Ambush\nat\r\nTinzaouaten\tin July",
    "control characters": "Ambush\x00\x07\x1b[31m at \ufffe Tinzaouaten",
    "emoji": "Ambush \U0001f4a5 at Tinzaouaten \U0001f1f2\U0001f1f1",
    "right to left": "كمين في تين زواتين (Mali) 2024",
    "marks of direction": "\u202eAmbush\u202c at \u200fTinzaouaten\u200e",
    "half a surrogate": "Ambush \ud800 at Tinzaouaten",
    "markup": "</title><script>alert(1)</script>&amp;]]>",
    "nothing": " ",
}


def made(*places: LonLat, title: str = "A map") -> MapDocument:
    incidents = tuple(
        maps.Incident(f"i{number}", title=f"Incident {number}", point=place, type="attack")
        for number, place in enumerate(places)
    )
    return maps.compose(maps.Report(incidents), title=title)


def saved(document: MapDocument, path: Path, **options: object) -> bytes:
    with warnings.catch_warnings():
        # Letters that no font has are named by a warning, which test_fonts looks at.
        warnings.simplefilter("ignore", UserWarning)
        maps.save(document, path, **options)  # type: ignore[arg-type]
    return path.read_bytes()


@pytest.mark.parametrize("case", TITLES)
@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_any_title_is_drawn(case: str, suffix: str, tmp_path: Path) -> None:
    document = made(KIDAL, title=TITLES[case])

    data = saved(document, tmp_path / f"map.{suffix}", size="600x400px")

    if suffix == "png":
        assert Image.open(io.BytesIO(data)).size == (600, 400)
    elif suffix == "svg":
        root = ET.fromstring(data)  # noqa: S314 -- our own file
        assert not [element for element in root.iter() if element.tag.endswith("script")]
    else:
        assert data.startswith(b"%PDF-")
        assert data.rstrip().endswith(b"%%EOF")


def test_a_long_title_keeps_its_words_as_long_as_they_fit() -> None:
    drawing = lay_out(made(KIDAL, title=TITLES["300 characters"]), page_of(size="1200x675px"))

    title = next(group for group in drawing.groups if group.key == "title")
    said = " ".join(item.text for item in title.items if hasattr(item, "text"))
    assert said.removesuffix("…") in " ".join(TITLES["300 characters"].split())
    assert drawing.title == TITLES["300 characters"]


def test_dollars_and_underscores_are_characters() -> None:
    drawing = lay_out(made(KIDAL, title=TITLES["mathematics"]), page_of())

    assert TITLES["mathematics"] in [text.text for text in drawing.texts()]


@pytest.mark.parametrize(
    "places",
    [
        (),
        (KIDAL,),
        (KIDAL,) * 7,
        (KIDAL,) * 30,
        (LonLat(0, 90),),
        (LonLat(0, -90), LonLat(90, -89.9)),
        (LonLat(180, 0), LonLat(-180, 0.001)),
        (LonLat(-170, 65), LonLat(170, 65)),
        (LonLat(-120, 40), LonLat(20, 50), LonLat(140, -30)),
    ],
    ids=[
        "none",
        "one",
        "seven at a point",
        "thirty at a point",
        "north pole",
        "south pole",
        "180",
        "Bering",
        "world",
    ],
)
def test_incidents_anywhere_are_drawn(places: tuple[LonLat, ...], tmp_path: Path) -> None:
    data = saved(made(*places), tmp_path / "map.png", size="600x400px")

    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert image.size == (600, 400)
    assert len(image.getcolors(maxcolors=300_000) or []) > 20


def test_incidents_at_one_point_are_all_shown() -> None:
    drawing = lay_out(made(*(KIDAL,) * 7), page_of())

    said = " ".join(text.text for text in drawing.texts())
    assert all(f"Incident {number}" in said for number in range(7))


def test_five_thousand_incidents_are_summed_and_none_is_lost() -> None:
    spread = [
        LonLat(-8 + (number * 37 % 1000) / 70, 12 + (number * 91 % 1000) / 90) for number in range(1500)
    ]
    drawing = lay_out(made(*spread), page_of())

    said = " ".join(text.text for text in drawing.texts())
    assert re.search(r"1,500 incidents", said)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"size": "20x20px"}, "20"),
        ({"size": "60000x60000px"}, "60"),
        ({"size": "web-16x10"}, "web-16x9"),
        ({"size": "large"}, "large"),
        ({"size": "0x0"}, "0"),
        ({"size": "nan x 5px"}, "nan"),
        ({"dpi": 0}, "dpi"),
        ({"dpi": float("nan")}, "dpi"),
        ({"furniture": {"legende": "off"}}, "legend"),
        ({"furniture": {"legend": "middle"}}, "top left"),
        ({"labels": {"Goa": {"hide": True}}}, "Gao"),
        ({"labels": {"Gao": {"anchor": "NNE"}}}, "NE"),
        ({"style": "drak"}, "dark"),
    ],
)
def test_a_wish_that_cannot_be_fulfilled_is_refused_with_the_way_out(
    options: dict[str, object], said: str, tmp_path: Path
) -> None:
    report = maps.Report((maps.Incident("a", place_text="Gao"),))

    with pytest.raises((PageError, maps.MapsError, ValueError), match=re.escape(said)) as refused:
        maps.save(maps.compose(report), tmp_path / "map.png", **options)  # type: ignore[arg-type]

    assert isinstance(refused.value, maps.MapsError)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "map.png").exists()
