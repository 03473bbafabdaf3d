"""Lines of text are shaped as their script is written, and what cannot be drawn is named."""

from __future__ import annotations

import hashlib
import warnings
from pathlib import Path

import numpy as np
import pytest

from maps.render.static.drawing import REGULAR, Face, Text
from maps.render.static.fonts import FOLDER, check, font_file, house
from maps.render.static.sizes import PageError
from maps.render.static.typeset import measure, missing, outline_of, right_to_left, set_line, shown, start_of
from tests.shared.drawings import HOSTILE

BOLD, ITALIC = Face("bold"), Face("regular", italic=True)


def glyphs(text: str, face: Face = REGULAR) -> list[int]:
    return [int(glyph.number) for glyph in set_line(text, face).glyphs]


def test_every_face_comes_with_its_licence_and_its_hash() -> None:
    lines = (FOLDER / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}

    assert len([name for name in listed if name.startswith("OFL")]) == 3
    for face in (REGULAR, BOLD, ITALIC):
        assert Path(font_file(face)).name in listed
    for name, digest in listed.items():
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest


def test_all_fonts_together_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 1_500_000


@pytest.mark.parametrize("face", [REGULAR, BOLD, ITALIC])
@pytest.mark.parametrize(
    "text",
    [
        "N\u2019Djam\u00e9na",
        "\u0189an \u0181a\u0199i \u014b \u0263 \u1e93",
        "Αθήνα",
        "Київ Қарағанды",
        "كيدال تِمبُكتُو",
        "ⵜⵉⵏⵣⴰⵡⴰⵜⴻⵏ",
        "\u2013 \u2014 \u2026 « » \u201c \u201d € ° \u00d7 \u2032",
    ],
)
def test_each_face_has_the_letters_of_place_names(face: Face, text: str) -> None:
    assert missing([Text(text, 0, 0, 9, "#000000", face)]) == []


def test_arabic_letters_join() -> None:
    apart = [number for letter in "كيدال" for number in glyphs(letter)]

    assert set(glyphs("كيدال")) != set(apart)
    assert measure("كيدال", 10).width < sum(measure(letter, 10).width for letter in "كيدال")


def test_a_line_from_the_right_has_its_first_letter_on_the_right() -> None:
    line = set_line("كيدال Gao")

    first = next(glyph for glyph in line.glyphs if glyph.chars == "ك")
    latin = next(glyph for glyph in line.glyphs if glyph.chars == "G")
    assert first.x > latin.x


def test_numbers_and_brackets_stand_rightly_in_a_line_from_the_right() -> None:
    places = {glyph.chars: glyph.x for glyph in set_line("كم (12)").glyphs if glyph.chars}

    assert places["1"] < places["2"] < places["ك"]


def test_letters_are_kerned() -> None:
    assert measure("AV", 10).width < measure("A", 10).width + measure("V", 10).width


def test_spaced_capitals_are_wider_by_each_gap() -> None:
    assert measure("MALI", 10, spacing_em=0.2).width == pytest.approx(measure("MALI", 10).width + 3 * 2)


def test_spaces_part_neither_a_mark_from_its_letter_nor_letters_that_join() -> None:
    accent = "e" + chr(0x301) + chr(0x323)

    assert measure("b" + accent, 10, spacing_em=0.5).width == pytest.approx(
        measure("b" + accent, 10).width + 5, abs=0.01
    )
    assert measure("كيدال", 10, spacing_em=0.5) == measure("كيدال", 10)


def test_a_text_is_as_wide_as_its_outline_nearly() -> None:
    outline = outline_of("Tinzaouaten", 20, BOLD)

    left, right = outline.vertices[:, 0].min(), outline.vertices[:, 0].max()
    assert 0 <= left < 2
    assert measure("Tinzaouaten", 20, BOLD).width == pytest.approx(right, abs=2)
    assert outline.vertices[:, 1].max() < 1  # y runs down: letters stand above the baseline


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_can_be_set_without_a_warning(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isfinite(outline_of(text, 12).vertices).all()


def test_what_no_font_has_is_drawn_as_a_box_and_named_once() -> None:
    texts = [Text(text, 0, 0, 9, "#000000") for text in ("Kidal \U0001f600", "Gao \U0001f600 ก")]

    assert shown("a\U0001f600b") == "a□b"
    assert len(outline_of("\U0001f600", 12).vertices) > 4
    assert [line.partition(" in ")[0] for line in missing(texts)] == [
        "no glyph for U+1F600 (GRINNING FACE)",
        "no glyph for U+0E01 (THAI CHARACTER KO KAI)",
    ]


def test_breaks_become_spaces_and_a_text_cannot_turn_what_is_beside_it() -> None:
    assert shown("one\ntwo\u2028three\tfour") == "one two three four"
    assert shown("a\u202eb\0c") == "abc"


def test_marks_of_direction_stay_and_show_nothing() -> None:
    mark = "\u200f"

    assert shown(f"12{mark}") == f"12{mark}"
    assert missing([Text(f"12{mark}", 0, 0, 9, "#000000")]) == []


@pytest.mark.parametrize(
    ("text", "leftward"), [("Kidal", False), ("كيدال", True), ("12 كم", True), ("12", False)]
)
def test_the_first_letter_decides_where_a_line_starts(text: str, *, leftward: bool) -> None:
    assert right_to_left(text) is leftward


def test_start_and_end_are_left_and_right_whatever_the_script() -> None:
    for text in ("Kidal", "كيدال"):
        width = measure(text, 9).width
        starts = [
            start_of(Text(text, 5, 0, 9, "#000000", anchor=anchor)) for anchor in ("start", "middle", "end")
        ]
        assert starts == [0, -width / 2, -width]


def test_a_house_sets_type_in_its_own_face_but_lines_that_it_cannot_set() -> None:
    own = font_file(BOLD)

    with house({"regular": own}):
        assert font_file(REGULAR, "Kidal") == own
        assert measure("Kidal", 10) == measure("Kidal", 10, BOLD)
        assert font_file(REGULAR, "Kidal \U0001f600") == str(FOLDER / "NotoSans-Regular.ttf")
    assert measure("Kidal", 10) != measure("Kidal", 10, BOLD)


def test_a_file_that_is_no_font_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"no font at all")
    (tmp_path / "b.ttf").write_bytes(b"\0\1\0\0" + b"broken" * 9)

    for name, rule in {"a.ttf": "TrueType", "b.ttf": "damaged", "c.ttf": "cannot be read"}.items():
        with pytest.raises(PageError, match=rule):
            check({"regular": str(tmp_path / name)})
