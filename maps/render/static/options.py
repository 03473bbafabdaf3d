"""What a caller may say of a static map, and the ``Page`` that it makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, SupportsIndex, TypedDict, get_args, get_type_hints

from geo.checks import need
from maps.errors import WrongTypeError
from maps.render.static.fonts import check
from maps.render.static.page import LabelOverride, Page
from maps.render.static.sizes import PageError, size
from maps.render.static.style import PLACES, load

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

__all__ = ["PageOptions", "label_override", "page_of", "read_labels"]


class PageOptions(TypedDict, total=False):
    """What ``maps.save`` and ``maps.to_figure`` take for a static map.

    Attributes:
        size: Such as ``1200x675px``, ``90mm x 60mm``, ``6x4in``, or a preset: ``print-1col``, ``print-2col``,
            ``web-16x9``, ``square``, ``story-9x16``, ``social-card``. 1200x800px by default.
        dpi: Pixels an inch: 96 for a size in pixels, else 300.
        style: ``light``, ``dark``, ``grey``, or the path of a house's own style in TOML.
        plain: Only the map, without furniture but the attribution.
        transparent: No colour under the map.
        byline: Who made it.
        source: Where the facts are from.
        note: A remark below the map.
        date: The day of the map in words.
        alt_text: In place of the description that Dateline makes.
        furniture: Where each piece goes, such as ``{"legend": "top left", "inset": "off"}``.
        labels: Changes to labels by their text or by the id of an incident, such as
            ``{"Gao": {"hide": True}, "Kidal": {"anchor": "E", "text": "Kidal (town)"}}``, or the path of a
            TOML file that holds them as tables.
    """

    size: str | None
    dpi: float | None
    style: str
    plain: bool
    transparent: bool
    byline: str | None
    source: str | None
    note: str | None
    date: str | None
    alt_text: str | None
    furniture: Mapping[str, str]
    labels: Mapping[str, LabelOverride | Mapping[str, Any]] | str | os.PathLike[str]


_TEXT, _FLAG = (str, "a string"), (bool, "True or False")
_KINDS: dict[str, tuple[Any, str]] = {
    **dict.fromkeys(("size", "byline", "source", "note", "date", "alt_text"), _TEXT),
    **dict.fromkeys(("plain", "transparent"), _FLAG),
    "dpi": ((int, float, SupportsIndex), "a number"),
    "style": ((str, PathLike), "a name or a path"),
    "furniture": (Mapping, "a mapping"),
    "labels": ((Mapping, str, PathLike), "a mapping or a path"),
}
_USUAL_SIZE = "1200x800px"
_ANCHORS = get_args(get_args(get_type_hints(LabelOverride)["anchor"])[0])
_OFFSET = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)\s*")


def page_of(**options: Any) -> Page:  # noqa: ANN401 -- PageOptions, checked here for who has no type checker
    """The page that a caller's words ask for.

    Raises:
        PageError: If an option is unknown, or has a value that it cannot have.
        StyleError: If the style is not there or is wrong.

    Examples:
        >>> page_of(size="web-16x9").pixels
        (1200, 675)
        >>> page_of(wobble=True)
        Traceback (most recent call last):
        maps.render.static.sizes.PageError: a static map has no option wobble; there are size, dpi, style, ...
    """
    for name in options:
        if name not in PageOptions.__annotations__:
            raise PageError(f"a static map has no option {_near(name, PageOptions.__annotations__)}")
    given = {name: value for name, value in options.items() if value is not None}
    for name, value in given.items():
        kind, what = _KINDS[name]
        need(value, kind, f"{name} must be {what}", WrongTypeError)
    at = size(given.pop("size", _USUAL_SIZE), given.pop("dpi", None))
    furniture = dict(given.pop("furniture", {}))
    for piece, place in furniture.items():
        if piece not in PLACES:
            raise PageError(f"a map has no furniture {_near(piece, PLACES)}")
        if place not in PLACES[piece]:
            raise PageError(f"{piece}={place}: it is one of {', '.join(PLACES[piece])}")
    labels = given.pop("labels", {})
    if not isinstance(labels, Mapping):
        labels = read_labels(Path(labels))
    check(load(given.get("style", "light")).font)
    return Page(
        **at._asdict(),
        furniture=furniture,
        labels={name: _override(name, wish) for name, wish in labels.items()},
        **given,
    )


def label_override(text: str) -> tuple[str, dict[str, Any]]:
    """A change to a label in one line: the label's text or its incident's id, ``=``, and what to do.

    Args:
        text: ``NAME=hide``, ``NAME=SW`` (one of the eight sides of its point), ``NAME=offset:10,-5`` (points
            to the right and down) or ``NAME=text:OTHER WORDS``.

    Raises:
        PageError: If it is none of these.

    Examples:
        >>> label_override("Gao=hide"), label_override("Kidal=text:Kidal (town)")
        (('Gao', {'hide': True}), ('Kidal', {'text': 'Kidal (town)'}))
    """
    name, equals, wish = text.partition("=")
    name, wish = name.strip(), wish.strip()
    if equals and name and wish:
        if wish == "hide":
            return name, {"hide": True}
        if wish.upper() in _ANCHORS:
            return name, {"anchor": wish.upper()}
        kind, _, value = wish.partition(":")
        offset = _OFFSET.fullmatch(value)
        if kind == "offset" and offset:
            return name, {"offset": (float(offset[1]), float(offset[2]))}
        if kind == "text" and value.strip():
            return name, {"text": value.strip()}
    raise PageError(
        f"label {text!r}: write NAME=hide, NAME=SIDE ({', '.join(_ANCHORS)}), NAME=offset:RIGHT,DOWN in "
        "points, or NAME=text:OTHER WORDS"
    )


def read_labels(path: Path) -> dict[str, Any]:
    """Changes to labels out of a TOML file: a table for each, named by the label's text or the incident's id.

    Raises:
        PageError: If the file cannot be read.
    """
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise PageError(f"{path}: the labels cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise PageError(f"{path}: this is no TOML in UTF-8: {error}") from error


def _override(name: str, wish: object) -> LabelOverride:
    """A change to a label, checked."""
    if isinstance(wish, LabelOverride):
        return wish
    if not isinstance(wish, Mapping):
        raise PageError(f'label {name}: write a table, such as ["{name}"] with hide = true below')
    known = LabelOverride.__annotations__
    for key, value in wish.items():
        if key not in known:
            raise PageError(f"label {name}: a label has no {_near(key, known)}")
        right = {
            "text": isinstance(value, str) and bool(value.strip()),
            "anchor": value in _ANCHORS,
            "offset": isinstance(value, list | tuple)
            and len(value) == 2
            and all(isinstance(part, int | float) for part in value),
            "hide": isinstance(value, bool),
        }[key]
        if not right:
            rule = {
                "text": "it is a text",
                "anchor": f"it is one of {', '.join(_ANCHORS)}",
                "offset": "these are two numbers, points to the right and down",
                "hide": "it is true or false",
            }[key]
            raise PageError(f"label {name}: {key} = {value!r}: {rule}")
    fields = dict(wish)
    if "offset" in fields:
        fields["offset"] = tuple(float(part) for part in fields["offset"])
    return LabelOverride(**fields)


def _near(name: str, known: Iterable[str]) -> str:
    """A name that is unknown, with the nearest one that is known."""
    names = list(known)
    import difflib

    near = difflib.get_close_matches(name, names, 1)
    return f"{name}; did you mean {near[0]}?" if near else f"{name}; there are {', '.join(names)}"
