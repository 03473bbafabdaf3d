"""The list of an embed's files, with what it takes to check them and to let a page's policy allow them."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from maps.embed.snippet import LEAST_HEIGHT, SANDBOX, listener_script
from maps.embed.texts import described, dumped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maps.document import MapDocument
    from maps.embed.folder import Wishes

__all__ = ["write"]

FORMAT = "dateline-embed"
VERSION = 1
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv; charset=utf-8",
}
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
# How a credit line states the licence of what it credits.
_LICENCE = re.compile(r"\(([^()]+)\)$")


def write(
    document: MapDocument,
    wishes: Wishes,
    embed_id: str,
    files: Mapping[str, bytes],
    assets: Mapping[str, bytes],
) -> bytes:
    """The manifest as JSON."""
    return dumped(
        {
            "format": FORMAT,
            "version": VERSION,
            "title": document.title,
            "language": document.language,
            "alt_text": described(document, wishes.alt_text),
            "url": wishes.base,
            "incidents": {"shown": len(document.incidents), "not_shown": len(document.not_shown)},
            "embed": {
                "id": embed_id,
                "ratio": wishes.ratio,
                "least_height": LEAST_HEIGHT,
                "sandbox": SANDBOX,
            },
            "attribution": [_credit(line) for line in _credits(document, wishes)],
            "licence": wishes.licence,
            "files": {name: _file(name, content) for name, content in files.items()},
            **(
                {"assets": {f"{wishes.assets}{name}": _file(name, assets[name]) for name in assets}}
                if assets
                else {}
            ),
            "policies": _policies(document, wishes, files),
        }
    )


def _credits(document: MapDocument, wishes: Wishes) -> tuple[str, ...]:
    return (*document.attributions, *([wishes.tiles.attribution] if wishes.tiles else ()))


def _credit(line: str) -> dict[str, str | None]:
    """A credit line, with the licence that it names.

    Examples:
        >>> _credit("GeoNames (CC BY 4.0)")
        {'text': 'GeoNames (CC BY 4.0)', 'licence': 'CC BY 4.0'}
    """
    found = _LICENCE.search(line)
    return {"text": line, "licence": found[1] if found else None}


def _file(name: str, content: bytes) -> dict[str, Any]:
    return {
        "type": _TYPES[PurePath(name).suffix],
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "integrity": f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode('ascii')}",
    }


def _policies(document: MapDocument, wishes: Wishes, files: Mapping[str, bytes]) -> dict[str, str]:
    """The policy that each page states, and what a page has to allow that takes in a piece of HTML."""
    from maps.render.html_data import has_tools, is_many
    from maps.render.html_policy import policy, shared_policy
    from maps.render.html_scope import script, style

    found = {name: _POLICY.search(content) for name, content in files.items() if name.endswith(".html")}
    stated = {name: html.unescape(match[1].decode()) for name, match in found.items() if match}
    hosts = wishes.tiles.origins if wishes.tiles else ()
    if wishes.assets_of_fragment:
        there = "{0.scheme}://{0.netloc}".format(urlsplit(wishes.assets_of_fragment))
        return stated | {
            "fragment.html": shared_policy(hosts, source=there),
            "heights.html": policy([listener_script()], []),
        }
    drawing = script(many=is_many(document), tools=has_tools(document), shapes=bool(document.shapes))
    return stated | {
        "fragment.html": policy([drawing], [style()], hosts),
        "heights.html": policy([listener_script()], []),
    }
