"""The index page of a site: a list of its maps with pictures, without script."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from maps.render.html_assets import name_of
from maps.render.html_texts import direction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

__all__ = ["index_page", "style_file"]

_WORDS = {
    "en": {"title": "Maps", "count": "Incidents shown: {}", "missing": "not shown: {}", "also": "Also as"},
    "fr": {
        "title": "Cartes",
        "count": "Incidents représentés : {}",
        "missing": "non représentés : {}",
        "also": "Aussi en",
    },
    "ar": {
        "title": "خرائط",
        "count": "الحوادث المعروضة: {}",
        "missing": "غير المعروضة: {}",
        "also": "متاحة أيضًا بصيغة",
    },
}


def style_file() -> tuple[str, bytes]:
    """The style sheet of the page: its name, which says what is in it, and its content.

    It is a file because hosts that allow styles from themselves alone drop those in a page.

    Examples:
        >>> style_file()[0].startswith("site.")
        True
    """
    content = files("maps").joinpath("assets", "site.css").read_bytes()
    return name_of(content, ".css", "site"), content


def index_page(
    title: str | None, language: str, entries: Mapping[str, Mapping[str, Any]], *, theme: str = "auto"
) -> bytes:
    """The page that lists the maps of a site.

    Args:
        title: Its title, or None for the usual one.
        language: Its language. The text of each map stays in the map's own.
        entries: What the manifest says of each map, by name, in the order of the list.
        theme: One of ``maps.render.html_theme.THEMES``.

    Examples:
        >>> b"<h1" in index_page("Mali", "en", {})
        True
    """
    words = _WORDS.get(language.partition("-")[0].lower(), _WORDS["en"])
    page = _template().render(
        title=title or words["title"],
        language=language,
        direction=direction(language),
        theme=theme,
        words=words,
        style=f"assets/{style_file()[0]}",
        policy="default-src 'none'; style-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'",
        maps=[_listed(entry) for entry in entries.values()],
    )
    return page.encode("utf-8", "replace")


def _listed(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A map as the page lists it: its page, or else its first file, is what the title leads to."""
    files = entry["files"]
    written = {key: file for key, file in files.items() if not key.startswith("embed/")}
    main = next(iter(written.values()), None) or files.get("embed/map.html")
    return {
        **entry,
        "direction": direction(entry["language"]),
        "picture": next((files[key] for key in ("png", "svg", "embed/map.png") if key in files), None),
        "main": main and main["path"],
        "others": [(_NAMES.get(key, key), file["path"]) for key, file in written.items() if file is not main],
        "first": entry["from"],
        "days": _days(entry),
    }


_NAMES = {"html": "HTML", "png": "PNG", "svg": "SVG", "pdf": "PDF", "geojson": "GeoJSON"}


def _days(entry: Mapping[str, Any]) -> str | None:
    from maps.incidents.dates import When

    days = list(dict.fromkeys(day for day in (entry["from"], entry["to"]) if day))
    return When.parse("/".join(days)).text(language=entry["language"]) if days else None


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("maps", "assets/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("site.html.jinja")
