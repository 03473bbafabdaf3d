"""The page's own files: Leaflet as vendored, our script and style sheet, as text ready to be inlined."""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import re
from importlib.resources import files
from typing import TYPE_CHECKING, TypedDict, Unpack

from maps.style import PALETTE

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["data_address", "leaflet_picture", "name_of", "references", "script", "shared", "style"]

_LEAFLET = "vendor/leaflet-1.9.4"
# In the order in which they build on each other. Some are of many incidents alone, some of tools for no few,
# some of pages that have a list: a map in a frame or a notebook has none.
_SCRIPTS = (
    "geometry", "theme", "elements", "blocks", "article", "plain", "days", "store", "many", "ground", "text",
    "room", "borderlabel", "labels", "popups", "tip", "markers", "crowds", "sprites", "cursor", "canvas",
    "list", "gestures", "home", "buttons", "choice", "timeline", "filters", "search", "table", "address",
    "tools", "tiles", "shapes", "dateline", "start",
)  # fmt: skip
_OF_MANY = frozenset({"blocks", "article", "many", "crowds", "sprites", "cursor", "canvas", "list"})
_OF_SHAPES = frozenset({"shapes"})
_OF_TOOLS = frozenset({"plain", "days", "choice", "timeline", "filters", "search"})
_OF_PAGES = frozenset({"table", "address"})
# Rules for Internet Explorer, one of which names an address.
_DEAD_RULE = re.compile(r"[^{}]*(?:\.lvml|\.leaflet-vml-shape|\.leaflet-oldie)[^{}]*\{[^{}]*\}")
# What only readers of the source need: a fifth of our script. No text in it goes over several lines.
_INDENT_OR_REMARK = re.compile(r"^\s*//.*\n|^\s+", re.MULTILINE)
# The same of style sheets: remarks, and what parts nothing. No selector has a colon before a blank.
_CSS_REMARK = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_CSS_EMPTY = re.compile(r"(?<=[:;,{}])\s+|[ \t]+(?=\{)|;(?=\s*\})|^\s+", re.MULTILINE)
# The dark colours, which hang on a class that the script sets.
_DARK = re.compile(r"@media screen \{\s*:root:root\.dl-dark (\{.*?\})\s*\}", re.DOTALL)
_IMAGE_RULE = re.compile(r"url\(images/([a-z0-9-]+\.png)\)")


@functools.cache
def _text(path: str) -> str:
    return _asset(path).read_text(encoding="utf-8")


def _asset(path: str) -> Traversable:
    return files("maps").joinpath("assets", *path.split("/"))


class Parts(TypedDict, total=False):
    """What ``own_script`` takes."""

    many: bool
    tools: bool
    page: bool
    shapes: bool
    extra: tuple[str, ...]


@functools.cache
def script(**parts: Unpack[Parts]) -> str:
    """Leaflet and Dateline's script, as one; arguments as for ``own_script``."""
    return f"{leaflet()}\n{own_script(**parts)}"


def leaflet() -> str:
    """Leaflet's script."""
    return _text(f"{_LEAFLET}/leaflet.js")


def own_script(
    *,
    many: bool = True,
    tools: bool = True,
    page: bool = True,
    shapes: bool = True,
    extra: tuple[str, ...] = (),
) -> str:
    """Dateline's script.

    Args:
        many: Whether it is to draw many incidents too, which takes a fourth more.
        tools: Whether it is to filter and to search, which takes as much.
        page: Whether it is to show a table and to follow the page's address.
        shapes: Whether it is to draw lines and areas of a table.
        extra: Further files of ``assets/js``, for pages of another kind.
    """
    parts = ((many, _OF_MANY), (tools, _OF_TOOLS), (page, _OF_PAGES), (shapes, _OF_SHAPES))
    left_out = {name for wanted, names in parts if not wanted for name in names}
    names = [name for name in (*_SCRIPTS, *extra) if name not in left_out]
    return "\n".join(_INDENT_OR_REMARK.sub("", _text(f"js/{name}.js")) for name in names)


@functools.cache
def style(*, images: bool, extra: str | None = None, system: bool = True) -> str:
    """Leaflet's and Dateline's style sheet, as one.

    Args:
        images: Whether to keep Leaflet's pictures (for layers that notebook users add), inlined. A page of
            Dateline alone uses none.
        extra: A further style sheet of ``assets``, for pages of another kind.
        system: Whether to follow the reader's system without a script too. A fragment stands in a page that
            may be light.
    """
    leaflet = _CSS_REMARK.sub("", _text(f"{_LEAFLET}/leaflet.css"))
    leaflet = _DEAD_RULE.sub("", leaflet)
    leaflet = _IMAGE_RULE.sub(lambda rule: _picture(rule[1]) if images else "none", leaflet)
    banner = "/* Leaflet 1.9.4, (c) 2010-2023 Vladimir Agafonkin, 2010-2011 CloudMade, BSD-2-Clause */\n"
    colours = "".join(f"--dl-{key.replace('_', '-')}:{value};" for key, value in PALETTE.items())
    own = "".join(_CSS_REMARK.sub("", _text(name)) for name in ("dateline.css", extra) if name)
    if system:
        own = _DARK.sub(_with_system, own, count=1)
    return banner + _CSS_EMPTY.sub("", leaflet + own) + f":root{{{colours}}}\n"


def _with_system(dark: re.Match[str]) -> str:
    same = f"@media screen and (prefers-color-scheme: dark) {{\n:root:root:not(.dl-light) {dark[1]}\n}}"
    return f"{dark[0]}\n{same}"


@functools.cache
def shared() -> dict[str, bytes]:
    """The script and the style sheet as files that pages and frames of a site share, by name.

    A name holds a part of its content's SHA-256, so that a file may be kept by browsers for ever.

    Examples:
        >>> [name.partition(".")[0] for name in shared()]
        ['dateline', 'dateline']
    """
    files = {
        ".js": script(extra=("embed",)).encode(),
        ".css": style(images=False, extra="embed.css").encode(),
    }
    return {name_of(content, suffix): content for suffix, content in files.items()}


def name_of(content: bytes, suffix: str, of: str = "dateline") -> str:
    """The name of a shared file: another one for other content.

    Examples:
        >>> name_of(b"", ".js")
        'dateline.e3b0c44298fc.js'
    """
    return f"{of}.{hashlib.sha256(content).hexdigest()[:12]}{suffix}"


def references(place: str) -> str:
    """The elements of a page's head that ask for ``shared`` files.

    They state no integrity: a browser checks it only where it may read what it fetches, which is neither in a
    page opened from a disk nor in a sandboxed frame (docs/decisions/0023-safe-pages.md).

    Args:
        place: Where they are, seen from the page, such as ``../assets/``.
    """
    script_name, style_name = (html.escape(place + name) for name in shared())
    return f'<link rel="stylesheet" href="{style_name}">\n<script src="{script_name}"></script>'


def _picture(name: str) -> str:
    # The vendored set has no picture of double size: browsers scale the single one.
    return f"url({leaflet_picture(name.replace('-2x', ''))})"


@functools.cache
def leaflet_picture(name: str) -> str:
    """A picture of Leaflet as a ``data:`` address."""
    return data_address(_asset(f"{_LEAFLET}/images/{name}").read_bytes(), "image/png")


def data_address(content: bytes, mime: str) -> str:
    """A file as an address that holds it.

    Examples:
        >>> data_address(b"GIF89a", "image/gif")
        'data:image/gif;base64,R0lGODlh'
    """
    return f"data:{mime};base64,{base64.b64encode(content).decode('ascii')}"
