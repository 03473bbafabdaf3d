"""A page is as large as its caller said, or the caller learns what is wrong."""

from __future__ import annotations

import pytest

from maps.render.static.options import label_override, page_of
from maps.render.static.page import LabelOverride
from maps.render.static.sizes import PRESETS, PageError, size


@pytest.mark.parametrize(
    ("text", "width", "height"),
    [
        ("1200x675px", 900, 506.25),
        ("1200x675", 900, 506.25),
        ("1200 \u00d7 675", 900, 506.25),
        ("72 X 144 pt", 72, 144),
        ("6x4in", 432, 288),
        ("25.4mm x 50.8mm", 72, 144),
        ("2.54 x 5.08 cm", 72, 144),
        ("1in x 50.8mm", 72, 144),
    ],
)
def test_sizes_are_read_in_every_unit(text: str, width: float, height: float) -> None:
    at = size(text)

    assert [at.width, at.height] == pytest.approx([width, height])


def test_pixels_are_exact_at_any_dpi() -> None:
    for dpi in (None, 72, 96, 144, 300):
        assert page_of(size="1201x677px", dpi=dpi).pixels == (1201, 677)


def test_a_size_on_paper_has_300_pixels_an_inch() -> None:
    assert page_of(size="6x4in").pixels == (1800, 1200)
    assert page_of(size="6x4in", dpi=150).pixels == (900, 600)


@pytest.mark.parametrize(
    ("name", "pixels"),
    [
        ("web-16x9", (1200, 675)),
        ("square", (1080, 1080)),
        ("story-9x16", (1080, 1920)),
        ("social-card", (1200, 630)),
    ],
)
def test_presets_for_screens_have_the_pixels_that_sites_ask_for(name: str, pixels: tuple[int, int]) -> None:
    assert page_of(size=name).pixels == pixels


def test_presets_for_print_fit_columns() -> None:
    assert size("print-1col").width / 72 * 25.4 == pytest.approx(90)
    assert size("print-2col").width / 72 * 25.4 == pytest.approx(185)
    assert size("print-1col").dpi == 300


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("20x20px", "20x20px: no map fits in that; the least is 1 inch (25.4 mm, at 96 dpi 96 px) a side"),
        ("60000x60000px", "the most is 20000 a side"),
        ("20000x20000px", "100 million in all"),
        ("5000in x 1in", "pixels"),
        ("web-16x8", "did you mean web-16x9?"),
        ("big", "There are print-1col"),
        ("1200", "write a size as 1200x675px"),
        ("-5x7px", "write a size as 1200x675px"),
        ("nan x nan", "write a size as 1200x675px"),
    ],
)
def test_a_size_that_cannot_be_is_refused_with_the_way_out(text: str, told: str) -> None:
    with pytest.raises(PageError) as caught:
        size(text)

    assert told in str(caught.value)


@pytest.mark.parametrize("dpi", [0, -1, 10, 9000, float("nan"), float("inf")])
def test_a_dpi_that_cannot_be_is_refused(dpi: float) -> None:
    with pytest.raises(PageError, match="36 to 2400 pixels an inch"):
        size("6x4in", dpi)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_makes_a_page(name: str) -> None:
    assert page_of(size=name.upper()).width > 72


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"siz": "square"}, "did you mean size?"),
        ({"furniture": {"legnd": "off"}}, "no furniture legnd; did you mean legend?"),
        ({"furniture": {"legend": "middle"}}, "legend=middle: it is one of"),
        ({"labels": {"Gao": {"hid": True}}}, "label Gao: a label has no hid; did you mean hide?"),
        ({"labels": {"Gao": {"anchor": "X"}}}, "it is one of N, NE"),
        ({"labels": {"Gao": {"offset": [1]}}}, "two numbers"),
        ({"labels": {"Gao": {"hide": "yes"}}}, "it is true or false"),
        ({"labels": {"Gao": {"text": " "}}}, "it is a text"),
        ({"labels": {"Gao": True}}, "write a table"),
        ({"labels": "nowhere.toml"}, "nowhere.toml: the labels cannot be read"),
    ],
)
def test_an_option_that_cannot_be_is_refused_with_the_way_out(options: dict[str, object], told: str) -> None:
    with pytest.raises(PageError) as caught:
        page_of(**options)

    assert told in str(caught.value)


def test_changes_to_labels_come_from_a_file(tmp_path: pytest.TempPathFactory) -> None:
    path = f"{tmp_path}/labels.toml"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write('[Gao]\nhide = true\n["Kidal Region"]\nanchor = "SE"\noffset = [3, -2]\n')

    assert page_of(labels=path).labels == {
        "Gao": LabelOverride(hide=True),
        "Kidal Region": LabelOverride(anchor="SE", offset=(3.0, -2.0)),
    }


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Gao=hide", {"hide": True}),
        ("Gao = sw", {"anchor": "SW"}),
        ("Gao=offset: 10, -5.5", {"offset": (10.0, -5.5)}),
        ("Gao=text:Gao = the city", {"text": "Gao = the city"}),
    ],
)
def test_a_change_to_a_label_fits_in_one_word(text: str, wish: dict[str, object]) -> None:
    assert label_override(text) == ("Gao", wish)


@pytest.mark.parametrize("text", ["Gao", "=hide", "Gao=", "Gao=away", "Gao=offset:1", "Gao=text: "])
def test_a_change_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(PageError, match="write NAME=hide"):
        label_override(text)
