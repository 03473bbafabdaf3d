"""MkDocs: ``plugins: [dateline: {site: site.toml}]``, and a fence with ``{dateline-map} NAME`` in a page.

The fence is that of MyST, so that pages can move between MkDocs and Sphinx.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from mkdocs.config import base
from mkdocs.config import config_options as c
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url
from mkdocs.utils.meta import get_data

from maps.adapters.figure import OPTIONS, MapError, figure, find
from maps.site import SiteError, build_site
from maps.site.config import load
from maps.site.inputs import sources
from maps.site.manifest import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

__all__ = ["DatelinePlugin"]

_log = get_plugin_logger(__name__)
_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_OURS = re.compile(r"\{dateline-map\}[ \t]*(?P<name>.*)")
_OPTION = re.compile(r"\s*:(?P<key>[\w-]+):(?P<value>.*)")


class _Settings(base.Config):  # type: ignore[no-untyped-call]  # theirs has no types
    site = c.Type(str, default="site.toml")
    path = c.Type(str, default="maps")
    cache = c.Type(str, default=".cache/dateline")


class _Asked(NamedTuple):
    """A fence that asks for a map, with the lines of the text that it takes, from zero."""

    name: str
    options: list[str]
    indent: str
    first: int
    after: int


class DatelinePlugin(BasePlugin[_Settings]):  # type: ignore[no-untyped-call]  # the same
    """Builds the maps of a site with the site that shows them.

    Settings: ``site``, the site's file, from the folder of ``mkdocs.yml``; ``path``, where its maps are in
    the built site; ``cache``, where they are kept between builds, which draw what has changed.
    """

    def __init__(self) -> None:
        self._maps: dict[str, dict[str, Any]] = {}
        self._figures: dict[str, dict[str, str]] = {}

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Build the maps, and add their files to those that MkDocs copies."""
        folder = Path(config.config_file_path).parent
        out = folder / self.config.cache / self._path
        try:
            report = build_site(folder / self.config.site, out)
        except SiteError as error:
            raise PluginError(_public(str(error), folder)) from error
        for line in report.remarks:
            _log.info(line)
        self._maps = report.manifest["maps"]
        for path in sorted(listed(out)):
            at = f"{self._path}/{path}"
            if files.get_file_from_path(at) is not None:
                raise PluginError(
                    f"{at} is among the documents already; set another path for the plugin dateline"
                )
            files.append(File.generated(config, at, abs_src_path=str(out / path)))
        return files

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put a mark where a map is asked for: HTML in Markdown depends on what is around it."""
        del config, files
        lines = markdown.split("\n")
        figures: dict[str, str] = {}
        for asked in reversed(list(_asked(lines))):
            mark = f"dateline-map-{hashlib.sha256(f'{page.file.src_uri}:{asked.first}'.encode()).hexdigest()}"
            try:
                figures[mark] = self._figure(asked, page)
            except (ValueError, MapError) as error:
                raise PluginError(f"{_place(page, asked.first)}: {error}") from error
            lines[asked.first : asked.after] = ["", asked.indent + mark, ""]
        self._figures[page.file.src_uri] = figures
        return "\n".join(lines)

    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the maps in the place of their marks."""
        del config, files
        for mark, made in self._figures.pop(page.file.src_uri, {}).items():
            html = html.replace(f"<p>{mark}</p>", made).replace(mark, made)
        return html

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Build anew when a table, a style or the site's file changes."""
        del builder
        site = Path(config.config_file_path).parent / self.config.site
        for path in dict.fromkeys([site, *sources(load(site))]):
            server.watch(str(path))
        return server

    @property
    def _path(self) -> str:
        return self.config.path.strip("/")

    def _figure(self, asked: _Asked, page: Page) -> str:
        def address(path: str) -> str:
            return get_relative_url(quote(f"{self._path}/{path}"), page.url)

        return figure(find(self._maps, asked.name), address, dict(_options(asked.options)))


def _asked(lines: list[str]) -> Iterator[_Asked]:
    """The fences that ask for a map. What stands within another fence is shown as it is."""
    at = 0
    while at < len(lines):
        opened = _FENCE.fullmatch(lines[at])
        if opened is None:
            at += 1
            continue
        end = next((one for one in range(at + 1, len(lines)) if _closes(lines[one], opened)), len(lines))
        ours = _OURS.fullmatch(opened["info"].strip())
        if ours:
            yield _Asked(ours["name"].strip(), lines[at + 1 : end], opened["indent"], at, end + 1)
        at = end + 1


def _closes(line: str, opened: re.Match[str]) -> bool:
    bare = line.strip()
    return len(bare) >= len(opened["fence"]) and not bare.strip(opened["fence"][0])


def _options(lines: list[str]) -> Iterator[tuple[str, Any]]:
    for line in filter(str.strip, lines):
        found = _OPTION.fullmatch(line)
        if found is None:
            raise ValueError(f"{line.strip()!r} is no option of a map; write :caption: and its text")
        key = found["key"]
        if key not in OPTIONS:
            near = difflib.get_close_matches(key, OPTIONS, n=1)
            meant = f"is {near[0]} meant?" if near else f"there are {', '.join(OPTIONS)}"
            raise ValueError(f"{key!r} is no option of a map; {meant}")
        yield key, OPTIONS[key](found["value"].strip())


def _place(page: Page, line: int) -> str:
    """Page and line for a message; the lines of the page's metadata count too."""
    source = page.file.content_string
    body, _ = get_data(source)
    return f"{page.file.src_uri}:{source[: len(source) - len(body)].count(chr(10)) + line + 1}"


def _public(message: str, folder: Path) -> str:
    return message.replace(f"{folder}/", "")
