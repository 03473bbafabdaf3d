"""Maps for other people's pages: what to paste, what to include, what machines read, and a list of it all.

``files`` makes a folder's content: the whole page, the page for a frame, the fragment to include without a
frame, static pictures, the snippet to paste, oEmbed, GeoJSON, CSV, JSON-LD and a manifest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import unquote

from geo.checks import need_number, need_text
from maps.document import need_document
from maps.embed.address import EmbedError, base
from maps.errors import WrongTypeError
from maps.render.html import PageFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Unpack

    from maps.document import MapDocument
    from maps.embed.options import EmbedOptions
    from maps.render.html import Picture
    from maps.render.static.options import PageOptions
    from maps.tiles import Tiles

__all__ = ["EmbedError", "PageFiles", "files", "fragment"]

# Names that readers' browsers, servers and shells all take as they are.
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
# What else is in the folder.
_TAKEN = {"embed", "fragment", "heights", "incidents", "manifest", "oembed", "og", "snippet"}
_RATIOS = (0.4, 4.0)


class Embedded(NamedTuple):
    """The files of an embed, in memory.

    Attributes:
        files: The bytes of each, by name.
        assets: The same of what its pages share with others.
        remarks: What the caller should know, such as a letter that no font has.
    """

    files: dict[str, bytes]
    assets: dict[str, bytes]
    remarks: list[str]


def files(document: MapDocument, **options: Unpack[EmbedOptions]) -> dict[str, bytes]:
    """Everything that it takes to embed a map elsewhere, by file name.

    The same document gives the same bytes. Nothing in the files refers to anything outside them, except by
    ``url`` and ``assets``. Files that are shared have their ``assets`` before their names.

    Args:
        document: What ``maps.compose`` made.
        options: Where it will be, and what the pictures are to look like: see
            ``maps.embed.options.EmbedOptions``.

    Raises:
        EmbedError: If an address, a name or a ratio cannot be used.
        PageError: If an option has a value that it cannot have.
        StyleError: If the style is not there or is wrong.
        TileError: If there are no such tiles, or they want a key.
        ThemeError: If there is no such theme.

    Examples:
        >>> import maps
        >>> document = maps.compose(maps.Report((maps.Incident("a", place_text="Kidal"),)))
        >>> for name in files(document, url="https://maps.example.org/kidal"):
        ...     print(name)
        map.html
        embed.html
        fragment.html
        map.png
        map.svg
        og.png
        snippet.html
        heights.html
        oembed.json
        map.geojson
        incidents.csv
        map.jsonld
        manifest.json
    """
    made = prepare(**options)(need_document(document))
    place = unquote(options.get("assets") or "")
    return made.files | {place + name: content for name, content in made.assets.items()}


def fragment(
    document: MapDocument,
    *,
    assets: str | None = None,
    picture: bool = True,
    tiles: str | Tiles | None = None,
    theme: str = "auto",
) -> PageFiles:
    """HTML to include in a page without a frame. Neither sees the other's styles, ids or variables.

    Several fragments may stand in one page, the same map twice among them.

    Args:
        document: What ``maps.compose`` made.
        assets: Where the page finds script, style sheet and picture, for a page whose policy is
            ``script-src 'self'``; the answer has these files. None to hold everything.
        picture: Whether to hold a picture of the map for readers whose browser runs no script.
        tiles: Online tiles to ask for, as ``maps.tiles.find_tiles`` takes them; the page around it has to
            allow their hosts.
        theme: ``light``, ``dark``, or ``auto``, which is that of the page around it.

    Raises:
        TileError: If there are no such tiles, or they want a key.
        ThemeError: If there is no such theme.

    Examples:
        >>> import maps
        >>> document = maps.compose(maps.Report((maps.Incident("a", place_text="Kidal"),)))
        >>> fragment(document, picture=False).html[:31]
        b'<div class="dateline-fragment">'
    """
    from maps.render import html, picture_of
    from maps.render.html_theme import check_theme

    need_document(document)
    check_theme(theme)
    shown = picture_of(document) if picture else None
    return html.fragment(document, picture=shown, assets=assets, tiles=_found(tiles), theme=theme)


def prepare(**options: Unpack[EmbedOptions]) -> Callable[..., Embedded]:
    """A function that makes the files of a document, after a look at all that may be wrong with the wishes.

    Args and errors are those of ``files``. The function takes a document and, where a caller has drawn it
    already, what ``maps.render.picture_of`` gives of it, or what gives that.

    Examples:
        >>> prepare(url="ftp://example.org/")
        Traceback (most recent call last):
        maps.embed.address.EmbedError: ftp://example.org/: the address of an embed begins with https or http
    """
    from maps.embed.folder import Wishes, embedded
    from maps.render import prepare as prepare_files
    from maps.render.html_theme import check_theme
    from maps.render.static.options import page_of

    url, name = options.pop("url", None), options.pop("name", "map")
    ratio, licence = options.pop("ratio", None), options.pop("licence", None)
    tiles, assets = _found(options.pop("tiles", None)), _place(options.pop("assets", None))
    theme = check_theme(options.pop("theme", None) or "auto")
    if not _NAME.fullmatch(need_text(name, "name", WrongTypeError)) or name in _TAKEN:
        raise EmbedError(
            f"name {name!r}: it is of small letters, digits, - and _, and none of {', '.join(sorted(_TAKEN))}"
        )
    least, most = _RATIOS
    if ratio is not None and not least <= need_number(ratio, "ratio") <= most:
        raise EmbedError(f"ratio {ratio}: width by height is between {least} and {most}")
    looks = cast("PageOptions", options)
    page = page_of(**looks)
    pictures = prepare_files([f"{name}.png", f"{name}.svg"], **looks)
    # The size of the card is what the networks ask for; "plain" is for a picture beside a title.
    card: PageOptions = {**looks, "size": "social-card", "dpi": None}
    wishes = Wishes(
        name=name,
        base=base(None if url is None else need_text(url, "url", WrongTypeError)),
        ratio=round(float(ratio or page.width / page.height), 3),
        width=page.pixels[0],
        height=page.pixels[1],
        licence=licence,
        byline=options.get("byline"),
        alt_text=options.get("alt_text"),
        tiles=tiles,
        assets=assets,
        theme=theme,
    )
    draw_card = prepare_files(["og.png"], **card)

    def make(document: MapDocument, picture: Picture | Callable[[], Picture] | None = None) -> Embedded:
        return embedded(document, wishes, pictures, draw_card, picture)

    return make


def _place(assets: str | None) -> str | None:
    if assets is None:
        return None
    if not need_text(assets, "assets", WrongTypeError).endswith("/") or ":" in assets or assets[0] == "/":
        raise EmbedError(f"assets {assets!r}: it is a way from the folder that ends in /, such as ../assets/")
    return assets


def _found(tiles: str | Tiles | None) -> Tiles | None:
    from maps.tiles import find_tiles

    return find_tiles(tiles) if isinstance(tiles, str) else tiles
