"""The fonts of a PDF, cut down to what is used, with the characters of each glyph for who searches."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

import pydyf

from maps.render.static.fonts import as_bytes, cut

if TYPE_CHECKING:
    from maps.render.static.typeset import Glyph

__all__ = ["UsedFont", "packed"]

# Tables of a font that a PDF has no use for.
_DROPPED = ["GDEF", "GPOS", "GSUB", "OS/2", "cmap", "name", "post"]


def packed(data: bytes, **extra: int) -> pydyf.Stream:
    """A compressed stream. pydyf would compress it once for its checksum and once more for the file."""
    return pydyf.Stream([zlib.compress(data)], {"Filter": "/FlateDecode", **extra})


class UsedFont:
    """A face, and what a page shows of it.

    Arabic letters of one shape differ by dots that are glyphs of their own. So a code of the text stands for
    a glyph together with its characters, not for the glyph alone.

    Attributes:
        file: Where it is.
        name: What the content of the page calls it.
    """

    def __init__(self, file: str, name: str) -> None:
        self.file, self.name = file, name
        self._codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: Glyph) -> int:
        """The code of a glyph in the text of the page."""
        return self._codes.setdefault((int(glyph.number), glyph.chars), len(self._codes) + 1)

    def added_to(self, pdf: pydyf.PDF) -> pydyf.Dictionary:
        """The font as an object of a file (PDF 1.7, 9.7)."""
        from fontTools.ttLib import TTFont

        font = TTFont(self.file, recalcTimestamp=False)
        per_mille = 1000 / font["head"].unitsPerEm
        order, advances = font.getGlyphOrder(), font["hmtx"]
        widths = [round(advances[order[number]][0] * per_mille) for number, _ in self._codes]
        name = f"/{self._tag()}+{font['name'].getDebugName(6)}"
        head, hhea = font["head"], font["hhea"]
        descriptor = pydyf.Dictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": 4 | (64 if font["post"].italicAngle else 0),
                "FontBBox": pydyf.Array(
                    [round(side * per_mille) for side in (head.xMin, head.yMin, head.xMax, head.yMax)]
                ),
                "ItalicAngle": round(font["post"].italicAngle),
                "Ascent": round(hhea.ascent * per_mille),
                "Descent": round(hhea.descent * per_mille),
                "CapHeight": round(getattr(font["OS/2"], "sCapHeight", hhea.ascent) * per_mille),
                "StemV": 140 if head.macStyle & 1 else 85,
            }
        )
        used = sorted({number for number, _ in self._codes})
        kept, numbers = cut(self.file, gids=used, layout_features=[], drop_tables=_DROPPED)
        program = as_bytes(kept)
        glyphs = b"\0\0" + b"".join(numbers[number].to_bytes(2, "big") for number, _ in self._codes)
        streams = {
            "program": packed(program, Length1=len(program)),
            "glyphs": packed(glyphs),
            "unicode": packed(self._to_unicode().encode()),
        }
        for stream in streams.values():
            pdf.add_object(stream)
        descriptor["FontFile2"] = streams["program"].reference
        pdf.add_object(descriptor)
        descendant = pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name,
                "CIDSystemInfo": pydyf.Dictionary(
                    {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": descriptor.reference,
                "W": pydyf.Array([1, pydyf.Array(widths)]),
                "CIDToGIDMap": streams["glyphs"].reference,
            }
        )
        pdf.add_object(descendant)
        whole = pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pydyf.Array([descendant.reference]),
                "ToUnicode": streams["unicode"].reference,
            }
        )
        pdf.add_object(whole)
        return whole

    def _tag(self) -> str:
        """Six capitals that tell one subset of a font from another (PDF 1.7, 9.6.4)."""
        digest = hashlib.sha256(repr(sorted(self._codes)).encode()).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])

    def _to_unicode(self) -> str:
        """The characters of each code, as a CMap (PDF 1.7, 9.10.3)."""
        lines = [
            f"<{code:04x}> <{chars.encode('utf-16-be').hex()}>"
            for (_, chars), code in self._codes.items()
            if chars
        ]
        blocks = [lines[first : first + 100] for first in range(0, len(lines), 100)]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
                "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
                "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
                "1 begincodespacerange <0000> <ffff> endcodespacerange",
                *(part for block in blocks for part in (f"{len(block)} beginbfchar", *block, "endbfchar")),
                "endcmap CMapName currentdict /CMap defineresource pop end end",
            ]
        )
