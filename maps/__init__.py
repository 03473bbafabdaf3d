"""Incidents to maps that can be published.

``read`` takes a table or a folder of tables, ``compose`` makes a ``MapDocument`` of it, ``save`` writes
that as an HTML page, a PNG, SVG or PDF, or as GeoJSON; ``to_folium`` gives a folium map for notebooks and
``to_figure`` a matplotlib ``Figure`` to change further. ``explore`` makes a map of any table in one line.
``build_site`` makes all maps of a site from one file.

Examples:
    >>> import maps
    >>> report = maps.Report((maps.Incident("a", title="Ambush", place_text="Tinzaouaten"),))
    >>> document = maps.compose(report, title="Ambush at Tinzaouaten", borders=["Algeria"])
    >>> document.incidents[0].place_name
    'Tinzaouaten, Kidal, Mali, on the border with Algeria'
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from geo.checks import need_path
from geo.errors import DatelineError
from geo.later import loader
from maps.compose import UnknownLanguageError, compose
from maps.document import (
    BasemapLayer,
    BorderLayer,
    Category,
    Fact,
    IncidentMark,
    Label,
    MapDocument,
    NotShown,
    QuotedClaim,
    QuotedSource,
    ShapeMark,
    need_document,
)
from maps.errors import ColumnError, DateError, InputError, InputNotFoundError, MapsError, WrongTypeError
from maps.files import OutputError
from maps.incidents import Claim, Incident, Report, RowRef, Source, When, read
from maps.incidents.levels import LevelError
from maps.plain import DocumentError
from maps.render import OptionError, UnknownSuffixError
from maps.view import ViewError
from maps.wording import LANGUAGES

if TYPE_CHECKING:
    import os
    from collections.abc import Container, Iterable
    from typing import Any, Unpack

    import folium
    from matplotlib.figure import Figure

    from maps import embed
    from maps.embed.address import EmbedError
    from maps.embed.options import EmbedOptions
    from maps.exploring import ExploreOptions
    from maps.hardening import HardenError
    from maps.render.html_theme import ThemeError
    from maps.render.static.labels.wishes import LabelPlaceError, UnknownLabelError
    from maps.render.static.options import PageOptions
    from maps.render.static.page import LabelOverride
    from maps.render.static.sizes import PageError
    from maps.render.static.style import StyleError
    from maps.site import ConfigError, SiteBuildError, SiteError, SiteReport, TargetError, build_site
    from maps.tiles import TileError, Tiles, find_tiles

__all__ = [
    "LANGUAGES",
    "BasemapLayer",
    "BorderLayer",
    "Category",
    "Claim",
    "ColumnError",
    "ConfigError",
    "DateError",
    "DatelineError",
    "DocumentError",
    "EmbedError",
    "EmbedOptions",
    "ExploreOptions",
    "Fact",
    "HardenError",
    "Incident",
    "IncidentMark",
    "InputError",
    "InputNotFoundError",
    "Label",
    "LabelOverride",
    "LabelPlaceError",
    "LevelError",
    "MapDocument",
    "MapsError",
    "NotShown",
    "OptionError",
    "OutputError",
    "PageError",
    "PageOptions",
    "QuotedClaim",
    "QuotedSource",
    "Report",
    "RowRef",
    "ShapeMark",
    "SiteBuildError",
    "SiteError",
    "SiteReport",
    "Source",
    "StyleError",
    "TargetError",
    "ThemeError",
    "TileError",
    "Tiles",
    "UnknownLabelError",
    "UnknownLanguageError",
    "UnknownSuffixError",
    "ViewError",
    "When",
    "WrongTypeError",
    "build_site",
    "compose",
    "embed",
    "explore",
    "find_tiles",
    "harden",
    "read",
    "save",
    "save_embed",
    "to_figure",
    "to_folium",
]

# Who makes one map needs few of them: their modules load when they are first used.
_LATER = {
    "ConfigError": "site",
    "EmbedError": "embed.address",
    "EmbedOptions": "embed.options",
    "ExploreOptions": "exploring",
    "HardenError": "hardening",
    "LabelOverride": "render.static.page",
    "LabelPlaceError": "render.static.labels.wishes",
    "PageError": "render.static.sizes",
    "PageOptions": "render.static.options",
    "SiteBuildError": "site",
    "SiteError": "site",
    "SiteReport": "site",
    "StyleError": "render.static.style",
    "ThemeError": "render.html_theme",
    "TargetError": "site",
    "TileError": "tiles",
    "Tiles": "tiles",
    "UnknownLabelError": "render.static.labels.wishes",
    "build_site": "site",
    "embed": "",
    "find_tiles": "tiles",
}

if not TYPE_CHECKING:  # a type checker would take every name for one that there is
    __getattr__ = loader(__name__, _LATER)


def __dir__() -> list[str]:
    return sorted(__all__)


def _in_notebook(
    document: MapDocument, include: Iterable[str] | None = None, exclude: Container[str] | None = None
) -> tuple[dict[str, str], dict[str, Any]]:
    """A map as the output of a cell; ``maps.render.notebook.bundle`` says more."""
    from maps.render.notebook import bundle

    return bundle(document, include, exclude)


# Here, since a document does not know its writers.
MapDocument._repr_mimebundle_ = _in_notebook  # type: ignore[attr-defined]


def save(  # noqa: PLR0913 - each is a wish of its own, by keyword
    document: MapDocument,
    path: str | os.PathLike[str],
    *,
    assets: str | os.PathLike[str] | None = None,
    picture: bool = True,
    tiles: str | Tiles | None = None,
    theme: str | None = None,
    **options: Unpack[PageOptions],
) -> None:
    """Write a map to a file, whole or not at all. The suffix chooses the form: HTML, PNG, SVG, PDF, GeoJSON.

    Args:
        document: What ``compose`` made.
        path: Where to write; missing folders are made, a file that exists is replaced.
        assets: For HTML: a folder for script, style sheet and picture, which pages then share and which a
            policy of ``script-src 'self'`` allows; by default they are in the page.
        picture: For HTML: whether the page holds a picture of the map for who has no JavaScript.
        tiles: For HTML: online tiles to ask for, such as ``"OpenStreetMap.Mapnik"``, or what
            ``find_tiles`` gives for an address. The page then asks others than its own host.
        theme: For HTML: ``"light"``, ``"dark"``, or ``"auto"``, the default: as the reader's system.
        options: For PNG, SVG and PDF: ``size`` (``"1200x675px"``, ``"90mm x 60mm"`` or a preset such as
            ``"web-16x9"``), ``dpi``, ``style``, ``plain``, ``transparent``, ``byline``, ``source``, ``note``,
            ``date``, ``alt_text``, ``furniture`` and ``labels``; ``PageOptions``
            explains each.

    A letter that no font has is drawn as a box, and a ``UserWarning`` names it.

    Raises:
        UnknownSuffixError: If no writer has the suffix.
        OptionError: If the form takes no options.
        PageError: If an option has a value that it cannot have.
        StyleError: If the style is not there or is wrong.
        ThemeError: If there is no such theme.
        OutputError: If the file cannot be written; whatever stood there is as it was.

    Examples:
        >>> import maps, tempfile, pathlib
        >>> document = maps.compose(maps.Report((maps.Incident("a", place_text="Kidal"),)))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     maps.save(document, pathlib.Path(folder, "kidal.geojson"))
        ...     maps.save(document, pathlib.Path(folder, "kidal.png"), size="web-16x9", style="dark")
    """
    from maps.files import write
    from maps.render import prepare

    need_document(document)
    rendered = prepare([path], assets=assets, picture=picture, tiles=tiles, theme=theme, **options)(document)
    write(rendered.files)
    for remark in rendered.remarks:
        warnings.warn(remark, UserWarning, stacklevel=2)


def save_embed(
    document: MapDocument, folder: str | os.PathLike[str], **options: Unpack[EmbedOptions]
) -> None:
    """Write everything that it takes to embed a map in other pages into a folder; see ``maps.embed.files``.

    Args:
        document: What ``compose`` made.
        folder: Where to write; made if it is missing. Files of these names in it are replaced.
        options: ``url``, where the folder will be on the web; ``name``, what the page, its pictures and its
            data are called; ``ratio``, width by height of the room that a page keeps for it; ``licence`` of
            the table of incidents; ``tiles`` and ``theme``; ``assets``, where its shared files are; and what
            the pictures are to look like, as of ``save``.

    Raises:
        EmbedError: If an address, a name or a ratio cannot be used.
        PageError: If an option has a value that it cannot have.
        StyleError: If the style is not there or is wrong.
        ThemeError: If there is no such theme.
        OutputError: If a file cannot be written; whatever stood there is as it was.

    Examples:
        >>> import maps, tempfile, pathlib
        >>> document = maps.compose(maps.Report((maps.Incident("a", place_text="Kidal"),)))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     maps.save_embed(document, folder, url="https://maps.example.org/kidal/")
        ...     sum(path.suffix == ".html" for path in pathlib.Path(folder).iterdir())
        5
    """
    from pathlib import Path
    from urllib.parse import unquote

    from maps.embed import prepare
    from maps.files import write

    need_document(document)
    need_path(folder, "the folder of an embed", WrongTypeError)
    shared = Path(folder, unquote(options.get("assets") or ""))
    made = prepare(**options)(document)
    write((shared / file, content) for file, content in made.assets.items())
    write((Path(folder, file), content) for file, content in made.files.items())
    for remark in made.remarks:
        warnings.warn(remark, UserWarning, stacklevel=2)


def explore(table: Any, **options: Unpack[ExploreOptions]) -> MapDocument:  # noqa: ANN401 - a table of any library
    """A map of any table that has places or a geometry: it shows itself in a notebook and ``save`` writes it.

    The arguments are called as those of ``GeoDataFrame.explore`` where they mean the same.

    Args:
        table: A ``DataFrame`` of pandas or polars, a pyarrow ``Table``, or a ``GeoDataFrame`` of points,
            lines and areas in any CRS. Its rows are where their geometry says; else where the columns ``lon``
            and ``lat`` say, as ``gazetteer.resolve_table`` makes them; else at the place that a column names.
        options: By keyword, those that follow.
        colour: The column that colours tell apart, by its values or in classes of its numbers or dates.
        place: The column of the places, as of ``gazetteer.resolve_table``; else the geometry or ``lon`` and
            ``lat``, else a column that is called as places are.
        country: The column of the countries that hold them.
        admin1: The column of the regions that hold them.
        date: The column of the days, moments or years, for the timeline of the page.
        popup: The column or columns that a popup shows; all if True, none if False.
        tooltip: The column that names a row.
        title: The title of the map; made from the countries that it shows where none is given.
        border: A country or several whose border is emphasised, by code or name.
        scheme: How numbers and dates are put into classes: ``quantiles`` or ``equal_interval``.
        k: How many classes.
        categorical: Whether numbers are values, each with a colour of its own, and not amounts.
        language: Language of the words that are added to the table's own, one of ``LANGUAGES``.
        worldview: Whose claims borders follow, one of ``geo.borders.worldviews()``.
        generalise: What all locations are generalised to at least, as of ``compose``; a column ``generalise``
            says so for single rows. Popups then show only the columns that ``popup`` names, and none that
            holds places.
        gazetteer: Where names are looked up; the one that comes with Dateline if None.

    Returns:
        A document. What is not on the map stands in ``not_shown`` with the reason.

    Raises:
        ColumnError: If a column is not there (the nearest is named) or is there twice.
        WrongTypeError: If it is no such table, or there is no such option (what to write instead is named).
        InputError: If a ``GeoDataFrame`` has no CRS, an option has a value that it cannot have, or a column
            to show holds places that are to be generalised.

    Examples:
        >>> import maps, pandas
        >>> table = pandas.DataFrame({"place": ["Kidal", "Gao", "Xqzzt"], "deaths": [3, 12, None]})
        >>> document = maps.explore(table, colour="deaths", border="Algeria")
        >>> document
        MapDocument('A table of places in Mali', 2 rows, 1 not shown)
        >>> [category.label for category in document.categories], document.not_shown[0].why[:39]
        (['3', '12'], "No place of the index is named 'Xqzzt'.")
    """
    from maps.exploring import check_options
    from maps.exploring import explore as make

    check_options(options)
    return make(table, **options)


def to_figure(document: MapDocument, **options: Unpack[PageOptions]) -> Figure:
    """The static map as a matplotlib ``Figure``, to change further and save with ``figure.savefig``.

    ``figure.axes[0]`` is the page in points (1/72 inch) from its upper left corner, y down; each artist's
    ``gid`` names its layer. ``figure.degrees`` is the transform from longitude and latitude, to draw more:
    ``figure.axes[0].plot([2.96], [19.95], "o", transform=figure.degrees)``. pyplot is not involved.

    Args:
        document: What ``compose`` made.
        options: As of ``save``.

    Examples:
        >>> import maps
        >>> document = maps.compose(maps.Report((maps.Incident("a", place_text="Kidal"),)))
        >>> figure = maps.to_figure(document, size="6x4in")
        >>> figure.axes[0].findobj(lambda artist: artist.get_gid() == "land")[0].set_facecolor("white")
    """
    from maps.render.static.figure import to_figure as convert
    from maps.render.static.options import page_of

    return convert(need_document(document), page_of(**options))


def to_folium(document: MapDocument) -> folium.Map:
    """The map as a folium ``Map``, which shows in a notebook and takes any folium layer on top.

    Args:
        document: What ``compose`` made.

    Examples:
        >>> import folium, maps
        >>> document = maps.compose(maps.Report((maps.Incident("a", place_text="Kidal"),)))
        >>> layered = maps.to_folium(document).add_child(folium.Marker((18.44, 1.41)))
    """
    from maps.render.html import to_folium as convert

    return convert(need_document(document))


def harden(
    folium_map: folium.Map | folium.Figure,
    *,
    allow: Iterable[str] = (),
    drop: Iterable[str] = (),
    language: str = "en",
) -> str:
    """A safe version of a map that was built with plain folium: a page that fetches and runs nothing.

    Popups, tooltips, icons and what stands round the map keep their words, and of their markup what is
    harmless: see docs/security.md. Tiles give way to Dateline's offline background. Lines, areas, markers,
    GeoJSON, choropleths, groups and the control of layers are drawn as they were. A ``UserWarning`` tells
    what was left out.

    Args:
        folium_map: The map, or a figure that holds one. It stays as it is.
        allow: Hosts whose tiles the page may ask for, such as ``tile.openstreetmap.org``.
        drop: Classes of folium that the map can do without, such as ``Fullscreen``.
        language: Language of the words that are added, one of ``LANGUAGES``.

    Raises:
        HardenError: If the map holds what cannot be made safe and offline, such as a plugin that draws by a
            script from elsewhere; the message names it.
        WrongTypeError: If it is no ``folium.Map``, and no figure with a single one.

    Examples:
        >>> import folium, maps
        >>> kidal = folium.Map((18.44, 1.41), zoom_start=7)
        >>> marker = folium.Marker((18.44, 1.41), popup="<b onclick=go()>Kidal</b>").add_to(kidal)
        >>> import warnings; warnings.simplefilter("ignore")
        >>> page = maps.harden(kidal)
        >>> "onclick" in page, "tile.openstreetmap.org" in page
        (False, False)
    """
    from maps.hardening import harden as convert

    return convert(folium_map, allow=allow, drop=drop, language=language)
