"""The Content-Security-Policy of a page: nothing runs in it but the scripts that Dateline wrote."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["policy", "shared_policy"]


def policy(scripts: Iterable[str], styles: Iterable[str], hosts: Iterable[str] = ()) -> str:
    """The policy's text for a page whose inline scripts and style sheets are exactly these.

    Hashes as in Content Security Policy Level 3, section 2.3.1. ``img-src data:`` is for the picture
    that stands in for the map where no script runs, and for the empty icon, without which a browser asks the
    server for one.

    Args:
        scripts: Text of each script.
        styles: Text of each style sheet.
        hosts: Scheme and host of each that pictures may come from, such as tiles.

    Examples:
        >>> policy([""], [])
        "default-src 'none'; script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';
        style-src 'none'; img-src data:; base-uri 'none'; form-action 'none'"
    """
    return _policy(_hashes(scripts), _hashes(styles), ["data:", *hosts])


def shared_policy(hosts: Iterable[str] = (), *, source: str = "'self'") -> str:
    """The policy's text for a page whose script and style sheet are files beside it, on the same host.

    Args:
        hosts: As of ``policy``.
        source: The host that has the files, where it is another one.
    """
    return _policy(source, source, [source, "data:", *hosts])


def _policy(scripts: str, styles: str, pictures: Iterable[str]) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            f"style-src {styles}",
            f"img-src {' '.join(dict.fromkeys(pictures))}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hashes(texts: Iterable[str]) -> str:
    return " ".join(_hash(text) for text in texts) or "'none'"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
