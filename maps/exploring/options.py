"""What ``maps.explore`` may be asked, and what to write in place of what other libraries call otherwise."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, TypedDict

from geo.checks import shortened
from maps.errors import WrongTypeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer import Gazetteer

__all__ = ["ExploreOptions", "check_options"]


class ExploreOptions(TypedDict, total=False):
    """What ``maps.explore`` takes beside the table and its colours; it says what each means."""

    colour: str | None
    place: str | None
    country: str | None
    admin1: str | None
    date: str | None
    popup: bool | str | Sequence[str]
    tooltip: str | None
    title: str | None
    border: str | Iterable[str] | None
    scheme: str
    k: int
    categorical: bool
    language: str
    worldview: str
    generalise: str | None
    gazetteer: Gazetteer | None


_COLUMN = "colour= names the column that colours tell apart, and is left out where all rows have one colour"
_CLASSES = (
    "colours are chosen so that readers of any colour vision tell them apart; scheme= and k= make classes"
)
_TILES = (
    "a map in a notebook asks nobody for anything; maps.save(document, 'map.html', tiles=...) writes a page "
    "with online tiles"
)
_LEGEND = "the legend is there wherever colours tell rows apart"
_FOLIUM = "maps.to_folium(document) gives a folium.Map, which takes layers and styles of all kinds"
_THEME = (
    "in a notebook a map follows the notebook's theme; maps.save(document, 'map.html', theme=...) fixes it"
)
_SIZE = (
    "the map is as wide as the notebook; maps.save(document, 'map.png', size=...) makes pictures of any size"
)
# By the names that geopandas, folium and plotly have for them.
_INSTEAD: dict[str, str] = {
    **dict.fromkeys(("column", "color", "colors", "colours", "hue", "c"), _COLUMN),
    **dict.fromkeys(("cmap", "vmin", "vmax", "classification_kwds", "palette"), _CLASSES),
    **dict.fromkeys(("tiles", "attr", "basemap"), _TILES),
    **dict.fromkeys(("legend", "legend_kwds"), _LEGEND),
    **dict.fromkeys(
        ("m", "map_kwds", "style_kwds", "highlight", "highlight_kwds", "marker_type", "marker_kwds"), _FOLIUM
    ),
    **dict.fromkeys(("width", "height", "size", "figsize"), _SIZE),
    "theme": _THEME,
}


def check_options(given: Mapping[str, Any]) -> None:
    """Refuse arguments that there are not, with what to write instead.

    Raises:
        WrongTypeError: If there is one.

    Examples:
        >>> check_options({"colur": "actor"})
        Traceback (most recent call last):
        maps.errors.WrongTypeError: explore has no argument colur='actor'; did you mean colour='actor'? ...
    """
    known = list(ExploreOptions.__annotations__)
    for name, value in given.items():
        if name in known:
            continue
        written = shortened(value)
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
        if name in _INSTEAD:
            advice = _INSTEAD[name]
        elif near:
            advice = f"did you mean {near[0]}={written}? It takes {', '.join(known)}"
        else:
            advice = f"it takes {', '.join(known)}"
        raise WrongTypeError(f"explore has no argument {name}={written}; {advice}")
