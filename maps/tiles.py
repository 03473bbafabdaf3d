"""Online tiles: named as xyzservices names them, or by an address. Nothing asks for them by default."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from geo.checks import need_text
from maps.errors import MapsError, WrongTypeError

__all__ = ["TileError", "Tiles", "checked_tiles", "find_tiles", "for_script", "wants_referrer"]

# Hosts whose terms ask that a browser say which site a map is on.
_WANT_REFERRER = ("openstreetmap.org", "openstreetmap.fr", "openstreetmap.de", "stadiamaps.com")
_FIELD = re.compile(r"\{(\w+)\}")
_LEAFLETS_OWN = {"x", "y", "-y", "z", "s", "r"}
_OSM = "© OpenStreetMap contributors"


class TileError(MapsError, ValueError):
    """Tiles that there are not, or that cannot be had."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Where tiles are and whom to credit.

    Attributes:
        url: Address of a tile with ``{z}``, ``{x}`` and ``{y}``, and perhaps ``{s}`` and ``{r}``, in it.
        attribution: The credit that must stand on the map.
        subdomains: What ``{s}`` may be.
        max_zoom: The deepest level that there is.
        referrer: Whether the provider's terms ask for the site that a map is on.
    """

    url: str
    attribution: str
    subdomains: tuple[str, ...] = ()
    max_zoom: int = 18
    referrer: bool = False

    @property
    def origins(self) -> tuple[str, ...]:
        """Scheme and host of every address that a tile may have: what a policy has to allow.

        Examples:
            >>> Tiles("https://{s}.example.org/{z}/{x}/{y}.png", "Example", ("a", "b")).origins
            ('https://a.example.org', 'https://b.example.org')
        """
        parts = [urlsplit(self.url.replace("{s}", name)) for name in self.subdomains or ("",)]
        return tuple(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts))


def for_script(tiles: Tiles) -> dict[str, Any]:
    """What ``Dateline.tiles`` takes."""
    return {
        "url": tiles.url,
        "subdomains": list(tiles.subdomains),
        "maxZoom": tiles.max_zoom,
        "referrer": tiles.referrer,
    }


def find_tiles(name: str, *, attribution: str | None = None) -> Tiles:
    """The tiles of a name or an address.

    Args:
        name: A provider as xyzservices names it, such as ``OpenStreetMap.Mapnik``; or an
            address such as ``https://tiles.example.org/{z}/{x}/{y}.png``.
        attribution: The credit for tiles of an address.

    Raises:
        TileError: If nobody is called so, a key is needed, or the address is none of tiles.

    Examples:
        >>> find_tiles("OpenStreetMap.Mapnik").attribution
        '(C) OpenStreetMap contributors'
        >>> find_tiles("https://example.org/{z}/{x}.png")
        Traceback (most recent call last):
        maps.tiles.TileError: https://example.org/{z}/{x}.png: an address of tiles holds {z}, {x} and {y}
    """
    need_text(name, "the name or address of tiles", WrongTypeError)
    if "{" in name or "://" in name:
        return _addressed(name, attribution)
    import xyzservices

    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError as error:
        raise TileError(
            f"{name!r}: xyzservices knows no tiles of this name; OpenStreetMap.Mapnik and OpenTopoMap are "
            "two that it knows; or give an address with {z}, {x} and {y}"
        ) from error
    if provider.requires_token():
        raise TileError(
            f"{provider.name} wants a key, which everybody could read in a page: give the address that the "
            "provider allows for your site, with {z}, {x} and {y}"
        )
    return _of(provider)


def _of(provider: Any) -> Tiles:  # noqa: ANN401 -- a dictionary with any entries
    url = provider.build_url(fill_subdomain=False, scale_factor="{r}")
    return checked_tiles(
        Tiles(
            url,
            attribution=provider.attribution,
            subdomains=tuple(provider.get("subdomains", "abc")) if "{s}" in url else (),
            max_zoom=int(provider.get("max_zoom", 18)),
            referrer=wants_referrer(url),
        )
    )


def _addressed(url: str, attribution: str | None) -> Tiles:
    subdomains = ("a", "b", "c") if "{s}" in url else ()
    known = wants_referrer(url)
    found = checked_tiles(Tiles(url, attribution or (_OSM if known else ""), subdomains, referrer=known))
    if not found.attribution:
        raise TileError(f"{url}: say whom to credit for these tiles")
    return found


def wants_referrer(url: str) -> bool:
    """Whether the terms of who owns a host ask for the site that a map is on.

    Examples:
        >>> wants_referrer("https://tile.openstreetmap.org/{z}/{x}/{y}.png")
        True
    """
    host = urlsplit(url.replace("{s}", "a")).hostname or ""
    return any(host == name or host.endswith("." + name) for name in _WANT_REFERRER)


def checked_tiles(tiles: Tiles) -> Tiles:
    """The tiles, if their address is one that a page may ask.

    Raises:
        TileError: If it is not.
    """
    fields = set(_FIELD.findall(tiles.url))
    if not {"z", "x", "y"} <= fields:
        raise TileError(f"{tiles.url}: an address of tiles holds {{z}}, {{x}} and {{y}}")
    if fields - _LEAFLETS_OWN:
        raise TileError(f"{tiles.url}: {{{min(fields - _LEAFLETS_OWN)}}} stands for nothing")
    for origin in tiles.origins:
        parts = urlsplit(origin)
        # What follows stands in the page's policy, where a blank or a semicolon would begin another rule.
        if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(?::\d+)?", origin):
            raise TileError(f"{tiles.url}: an address of tiles begins with https:// and a host")
        if parts.scheme == "http" and parts.hostname not in {"127.0.0.1", "localhost"}:
            raise TileError(f"{tiles.url}: tiles come by https; a page on https would not show these")
    return tiles
