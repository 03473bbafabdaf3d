"""A Sphinx extension: in the signatures of the reference each class of Dateline leads to what is said of it.

The pages are Markdown that is read in the repository too, where code has no links.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tools.docs.api import PAGES, links_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["linked", "setup"]

# Examples of use have a prompt; what has none is a signature.
_SIGNATURE = re.compile(
    r'<div class="highlight-python notranslate"><div class="highlight"><pre>'
    r'(?:(?!class="gp"|</pre>).)*</pre>',
    re.DOTALL,
)
_CLASS = re.compile(r'<span class="n">([A-Z]\w*)</span>')


def linked(body: str, package: str) -> str:
    """The page of a package with links in its signatures.

    Args:
        body: The page as HTML.
        package: Which one.
    """
    links = links_of(package)

    def link(found: re.Match[str]) -> str:
        target = links.get(found[1])
        return f'<a href="{target.replace(".md", ".html")}">{found[0]}</a>' if target else found[0]

    return _SIGNATURE.sub(lambda block: _CLASS.sub(link, block[0]), body)


def _link(_app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    package = page.removeprefix("api-")
    if page.startswith("api-") and package in PAGES:
        context["body"] = linked(context["body"], package)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Link the signatures."""
    app.connect("html-page-context", _link)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
