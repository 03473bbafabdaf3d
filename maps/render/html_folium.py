"""A ``folium.Map`` that carries a document, offline: Leaflet and all data are in it, nothing is fetched.

Imported by ``maps.render.html`` when a map is asked for, since folium takes a while to load.
"""

from __future__ import annotations

import dataclasses
import hashlib
import html
import json
from typing import TYPE_CHECKING, Any, cast

import folium
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.template import Template
from markupsafe import Markup

from maps.marks import column
from maps.render import html_assets, html_scope
from maps.render.html_data import has_tools, is_many, max_zoom
from maps.render.html_incidents import data_blocks
from maps.render.html_markup import markup
from maps.render.html_policy import policy, shared_policy
from maps.render.html_texts import page_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from maps.document import MapDocument
    from maps.render.html import Framed
    from maps.render.html_incidents import Data
    from maps.tiles import Tiles

__all__ = ["Embed", "Fragment", "LocatorMap", "Page", "data_of"]

# folium writes its popups with jQuery and its icons with a plugin. The one call of jQuery that popups need is
# in _FOLIUM_HELP; what else a user's layer asks for is folium's own remote file, and only then.
_FOLIUM_FILES = (
    ("L.AwesomeMarkers", ("awesome_markers",), ("bootstrap_css", "glyphicons_css", "awesome_markers_font_css",
                                                "awesome_markers_css", "awesome_rotate_css")),
    ('$("#', ("jquery",), ()),
)  # fmt: skip
_FOLIUM_HELP = """
window.$ = window.$ || function (what) {
  if (what === document) return { ready: function (run) { run(); } };
  var template = document.createElement("template");
  template.innerHTML = what;
  return [template.content.firstElementChild];
};
L.Icon.Default.imagePath = "";
L.Icon.Default.mergeOptions(%s);
"""
_NOTEBOOK_STYLE = (
    "html,body{width:100%;height:100%;margin:0}.folium-map{position:relative;width:100%;height:100%}"
)


class Verbatim(Element):
    """Text that stands in the page as it is. branca's own ``Element`` would run it as a template.

    Args:
        text: Markup, or a script's or style sheet's text.
        tag: ``script`` or ``style`` to wrap it, or None.
    """

    def __init__(self, text: str, tag: str | None = None) -> None:
        super().__init__()
        self.text = text
        self.tag = tag

    def render(self, **_kwargs: object) -> str:
        """The text, wrapped where it has a tag."""
        return f"<{self.tag}>{self.text}</{self.tag}>" if self.tag else self.text


class LocatorMap(folium.Map):
    """A ``folium.Map`` with a document on it. Layers of folium that are added to it come on top.

    Args:
        document: The map.
        page: Whether a page of Dateline holds the map; else it brings its legend, credits and pictures along.
        tiles: Online tiles to ask for.
        data: The elements with its data, if they have been made; the map makes them itself if None.
    """

    # What folium's own template writes is in render below, with nothing that a page's policy forbids.
    _template = Template("")
    #: Whether it stands in a frame of another page.
    framed = False

    def __init__(
        self,
        document: MapDocument,
        *,
        page: bool = False,
        tiles: Tiles | None = None,
        data: Data | None = None,
    ) -> None:
        center = document.view.center
        super().__init__(location=(center.lat, center.lon), tiles=None, max_zoom=max_zoom(document))
        self.document = document
        self.page = page
        self.tiles = tiles
        self.data = data
        self.default_js = []
        self.default_css = []
        # A random id, as folium has it, would make each run's bytes differ.
        self._id = _identity(document)
        root = self._figure()
        if not page:
            root.title = html.escape(document.title)
            # The figure keys its children by name, and this map's has changed.
            root._children.clear()  # noqa: SLF001  # branca has no public way to take a child out
            root.add_child(self)

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 -- branca's signature
        """Put the map's parts into its figure, then those of the layers on it. The figure makes the text."""
        figure, name = self._figure(), self.get_name()
        self._add_head(figure.header)
        figure.html.add_child(Verbatim(self._body()), name=name)
        if not self.page:
            # Layers that a user adds speak of the map by this name.
            start = f"var {name} = Dateline.map({json.dumps(name)}, {self._options()});\n"
            start += f"Dateline.draw({name}, {json.dumps(name)});"
            figure.script.add_child(Verbatim(start), name=name)
        for child in list(self._children.values()):
            child.render(**kwargs)
        if not self.page:
            self._add_folium_files(figure)
        return ""

    def _figure(self) -> Figure:
        return cast("Figure", self.get_root())

    def _add_head(self, header: Element) -> None:
        style = html_assets.style(images=not self.page, extra="embed.css" if self.framed else None)
        header.add_child(Verbatim(style, "style"), name="dateline_style")
        # What stands beside the map in a page of its own.
        beside = self.page and not self.framed
        script = html_assets.script(
            many=is_many(self.document),
            tools=beside and has_tools(self.document),
            page=beside,
            shapes=bool(self.document.shapes),
            extra=("embed",) if self.framed else (),
        )
        header.add_child(Verbatim(script, "script"), name="dateline_script")
        if not self.page:
            pictures = {
                "iconUrl": html_assets.leaflet_picture("marker-icon.png"),
                "iconRetinaUrl": html_assets.leaflet_picture("marker-icon.png"),
                "shadowUrl": html_assets.leaflet_picture("marker-shadow.png"),
            }
            header.add_child(Verbatim(_FOLIUM_HELP % json.dumps(pictures), "script"), name="folium_help")
            header.add_child(Verbatim(_NOTEBOOK_STYLE, "style"), name="notebook_style")

    def _options(self) -> str:
        """What ``Dateline.map`` takes, as JSON."""
        options = {
            "center": self.location,
            "maxZoom": max_zoom(self.document),
            "attributionControl": not self.page,
            **({"tiles": self.tiles.as_json()} if self.tiles else {}),
        }
        return json.dumps(options)

    def _body(self) -> str:
        document, name = self.document, self.get_name()
        label = html.escape(page_texts(document)["map"].format(title=document.title))
        more = ""
        if self.page:
            start = html.escape(self._options())
            more = f' aria-describedby="{name}_description" data-dateline="{start}"'
        body = f'<div class="folium-map" id="{name}" role="region" aria-label="{label}"{more}></div>\n'
        if not self.page:
            body += markup("notebook", document, name)
        data = self.data or data_blocks(document, name)
        self.later = data.later
        return f"{body}{data.first}{'' if self.page else data.later()}"

    def _add_folium_files(self, figure: Figure) -> None:
        script = figure.script.render()
        for sign, scripts, styles in _FOLIUM_FILES:
            if sign in script:
                for key, address in folium.Map.default_js:
                    if key in scripts:
                        figure.header.add_child(JavascriptLink(address), name=key)
                for key, address in folium.Map.default_css:
                    if key in styles:
                        figure.header.add_child(CssLink(address), name=key)


def data_of(document: MapDocument) -> Data:
    """The elements with the data of a document, as all of its pages hold them."""
    return data_blocks(document, LocatorMap(document, page=True).get_name())


def _identity(document: MapDocument) -> str:
    """An identifier that maps share only where what they are about is the same."""
    about = (document.title, document.subtitle, document.language, document.view, document.worldview)
    borders = [border.label for border in document.borders]
    marks = document.incidents
    parts = [repr((about, borders)), *("\n".join(column(marks, name)) for name in ("id", "title") if marks)]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


class Page(Figure):
    """branca's figure as a page to publish: one map with title, list of incidents, credits and a policy.

    Args:
        document: What the page shows.
        picture: Gives ``address``, ``width`` and ``height`` of what stands in the map's place without
            JavaScript. It is asked while other threads pack the incidents.
        assets: Where the page finds its script and style sheet, such as ``../assets/``; in itself if None.
        tiles: Online tiles to ask for, and to credit.
        theme: One of ``maps.render.html_theme.THEMES``.
        data: As of ``LocatorMap``.
        head: Markup to add to the head.
    """

    template = "page"
    framed: Framed | None = None

    def __init__(  # noqa: PLR0913 - each is a wish of its own, by keyword
        self,
        document: MapDocument,
        *,
        picture: Callable[[], Mapping[str, Any] | None],
        assets: str | None = None,
        tiles: Tiles | None = None,
        theme: str = "auto",
        data: Data | None = None,
        head: str = "",
    ) -> None:
        super().__init__()
        if tiles is not None:
            document = dataclasses.replace(document, attributions=(*document.attributions, tiles.attribution))
        self.document = document
        self.hosts = tiles.origins if tiles else ()
        self.picture = picture
        self.assets = assets
        self.theme = theme
        self.head = head
        self.map = LocatorMap(document, page=True, tiles=tiles, data=data)
        self.add_child(self.map)

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 -- branca's signature
        """The page's HTML."""
        self.map.render(**kwargs)
        # Branca has no other way to what stands in the head.
        own = [child for child in self.header._children.values() if isinstance(child, Verbatim)]  # noqa: SLF001
        if self.assets is None:
            scripts = [child.text for child in own if child.tag == "script"]
            styles = [child.text for child in own if child.tag == "style"]
            said = policy(scripts, styles, self.hosts)
            head = "\n".join(child.render() for child in own)
        else:
            said = shared_policy(self.hosts)
            head = html_assets.references(self.assets)
        return markup(
            self.template,
            self.document,
            self.map.get_name(),
            policy=said,
            picture=self.picture(),
            theme=self.theme,
            framed=self.framed,
            head=Markup(self.head + head),  # noqa: S704  # our own assets, and what the caller escaped
            map=Markup(self.html.render(**kwargs)),  # noqa: S704  # escaped in LocatorMap
            later=self.later,
        )

    def later(self) -> Markup:
        """What stands at the end, for which a template asks there: threads may still be at it."""
        return Markup(self.map.later())  # noqa: S704  # blocks of letters and signs


class Embed(Page):
    """The map alone, as a page that stands in a frame of another page.

    Args:
        document: What the page shows.
        framed: What it knows of its frame.
        picture: As of ``Page``.
        assets: The same.
        tiles: The same.
        theme: The same.
        data: The same.
    """

    template = "embed"

    def __init__(  # noqa: PLR0913 - each is a wish of its own, by keyword
        self,
        document: MapDocument,
        framed: Framed,
        *,
        picture: Callable[[], Mapping[str, Any] | None],
        assets: str | None = None,
        tiles: Tiles | None = None,
        theme: str = "auto",
        data: Data | None = None,
    ) -> None:
        super().__init__(document, picture=picture, assets=assets, tiles=tiles, theme=theme, data=data)
        self.framed = framed
        self.map.framed = True


class Fragment(Page):
    """A page's content as a piece of HTML that stands in somebody else's page."""

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 -- branca's signature
        """The piece: an element with a shadow root, and the script that draws in it."""
        self.map.render(**kwargs)
        style, script = html_scope.elements(
            self.assets,
            many=is_many(self.document),
            tools=has_tools(self.document),
            shapes=bool(self.document.shapes),
        )
        return markup(
            "fragment",
            self.document,
            self.map.get_name(),
            picture=self.picture(),
            theme=self.theme,
            style=Markup(style),  # noqa: S704  # our own assets
            script=Markup(script),  # noqa: S704  # the same
            map=Markup(self.html.render(**kwargs)),  # noqa: S704  # escaped in LocatorMap
            later=self.later,
        )
