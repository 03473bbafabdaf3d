"""The one rule for links: what may be read from a table, stand in a document and be written to an output."""

from __future__ import annotations

import re
from string import ascii_letters, digits
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = ["all_plain", "host", "plain_in_sites", "refusal", "web_address", "web_addresses"]

# What no link holds unescaped (RFC 3986, 2): blanks, controls, and characters to hide something behind.
_UNWANTED = r"[\x00-\x20\x7f-\xa0\ufffd\"<>\\^`{|}\ud800-\udfff]"
# Of nearly all links one look tells that they may be published: host and path are of plain signs.
_PLAIN = r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:/[A-Za-z0-9!$%&'()*+,./:;=?@_~#-]*)?"
_ALL_PLAIN = rf"(?:{_PLAIN}\n)*+"
_PATH_SIGNS = (ascii_letters + digits + "!$%&'()*+,./:;=?@_~#-").encode()


def refusal(url: str) -> str | None:
    """Why a link must not be published; None where it may be.

    Examples:
        >>> refusal("https://example.org/report?id=1") is None
        True
        >>> refusal("javascript:alert(1)")
        'a link begins with http, https, mailto'
        >>> refusal("https://desk:secret@example.org/")
        'a link holds no user name and no password'
    """
    return None if re.fullmatch(_PLAIN, url) else _refusal(url)


def _refusal(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        name = parts.hostname
    except ValueError as error:
        return str(error)
    if parts.scheme not in {"http", "https", "mailto"}:
        return "a link begins with http, https, mailto"
    if re.search(_UNWANTED, url):
        return "a link holds no blank, quote, bracket or control character"
    if parts.scheme == "mailto":
        return None if "@" in parts.path else "it names no address to write to"
    if "@" in parts.netloc:
        return "a link holds no user name and no password"
    return None if name else "it names no host"


def web_address(url: str | None) -> str | None:
    r"""The address if it may be published, else None.

    Examples:
        >>> web_address("https://example.org/report?id=1")
        'https://example.org/report?id=1'
        >>> web_address("java\tscript:alert(1)") is None
        True
    """
    return url if url and (re.fullmatch(_PLAIN, url) or refusal(url) is None) else None


def web_addresses(urls: Sequence[str | None]) -> Sequence[str | None]:
    """``web_address`` of each of many, most of which one look at all of them finds to be plain.

    Examples:
        >>> web_addresses(["https://example.org/1", None, "javascript:alert(1)"])
        ['https://example.org/1', None, None]
    """
    return urls if None not in urls and all_plain(urls) else list(map(web_address, urls))  # type: ignore[arg-type]


def all_plain(urls: Collection[str]) -> bool:
    """Whether one look at many links tells that each of them may be published; it does of nearly all.

    Examples:
        >>> all_plain(["https://example.org/1"]), all_plain(["https://example.org/é"])
        (True, False)
    """
    lines = "\n".join([*urls, ""])
    return lines.count("\n") == len(urls) and re.fullmatch(_ALL_PLAIN, lines) is not None


def plain_in_sites(homes: Iterable[str], links: Sequence[str | None], sign: str) -> bool:
    r"""Whether links that begin with a sign for one of some sites may be published, by one look at all.

    Where it is not sure of each, ``web_addresses`` looks at each.

    Args:
        homes: The sites, such as ``https://example.org``.
        links: The links, the sign in place of their sites.
        sign: A character that no link holds.

    Examples:
        >>> plain_in_sites(["https://example.org"], ["\x7f/1", "\x7f/2"], "\x7f")
        True
        >>> plain_in_sites(["https://example.org"], ["\x7f/1", "\x7f.evil.example/2"], "\x7f")
        False
    """
    if None in links:
        return False
    text = "\n".join(["", *links, ""])  # type: ignore[list-item]  # none is None
    begun = text.count(f"\n{sign}/")
    return (
        begun == text.count(sign) == len(links) == text.count("\n") - 1
        and not text.encode("utf-8", "surrogatepass").translate(None, _PATH_SIGNS + f"\n{sign}".encode())
        and all(re.fullmatch(_PLAIN, home) for home in homes)
    )


def host(url: str) -> str:
    """Who published a link that stands without a name: its host, or whom it writes to.

    Examples:
        >>> host("https://www.example.org:8080/a"), host("mailto:desk@example.org")
        ('example.org', 'desk@example.org')
    """
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www.") or parts.path
