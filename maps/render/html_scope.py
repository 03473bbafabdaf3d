"""The page's script and style sheet for a fragment: nothing of them reaches the page around it, nor back.

The shadow root keeps ids and selectors apart; here is what it leaves open. What is inherited begins anew at
``.dl-root``; custom properties are set there, below what the page around says of the element itself;
``rem``, which the page around defines, becomes pixels; what asks for the window's width asks for the
fragment's own. The script keeps Leaflet and Dateline to itself and gives ``window.L`` back.
"""

from __future__ import annotations

import functools
import html
import re

from maps.render import html_assets

__all__ = ["elements", "script", "shared", "style"]

_REM = re.compile(r"(?<![\w.])(\d*\.?\d+)rem\b")
_WIDTH = re.compile(r"@media \((min|max)-width: ?(\d+)px\)")
# An important rule within a shadow root is stronger than an important one of the page around it.
_OUTSIDE = (
    ":host{all:initial!important;display:block!important;container:dateline/inline-size!important}\n"
    ".dl-root{all:initial;display:block}\n"
)
# Under this name Leaflet notes on the window, the document and each element who listens there; a second copy
# of it would take the notes of the first for its own.
_EVENTS = '"_leaflet_events"'
_SCRIPT = """(function () {
const own = document.currentScript;
const host = own.previousElementSibling;
// A page that resets the display of all its elements would show this text.
own.remove();
const written = host.querySelector(":scope > template");
if (written) {
  host.attachShadow({ mode: "open" }).append(written.content);
  written.remove();
}
const scope = { Dateline: { root: host.shadowRoot } };
const events = Symbol("events of this Leaflet");
const before = Object.getOwnPropertyDescriptor(window, "L");
const L = {};
(function (exports, module, define) {
%s
})(L, {});
if (before) window.L = before.value;
else delete window.L;
%s
})();"""


@functools.cache
def style() -> str:
    """The style sheet for a shadow root.

    Examples:
        >>> ":root" in style(), "rem;" in style()
        (False, False)
    """
    text = _WIDTH.sub(
        r"@container dateline (\1-width: \2px)",
        html_assets.style(images=False, extra="embed.css", system=False),
    )
    text = _REM.sub(lambda size: f"{float(size[1]) * 16:g}px", text)
    return _OUTSIDE + text.replace(":root", ".dl-root")


@functools.cache
def script(*, many: bool = True, tools: bool = True, shapes: bool = True) -> str:
    """The script for the shadow root of the element before it; arguments as of ``html_assets.script``.

    Examples:
        >>> "window.Dateline" in script()
        False
    """
    own = html_assets.own_script(many=many, tools=tools, shapes=shapes)
    own = own.replace("window.Dateline", "scope.Dateline")
    return _SCRIPT % (html_assets.leaflet().replace(_EVENTS, "events"), own)


@functools.cache
def shared() -> dict[str, bytes]:
    """Script and style sheet as files, by name."""
    files = {".js": script().encode(), ".css": style().encode()}
    return {html_assets.name_of(content, suffix): content for suffix, content in files.items()}


def elements(assets: str | None, *, many: bool, tools: bool, shapes: bool) -> tuple[str, str]:
    """The elements that bring the style sheet and the script.

    Args:
        assets: Where ``shared`` files are, seen from the page around; None to hold all in the elements.
        many: Whether the script is to draw many incidents, where it is not shared.
        tools: Whether it is to filter and to search, where it is not shared.
        shapes: Whether it is to draw lines and areas of a table, where it is not shared.
    """
    if assets is None:
        return (
            f"<style>{style()}</style>",
            f"<script>{script(many=many, tools=tools, shapes=shapes)}</script>",
        )
    script_name, style_name = (html.escape(assets + name) for name in shared())
    return (
        f'<link rel="stylesheet" href="{style_name}">',
        f'<script src="{script_name}"></script>',
    )
