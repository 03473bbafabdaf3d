"""Writes a drawing as PDF: vectors throughout, fonts embedded, text to search, a layer for each group.

pydyf writes the objects and fontTools cuts the fonts down to the letters that are used. Colours are sRGB;
docs/decisions/0014-static-engine.md tells why there is no CMYK.
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

import pydyf

from geo.epoch import source_date
from maps.render.static.drawing import Group, Shape
from maps.render.static.fonts import house
from maps.render.static.outlines import cubic, hatching
from maps.render.static.pdf_fonts import UsedFont, packed
from maps.render.static.typeset import outline_of, outline_of_glyphs, set_line, start_of
from maps.render.static.words import as_xml, number, positions, sound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maps.render.static.drawing import Box, Drawing, Outline, Paint, Text
    from maps.render.static.page import Page
    from maps.render.static.typeset import Glyph

__all__ = ["write"]

_OPERATORS = {1: "m", 2: "l", 4: "c", 79: "h"}
_QUADRATIC, _CUBIC, _CLOSE = 3, 4, 79
_CAPS = {"butt": 0, "round": 1, "projecting": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}


def write(drawing: Drawing, page: Page) -> bytes:  # noqa: ARG001 -- writers are called alike
    """The drawing as PDF 1.7, in points."""
    out = io.BytesIO()
    with house(drawing.fonts):
        _Writer(drawing).finished().write(out, version=b"1.7", identifier=True, compress=True)
    return out.getvalue()


class _Writer:
    """One file in the making."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.pdf = pydyf.PDF()
        self.content = pydyf.Stream()
        self.fonts: dict[str, UsedFont] = {}
        self.states: dict[float, str] = {}
        self.layers: list[pydyf.Dictionary] = []

    def finished(self) -> pydyf.PDF:
        """The whole file."""
        drawing, put = self.drawing, self.content.stream.append
        put(f"1 0 0 -1 0 {number(drawing.height)} cm")  # y runs down, as in the drawing
        put("/Figure <</MCID 0>> BDC")
        if drawing.paper:
            put(f"{_colour(drawing.paper)} rg 0 0 {number(drawing.width)} {number(drawing.height)} re f")
        for group in drawing.groups:
            layer = pydyf.Dictionary({"Type": "/OCG", "Name": pydyf.String(sound(group.title))})
            self.pdf.add_object(layer)
            self.layers.append(layer)
            put(f"/OC /L{len(self.layers)} BDC")
            self.group(group)
            put("EMC")
        put("EMC")
        self.content = packed("\n".join(self.content.stream).encode())
        self.pdf.add_object(self.content)
        self.add_page()
        self.describe()
        return self.pdf

    def group(self, group: Group) -> None:
        """A group: halos, then its items in order, within its clip."""
        put = self.content.stream.append
        put("q")
        if group.clip:
            put(f"{_rectangle(group.clip)} W n")
        for text in group.texts_with_halo():
            # As outlines: of two lines of letters on each other, readers would find both.
            outline = outline_of(text.text, text.size, text.face, text.spacing_em)
            halo = _colour(text.halo or text.fill)
            put(f"q {_placed(text)} cm 1 j {halo} rg {halo} RG {number(2 * text.halo_width)} w")
            put(f"{_path(outline)} B Q")
        for item in group.items:
            if isinstance(item, Group):
                self.group(item)
            elif isinstance(item, Shape):
                self.shape(item.outline, item.paint)
            else:
                self.text(item)
        put("Q")

    def shape(self, outline: Outline, paint: Paint) -> None:
        """Fill, hatch and stroke an outline."""
        if not len(outline.vertices):
            return
        put = self.content.stream.append
        put("q")
        if paint.opacity != 1:
            put(f"/{self.states.setdefault(paint.opacity, f'A{len(self.states) + 1}')} gs")
        path = _path(outline)
        if paint.fill:
            put(f"{_colour(paint.fill)} rg {path} f")
        if paint.hatch:
            lines = _path(hatching(outline, paint.hatch_gap))
            put(f"{_colour(paint.hatch)} RG {number(paint.hatch_width)} w {lines} S")
        if paint.stroke and paint.width:
            dash = f"[{' '.join(map(number, paint.dash))}] 0 d " if paint.dash else ""
            put(f"{_colour(paint.stroke)} RG {number(paint.width)} w")
            put(f"{_CAPS[paint.cap]} J {_JOINS[paint.join]} j {dash}{path} S")
        put("Q")

    def text(self, text: Text) -> None:
        """Set a line: letters as text, and as outlines the marks and dots, which are no characters."""
        line = set_line(text.text, text.face, text.spacing_em)
        font = self.fonts.setdefault(line.file, UsedFont(line.file, f"F{len(self.fonts) + 1}"))
        put = self.content.stream.append
        put(f"q {_placed(text)} cm {_colour(text.fill)} rg")
        put(f"BT /{font.name} {number(text.size)} Tf 1 0 0 -1 0 0 Tm")
        letters = [glyph for glyph in line.glyphs if glyph.chars]
        put(f"{_shown(letters, font, 1000 / line.units_per_em, text.size)} ET")
        marks = tuple(glyph for glyph in line.glyphs if not glyph.chars)
        if marks:
            put(f"{_path(outline_of_glyphs(line.file, marks, text.size / line.units_per_em))} f")
        put("Q")

    def add_page(self) -> None:
        """The page, with what its content names."""
        drawing, add = self.drawing, self.pdf.add_object
        resources = pydyf.Dictionary({"ProcSet": pydyf.Array(["/PDF", "/Text"])})
        resources["Properties"] = pydyf.Dictionary(
            {f"L{number}": layer.reference for number, layer in enumerate(self.layers, start=1)}
        )
        resources["ExtGState"] = pydyf.Dictionary(
            {name: pydyf.Dictionary({"ca": opacity, "CA": opacity}) for opacity, name in self.states.items()}
        )
        resources["Font"] = pydyf.Dictionary(
            {font.name: font.added_to(self.pdf).reference for font in self.fonts.values()}
        )
        figure = pydyf.Dictionary(
            {"Type": "/StructElem", "S": "/Figure", "Alt": pydyf.String(sound(drawing.description))}
        )
        tree = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        page = pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": self.pdf.pages.reference,
                "MediaBox": pydyf.Array([0, 0, round(drawing.width, 4), round(drawing.height, 4)]),
                "Contents": self.content.reference,
                "Resources": resources,
                "StructParents": 0,
                "Group": pydyf.Dictionary({"S": "/Transparency", "CS": "/DeviceRGB"}),
            }
        )
        add(figure)
        add(tree)
        self.pdf.add_page(page)
        figure |= {"P": tree.reference, "Pg": page.reference, "K": 0}
        parents = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Array([figure.reference])])})
        tree |= {"K": figure.reference, "ParentTree": parents}
        self.pdf.catalog |= {
            "StructTreeRoot": tree.reference,
            "MarkInfo": pydyf.Dictionary({"Marked": "true"}),
        }

    def describe(self) -> None:
        """What the file says of itself: title, language, layers, and only a time that was asked for."""
        drawing, pdf = self.drawing, self.pdf
        order = pydyf.Array([layer.reference for layer in self.layers])
        said = {
            "Title": drawing.title,
            "Subject": drawing.description,
            "Author": drawing.metadata.get("Author", ""),
            "Keywords": "; ".join(
                f"{key}: {value}" for key, value in drawing.metadata.items() if key != "Author"
            ),
            "Creator": "Dateline",
        }
        pdf.info |= {key: pydyf.String(sound(value)) for key, value in said.items() if value}
        made = source_date()
        if made is not None:
            pdf.info["CreationDate"] = pydyf.String(f"{made:D:%Y%m%d%H%M%SZ}")
        xmp = pydyf.Stream([_xmp(drawing).encode()], {"Type": "/Metadata", "Subtype": "/XML"})
        pdf.add_object(xmp)
        pdf.catalog |= {
            "Lang": pydyf.String(sound(drawing.language)),
            "Metadata": xmp.reference,
            "ViewerPreferences": pydyf.Dictionary({"DisplayDocTitle": "true"}),
            "OCProperties": pydyf.Dictionary(
                {"OCGs": order, "D": pydyf.Dictionary({"Name": pydyf.String("Layers"), "Order": order})}
            ),
        }


def _placed(text: Text) -> str:
    """The matrix from a line that starts at the origin to its place on the page."""
    angle = math.radians(text.angle_deg)
    cos, sin = math.cos(angle), math.sin(angle)
    start = start_of(text)
    matrix = (cos, sin, -sin, cos, text.x + start * cos, text.y + start * sin)
    return " ".join(f"{part:.4f}" for part in matrix)


def _shown(glyphs: Iterable[Glyph], font: UsedFont, unit: float, size: float) -> str:
    """Operators that show glyphs at their places on a line."""
    pen, rise = 0.0, 0.0
    shows: list[str] = []
    run: list[str] = []
    for glyph in glyphs:
        if glyph.y != rise:
            shows += [f"[{' '.join(run)}] TJ", f"{number(glyph.y * unit * size / 1000)} Ts"]
            run, rise = [], glyph.y
        if abs(pen - glyph.x) > 1e-6:
            run.append(number((pen - glyph.x) * unit))
        run.append(f"<{font.code(glyph):04x}>")
        pen = glyph.x + glyph.advance
    shows.append(f"[{' '.join(run)}] TJ")
    if rise:
        shows.append("0 Ts")
    return " ".join(shows)


def _xmp(drawing: Drawing) -> str:
    """The metadata as XMP, where desks look for it."""
    language = as_xml(drawing.language)
    author, rights = drawing.metadata.get("Author"), drawing.metadata.get("Copyright")
    creator = (
        f"<dc:creator><rdf:Seq><rdf:li>{as_xml(author)}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    )
    words = "".join(
        f'<dc:{key}><rdf:Alt><rdf:li xml:lang="x-default">{as_xml(value)}</rdf:li></rdf:Alt></dc:{key}>'
        for key, value in {
            "title": drawing.title,
            "description": drawing.description,
            "rights": rights,
        }.items()
        if value
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{words}{creator}'
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )


def _path(outline: Outline) -> str:
    """Path operators, each number rounded to 0.01 points."""
    if (outline.codes == _QUADRATIC).any():
        outline = cubic(outline)
    vertices, codes = positions(outline), outline.codes.tolist()
    parts: list[str] = []
    index = 0
    while index < len(codes):
        code = codes[index]
        length = 3 if code == _CUBIC else 1
        if code != _CLOSE:
            parts += vertices[index : index + length]
        parts.append(_OPERATORS[code])
        index += length
    return " ".join(parts)


def _rectangle(box: Box) -> str:
    return f"{number(box.left)} {number(box.top)} {number(box.width)} {number(box.height)} re"


def _colour(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))
