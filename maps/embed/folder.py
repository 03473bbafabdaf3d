"""The files of an embed, each made once and those that list others after them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from maps.embed import linked_data, manifest, snippet, social, table
from maps.embed.address import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Callable

    from maps.document import MapDocument
    from maps.embed import Embedded
    from maps.render import Rendered
    from maps.render.html import Picture
    from maps.tiles import Tiles

__all__ = ["Wishes", "embedded"]

# A page of many incidents must not say everything twice.
_MOST_INLINE = 300


class Wishes(NamedTuple):
    """What a caller said of an embed, checked.

    Attributes:
        name: What the page, its pictures and its data are called.
        base: Address of the folder, or None.
        ratio: Width by height of the room that a page keeps for it.
        width: Of the picture, in pixels.
        height: The same.
        licence: Of the table of incidents, or None.
        byline: Who made the map, or None.
        alt_text: Description of the pictures in place of the document's own, or None.
        tiles: Online tiles that the pages ask for, or None.
        assets: Where the files are that pages share, seen from the folder; None for pages that hold all.
        theme: Of the pages: one of ``maps.render.html_theme.THEMES``.
    """

    name: str
    base: str | None
    ratio: float
    width: int
    height: int
    licence: str | None
    byline: str | None
    alt_text: str | None
    tiles: Tiles | None = None
    assets: str | None = None
    theme: str = "auto"

    def address(self, file: str) -> str:
        """The address of a file, or what stands for it."""
        return (self.base or PLACEHOLDER) + file

    @property
    def assets_of_fragment(self) -> str | None:
        """Where a page that takes in the fragment finds the shared files; None if nobody has said."""
        return urljoin(self.base, self.assets) if self.base and self.assets else None


def embedded(
    document: MapDocument,
    wishes: Wishes,
    draw: Callable[[MapDocument], Rendered],
    draw_card: Callable[[MapDocument], Rendered],
    picture: Picture | Callable[[], Picture] | None = None,
) -> Embedded:
    """The files of a document.

    Args:
        document: The map.
        wishes: What the caller said.
        draw: Draws the pictures.
        draw_card: Draws the picture of a link to the map.
        picture: The map for readers whose browser runs no script, or what gives it; drawn here if None.
    """
    from maps.embed import Embedded
    from maps.render import geojson, html, picture_of

    name, tiles, theme = wishes.name, wishes.tiles, wishes.theme
    # Packed by other threads while this one draws.
    packed = html.data_of(document)
    picture = picture or picture_of(document)
    drawn, card, data = draw(document), draw_card(document), geojson.render(document)
    embed_id = f"dateline-{hashlib.sha256(data).hexdigest()[:12]}"
    graph = linked_data.graph(document, wishes)
    head = social.head(document, wishes)
    if len(document.incidents) <= _MOST_INLINE:
        head += linked_data.element(graph)
    # The embed stands beside the page that shows everything, wherever that is.
    framed = html.Framed(embed_id, wishes.ratio, f"{name}.html")
    looks: Any = {"picture": picture, "tiles": tiles, "theme": theme, "data": packed}
    page = html.page(document, assets=wishes.assets, head=head, **looks)
    frame = html.embed(document, framed, assets=wishes.assets, **looks)
    fragment = html.fragment(document, assets=wishes.assets_of_fragment, **looks)
    assets = page.assets | frame.assets | fragment.assets
    files = {
        f"{name}.html": page.html,
        "embed.html": frame.html,
        "fragment.html": fragment.html,
        **{str(path): content for path, content in (*drawn.files, *card.files)},
        "snippet.html": snippet.paste(document, wishes, embed_id).encode("utf-8", "replace"),
        "heights.html": snippet.listener().encode(),
        "oembed.json": snippet.oembed(document, wishes, embed_id),
        f"{name}.geojson": data,
        "incidents.csv": table.write(document),
        f"{name}.jsonld": linked_data.write(graph),
    }
    files["manifest.json"] = manifest.write(document, wishes, embed_id, files, assets)
    return Embedded(files, assets, list(dict.fromkeys([*drawn.remarks, *card.remarks])))
