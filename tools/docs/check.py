"""Checks a built site: links and anchors within it lead somewhere, and nothing is fetched from elsewhere.

Usage: python -m tools.docs.check FOLDER
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["links", "problems"]

# What a browser follows by itself; of links only those that fetch.
_FETCHED = {"src", "srcset", "data", "poster"}
_FETCHING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest"}


class _Page(HTMLParser):
    """The ids of a page, where it links to, and what it fetches."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = {""}
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        self.fetched += [value for name, value in given.items() if name in _FETCHED]
        if tag == "link" and _FETCHING_LINKS & set(given.get("rel", "").split()):
            self.fetched.append(given.get("href", ""))
        elif "href" in given:
            self.links.append(given["href"])


def problems(folder: Path) -> list[str]:
    """What is wrong with the pages of a built site, a line each."""
    pages = {
        path: _Page(path.read_text("utf-8"))
        for path in sorted(folder.rglob("*.html"))
        if _is_ours(path, folder)
    }
    return [
        f"{path.relative_to(folder)}: {said}"
        for path, page in pages.items()
        for said in [*_foreign(page), *_broken(path, page, pages)]
    ]


def links(folder: Path) -> int:
    """How many links the pages have."""
    return sum(
        len(_Page(path.read_text("utf-8")).links)
        for path in sorted(folder.rglob("*.html"))
        if _is_ours(path, folder)
    )


def _is_ours(path: Path, folder: Path) -> bool:
    """Whether a page is of the documentation; maps make links by script, and have tests of their own."""
    return path.relative_to(folder).parts[0] not in {"maps", "_static", "_downloads"}


def _foreign(page: _Page) -> Iterator[str]:
    for address in page.fetched:
        parts = urlsplit(address)
        if parts.netloc or parts.scheme not in {"", "data"}:
            yield f"fetches {address}"


def _broken(path: Path, page: _Page, pages: dict[Path, _Page]) -> Iterator[str]:
    for address in [*page.links, *page.fetched]:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not target.is_file():
            yield f"{address} leads nowhere"
        elif target in pages and unquote(parts.fragment) not in pages[target].ids:
            yield f"{address} has no such anchor"


def main() -> int:
    """Print what is wrong."""
    folder = Path(sys.argv[1]).resolve()
    found = problems(folder)
    print("\n".join(found) if found else f"{links(folder)} links lead somewhere")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
