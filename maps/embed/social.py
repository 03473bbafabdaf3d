"""What the page says of itself to networks that show a link to it, and to sites that embed by its address."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from geo.markup import clean
from maps.embed.texts import described, shortened

if TYPE_CHECKING:
    from maps.document import MapDocument
    from maps.embed.folder import Wishes

__all__ = ["CARD", "head"]

#: Width and height in pixels of the picture of a link.
CARD = (1200, 630)


def head(document: MapDocument, wishes: Wishes) -> str:
    """Elements for the page's head: Open Graph, the card of X, and where its oEmbed is.

    They take absolute addresses (https://ogp.me/): without one the page says nothing.
    """
    if wishes.base is None:
        return ""
    page = wishes.address(f"{wishes.name}.html")
    title, text = clean(document.title), described(document, wishes.alt_text)
    properties = {
        "og:type": "article",
        "og:title": title,
        "og:description": shortened(clean(document.subtitle or text)),
        "og:url": page,
        "og:image": wishes.address("og.png"),
        "og:image:type": "image/png",
        "og:image:width": str(CARD[0]),
        "og:image:height": str(CARD[1]),
        "og:image:alt": shortened(text),
    }
    oembed = f'href="{escape(wishes.address("oembed.json"))}" title="{escape(title)}"'
    lines = [
        f'<link rel="canonical" href="{escape(page)}">',
        f'<link rel="alternate" type="application/json+oembed" {oembed}>',
        *(f'<meta property="{key}" content="{escape(value)}">' for key, value in properties.items()),
        '<meta name="twitter:card" content="summary_large_image">',
    ]
    return "\n".join(lines) + "\n"
