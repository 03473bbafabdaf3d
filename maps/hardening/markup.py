"""Markup that somebody wrote, as a tree of what is harmless in it.

The page's script builds elements of the tree, one by one, and never parses markup. So nothing depends on how
Python and a browser read broken markup: whatever the parser makes of a text, the tree holds but the tags,
attributes and properties that are named here (docs/decisions/0023-safe-pages.md).
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

from maps.links import web_address

__all__ = ["PICTURE", "Tree", "colour", "declarations", "plain_text", "tree"]

#: A text, or a tag with its attributes, its style and what is in it.
Node = str | list[Any]
Tree = list[Node]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAGS = _words(
    "a abbr b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl "
    "dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section "
    "small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr"
)
_WITHIN_A_LINE = _words(
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup "
    "time tt u var wbr"
)
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
# What is between their tags is no text to read.
_MUTE = _words(
    "applet audio canvas embed frame frameset head iframe math noembed noframes noscript object plaintext "
    "script style svg template textarea title video xmp"
)
# They end the one before them, whose end tag may be left out.
_ENDS = {
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr", "td", "th"}, "td": {"td", "th"},
    "th": {"td", "th"}, "p": {"p"}, "tbody": {"tbody", "thead", "tr", "td", "th"},
}  # fmt: skip
_HOLDS = frozenset({"ul", "ol", "dl", "table"})
_PLAIN = frozenset({"abbr", "dir", "lang", "title"})
# What a reader could have used, or been caught by; and what changes the page round it.
_COUNTED = _words(
    "area base button dialog fieldset form input isindex keygen label link map meta option output portal "
    "select"
)
# Of what is no property of ours, what shows or asks for something else than it seems; the rest are looks.
_ADDRESS = re.compile(r"url\s*\(|image-set\s*\(|\\", re.IGNORECASE)
_LAID_OVER = re.compile(r"fixed|absolute|sticky", re.IGNORECASE)
_DEEPEST = 40
#: The one kind of address that a picture may have.
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+", re.ASCII)
_NUMBER = re.compile(r"\d{1,5}%?", re.ASCII)
_ATTRIBUTES = {
    "colspan": _NUMBER, "rowspan": _NUMBER, "width": _NUMBER, "height": _NUMBER, "start": _NUMBER,
    "scope": re.compile("row|col"), "datetime": re.compile(r"[\dTtZz:+. /-]{1,60}", re.ASCII),
    "align": re.compile("left|right|center|justify"),
}  # fmt: skip
_PROPERTIES = _words(
    "background background-color border border-bottom border-collapse border-color border-left "
    "border-radius border-right border-spacing border-style border-top border-width color direction display "
    "font-family font-size font-style font-variant font-weight height letter-spacing line-height "
    "list-style-type margin margin-bottom margin-left margin-right margin-top max-height max-width min-width "
    "opacity overflow overflow-wrap padding padding-bottom padding-left padding-right padding-top "
    "text-align text-decoration text-shadow text-transform vertical-align white-space width word-break"
)
_FUNCTION = r"(?:rgb|hsl)a?\([\d\s.,%/deg-]{1,60}\)"
_COLOUR = rf"(?:#[0-9a-fA-F]{{3,8}}|[a-zA-Z]{{1,30}}|{_FUNCTION})"
# Words, numbers and colours. No address, escape or function but those of colours has such a form.
_VALUE = re.compile(rf"(?:[\w\s.,%+'\"#!-]|{_FUNCTION}){{1,200}}", re.ASCII)


def colour(value: object) -> str | None:
    """A colour as CSS writes it; None for anything else.

    Examples:
        >>> colour("#ff0000"), colour("rgb(1, 2, 3)"), colour("url(http://127.0.0.1/)")
        ('#ff0000', 'rgb(1, 2, 3)', None)
    """
    text = str(value).strip()
    return text if re.fullmatch(_COLOUR, text) else None


def declarations(text: object, left_out: Counter[str] | None = None) -> dict[str, str]:
    """The harmless ones of a style attribute's declarations, by property.

    Args:
        text: The attribute.
        left_out: Counts addresses, and what would have been laid over the map.

    Examples:
        >>> declarations("color: red; position: fixed; background-color: url(http://127.0.0.1/)")
        {'color': 'red'}
    """
    found = {}
    for declaration in str(text or "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name.lower() in _PROPERTIES and _VALUE.fullmatch(value):
            found[name.lower()] = value
        elif left_out is not None and _ADDRESS.search(value):
            left_out["url() in a style"] += 1
        elif left_out is not None and name.lower() == "position" and _LAID_OVER.match(value):
            left_out[f"position: {value.split()[0].lower()}"] += 1
    return found


def tree(text: str, left_out: Counter[str] | None = None) -> Tree:
    """What is harmless in a text with markup.

    Args:
        text: As it would have been put into a page.
        left_out: Counts what was more than a tag of no use: scripts, frames, handlers, addresses.

    Examples:
        >>> tree("<b>Kidal</b> <img src=x onerror=go()> <script>go()</script>")
        [['b', {}, {}, ['Kidal']], '  ']
        >>> tree('<a href="javascript:go()">here</a>')
        [['a', {}, {}, ['here']]]
    """
    reader = _Reader(Counter() if left_out is None else left_out)
    reader.feed(text)
    reader.close()
    return reader.made


def plain_text(nodes: Tree) -> str:
    """The words of a tree.

    Examples:
        >>> plain_text(tree("<b>Kidal</b>,<br>Mali"))
        'Kidal, Mali'
    """
    parts: list[str] = []

    def gather(nodes: Tree) -> None:
        for node in nodes:
            if isinstance(node, str):
                parts.append(node)
                continue
            apart = "" if node[0] in _WITHIN_A_LINE else " "
            parts.append(apart)
            gather(node[3])
            parts.append(apart)

    gather(nodes)
    return re.sub(r"\s+([,.;:!?])", r"\1", " ".join("".join(parts).split()))


class _Reader(HTMLParser):
    """Builds the tree of a text."""

    def __init__(self, left_out: Counter[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.made: Tree = []
        self.left_out = left_out
        self._open: list[tuple[str, Tree]] = []
        self._mute: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Add the element if it is one of ours and nothing above it is mute."""
        if tag in _MUTE:
            self.left_out[f"<{tag}>"] += 1
            if tag != "embed":
                self._mute.append(tag)
        if self._mute:
            return
        if tag in _COUNTED:
            self.left_out[f"<{tag}>"] += 1
        if tag not in _TAGS:
            # What is in it stays, without its looks.
            declarations(dict(attrs).get("style"), self.left_out)
            return
        self._end_before(tag)
        given = {name: value or "" for name, value in attrs}
        self.left_out.update(name for name in given if name.startswith("on"))
        kept = _kept(tag, given)
        if tag == "a" and given.get("href") and "href" not in kept:
            self.left_out["links (to neither http, https nor mailto)"] += 1
        if tag == "img" and "src" not in kept:
            self.left_out["<img>"] += 1
            if given.get("alt"):
                self._add(given["alt"])
            return
        inside: Tree = []
        self._add([tag, kept, declarations(given.get("style"), self.left_out), inside])
        # Deeper than any reader's markup: what follows stands side by side.
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append((tag, inside))

    def handle_endtag(self, tag: str) -> None:
        """Close the element, with what is open in it."""
        if self._mute:
            if tag in self._mute:
                del self._mute[self._mute.index(tag) :]
            return
        for depth in reversed(range(len(self._open))):
            if self._open[depth][0] == tag:
                del self._open[depth:]
                return

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<b/>`` opens an element in HTML all the same; only a drawing is closed."""
        if tag in {"math", "svg"}:
            self.left_out[f"<{tag}>"] += 1
        else:
            self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        """Add a text."""
        if not self._mute:
            self._add(data)

    def _add(self, node: Node) -> None:
        nodes = self._open[-1][1] if self._open else self.made
        if isinstance(node, str) and nodes and isinstance(nodes[-1], str):
            nodes[-1] += node
        else:
            nodes.append(node)

    def _end_before(self, tag: str) -> None:
        """Close what this tag ends: a cell the cell before it, but not that of a table around its own."""
        ended = _ENDS.get(tag, set())
        for depth in reversed(range(len(self._open))):
            name = self._open[depth][0]
            if name in ended:
                del self._open[depth:]
            elif name in _HOLDS:
                return


def _kept(tag: str, given: dict[str, str]) -> dict[str, str]:
    """The attributes that stay."""
    kept = {
        name: value
        for name, value in given.items()
        if name in _PLAIN or (name in _ATTRIBUTES and _ATTRIBUTES[name].fullmatch(value))
    }
    if tag == "a" and (address := web_address(given.get("href", "").strip())):
        kept |= {"href": address, "target": "_blank", "rel": "noopener noreferrer"}
    if tag == "img":
        kept["alt"] = given.get("alt", "")
        if PICTURE.fullmatch(given.get("src", "")):
            kept["src"] = given["src"]
    if tag == "font" and colour(given.get("color", "")):
        kept["color"] = given["color"]
    return kept
