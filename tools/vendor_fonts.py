"""Vendor the fonts of static maps: ``python -m tools.vendor_fonts`` rewrites ``maps/assets/fonts``.

Each face is Noto Sans, Noto Sans Arabic and Noto Sans Tifinagh in one file, with what place names and a
page's furniture need of them: Latin with the letters of African languages, Greek, Cyrillic, Arabic,
Tifinagh, punctuation and signs. One file for a face shapes a line of mixed scripts without a list of
fallbacks, and is one font in a PDF; docs/decisions/0014-static-engine.md has what else was tried.
"""

from __future__ import annotations

import copy
import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from tools.packages import PACKAGES, fetch

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["FACES", "FOLDER", "vendor"]

FOLDER = Path(__file__).resolve().parent.parent / "maps" / "assets" / "fonts"
_LATIN, _ARABIC, _TIFINAGH = (
    f"@expo-google-fonts/noto-sans{script}" for script in ("", "-arabic", "-tifinagh")
)
# Neither Arabic nor Tifinagh has an italic, and Tifinagh has no bold: they stand upright and regular.
FACES = {
    "NotoSans-Regular.ttf": (
        "400Regular/NotoSans_400Regular.ttf",
        "400Regular/NotoSansArabic_400Regular.ttf",
    ),
    "NotoSans-Bold.ttf": ("700Bold/NotoSans_700Bold.ttf", "700Bold/NotoSansArabic_700Bold.ttf"),
    "NotoSans-Italic.ttf": (
        "400Regular_Italic/NotoSans_400Regular_Italic.ttf",
        "400Regular/NotoSansArabic_400Regular.ttf",
    ),
}
_TIFINAGH_FILE = "400Regular/NotoSansTifinagh_400Regular.ttf"
_LICENCES = {
    _LATIN: "OFL-NotoSans.txt",
    _ARABIC: "OFL-NotoSansArabic.txt",
    _TIFINAGH: "OFL-NotoSansTifinagh.txt",
}

# Blocks of Unicode, first and last.
_LATIN_BLOCKS = (
    (0x0020, 0x058F),  # Latin, phonetic letters, marks that combine, Greek, Cyrillic
    (0x1E00, 0x1FFF),  # more Latin and Greek
    (0x2000, 0x20CF),  # punctuation, raised figures, signs of money
    (0x2100, 0x22FF),  # signs, arrows, mathematics
    (0x2C60, 0x2C7F),  # Latin letters of African languages
    (0xA720, 0xA7FF),  # the same
    (0xFB00, 0xFB06),  # ligatures
    (0xFE20, 0xFE2F),  # halves of marks
    (0xFFFD, 0xFFFD),  # the sign for what could not be read
)
_ARABIC_BLOCKS = (
    (0x0600, 0x06FF),
    (0x0750, 0x077F),
    (0x08A0, 0x08FF),
    (0x25CC, 0x25CC),  # the circle that carries a mark alone
    (0xFD3E, 0xFD3F),
    (0xFDF0, 0xFDFF),
)
_TIFINAGH_BLOCKS = ((0x2D30, 0x2D7F),)
# What readers expect of text set with care; no small capitals and no alternates.
_FEATURES = [
    "calt", "ccmp", "fina", "init", "isol", "kern", "liga",
    "locl", "mark", "medi", "mkmk", "rlig", "rtla", "rtlm",
]  # fmt: skip
_BOX = 0x25A1  # a white square, drawn as the fonts draw a letter that they have not


def vendor(folder: Path = FOLDER) -> None:
    """Write the faces, their licences, ``SHA256SUMS`` of them and ``SOURCES.md`` into ``folder``.

    Raises:
        ValueError: If the registry serves another archive than the pinned one.
    """
    packages = {name: fetch(name) / "package" for name in _LICENCES}
    folder.mkdir(parents=True, exist_ok=True)
    for name, licence in _LICENCES.items():
        (folder / licence).write_bytes((packages[name] / "LICENSE_FONT").read_bytes())
    for name, (latin, arabic) in FACES.items():
        face = _merged(
            (
                _subset(packages[_LATIN] / latin, _LATIN_BLOCKS),
                _subset(packages[_ARABIC] / arabic, _ARABIC_BLOCKS),
                _subset(packages[_TIFINAGH] / _TIFINAGH_FILE, _TIFINAGH_BLOCKS),
            )
        )
        face.save(folder / name)
    sums = [
        f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in sorted([*FACES, *_LICENCES.values()])
    ]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    (folder / "SOURCES.md").write_text(_sources(), encoding="utf-8")


def _subset(path: Path, blocks: Iterable[tuple[int, int]]) -> TTFont:
    """The letters of some blocks, without hints, which nothing here follows."""
    font = TTFont(path, recalcTimestamp=False)
    options = Options(
        hinting=False,
        layout_features=_FEATURES,
        layout_scripts=["DFLT", "latn", "cyrl", "grek", "arab", "tfng"],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14],
        notdef_outline=True,
    )
    options.drop_tables += ["STAT", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in blocks for code in range(first, last + 1)])
    subsetter.subset(font)
    return font


def _merged(fonts: Iterable[TTFont]) -> TTFont:
    """One font of several, with the names and the line height of the first."""
    with tempfile.TemporaryDirectory() as scratch:
        files = []
        for number, font in enumerate(fonts):
            files.append(str(Path(scratch, f"{number}.ttf")))
            font.save(files[-1])
        first = TTFont(files[0])
        merged: TTFont = Merger().merge(files)
    for table, names in {
        "hhea": ("ascent", "descent", "lineGap"),
        "OS/2": ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"),
    }.items():
        for name in names:
            setattr(merged[table], name, getattr(first[table], name))
    merged["name"] = first["name"]
    merged["head"].created, merged["head"].modified = first["head"].created, first["head"].modified
    merged.recalcTimestamp = False
    _add_box(merged)
    return merged


def _add_box(font: TTFont) -> None:
    """Let a character of its own show the box that stands for a missing letter."""
    glyph = "uni25A1"
    order = [*font.getGlyphOrder(), glyph]
    font.setGlyphOrder(order)
    font["glyf"].setGlyphOrder(order)
    font["glyf"][glyph] = copy.deepcopy(font["glyf"][".notdef"])
    font["hmtx"][glyph] = font["hmtx"][".notdef"]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[_BOX] = glyph


def _sources() -> str:
    origins = "".join(
        f"- Origin: npm package `{name}` {PACKAGES[name].version}, sha256 `{PACKAGES[name].sha256}`; "
        f"licence SIL OFL 1.1, see `{licence}`.\n"
        for name, licence in _LICENCES.items()
    )
    return (
        "# Noto Sans, with Arabic and Tifinagh\n\n"
        f"{origins}"
        "- Changed: each file is a subset of the three fonts, merged (fontTools), without hints, small "
        "capitals and alternates, with the line height of Noto Sans and a box at U+25A1.\n"
        "- Rebuilt by: `python -m tools.vendor_fonts`. `SHA256SUMS` holds the hash of each file.\n"
    )


if __name__ == "__main__":
    vendor()
    print(f"wrote {len(FACES)} faces to {FOLDER}")
