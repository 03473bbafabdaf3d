"""From what was read to what is shown: a ``Report`` becomes a ``MapDocument``."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.bulk import without_collecting
from geo.checks import need, need_text
from geo.told import as_said, tell
from maps.basemap import basemap
from maps.bordering import border_layer, find_borders, whole_line
from maps.claims import quote_claims, quote_source
from maps.describe import default_title, describe, headline
from maps.document import Category, IncidentMark, MapDocument, NotShown
from maps.errors import MapsError, WrongTypeError
from maps.incidents.model import Report
from maps.localised import localised
from maps.locate import Located, Unlocated, locate
from maps.saying import Saying
from maps.style import SYMBOLS, category_of
from maps.view import checked, framing
from maps.wording import LANGUAGES, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gazetteer import Gazetteer
    from geo import BBox
    from maps.document import QuotedClaim, QuotedSource, ShapeMark
    from maps.incidents.model import Incident

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
        view: The part of the earth that the map is to show; the incidents and what is near decide if None.
        progress: Called with the share that is done.
        background: Whether the document carries the shapes of the background, which a page shows. Static maps
            read them for the frame of their paper: without, a document for them alone is composed sooner.
        shapes: Lines and areas that are on the map too. Each is of a category of ``maps.style.SYMBOLS``.

    Raises:
        UnknownLanguageError: If there are no words in the language.
        UnknownCountryError: If there is no country of that name; it names the nearest names.
        NoSharedBorderError: If a pair of countries shares no land border.
        UnknownWorldviewError: If there is no such worldview.
        ViewError: If the view is smaller than anything that a map can show.

    Examples:
        >>> import maps
        >>> report = maps.Report((maps.Incident("a", place_text="Kidal", type="ambush"),))
        >>> document = maps.compose(report, borders=["Algeria"])
        >>> document.incidents[0].title, document.incidents[0].category
        ('Ambush: Kidal', 'ambush')
    """
    need(report, Report, "a report must be a maps.Report, as maps.read gives it", WrongTypeError)
    for what, text in (("the title", title), ("the subtitle", subtitle)):
        if text is not None:
            need_text(text, what, WrongTypeError)
    language = check_language(language)
    emphasised = find_borders(borders, borders_between, worldview)
    public = [incident for incident in report.incidents if not incident.draft]
    # A million marks hold no circles of garbage, which would be searched for again and again.
    with without_collecting() if len(public) > _MANY else nullcontext():
        tell = progress or _silent
        gazetteer = _opened(gazetteer)
        located = locate(
            public,
            gazetteer,
            worldview=worldview,
            language=language,
            progress=lambda share: tell(share * _LOCATED),
        )
        tell(_LOCATED)
        marks = _marks(report, public, located, language, worldview)
        content, view = (
            (checked(view), view)
            if view is not None
            else framing(
                [mark.point for mark in marks],
                # Incidents of one place share its area.
                [
                    *{id(mark.area): mark.area for mark in marks if mark.area is not None}.values(),
                    *(shape.geometry for shape in shapes),
                ],
                [whole_line(border) for border in emphasised],
            )
        )
    tell(_MARKED)
    layers = [border_layer(border, view, language) for border in emphasised]
    drawn = [layer for layer in layers if layer.geometry["coordinates"] or layer.disputed["coordinates"]]
    ground = basemap(view, worldview=worldview, names_only=not background)
    shown = {mark.category for mark in marks} | {shape.category for shape in shapes}
    document = MapDocument(
        title=title
        or default_title([place for place in located if isinstance(place, Located)], words(language)),
        subtitle=subtitle,
        language=language,
        description="",
        view=view,
        categories=tuple(Category(key, words(language).category(key)) for key in SYMBOLS if key in shown),
        incidents=marks,
        not_shown=_not_shown(report, public, located, language),
        borders=tuple(drawn),
        basemap=ground.layers,
        labels=localised(ground.labels, language),
        attributions=_attributions(ground.attributions, located, language),
        notices=_notices(
            report, worldview, [layer.label for layer in layers if layer not in drawn], language
        ),
        worldview=worldview,
        content=content,
        shapes=tuple(shapes),
    )
    return replace(document, description=describe(document))


def check_language(language: str) -> str:
    """The language as it is written, in lower case.

    Raises:
        UnknownLanguageError: If there are no words in it.

    Examples:
        >>> check_language("FR")
        'fr'
    """
    known = language.lower()
    if known not in LANGUAGES:
        raise UnknownLanguageError(f"no words in the language {language!r}; there are {', '.join(LANGUAGES)}")
    return known


def _silent(share: float) -> None:
    del share


def _opened(gazetteer: Gazetteer | None) -> Gazetteer:
    import gazetteer as package

    if gazetteer is None:
        return package.open()
    rule = "a gazetteer must be a gazetteer.Gazetteer, as gazetteer.open gives it"
    return need(gazetteer, package.Gazetteer, rule, WrongTypeError)


class _Quoted(NamedTuple):
    """What marks quote: claims by the key of their incident, sources by their own; how, and whose borders."""

    claims: dict[str, tuple[QuotedClaim, ...]]
    sources: dict[str, QuotedSource]
    language: str
    worldview: str


def _marks(
    report: Report,
    incidents: Sequence[Incident],
    located: Sequence[Located | Unlocated],
    language: str,
    worldview: str,
) -> tuple[IncidentMark, ...]:
    cited = {source.id: quote_source(source, language) for source in report.sources}
    quoted = _Quoted(quote_claims(report, cited, language), cited, language, worldview)
    placed = [
        (incident, place)
        for incident, place in zip(incidents, located, strict=True)
        if isinstance(place, Located)
    ]
    return tuple(
        _mark(number, incident, place, quoted) for number, (incident, place) in enumerate(placed, start=1)
    )


_category = lru_cache(maxsize=10_000)(category_of)


def _mark(number: int, incident: Incident, place: Located, quoted: _Quoted) -> IncidentMark:
    return IncidentMark(
        id=incident.id,
        number=number,
        title=headline(incident, place, quoted.language),
        # A table without types often says the kind in its headline.
        category=_category(incident.type or incident.title),
        when=None if incident.when is None else incident.when.text(language=quoted.language),
        when_edtf=None if incident.when is None else incident.when.edtf,
        place_text=incident.place_text,
        place_name=place.place_name,
        point=place.point,
        precision=place.precision,
        radius_m=place.radius_m,
        area=place.area,
        basis=place.basis,
        reason=place.reason,
        border_note=place.border_note,
        description=incident.description,
        claims=quoted.claims.get(incident.id, ()),
        sources=tuple([quoted.sources[key] for key in incident.sources if key in quoted.sources]),
        cautions=place.cautions,
        contradicted=place.contradicted,
        countries=place.countries or place.inside,
        actors=incident.actors,
    )


def _not_shown(
    report: Report, public: Sequence[Incident], located: Sequence[Located | Unlocated], language: str
) -> tuple[NotShown, ...]:
    missing = [
        NotShown(incident.id, incident.title, incident.place_text, place.why)
        for incident, place in zip(public, located, strict=True)
        if isinstance(place, Unlocated)
    ]
    why = tell("draft", "It is marked as a draft or as embargoed.")
    draft = NotShown(None, None, None, Saying(words(language)).said(why))
    return (*missing, *[draft] * (len(report.incidents) - len(public)))


def _attributions(
    background: Iterable[str], located: Iterable[Located | Unlocated], language: str
) -> tuple[str, ...]:
    """Credit for everything shown, each once: the background, the borders, the places."""
    from geo.borders import ATTRIBUTION

    sources = dict.fromkeys(place.sources for place in located if isinstance(place, Located))
    places = [_CREDITS[source] for each in sources for source in each if source in _CREDITS]
    known: dict[str, str] = words(language).told.get("credits", {})
    return tuple(known.get(line, line) for line in dict.fromkeys([*places, ATTRIBUTION, *background]))


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
