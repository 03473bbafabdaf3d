"""What an adapter puts into a page: a map of a site in a frame, its picture, and a link to its page.

The templates in ``adapters/`` write the same for generators that are not in Python.
"""

from __future__ import annotations

import difflib
import re
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from maps.embed.snippet import LEAST_HEIGHT, SANDBOX
from maps.site.errors import SiteError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["OPTIONS", "MapError", "Shown", "figure", "find", "shown"]

# Paper and readers without JavaScript get the picture. A picture that is not shown is not loaded. The frame's
# page follows the color-scheme of the frame: that of the page around, or what the switch of a theme says in
# words of its own, which js/theme.js knows too.
_STYLE = (
    ".dateline-map>img{display:none;max-width:100%;height:auto}"
    ":is([data-theme=light],[data-bs-theme=light],[data-md-color-scheme=default],.quarto-light)"
    " .dateline-map>iframe{color-scheme:light}"
    ":is([data-theme=dark],[data-bs-theme=dark],[data-md-color-scheme=slate],.quarto-dark)"
    " .dateline-map>iframe{color-scheme:dark}"
    "@media print,(scripting:none){.dateline-map>iframe{display:none!important}"
    ".dateline-map>img{display:block}}"
)
_CLASS = re.compile(r"-?[A-Za-z_][A-Za-z0-9_-]*")
_RATIO = re.compile(r"(\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)")


class MapError(SiteError, LookupError):
    """A map that a page asks for, and that its site does not have."""


class Shown(NamedTuple):
    """The files of a map that a page shows; paths from the folder of the site.

    Attributes:
        frame: The page for a frame, or None.
        whole: The map's own page, or None.
        picture: A picture for browsers, or None.
        paper: The files to print, the best one first.
    """

    frame: str | None
    whole: str | None
    picture: str | None
    paper: tuple[str, ...]


def find(maps: Mapping[str, dict[str, Any]], name: str) -> dict[str, Any]:
    """What the manifest of a site says of a map.

    Args:
        maps: ``maps`` of the manifest.
        name: Name of the map.

    Raises:
        MapError: If the site has no such map, or nothing of it that a page can show.

    Examples:
        >>> find({"kidal": {"files": {}}, "mopti": {"files": {}}}, "kidall")
        Traceback (most recent call last):
        maps.adapters.figure.MapError: there is no map 'kidall' in the site; is 'kidal' meant?
        There are kidal, mopti
    """
    if name not in maps:
        near = difflib.get_close_matches(name.lower(), maps, n=1, cutoff=0.4)
        meant = f"; is '{near[0]}' meant? There are" if near else "; there are"
        raise MapError([f"there is no map '{name}' in the site{meant} {', '.join(maps) or 'none'}"])
    entry = maps[name]
    if not any(shown(entry)[:3]):
        raise MapError(
            [f"map '{name}' has nothing that a page can show; add 'embed' or 'png' to its formats"]
        )
    return entry


def shown(entry: Mapping[str, Any]) -> Shown:
    """Which files of a map a page shows.

    Examples:
        >>> shown({"files": {"html": {"path": "kidal/map.html"}, "pdf": {"path": "kidal/map.pdf"}}})
        Shown(frame='kidal/map.html', whole='kidal/map.html', picture=None, paper=('kidal/map.pdf',))
    """

    def present(*keys: str) -> tuple[str, ...]:
        return tuple(entry["files"][key]["path"] for key in keys if key in entry["files"])

    def first(*keys: str) -> str | None:
        return next(iter(present(*keys)), None)

    return Shown(
        frame=first("embed/embed.html", "html"),
        whole=first("html", "embed/map.html"),
        picture=first("png", "svg", "embed/map.png"),
        paper=present("pdf", "png", "embed/map.png"),
    )


def figure(
    entry: Mapping[str, Any], address: Callable[[str], str], options: Mapping[str, Any] | None = None
) -> str:
    """The HTML of a map in a page, without an empty line.

    Args:
        entry: What ``find`` gave.
        address: Gives the address of a file of the site, seen from the page.
        options: Values of ``OPTIONS``.

    Examples:
        >>> entry = {"title": "Kidal", "alt": "", "width": 3, "height": 2,
        ...     "files": {"html": {"path": "kidal/map.html"}}}
        >>> print(figure(entry, "../maps/".__add__, {"caption": "The valley"}).splitlines()[-2])
        <figcaption>The valley <a href="../maps/kidal/map.html">Kidal</a></figcaption>
    """
    given, files = options or {}, shown(entry)
    classes = escape(" ".join(["dateline-map", *given.get("class", ())]))
    lines = [f'<figure class="{classes}">', f"<style>{_STYLE}</style>"]
    if files.frame:
        lines.append(_frame(entry, address(files.frame), given))
    if files.picture:
        # Where there is no frame the picture is for everybody.
        always = "" if files.frame else ' style="display:block"'
        lines.append(
            f'<img src="{escape(address(files.picture))}" alt="{escape(entry["alt"])}"'
            f' width="{entry["width"]}" height="{entry["height"]}" loading="lazy"{always}>'
        )
    caption = [escape(given["caption"])] if given.get("caption") else []
    if files.whole:
        caption.append(f'<a href="{escape(address(files.whole))}">{escape(entry["title"])}</a>')
    if caption:
        lines.append(f"<figcaption>{' '.join(caption)}</figcaption>")
    return "\n".join([*lines, "</figure>"])


def _frame(entry: Mapping[str, Any], address: str, given: Mapping[str, Any]) -> str:
    if "height" in given:
        room = f"height:{given['height']}px"
    else:
        width, height = given.get("ratio", (entry["width"], entry["height"]))
        room = f"aspect-ratio:{width:g}/{height:g};min-height:{LEAST_HEIGHT}px"
    theme = f";color-scheme:{given['theme']}" if "theme" in given else ""
    return (
        f'<iframe src="{escape(address)}" title="{escape(entry["title"])}" loading="lazy"'
        f' style="display:block;width:100%;{room};border:0{theme}" sandbox="{SANDBOX}"'
        ' allow="fullscreen" referrerpolicy="no-referrer"></iframe>'
    )


def _height(text: str | None) -> int:
    if text is not None and text.isascii() and text.isdigit() and 100 <= int(text) <= 5000:
        return int(text)
    raise ValueError(f"height {text!r}: it is a whole number of pixels, 100 to 5000")


def _ratio(text: str | None) -> tuple[float, float]:
    found = _RATIO.fullmatch(text or "")
    width, height = (float(found[1]), float(found[2])) if found else (0.0, 1.0)
    if height and 0.25 <= width / height <= 4:
        return width, height
    raise ValueError(f"ratio {text!r}: it is width by height, such as 3/2, from 1/4 to 4")


def _classes(text: str | None) -> tuple[str, ...]:
    names = tuple((text or "").split())
    if names and all(_CLASS.fullmatch(name) for name in names):
        return names
    raise ValueError(f"class {text!r}: it is names of classes in letters, digits, - and _, parted by blanks")


def _theme(text: str | None) -> str:
    if text in {"light", "dark"}:
        return text
    raise ValueError(f"theme {text!r}: it is light or dark; without it the map follows the page")


def _caption(text: str | None) -> str:
    if text and text.strip():
        return " ".join(text.split())
    raise ValueError("caption: it is a text; leave the option out for none")


#: What a page can say of a map, and how each is read.
OPTIONS: dict[str, Callable[[str | None], Any]] = {
    "caption": _caption,
    "class": _classes,
    "height": _height,
    "ratio": _ratio,
    "theme": _theme,
}
