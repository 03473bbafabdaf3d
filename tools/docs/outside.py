"""A Sphinx extension for what pages have because they are read on GitHub too, such as links that leave docs/.

In the site a file that a link names is copied along by MyST; the few that are pages of the site are linked;
other Markdown files and folders are named without a link.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["setup"]

# Files outside docs/ that the site has as pages.
_PAGES = {"CHANGELOG": "changelog", "NOTICE": "attributions"}


class _Outward(SphinxTransform):
    """Points links to files and folders of the repository to what the site has of them."""

    default_priority = 400

    def apply(self, **_: Any) -> None:  # noqa: ANN401 -- as docutils has it
        """Change the links of one page."""
        folder = Path(self.env.doc2path(self.env.current_document.docname)).parent
        source = Path(self.env.srcdir)
        for node in list(self.document.findall(addnodes.pending_xref)):
            path = (folder / node["reftarget"].partition("#")[0]).resolve()
            if node.get("reftype") != "myst" or path.is_relative_to(source) or path == folder:
                continue
            page = _PAGES.get(path.name) if path.parent == source.parent else None
            if page:
                node["reftarget"] = page
            elif path.is_dir() or path.with_name(f"{path.name}.md").exists():
                node.replace_self(nodes.inline("", "", *node.children))


class _Tidied(SphinxTransform):
    """Takes from pages what Markdown needs and nobody wants to see.

    A head from tables whose head says nothing, and the empty line that ends an example for doctest.
    """

    default_priority = 400

    def apply(self, **_: Any) -> None:  # noqa: ANN401 -- as docutils has it
        """Change the tables and the code of one page."""
        for head in list(self.document.findall(nodes.thead)):
            if not head.astext().strip():
                head.parent.remove(head)
        for block in self.document.findall(nodes.literal_block):
            block.rawsource = block.astext().rstrip("\n")
            block[:] = [nodes.Text(block.rawsource)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the transforms."""
    app.add_transform(_Outward)
    app.add_transform(_Tidied)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
