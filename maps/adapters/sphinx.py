"""Sphinx and MyST: ``extensions = ["maps.adapters.sphinx"]``, and the directive ``dateline-map``.

Pages get the map in a frame. What is printed or read as a book gets its picture.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from maps.adapters.figure import OPTIONS, MapError, figure, find, shown
from maps.site import SiteError, build_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["MapDirective", "setup"]

_log = logging.getLogger(__name__)
# Where the environment keeps what pages show of which map.
_KEPT = "dateline-maps"
_FACTS = ("title", "alt", "width", "height")


class DatelineMap(nodes.General, nodes.Element):
    """A map in a document: its ``name``, its ``options``, and ``entry``, the manifest's facts that show."""


class MapDirective(SphinxDirective):
    """``.. dateline-map:: NAME`` with the options ``caption``, ``class``, ``height`` and ``ratio``."""

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {**OPTIONS}

    def run(self) -> list[nodes.Node]:
        """Leave a node; which maps there are is known to ``_Maps``."""
        node = DatelineMap("", name=self.arguments[0], options=dict(self.options))
        self.set_source_info(node)
        return [node]


class _Maps:
    """The maps of one run of Sphinx."""

    def __init__(self) -> None:
        self._maps: dict[str, dict[str, Any]] = {}
        self._folder = Path()

    def build(self, app: Sphinx) -> None:
        """Draw what has changed, into the output where a browser shows it."""
        self._folder = Path(app.outdir, _path(app)) if _is_web(app) else Path(app.doctreedir, "dateline")
        try:
            report = build_site(_source(app), self._folder)
        except SiteError as error:
            raise ExtensionError(str(error).replace(f"{app.confdir}/", "")) from error
        for line in report.remarks:
            _log.info("dateline: %s", line)
        self._maps = report.manifest["maps"]

    def outdated(
        self, _app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
    ) -> list[str]:
        """The pages that show something of a map which is not so any more."""
        return [
            page
            for page, kept in env.metadata.items()
            if any(self._facts(name) != facts for name, facts in kept.get(_KEPT, {}).items())
        ]

    def check(self, app: Sphinx, document: nodes.document) -> None:
        """Give each map of a page what the manifest says of it; tell of those that there are not."""
        for node in list(document.findall(DatelineMap)):
            app.env.note_dependency(_source(app))
            try:
                find(self._maps, node["name"])
            except MapError as error:
                _log.error("%s", error, location=node, type="dateline")
                node.parent.remove(node)
                continue
            node["entry"] = self._facts(node["name"])
            kept = app.env.metadata[app.env.current_document.docname]
            kept.setdefault(_KEPT, {})[node["name"]] = node["entry"]

    def pictures(self, app: Sphinx, document: nodes.document, _name: str) -> None:
        """Put pictures in the place of maps where no browser shows them."""
        if _is_web(app):
            return
        for number, node in enumerate(list(document.findall(DatelineMap)), 1):
            made = self._picture(app, node)
            made["ids"] = [f"dateline-map-{number}"]
            node.replace_self(made)

    def _facts(self, name: str) -> dict[str, Any] | None:
        """What a page shows of a map, without what changes while the page stays."""
        entry = self._maps.get(name)
        if entry is None:
            return None
        files = {key: {"path": file["path"]} for key, file in entry["files"].items()}
        return {**{key: entry[key] for key in _FACTS}, "files": files}

    def _picture(self, app: Sphinx, node: DatelineMap) -> nodes.figure:
        entry, given = node["entry"], node["options"]
        files = shown(entry)
        takes = app.builder.supported_image_types
        usual = [path for path in files.paper if not path.endswith(".pdf") or "application/pdf" in takes]
        made = nodes.figure("", classes=["dateline-map", *given.get("class", ())])
        if usual:
            path = str(self._folder / usual[0])
            app.env.images.add_file(app.env.current_document.docname or "", path)
            made += nodes.image("", uri=path, candidates={"*": path}, alt=entry["alt"], width="100%")
        else:
            _log.warning(
                "map %r has no picture to print; add 'pdf' or 'png' to its formats",
                node["name"],
                location=node,
            )
            made += nodes.paragraph("", entry["alt"])
        caption = nodes.caption("", given.get("caption", ""))
        if app.config.html_baseurl and files.whole:
            address = f"{app.config.html_baseurl.rstrip('/')}/{quote(f'{_path(app)}/{files.whole}')}"
            caption += [nodes.Text(" "), nodes.reference("", entry["title"], refuri=address, internal=False)]
        if caption.children:
            made += caption
        return made


def _source(app: Sphinx) -> Path:
    return Path(app.confdir, app.config.dateline_site)


def _path(app: Sphinx) -> str:
    return str(app.config.dateline_path).strip("/")


def _is_web(app: Sphinx) -> bool:
    return app.builder.format == "html" and "epub" not in app.builder.name


def _visit(translator: HTML5Translator, node: DatelineMap) -> None:
    builder = translator.builder
    here = builder.get_target_uri(builder.current_docname)
    path = str(builder.config.dateline_path).strip("/")
    made = figure(node["entry"], lambda file: relative_uri(here, quote(f"{path}/{file}")), node["options"])
    translator.body.append(f"{made}\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive and its settings ``dateline_site`` and ``dateline_path``."""
    maps = _Maps()
    app.add_config_value("dateline_site", "site.toml", "env", types=frozenset({str}))
    app.add_config_value("dateline_path", "maps", "html", types=frozenset({str}))
    app.add_node(DatelineMap, html=(_visit, None))
    app.add_directive("dateline-map", MapDirective)
    app.connect("builder-inited", maps.build)
    app.connect("env-get-outdated", maps.outdated)
    app.connect("doctree-read", maps.check)
    app.connect("doctree-resolved", maps.pictures)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
