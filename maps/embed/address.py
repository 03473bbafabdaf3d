"""Where an embed is published: the one address that its files are allowed to know."""

from __future__ import annotations

from maps.errors import MapsError
from maps.links import refusal

__all__ = ["PLACEHOLDER", "EmbedError", "base"]

#: Stands for an address that is not known yet. No host has a name in .invalid (RFC 2606, section 2).
PLACEHOLDER = "https://embed-url.invalid/"


class EmbedError(MapsError, ValueError):
    """A wish for an embed that cannot be fulfilled: an address, a name, a ratio."""


def base(url: str | None) -> str | None:
    """The address of the folder of an embed, which ends with a slash.

    Raises:
        EmbedError: If it cannot be the address of a folder on the web.

    Examples:
        >>> base("https://maps.example.org/kidal")
        'https://maps.example.org/kidal/'
        >>> base("https://maps.example.org/kidal?draft=1")
        Traceback (most recent call last):
        maps.embed.address.EmbedError: https://maps.example.org/kidal?draft=1: the address of an embed is that
        of its folder, without ? and #
    """
    if url is None:
        return None
    why = refusal(url)
    if not url.startswith(("https://", "http://")):
        why = "the address of an embed begins with https or http"
    elif "?" in url or "#" in url:
        why = "the address of an embed is that of its folder, without ? and #"
    if why is not None:
        raise EmbedError(f"{url}: {why}")
    return url if url.endswith("/") else f"{url}/"
