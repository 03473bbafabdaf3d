"""``Style``: how a static map looks. Each built-in style is a TOML file that a house can copy and change."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maps.colours import contrast, mixed
from maps.errors import MapsError
from maps.style import Fills, symbol_key

if TYPE_CHECKING:
    from maps.document import MapDocument

__all__ = ["BUILT_IN", "PLACES", "Style", "StyleError", "load"]

_FOLDER = Path(__file__).resolve().parents[2] / "assets" / "styles"
#: Names of the styles that come with Dateline.
BUILT_IN = ("light", "dark", "grey")
_CORNERS = ("top left", "top right", "bottom left", "bottom right")
#: The pieces of furniture that a page may have elsewhere or not at all, and where each can stand.
PLACES = {
    "title": ("on", "off"),
    "legend": ("auto", "off", *_CORNERS),
    "scale": ("auto", "off", *_CORNERS),
    "north": ("auto", "off", *_CORNERS),
    "inset": ("auto", "off", *_CORNERS),
    "frame": ("on", "off"),
    "date": ("on", "off"),
    "relief": ("on", "off"),
}
_MOST_PT = 200.0
# What is written on what, and the least contrast: WCAG 2.2, 1.4.3 for text, its 3 to 1 for names with a halo.
_READ_ON = (
    ("ink", ("paper", "furniture"), 4.5),
    ("muted", ("paper",), 4.5),
    ("label", ("land", "neighbour"), 3.0),
    ("country_label", ("land", "neighbour"), 3.0),
    ("admin1_label", ("land",), 3.0),
    ("water_label", ("sea",), 3.0),
    ("incident_label", ("land", "neighbour", "sea"), 3.0),
    ("border_label", ("land", "neighbour"), 3.0),
)
_STANDS_OUT = 3.0  # WCAG 2.2, 1.4.11: what is drawn, against what is next to it


class StyleError(MapsError, ValueError):
    """A style that is not there, or whose file holds something that no style has."""


_CROWDED, _LEAST_MARKER = 0.75, 16.0  # of the usual width of a marker; in points: its number has 5.5


@dataclass(frozen=True, slots=True)
class Style:
    """A style as its file has it; ``light.toml`` explains each key.

    Attributes:
        colour: Colours as ``#rrggbb``.
        incident: Fill of a marker by category of ``maps.style.SYMBOLS``.
        size: Sizes of texts and markers in points.
        line: Weights of lines in points.
        furniture: Where each piece stands.
        text: Lines of the house.
        font: Files of the house's own faces, ``regular``, ``bold`` and ``italic``; none for the bundled ones.
    """

    colour: dict[str, str]
    incident: dict[str, str]
    size: dict[str, float]
    line: dict[str, float]
    furniture: dict[str, str]
    text: dict[str, str]
    font: dict[str, str]

    def fill(self, category: str) -> str:
        """The fill of a marker by the key of its category."""
        return self.incident.get(category) or self.incident[symbol_key(category)]

    def of(self, document: MapDocument) -> Style:
        """The style with the colours that categories of a document have of their own."""
        return replace(self, incident=self.incident | Fills(document.categories))

    def area_colour(self, category: str) -> str:
        """The colour of an area in which incidents of a category may have been.

        It is that of their markers; where that hardly stands out from land, as on a dark map, it is mixed
        with the markers' casing until it does.
        """
        fill, casing, land = self.fill(category), self.colour["casing"], self.colour["land"]
        steps = (mixed(fill, casing, share / 10) for share in range(10))
        return next((colour for colour in steps if contrast(colour, land) >= _STANDS_OUT), casing)

    def hardly_read(self) -> list[str]:
        """A sentence for each colour of text that a reader can hardly tell from what it stands on."""
        return [
            f"style: {text} {self.colour[text]} on {ground} {self.colour[ground]} has a contrast of "
            f"{found:.1f} to 1, less than the {least:g} to 1 that can be read"
            for text, grounds, least in _READ_ON
            for ground in grounds
            if (found := contrast(self.colour[text], self.colour[ground])) < least
        ]

    def with_smaller_markers(self) -> Style:
        """The style for markers that crowd: smaller, as long as their numbers can be read."""
        usual = self.size["marker"]
        return replace(self, size={**self.size, "marker": max(_CROWDED * usual, min(usual, _LEAST_MARKER))})

    def scaled(self, factor: float) -> Style:
        """The style with all sizes and weights multiplied."""
        return replace(
            self,
            size={key: value * factor for key, value in self.size.items()},
            line={key: value * factor for key, value in self.line.items()},
        )


@cache
def load(name: str) -> Style:
    """A built-in style by its name, or the one in a TOML file.

    Args:
        name: One of ``BUILT_IN``, or the path of a file whose name ends in ``.toml``. What a file does not
            name is as in the style that its ``base`` names, else as in ``light``.

    Raises:
        StyleError: If there is no such style or file, or the file holds an unknown key (the nearest one is
            named), or a value that is no colour, size or place.

    Examples:
        >>> load("dark").colour["paper"]
        '#16191d'
        >>> load("drak")
        Traceback (most recent call last):
        maps.render.static.style.StyleError: no style is called 'drak'; did you mean dark? There are light,
        dark and grey, or the path of a .toml file
    """
    light = _read(_FOLDER / "light.toml")
    if name == "light":
        return _style(light)
    if name in BUILT_IN:
        return _style(_over(light, _read(_FOLDER / f"{name}.toml")))
    if not name.lower().endswith(".toml"):
        import difflib

        near = difflib.get_close_matches(name, BUILT_IN, 1)
        hint = f"; did you mean {near[0]}?" if near else "."
        raise StyleError(
            f"no style is called {name!r}{hint} There are light, dark and grey, or the path of a .toml file"
        )
    given = _read(Path(name))
    base = given.pop("base", "light")
    if base not in BUILT_IN:
        raise StyleError(f"{name}: base = {base!r}: a base is one of {', '.join(BUILT_IN)}")
    _check(name, given, light)
    under = light if base == "light" else _over(light, _read(_FOLDER / f"{base}.toml"))
    fonts = {key: str(Path(name).parent / file) for key, file in given.get("font", {}).items()}
    return _style(_over(under, {**given, "font": fonts}))


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise StyleError(f"{path}: the style cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StyleError(f"{path}: a style is a text file in UTF-8; this one is not") from error
    except tomllib.TOMLDecodeError as error:
        raise StyleError(f"{path}: this is no TOML: {error}") from error


def _over(base: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    return {key: {**table, **given.get(key, {})} for key, table in base.items()}


def _style(tables: dict[str, Any]) -> Style:
    return Style(**{field.name: tables.get(field.name, {}) for field in fields(Style)})


def _check(name: str, given: dict[str, Any], light: dict[str, Any]) -> None:
    """Raise for the first key or value that a style cannot have."""
    known = {**light, "font": dict.fromkeys(("regular", "bold", "italic"), "")}
    for table, values in given.items():
        if table not in known:
            homes = [home for home, keys in known.items() if table in keys]
            hint = f"{table} is a key of [{homes[0]}]: write it below that line" if homes else None
            raise StyleError(f"{name}: {hint or _unknown(table, ['base', *known], 'table')}")
        if not isinstance(values, dict):
            raise StyleError(f"{name}: {table} is a table: write [{table}] and its keys below")
        for key, value in values.items():
            if key not in known[table]:
                raise StyleError(f"{name}: [{table}] {_unknown(key, list(known[table]), 'key')}")
            wrong = _wrong(table, key, value)
            if wrong:
                raise StyleError(f"{name}: [{table}] {key} = {value!r}: {wrong}")


def _unknown(key: str, known: list[str], what: str) -> str:
    import difflib

    near = difflib.get_close_matches(key, known, 1, 0.5)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    return f"{key} is an unknown {what}; {hint}"


def _wrong(table: str, key: str, value: object) -> str | None:
    """What is wrong with a value, or None."""
    if table in {"colour", "incident"}:
        good = isinstance(value, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", value)
        return None if good else 'a colour is written as "#1a2b3c"'
    if table in {"size", "line"}:
        number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        least = 1.0 if table == "size" else 0.0
        if number and least <= float(value) <= _MOST_PT:  # type: ignore[arg-type]
            return None
        return f"it is a number of points from {least:g} to {_MOST_PT:g}"
    if table == "furniture" and value not in PLACES[key]:
        return f"it is one of {', '.join(PLACES[key])}"
    return None if isinstance(value, str) else "it is a text"
