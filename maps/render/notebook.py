"""A map as the output of a notebook's cell: a page in a frame, a picture of it, and words.

The frame stands in the notebook without any script round it, and what is in the frame reaches neither the
notebook nor the network (docs/decisions/0030-maps-in-notebooks.md).
"""

from __future__ import annotations

import base64
import html
from typing import TYPE_CHECKING, Any

from maps.render.html import SANDBOX

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from maps.document import MapDocument

__all__ = ["bundle"]

#: Height of the frame in pixels: the map with its title fits, and the list beside it scrolls.
_HEIGHT = 680
# The picture in pixels of a page; it has twice as many each way, for screens and printers that show them.
_WIDE, _HIGH, _SHARP = 960, 640, 2
# Notebooks of more are slow to open and to save; a page by itself is not.
_MOST_BYTES = 8_000_000
_REASONS_TOLD = 3
# A page prefers dark where its frame is dark, to which JupyterLab sees and nbconvert does not.
_AS_NOTEBOOK = (
    "<style>body[data-jp-theme-light=true] iframe.dateline-frame{color-scheme:light}"
    "body[data-jp-theme-light=false] iframe.dateline-frame{color-scheme:dark}</style>"
)


def bundle(
    document: MapDocument, include: Iterable[str] | None = None, exclude: Container[str] | None = None
) -> tuple[dict[str, str], dict[str, Any]]:
    """What a notebook keeps of a map, by media type, and what it must know of each.

    Args:
        document: The map.
        include: The media types that are wanted; all if None.
        exclude: Those that are not.

    Examples:
        >>> from geo import BBox
        >>> from maps.document import MapDocument
        >>> document = MapDocument("Kidal", None, "en", "A map without incidents.", BBox(0, 17, 3, 20))
        >>> data, metadata = bundle(document)
        >>> sorted(data), metadata["image/png"]
        (['image/png', 'text/html', 'text/plain'], {'width': 960, 'height': 640})
        >>> data["text/plain"]
        'Kidal. A map without incidents.'
    """
    asked = ("text/html", "image/png", "text/plain") if include is None else tuple(include)
    wanted = {kind for kind in asked if exclude is None or kind not in exclude}
    data = {"text/plain": f"{document.title}. {document.description}"}
    if wanted & {"text/html", "image/png"}:
        data["image/png"] = base64.b64encode(_picture(document)).decode("ascii")
    if "text/html" in wanted:
        data["text/html"] = _markup(document, data["image/png"])
    metadata = {"image/png": {"width": _WIDE, "height": _HIGH}}
    return (
        {kind: data[kind] for kind in data if kind in wanted},
        {kind: metadata[kind] for kind in metadata if kind in wanted},
    )


def _picture(document: MapDocument) -> bytes:
    from maps.render.static import lay_out
    from maps.render.static.options import page_of
    from maps.render.static.png import small

    page = page_of(size=f"{_WIDE / 96}in x {_HIGH / 96}in", dpi=96 * _SHARP)
    return small(lay_out(document, page), page)


def _markup(document: MapDocument, picture: str) -> str:
    """The frame. What drops frames, as JupyterLab does where a notebook is not trusted, has the picture."""
    from maps.render.html import render

    page = render(document).decode("utf-8")
    shown = (
        f'<img src="data:image/png;base64,{picture}" width="{_WIDE}" height="{_HIGH}"'
        f' style="max-width:100%;height:auto" alt="{_attribute(document.description)}">'
    )
    if len(page) > _MOST_BYTES:
        # Words for whoever writes the notebook, in the language of the code.
        told = f"The page of this map would add {len(page) / 1e6:.0f} MB to the notebook. "
        return (
            f"{shown}<p>{told}<code>maps.save(document, 'map.html')</code> writes it.</p>{_missing(document)}"
        )
    below = _missing(document)
    return (
        f'{_AS_NOTEBOOK}<iframe class="dateline-frame"'
        f' title="{_attribute(document.title)}" width="100%" height="{_HEIGHT}"'
        f' style="display:block;width:100%;height:{_HEIGHT}px;border:0" sandbox="{SANDBOX}"'
        # Quotes of the other kind stay as they are in the page's data, which is full of them.
        f" allow=\"fullscreen\" srcdoc='{_attribute(page, double=False)}'>{shown}</iframe>{below}"
    )


def _missing(document: MapDocument) -> str:
    """What the map does not show, and why, in a line."""
    from maps.wording import words

    left, say = document.not_shown, words(document.language)
    if not left:
        return ""
    named = [(one.place_text or one.title, one.why) for one in left]
    page = say.page
    quoted = (page["quote_open"] + "{}" + page["quote_close"] + page["colon"] + " {}").format
    reasons = [quoted(name, why) if name else why for name, why in named]
    told = list(dict.fromkeys(reasons))
    more = " …" if len(told) > _REASONS_TOLD else ""
    text = (
        f"{page['not_shown']}{page['colon']} {say.number(len(left))}. {' '.join(told[:_REASONS_TOLD])}{more}"
    )
    return f'<p dir="auto">{_attribute(text)}</p>'


def _attribute(text: str, *, double: bool = True) -> str:
    """A text between double quotes of markup, or between single ones."""
    escaped = html.escape(text, quote=False)
    return escaped.replace('"', "&quot;") if double else escaped.replace("'", "&#39;")
