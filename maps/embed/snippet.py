"""What others paste: a frame that keeps its room, the script that follows its height, and oEmbed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from geo.markup import clean
from maps.embed.social import CARD
from maps.embed.texts import described, dumped
from maps.render.html import SANDBOX

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.embed.folder import Wishes

__all__ = ["LEAST_HEIGHT", "SANDBOX", "height_at", "listener", "listener_script", "oembed", "paste"]

#: Pixels: lower than that a map with title, legend and credits is of no use on a telephone.
LEAST_HEIGHT = 480
# Width in pixels that oEmbed states: a column of text.
_WIDTH = 640
_LISTENER = """
(function () {
  "use strict";
  var frames = function () {
    return Array.prototype.slice.call(document.querySelectorAll("iframe[data-dateline]"));
  };
  window.addEventListener("message", function (event) {
    var heights = event.data && event.data["datawrapper-height"];
    frames().forEach(function (frame) {
      if (frame.contentWindow !== event.source || !heights || typeof heights !== "object") return;
      var height = Number(heights[Object.keys(heights)[0]]);
      if (height >= 100 && height <= 5000) frame.style.height = Math.round(height) + "px";
    });
  });
  var silent = !document.querySelector("meta[name=color-scheme]");
  frames().forEach(function (frame) {
    if (silent && getComputedStyle(frame).colorScheme === "normal") frame.style.colorScheme = "light";
    frame.contentWindow.postMessage("dateline-height", "*");
  });
})();
"""


def height_at(width: int, ratio: float) -> int:
    """The height in pixels that a page keeps for an embed of this width.

    Examples:
        >>> height_at(900, 1.5), height_at(360, 1.5)
        (600, 480)
    """
    return max(LEAST_HEIGHT, round(width / ratio))


def paste(document: MapDocument, wishes: Wishes, embed_id: str) -> str:
    """The HTML to paste: a frame, with the picture in it and a link below it for who sees no frames.

    The link is hidden where frames are shown, for the embed has it too; what drops frames, such as a reader
    of feeds, drops that attribute with them. The room is kept by CSS alone, so that nothing jumps when the
    map arrives, with JavaScript or without.
    """
    whole = escape(wishes.address(f"{wishes.name}.html"))
    title = escape(clean(document.title))
    return (
        '<figure class="dateline-embed" style="margin:0">\n'
        f"{_frame(document, wishes, embed_id)}\n"
        f'<figcaption hidden><a href="{whole}">{title}</a></figcaption>\n'
        "</figure>\n"
    )


def _frame(document: MapDocument, wishes: Wishes, embed_id: str) -> str:
    whole, picture = (escape(wishes.address(f"{wishes.name}.{kind}")) for kind in ("html", "png"))
    # The id is for pages that look for the frame by the name that its message says.
    address = escape(wishes.address(f"embed.html?id={embed_id}"))
    kept = f"aspect-ratio:{wishes.ratio:g};min-height:{LEAST_HEIGHT}px"
    return (
        f'<iframe src="{address}" title="{escape(clean(document.title))}" data-dateline="{embed_id}"'
        f' loading="lazy" width="100%" height="{height_at(_WIDTH, wishes.ratio)}"'
        f' style="display:block;width:100%;height:auto;{kept};border:0"'
        f' sandbox="{SANDBOX}" allow="fullscreen" referrerpolicy="no-referrer">'
        f'<a href="{whole}"><img src="{picture}" width="{wishes.width}" height="{wishes.height}"'
        f' alt="{escape(described(document, wishes.alt_text))}" loading="lazy"></a></iframe>'
    )


def listener() -> str:
    """The second snippet: a page that has it gives each embed the height that it asks for.

    A page that says nothing of light and dark is light, and so are its embeds then, whatever the system is.
    """
    return f"<script>{_LISTENER}</script>\n"


def listener_script() -> str:
    """The script of ``listener``, as a page's policy hashes it."""
    return _LISTENER


def oembed(document: MapDocument, wishes: Wishes, embed_id: str) -> bytes:
    """The answer of an oEmbed provider, version 1.0, type rich (https://oembed.com/, section 2.3.4).

    The provider is the site that the files are on, by the name of its host, once that is known.
    """
    return dumped(
        {
            "version": "1.0",
            "type": "rich",
            "title": document.title,
            **({"author_name": wishes.byline} if wishes.byline else {}),
            **_provider(wishes.base),
            "url": wishes.address(f"{wishes.name}.html"),
            "html": _frame(document, wishes, embed_id),
            "width": _WIDTH,
            "height": height_at(_WIDTH, wishes.ratio),
            "thumbnail_url": wishes.address("og.png"),
            "thumbnail_width": CARD[0],
            "thumbnail_height": CARD[1],
        }
    )


def _provider(base: str | None) -> dict[str, str]:
    if base is None:
        return {}
    site = urlsplit(base)
    return {"provider_name": site.hostname or site.netloc, "provider_url": f"{site.scheme}://{site.netloc}/"}
