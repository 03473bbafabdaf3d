"""Writes what the documentation takes from the code: the reference, and blocks in pages.

A block stands between ``<!-- NAME: written by python -m tools.docs -->`` and ``<!-- end -->``.

Usage: python -m tools.docs [--check]
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tools.docs.api import PAGES, page
from tools.docs.commands import commands
from tools.docs.figures import comparison, quality
from tools.docs.formats import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).resolve().parents[2] / "docs"
_BLOCK = re.compile(
    r"(<!-- (?P<name>[\w ]+): written by python -m tools\.docs -->\n).*?(<!-- end -->)", re.DOTALL
)
_WRITERS = {**BLOCKS, "commands": commands, "quality": quality, "comparison": comparison}


def written() -> Iterator[tuple[Path, str]]:
    """Every file that has something of the code in it, with what it is to hold."""
    for package in PAGES:
        yield DOCS / f"api-{package}.md", page(package)
    for path in sorted(DOCS.glob("*.md")):
        text = path.read_text("utf-8")
        if _BLOCK.search(text):
            yield (
                path,
                _BLOCK.sub(lambda found: f"{found[1]}\n{_WRITERS[found['name']]()}\n\n{found[3]}", text),
            )


def main() -> int:
    """Write the files, or tell which are not as they are to be."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; tell what is out of date")
    options = parser.parse_args()
    old = [(path, text) for path, text in written() if not path.exists() or path.read_text("utf-8") != text]
    for path, text in old:
        print(f"docs/{path.name}: {'out of date; run python -m tools.docs' if options.check else 'written'}")
        if not options.check:
            path.write_text(text, "utf-8")
    return int(options.check and bool(old))


if __name__ == "__main__":
    sys.exit(main())
