"""Settings of Sphinx: ``make docs`` builds the site into out/docs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # tools are scripts, no package that is installed

project = "Dateline"
author = "The Dateline developers"
copyright = author  # noqa: A001 - so Sphinx calls it
html_title = "Dateline"
language = "en"

extensions = [
    "myst_parser",
    "maps.adapters.sphinx",
    "tools.docs.notebooks",
    "tools.docs.outside",
    "tools.docs.signatures",
]
dateline_site = "maps.toml"
exclude_patterns = ["_build", "gallery/*.toml"]

# Headings have the anchors that they have on GitHub, down to the names of the reference.
myst_heading_anchors = 4
myst_enable_extensions = ["deflist"]

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["dateline.css"]
html_js_files = [("dateline.js", {"defer": "defer"})]
html_favicon = "_static/dateline.svg"
html_copy_source = False
html_show_sphinx = False
html_last_updated_fmt = None  # the same sources give the same bytes
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def setup(app: Sphinx) -> None:
    """Give the captions of the navigation the level that their role needs."""
    app.connect("html-page-context", _level_captions, priority=900)  # after the theme has made them


def _level_captions(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    made = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = made.replace('role="heading"', 'role="heading" aria-level="2"')
