"""From what was read to what is shown: a ``Report`` becomes a ``MapDocument``."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING

from gazetteer.bulk import without_collecting
from geo.checks import need, need_text
from geo.told import as_said, tell
from maps.basemap import basemap
from maps.bordering import border_layer, find_borders, whole_line
from maps.coarsening import Asked, placed, told
from maps.describe import default_title, describe
from maps.document import Category, MapDocument, NotShown
from maps.errors import MapsError, WrongTypeError
from maps.incidents.levels import LevelError
from maps.incidents.model import Report
from maps.localised import localised
from maps.located import Located, Unlocated
from maps.marking import marks_of
from maps.outside import in_view
from maps.records import column, where
from maps.saying import Saying
from maps.style import SYMBOLS
from maps.view import checked, framing
from maps.wording import LANGUAGES, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gazetteer import Gazetteer
    from geo import BBox
    from geo.borders import Border
    from maps.document import BorderLayer, ShapeMark
    from maps.incidents.model import Incident
    from maps.marks import Marks

__all__ = ["UnknownLanguageError", "check_language", "compose"]

_MANY = 5_000
# Shares of the time in which a long list is located and marked.
_LOCATED, _MARKED = 0.7, 0.95
_CREDITS = {"GeoNames": "GeoNames (CC BY 4.0)"}


class UnknownLanguageError(MapsError, LookupError):
    """A language in which there are no words for a map yet."""


def compose(  # noqa: PLR0913 - the settings of one map, by keyword
    report: Report,
    *,
    title: str | None = None,
    subtitle: str | None = None,
    borders: Iterable[str] = (),
    borders_between: Iterable[tuple[str, str]] = (),
    gazetteer: Gazetteer | None = None,
    language: str = "en",
    worldview: str = "default",
    generalise: str | None = None,
    view: BBox | None = None,
    background: bool = True,
    shapes: Sequence[ShapeMark] = (),
    progress: Callable[[float], None] | None = None,
) -> MapDocument:
    """The map of a report's incidents.

    Every incident is a mark or stands in ``not_shown`` with the reason; drafts are only counted there.

    Args:
        report: What ``maps.incidents.read`` gave.
        title: Title of the map; made from the countries that it shows where none is given.
        subtitle: Line below the title.
        borders: Countries whose whole boundary is emphasised, by code or name.
        borders_between: Pairs of countries whose shared line is emphasised.
        gazetteer: Where names are looked up; the one that comes with Dateline if None.
        language: Language of the words that are added to the table's own, one of ``LANGUAGES``.
        worldview: Whose claims borders follow, one of ``geo.borders.worldviews()``.
        generalise: What all locations are generalised to at least: ``"10km"`` or another size of the cells of
            ``geo.grid``, ``"admin1"`` or ``"country"``. None for those alone whose incident says so. The
            exact ones are then nowhere in the document, nor in anything that is made of it.
        view: The part of the earth that the map is to show; the incidents and what is near decide if None.
            Incidents outside it are not shown, and counted as such.
        progress: Called with the share that is done.
        background: Whether the document carries the shapes of the background, which a page shows. Static maps
            read them for the frame of their paper: without, a document for them alone is composed sooner.
        shapes: Lines and areas that are on the map too. Each is of a category of ``maps.style.SYMBOLS``.

    Raises:
        UnknownLanguageError: If there are no words in the language.
        UnknownCountryError: If there is no country of that name; it names the nearest names.
        NoSharedBorderError: If a pair of countries shares no land border.
        UnknownWorldviewError: If there is no such worldview.
        LevelError: If there is no such level to generalise locations to, or there are shapes, which cannot
            be generalised.
        ViewError: If the view is smaller than anything that a map can show.

    Examples:
        >>> import maps
        >>> report = maps.Report((maps.Incident("a", place_text="Kidal", type="ambush"),))
        >>> document = maps.compose(report, borders=["Algeria"])
        >>> document.incidents[0].title, document.incidents[0].category
        ('Ambush: Kidal', 'ambush')
    """
    language = _checked_call(report, title, subtitle, language)
    asked = Asked(generalise, worldview, language)
    if asked.level is not None and shapes:
        raise LevelError("lines and areas are drawn as they are: leave them out of a map that generalises")
    emphasised = find_borders(borders, borders_between, worldview)
    public = where(report.incidents, [not draft for draft in column(report.incidents, "draft")])
    done = progress or _silent
    # A million marks hold no circles of garbage, which would be searched for again and again.
    with without_collecting() if len(public) > _MANY else nullcontext():
        gazetteer = _opened(gazetteer)
        generalised = told(public, asked)
        public, located = placed(public, gazetteer, asked, lambda share: done(share * _LOCATED))
        if view is not None:
            located = in_view(located, checked(view), language)
        done(_LOCATED)
        found = [isinstance(place, Located) for place in located]
        places = [place for place in located if isinstance(place, Located)]
        marks = marks_of(report, where(public, found), places, language)
        if view is None:
            content, view = _framing(marks, shapes, emphasised)
        else:
            content = view
    done(_MARKED)
    drawn, outside = _borders(emphasised, view, language)
    ground = basemap(view, worldview=worldview, names_only=not background)
    document = MapDocument(
        title=title or default_title(places, words(language)),
        subtitle=subtitle,
        language=language,
        description="",
        view=view,
        categories=_categories(marks, shapes, language),
        incidents=marks,
        not_shown=_not_shown(report, public, located, language),
        borders=drawn,
        basemap=ground.layers,
        labels=localised(ground.labels, language),
        attributions=_attributions(ground.attributions, places, language),
        notices=(*_notices(report, worldview, outside, language), *((generalised,) if generalised else ())),
        worldview=worldview,
        content=content,
        shapes=tuple(shapes),
        generalised=generalised,
    )
    return replace(document, description=describe(document))


def _checked_call(report: Report, title: str | None, subtitle: str | None, language: str) -> str:
    """The language; raises if what a map is to be made of is of the wrong kind."""
    need(report, Report, "a report must be a maps.Report, as maps.read gives it", WrongTypeError)
    for what, text in (("the title", title), ("the subtitle", subtitle)):
        if text is not None:
            need_text(text, what, WrongTypeError)
    return check_language(language)


def check_language(language: str) -> str:
    """The language as it is written, in lower case.

    Raises:
        UnknownLanguageError: If there are no words in it.

    Examples:
        >>> check_language("FR")
        'fr'
    """
    known = need_text(language, "a language", WrongTypeError).lower()
    if known not in LANGUAGES:
        raise UnknownLanguageError(f"no words in the language {language!r}; there are {', '.join(LANGUAGES)}")
    return known


def _silent(share: float) -> None:
    del share


def _framing(marks: Marks, shapes: Iterable[ShapeMark], emphasised: Iterable[Border]) -> tuple[BBox, BBox]:
    """What has to be in the frame, and the part of the earth that is shown."""
    # Incidents of one place share its area.
    areas = {id(area): area for area in marks.column("area") if area is not None}
    return framing(
        marks.column("point"),
        [*areas.values(), *(part for shape in shapes for part in shape.parts)],
        [whole_line(border) for border in emphasised],
    )


def _borders(
    emphasised: Iterable[Border], view: BBox, language: str
) -> tuple[tuple[BorderLayer, ...], list[str]]:
    """The borders that run through the map, and what those are called that do not."""
    layers = [border_layer(border, view, language) for border in emphasised]
    runs = [bool(layer.geometry["coordinates"] or layer.disputed["coordinates"]) for layer in layers]
    return tuple(compress(layers, runs)), [
        layer.label for layer, here in zip(layers, runs, strict=True) if not here
    ]


def _categories(marks: Marks, shapes: Iterable[ShapeMark], language: str) -> tuple[Category, ...]:
    """What the legend explains, in the order of symbols."""
    shown = {*marks.column("category"), *(shape.category for shape in shapes)}
    return tuple(Category(key, words(language).category(key)) for key in SYMBOLS if key in shown)


def _opened(gazetteer: Gazetteer | None) -> Gazetteer:
    import gazetteer as package

    if gazetteer is None:
        return package.open()
    rule = "a gazetteer must be a gazetteer.Gazetteer, as gazetteer.open gives it"
    return need(gazetteer, package.Gazetteer, rule, WrongTypeError)


def _not_shown(
    report: Report, public: Sequence[Incident], located: Sequence[Located | Unlocated], language: str
) -> tuple[NotShown, ...]:
    missing = [
        NotShown(incident.id, incident.title, incident.place_text, place.why)
        for incident, place in (
            (public[at], place) for at, place in enumerate(located) if isinstance(place, Unlocated)
        )
    ]
    why = tell("draft", "It is marked as a draft or as embargoed.")
    draft = NotShown(None, None, None, Saying(words(language)).said(why))
    return (*missing, *[draft] * (len(report.incidents) - len(public)))


def _attributions(background: Iterable[str], places: Iterable[Located], language: str) -> tuple[str, ...]:
    """Credit for everything shown, each once: the background, the borders, the places."""
    from geo.borders import ATTRIBUTION

    sources = dict.fromkeys(place.sources for place in places)
    credited = [_CREDITS[source] for each in sources for source in each if source in _CREDITS]
    known: dict[str, str] = words(language).told.get("credits", {})
    return tuple(known.get(line, line) for line in dict.fromkeys([*credited, ATTRIBUTION, *background]))


def _notices(report: Report, worldview: str, elsewhere: list[str], language: str) -> tuple[str, ...]:
    """What concerns the whole map. Problems are counted only: their words may be those of a draft."""
    notices = []
    if report.problems:
        count = len(report.problems)
        what = "1 entry" if count == 1 else "{count:,} entries"
        english = f"{what} of the table could not be read as written."
        notices.append(tell("problems", english, count=count))
    english = "The border of {label} does not run through this map."
    notices += [tell("elsewhere_border", english, label=as_said(label)) for label in elsewhere]
    if worldview != "default":
        english = "Borders are drawn as the worldview {name} has them."
        notices.append(tell("worldview_notice", english, name=worldview))
    return tuple(map(Saying(words(language)).said, notices))
