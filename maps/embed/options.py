"""What a caller may say of an embed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.render.static.options import PageOptions

if TYPE_CHECKING:
    from maps.tiles import Tiles

__all__ = ["EmbedOptions"]


class EmbedOptions(PageOptions, total=False):
    """What ``maps.save_embed`` and ``maps.embed.files`` take, besides what the pictures are to look like.

    Attributes:
        url: Where the files will be, such as ``https://maps.example.org/kidal/``. Without it ``snippet.html``
            and ``oembed.json`` say ``https://embed-url.invalid/`` in its place, which no host can have.
        name: What the page, its pictures and its data are called, such as ``map`` for ``map.html``.
        ratio: Width by height of the room that a page keeps for the embed; that of the picture by default.
        licence: Of the table of incidents, in words or as an address; None where it is not stated.
        tiles: Online tiles that page, frame and fragment ask for, as ``maps.tiles.find_tiles`` takes them;
            none by default.
        assets: Where script, style sheet and picture are, which page and frame then share with others, seen
            from the folder, such as ``../assets/``; the fragment shares them too where ``url`` says from
            where. None for files that hold everything.
        theme: Of page, frame and fragment: ``light``, ``dark``, or ``auto``, the default: a page follows its
            reader's system, a fragment the page around it, and a frame the ``color-scheme`` of that page or,
            where it has none, the system.
    """

    url: str | None
    name: str
    ratio: float | None
    licence: str | None
    tiles: str | Tiles | None
    assets: str | None
    theme: str | None
