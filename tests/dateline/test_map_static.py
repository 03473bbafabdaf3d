"""``dateline map -o map.png``: static maps from the command line, and every way in which they are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from dateline.main import main

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = str(ROOT / "examples" / "mali-2024")

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_one_call_writes_every_form(capsys: Captured) -> None:
    outputs = [f"out/map.{suffix}" for suffix in ("png", "svg", "pdf", "html", "geojson")]

    assert (
        main(["map", EXAMPLE, "--border", "Algeria", *[word for path in outputs for word in ("-o", path)]])
        == 0
    )

    starts = [b"\x89PNG", b"<?xml", b"%PDF-1.7", b"<!DOCT", b'{"typ']
    assert [
        Path(path).read_bytes()[: len(start)] for path, start in zip(outputs, starts, strict=True)
    ] == starts
    assert capsys.readouterr().out.count("3 incidents shown") == 5


def test_what_is_asked_for_is_in_the_file(capsys: Captured) -> None:
    words = [
        "--byline",
        "A. Reporter",
        "--source",
        "Reuters",
        "--note",
        "Drawn in haste",
        "--date",
        "29 July",
    ]
    words += [
        "--alt-text",
        "Where it was",
        "--size",
        "square",
        "--label",
        "Gao=text:Gao town",
        "--style",
        "dark",
    ]

    main(["map", EXAMPLE, "-o", "map.svg", "-o", "map.png", "--title", "Ambush", *words])

    svg = Path("map.svg").read_text("utf-8")
    for said in (
        "A. Reporter",
        "Reuters",
        "Drawn in haste",
        "29 July",
        "Where it was",
        "Gao town",
        "#16191d",
    ):
        assert said in svg
    with Image.open("map.png") as picture:
        assert picture.size == (1080, 1080)
    assert "no glyph" not in capsys.readouterr().err


def test_plain_and_transparent_leave_only_the_map_and_its_attribution() -> None:
    main(
        [
            "map",
            EXAMPLE,
            "-o",
            "map.svg",
            "--plain",
            "--transparent",
            "--title",
            "Ambush",
            "--byline",
            "A. Reporter",
        ]
    )

    svg = Path("map.svg").read_text("utf-8")
    assert 'id="paper"' not in svg
    assert ">A. Reporter<" not in svg.partition("</metadata>")[2]
    assert "OpenStreetMap" in svg.partition("</metadata>")[2]


def test_changes_to_labels_come_from_a_file_and_from_the_call(tmp_path: Path) -> None:
    (tmp_path / "labels.toml").write_text(
        '[Gao]\nhide = true\n[Kidal]\ntext = "Kidal town"\n', encoding="utf-8"
    )

    main(
        ["map", EXAMPLE, "-o", "map.svg", "--labels", "labels.toml", "--label", "Kidal=text:Kidal, the town"]
    )

    svg = Path("map.svg").read_text("utf-8")
    assert "Kidal, the town<" in svg
    assert ">Gao<" not in svg


def test_a_letter_that_no_font_has_is_named(capsys: Captured) -> None:
    main(["map", EXAMPLE, "-o", "map.png", "--title", "Ambush \U0001f600"])

    assert 'no glyph for U+1F600 (GRINNING FACE) in "Ambush \U0001f600"' in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-o", "a.png", "--size", "20x20px"], "no map fits in that"),
        (["-o", "a.png", "--size", "60000x60000"], "take a lower dpi or a smaller size"),
        (["-o", "a.png", "--size", "web-16x8"], "did you mean web-16x9?"),
        (["-o", "a.png", "--size", "6x4in", "--dpi", "1"], "36 to 2400 pixels an inch"),
        (["-o", "a.png", "--style", "drak"], "did you mean dark?"),
        (["-o", "a.png", "--style", "no.toml"], "no.toml: the style cannot be read"),
        (["-o", "a.png", "--furniture", "legend"], "write PIECE=PLACE"),
        (["-o", "a.png", "--furniture", "legnd=off"], "did you mean legend?"),
        (["-o", "a.png", "--furniture", "legend=middle"], "it is one of"),
        (["-o", "a.png", "--label", "Gao"], "write NAME=hide"),
        (["-o", "a.png", "--label", "Gaoo=hide"], "no label 'Gaoo' on the map; did you mean 'Gao'"),
        (["-o", "a.png", "--label", "Kidal=offset:9999,9999"], "would leave the map"),
        (["-o", "a.png", "--size", "300x200"], "has no room for a map beside its texts"),
        (["-o", "a.png", "--labels", "no.toml"], "no.toml: the labels cannot be read"),
        (["-o", "a.html", "--size", "square"], "a.html takes no size: that is for static maps"),
        (["-o", "a.gif"], "there are .html, .htm, .geojson, .json, .png, .svg, .pdf"),
    ],
)
def test_a_call_that_cannot_work_is_refused_in_one_line(
    words: list[str], told: str, capsys: Captured
) -> None:
    assert main(["map", EXAMPLE, *words]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1
    assert told in err
    assert list(Path().iterdir()) == []
