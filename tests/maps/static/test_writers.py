"""What stands in the files: PNG, SVG, PDF and the figure show one picture, and say what it is."""

from __future__ import annotations

import dataclasses
import io
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

import maps
from maps.render.static import lay_out, pdf, png, svg
from maps.render.static.drawing import Box, Drawing, Face, Group, Outline, Paint, Shape, Text
from maps.render.static.options import page_of
from maps.render.static.outlines import circle, from_lines, rectangle
from maps.render.static.page import Page
from tests.shared.browser import chromium
from tests.shared.documents import mali
from tests.shared.drawings import HOSTILE, INK, label, page_with

LINE = Outline(np.array([(40.0, 60.0), (240.0, 60.0)]), np.array([1, 2], dtype=np.uint8))
PAGE = Page(width=300, height=200, dpi=72)
SVG = "{http://www.w3.org/2000/svg}"
LAYER = "{http://www.inkscape.org/namespaces/inkscape}label"


def pixels(drawing: Drawing, page: Page = PAGE) -> npt.NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(png.write(drawing, page))))


def tree(drawing: Drawing) -> ET.Element:
    return ET.fromstring(svg.write(drawing, PAGE))  # noqa: S314 -- our own


def read(drawing: Drawing) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.write(drawing, PAGE)))


def test_a_fill_has_the_colour_of_the_style_exactly() -> None:
    assert pixels(page_with())[100, 150].tolist() == [0xCC, 0xE0, 0xCC]
    assert pixels(page_with())[5, 5].tolist() == [255, 255, 255]


def test_without_paper_the_page_is_transparent() -> None:
    shown = pixels(page_with(paper=None))

    assert shown[5, 5, 3] == 0
    assert shown[100, 150].tolist() == [0xCC, 0xE0, 0xCC, 255]


def test_lines_are_as_wide_as_the_style_says_whatever_the_dpi() -> None:
    line = Shape(LINE, Paint(stroke="#000000", width=6))

    for dpi in (72, 144, 288):
        shown = pixels(page_with(line), Page(width=300, height=200, dpi=dpi))
        near = shown[40 * dpi // 72 : 80 * dpi // 72, 150 * dpi // 72, 0]
        assert (near < 0x60).sum() == pytest.approx(6 * dpi / 72, abs=1)


def test_dashes_are_as_long_as_the_style_says() -> None:
    line = Shape(LINE, Paint(stroke="#000000", width=4, dash=(10, 10)))

    row = pixels(page_with(line))[60, 40:240, 0] < 0x60
    assert np.flatnonzero(np.diff(row.astype(int)) == 1).size == pytest.approx(10, abs=1)


def test_a_group_is_clipped_to_its_box() -> None:
    disc = Shape(circle(150, 100, 60), Paint(fill="#cc0000"))
    shown = pixels(page_with(disc, clip=Box(150, 0, 300, 200)))

    assert shown[100, 140].tolist() == [0xCC, 0xE0, 0xCC]
    assert shown[100, 160].tolist() == [0xCC, 0, 0]
    assert len(tree(page_with(disc, clip=Box(150, 0, 300, 200))).findall(f".//{SVG}clipPath")) == 1


def test_hatching_stays_in_its_shape_and_leaves_the_ground_to_be_seen() -> None:
    hatched = Shape(circle(150, 100, 40), Paint(hatch="#000000", hatch_gap=6))
    shown = pixels(page_with(hatched))[:, :, 0] < 0x90

    assert 0.05 < shown[80:120, 130:170].mean() < 0.5
    assert not shown[100, 100:105].any()
    (lines,) = (
        path for path in tree(page_with(hatched)).iter(f"{SVG}path") if path.get("stroke") == "#000000"
    )
    assert lines.get("fill") == "none"


def test_opacity_lets_the_ground_through() -> None:
    veil = Shape(rectangle(Box(100, 50, 200, 150)), Paint(fill="#000000", opacity=0.5))

    assert pixels(page_with(veil))[100, 150].tolist() == pytest.approx([0x66, 0x70, 0x66], abs=2)
    assert any(path.get("fill-opacity") == "0.5" for path in tree(page_with(veil)).iter(f"{SVG}path"))


def test_shapes_that_adjoin_show_no_seam_on_ground_of_their_own_colour() -> None:
    halves = [
        Shape(rectangle(Box(left, 50, left + 50.3, 150)), Paint(fill="#cce0cc")) for left in (60, 110.3)
    ]

    assert (pixels(page_with(*halves))[60:140, 60:160] == [0xCC, 0xE0, 0xCC]).all()


def test_png_says_what_it_shows_and_how_large_it_is() -> None:
    image = Image.open(io.BytesIO(png.write(page_with(), Page(width=300, height=200, dpi=144))))

    assert image.size == (600, 400)
    assert image.info["dpi"] == pytest.approx((144, 144), abs=0.1)
    assert image.info["Title"] == "Ambush at Tinzaouaten"
    assert image.info["Description"] == "Map of northern Mali with one incident."
    assert image.info["Author"] == "A. Reporter"
    assert "Software" not in image.info


def test_svg_has_real_text_in_named_layers() -> None:
    root = tree(page_with(label("Kidal"), Text("MALI", 20, 30, 10, INK, Face("bold"), spacing_em=0.2)))

    groups = {group.get("id"): group for group in root.findall(f"{SVG}g")}
    assert [group.get(LAYER) for group in groups.values()] == ["Land", "Labels"]
    assert [text.text for text in groups["labels"].findall(f"{SVG}text")] == ["Kidal", "MALI"]
    mali_text = groups["labels"].findall(f"{SVG}text")[1]
    assert (mali_text.get("font-weight"), mali_text.get("letter-spacing")) == ("bold", "2")


def test_svg_has_halos_as_a_layer_of_their_own_that_is_not_read_aloud() -> None:
    (halos,) = (
        group for group in tree(page_with(label("Kidal"))).iter(f"{SVG}g") if group.get(LAYER) == "Halos"
    )

    assert halos.get("aria-hidden") == "true"
    assert [text.get("stroke") for text in halos] == ["#ffff00"]


def test_svg_says_what_it_shows() -> None:
    root = tree(page_with())

    assert (root.get("role"), root.get("lang")) == ("img", "en")
    told = {root.find(f"{SVG}{tag}").get("id"): root.find(f"{SVG}{tag}").text for tag in ("title", "desc")}  # type: ignore[union-attr]
    assert [told[key] for key in str(root.get("aria-labelledby")).split()] == [
        "Ambush at Tinzaouaten",
        "Map of northern Mali with one incident.",
    ]


def test_the_layer_of_the_title_is_called_title_in_every_svg() -> None:
    drawing = page_with(Group("title", "Title", (label("Ambush"),)))

    root = tree(drawing)
    layers = {element.get("id") for element in root.iter(f"{SVG}g")}
    told = str(root.get("aria-labelledby")).split()

    assert "title" in layers
    assert [element.text for key in told for element in root.iter() if element.get("id") == key] == [
        drawing.title, drawing.description,
    ]  # fmt: skip


def test_svg_fetches_nothing_and_runs_nothing() -> None:
    text = svg.write(page_with(*[label(words) for words in HOSTILE]), PAGE).decode()

    assert not re.search(r"<script|javascript:|<foreignObject|<image|\son\w+=|@import", text)
    assert {link[:5] for link in re.findall(r"url\(([^)]*)\)", text)} <= {"data:", "#clip"}
    assert "style=" not in text


def test_svg_turns_lines_from_the_right_as_a_browser_must() -> None:
    line = Text("كيدال", 150, 100, 12, INK, anchor="start")
    (text,) = tree(page_with(line)).iter(f"{SVG}text")

    assert (text.get("direction"), text.get("text-anchor")) == ("rtl", "end")


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_breaks_a_file(words: str) -> None:
    drawing = page_with(label(words), Group(words, words, (label(words, y=50),)))
    told = dataclasses.replace(drawing, title=words, description=words)

    ids = [element.get("id") for element in tree(told).iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert len(read(told).pages) == 1
    assert Image.open(io.BytesIO(png.write(told, PAGE))).size == (300, 200)


@pytest.mark.parametrize("words", ["Tinzaouaten, Élan", "تينزاواتين", "ⵜⵉⵏⵣⴰⵡⴰⵜⴻⵏ", "fi ÅAV", "محمد بيب"])
def test_pdf_can_be_searched_and_copied(words: str) -> None:
    assert read(page_with(label(words))).pages[0].extract_text().count(words) == 1


def test_pdf_embeds_its_fonts_and_holds_no_picture() -> None:
    reader = read(page_with(label("Kidal"), label("Gao", face=Face("bold"))))

    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    named = {fonts[name]["/BaseFont"].partition("+")[2] for name in fonts}
    assert named == {"NotoSans-Regular", "NotoSans-Bold"}
    for name in fonts:
        assert "/FontFile2" in fonts[name]["/DescendantFonts"][0].get_object()["/FontDescriptor"]
    assert "/XObject" not in reader.pages[0]["/Resources"]  # type: ignore[operator]


def test_pdf_says_what_it_shows_and_names_its_layers() -> None:
    reader = read(page_with())

    told = reader.metadata
    assert told is not None
    assert (told.title, told.author, told.subject) == (
        "Ambush at Tinzaouaten",
        "A. Reporter",
        "Map of northern Mali with one incident.",
    )
    assert "/CreationDate" not in told
    catalogue = reader.trailer["/Root"]
    assert catalogue["/Lang"] == "en"  # type: ignore[index]
    assert [layer["/Name"] for layer in catalogue["/OCProperties"]["/OCGs"]] == ["Land", "Labels"]  # type: ignore[index]
    figure = catalogue["/StructTreeRoot"]["/K"]  # type: ignore[index]
    assert figure["/Alt"] == "Map of northern Mali with one incident."


def test_pdf_has_a_date_where_one_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1722211200")

    assert read(page_with()).metadata.creation_date_raw == "D:20240729000000Z"  # type: ignore[union-attr]


def test_pdf_is_as_large_as_the_page() -> None:
    assert [float(side) for side in read(page_with()).pages[0].mediabox] == [0, 0, 300, 200]


def rendered(data: bytes, dpi: int) -> Image.Image:
    """A PDF as Chrome's engine shows it."""
    with pdfium.PdfDocument(data) as document:
        shown: Image.Image = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
        return shown


def apart(one: Image.Image, other: Image.Image) -> float:
    """Share of pixels that differ, at a quarter of the size: renderers differ in the edges of letters."""
    small = [np.asarray(image.convert("RGB").reduce(4), dtype=int) for image in (one, other)]
    return float((np.abs(small[0] - small[1]).max(axis=2) > 40).mean())


SHOWN = page_with(
    label("Tinzaouaten", y=60),
    label("كيدال (12)", y=90, face=Face("bold")),
    label("MALI", y=120, spacing_em=0.3),
    Text("Border", 60, 150, 10, INK, Face("regular", italic=True), "end", angle_deg=-20),
    Text("كيدال", 240, 150, 10, INK, anchor="start", angle_deg=30),
    Shape(circle(60, 80, 30), Paint(fill="#cc0000", opacity=0.3, hatch="#cc0000", stroke="#cc0000", width=1)),
    Shape(circle(240, 80, 30), Paint(stroke="#0000cc", width=3, dash=(6, 3))),
)


def test_pdf_shows_what_png_shows() -> None:
    ours = Image.fromarray(pixels(SHOWN, dataclasses.replace(PAGE, dpi=288)))

    assert apart(rendered(pdf.write(SHOWN, PAGE), 288), ours) < 0.003


def test_svg_shows_in_a_browser_what_png_shows(tmp_path: Path) -> None:
    drawing = dataclasses.replace(
        SHOWN, height=201
    )  # 268 of the browser's pixels: it rounds what is no whole one
    (tmp_path / "page.svg").write_bytes(svg.write(drawing, PAGE))
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 400, "height": 268}, device_scale_factor=3)
        page.goto((tmp_path / "page.svg").as_uri())
        shown = Image.open(io.BytesIO(page.screenshot()))

    ours = Image.fromarray(pixels(drawing, dataclasses.replace(PAGE, height=201, dpi=288)))
    assert apart(shown, ours) < 0.003


def test_words_copied_from_an_svg_come_once(tmp_path: Path) -> None:
    (tmp_path / "page.svg").write_bytes(svg.write(lay_out(mali(), Page()), Page()))
    with chromium() as browser:
        page = browser.new_page()
        page.goto((tmp_path / "page.svg").as_uri())
        copied = page.evaluate(
            "() => { const chosen = getSelection(); chosen.selectAllChildren(document.documentElement);"
            " return chosen.toString() }"
        )

    assert copied.splitlines().count("MALI") == 1


def test_the_figure_is_the_same_picture_and_can_be_changed() -> None:
    document = mali()
    figure = maps.to_figure(document, size="600x400px")
    out = io.BytesIO()
    figure.savefig(out)
    page = page_of(size="600x400px")
    ours = pixels(lay_out(document, page), page).astype(int)
    theirs = np.asarray(Image.open(out).convert("RGB"), dtype=int)

    assert theirs.shape == ours.shape
    assert (np.abs(theirs - ours).max(axis=2) > 24).mean() < 0.002
    named = {artist.get_gid() for artist in figure.findobj(lambda artist: artist.get_gid() is not None)}
    assert {"land", "incidents", "title"} <= named or {"land", "title"} <= named


def test_the_steps_of_a_path_lead_where_the_outline_is() -> None:
    walk = np.random.default_rng(1).normal(0, 0.7, (5_000, 2)).cumsum(axis=0) + 100
    line = Shape(from_lines([walk, walk[::-1] + 0.3]), Paint(stroke="#0000fe", width=1))
    text = svg.write(page_with(line), PAGE).decode()

    (data,) = re.findall(r'<path d="([^"]*)" [^>]*#0000fe', text)
    points, at = [], np.zeros(2)
    for command, told in re.findall(r"([Ml])([^Ml]*)", data):
        for step in np.array(re.findall(r"-?(?:\d+\.?\d*|\.\d+)", told), dtype=float).reshape(-1, 2):
            at = at + step if command == "l" else step
            points.append(at)
    assert np.abs(np.array(points) - line.outline.vertices).max() < 0.00501


def test_the_figure_takes_degrees() -> None:
    document = mali()
    figure = maps.to_figure(document)
    at = document.incidents[0].point

    x, y = figure.axes[0].transData.inverted().transform(figure.degrees.transform([(at.lon, at.lat)]))[0]  # type: ignore[attr-defined]
    assert 0 < x < 900
    assert 0 < y < 600


def test_a_map_is_written_in_the_faces_of_the_house(tmp_path: Path) -> None:
    import matplotlib as mpl

    serif = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf"
    (tmp_path / "own.ttf").write_bytes(serif.read_bytes())
    style = tmp_path / "house.toml"
    style.write_text('[font]\nregular = "own.ttf"\n', encoding="utf-8")

    maps.save(mali(), tmp_path / "map.svg", style=str(style))
    maps.save(mali(), tmp_path / "map.pdf", style=str(style))

    assert "DejaVu Serif" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    (page,) = pypdf.PdfReader(tmp_path / "map.pdf").pages
    fonts = {font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    assert any(name.endswith("DejaVuSerif") for name in fonts)


def test_what_is_drawn_on_a_figure_by_degrees_stands_on_the_map() -> None:
    document = mali()
    at = document.incidents[0].point
    figure = maps.to_figure(document)
    figure.axes[0].plot(
        [at.lon],
        [at.lat],
        "o",
        color="#00ff00",
        markersize=24,
        transform=figure.degrees,  # type: ignore[attr-defined]
    )
    x, y = figure.degrees.transform([(at.lon, at.lat)])[0]  # type: ignore[attr-defined]
    picture = io.BytesIO()
    figure.savefig(picture)
    pixels = np.asarray(Image.open(picture).convert("RGB"))
    assert pixels[pixels.shape[0] - round(y), round(x)].tolist() == [0, 255, 0]


def test_a_figure_needs_no_pyplot() -> None:
    code = (
        "import maps, sys; from tests.shared.documents import mali; maps.to_figure(mali());"
        "assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_png_needs_matplotlibs_compiled_modules_alone(tmp_path: Path) -> None:
    code = (
        "import maps, sys; from tests.shared.documents import mali; maps.save(mali(), sys.argv[1]);"
        "print(*sorted({'matplotlib', 'fontTools', 'pandas', 'numpy.ma', 'ssl', 'email'} & set(sys.modules)))"
    )
    call = [sys.executable, "-c", code, str(tmp_path / "map.png")]
    assert subprocess.run(call, capture_output=True, text=True, check=True).stdout.split() == []


@pytest.mark.parametrize("first", ["sys", "matplotlib.ft2font"])
def test_a_png_and_matplotlib_itself_live_in_one_process(first: str, tmp_path: Path) -> None:
    code = (
        f"import {first}, maps, sys; from tests.shared.documents import mali; maps.save(mali(), sys.argv[1]);"
        "import matplotlib.ft2font, matplotlib.figure; from matplotlib import ft2font;"
        "from matplotlib.backends.backend_agg import FigureCanvasAgg;"
        "maps.to_figure(mali()).savefig(sys.argv[2]);"
        "figure = matplotlib.figure.Figure(); figure.text(0, 0, 'Kidal');"
        "FigureCanvasAgg(figure).draw()"
    )
    paths = [str(tmp_path / name) for name in ("map.png", "figure.png")]
    subprocess.run([sys.executable, "-c", code, *paths], check=True)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_the_same_bytes_in_every_run_and_folder(suffix: str, tmp_path: Path) -> None:
    code = (
        "import maps, sys; from tests.shared.documents import mali;"
        "maps.save(mali(), sys.argv[1], byline='A. Reporter')"
    )
    written = []
    for seed in ("0", "1"):
        folder = tmp_path / f"run {seed}"
        folder.mkdir()
        root = Path(__file__).resolve().parents[3]
        subprocess.run(
            [sys.executable, "-c", code, str(folder / f"map{suffix}")],
            check=True,
            cwd=folder,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"},
        )
        written.append((folder / f"map{suffix}").read_bytes())
    assert written[0] == written[1]


def test_a_letter_that_no_font_has_is_told_to_who_saves(tmp_path: Path) -> None:
    document = dataclasses.replace(mali(), title="Ambush \U0001f600")

    with pytest.warns(UserWarning, match=r"no glyph for U\+1F600"):
        maps.save(document, tmp_path / "map.png")


def test_html_takes_no_options_of_static_maps(tmp_path: Path) -> None:
    with pytest.raises(maps.OptionError, match=r"map\.html takes no size"):
        maps.save(mali(), tmp_path / "map.html", size="square")
