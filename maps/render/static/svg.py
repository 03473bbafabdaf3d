"""Writes a drawing as SVG: real text, and a named layer for each group, for Illustrator and Inkscape.

Halos are strokes of their own below each group's letters: Illustrator draws no ``paint-order``. Nothing is
styled by CSS but the faces, which are embedded with the letters that are used, so that the picture is the
same where Noto Sans is not installed. There is no script, and nothing is fetched.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from maps.render.static.drawing import Group, Shape
from maps.render.static.fonts import as_bytes, cut, family, font_file, house, is_bundled
from maps.render.static.outlines import hatching
from maps.render.static.typeset import measure, right_to_left, shown
from maps.render.static.words import as_xml, number, positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maps.render.static.drawing import Drawing, Outline, Paint, Text
    from maps.render.static.page import Page

__all__ = ["write"]

_INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
_FAMILY = "Noto Sans, Noto Sans Arabic, Noto Sans Tifinagh, sans-serif"
_COMMANDS = {1: "M", 2: "l", 3: "Q", 4: "C"}
_LENGTHS = {1: 1, 2: 1, 3: 2, 4: 3}  # vertices of a command
_LINE, _CLOSE = 2, 79


def write(drawing: Drawing, page: Page) -> bytes:  # noqa: ARG001 -- writers are called alike
    """The drawing as SVG, in points of the page."""
    with house(drawing.fonts):
        return "\n".join(_lines(drawing)).encode()


def _lines(drawing: Drawing) -> Iterator[str]:
    width, height = number(drawing.width), number(drawing.height)
    language = as_xml(drawing.language)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="{_INKSCAPE}" '
        f'width="{width}pt" height="{height}pt" '
        f'viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="document-title document-description" lang="{language}" xml:lang="{language}" '
        f'font-family="{_FAMILY}" xml:space="preserve">'
    )
    yield f'<title id="document-title">{as_xml(drawing.title)}</title>'
    yield f'<desc id="document-description">{as_xml(drawing.description)}</desc>'
    yield from _metadata(drawing)
    clips, names = _clips(drawing), _Names()
    # Who copies words from the map gets them once.
    yield f"<defs>\n<style>{_faces(drawing)}.halos{{user-select:none}}</style>"
    for path, name in clips.items():
        yield f'<clipPath id="{name}"><path d="{path}"/></clipPath>'
    yield "</defs>"
    if drawing.paper:
        yield f'<rect id="paper" width="{width}" height="{height}" fill="{drawing.paper}"/>'
    for group in drawing.groups:
        yield from _group(group, clips, names)
    yield "</svg>\n"


class _Names:
    """Ids, each given once in a file."""

    def __init__(self) -> None:
        self._given = {"document-title", "document-description", "paper"}

    def __call__(self, key: str) -> str:
        plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", key).strip("-") or "layer"
        name, number = plain, 2
        while name in self._given:
            name, number = f"{plain}-{number}", number + 1
        self._given.add(name)
        return name


def _group(group: Group, clips: dict[str, str], names: _Names) -> Iterator[str]:
    """A group as a layer: its halos, then its items."""
    clip = f' clip-path="url(#{clips[_box_path(group)]})"' if group.clip else ""
    yield (
        f'<g id="{names(group.key)}" inkscape:groupmode="layer" inkscape:label="{as_xml(group.title)}"{clip}>'
    )
    halos = group.texts_with_halo()
    if halos:
        name = names(f"{group.key}-halos")
        yield (
            f'<g id="{name}" class="halos" inkscape:label="Halos" aria-hidden="true" stroke-linejoin="round">'
        )
        for text in halos:
            yield _line(
                text, f'fill="{text.halo}" stroke="{text.halo}" stroke-width="{number(2 * text.halo_width)}"'
            )
        yield "</g>"
    for item in group.items:
        if isinstance(item, Group):
            yield from _group(item, clips, names)
        elif isinstance(item, Shape):
            yield from _shape(item.outline, item.paint)
        else:
            yield _line(item, f'fill="{item.fill}"')
    yield "</g>"


def _shape(outline: Outline, paint: Paint) -> Iterator[str]:
    if not len(outline.vertices):
        return
    path = _path(outline)
    if paint.hatch is None:
        yield f'<path d="{path}" {_fill(paint)} {_stroke(paint)}/>'
        return
    if paint.fill:
        yield f'<path d="{path}" {_fill(paint)}/>'
    opacity = "" if paint.opacity == 1 else f' stroke-opacity="{number(paint.opacity)}"'
    hatch = _path(hatching(outline, paint.hatch_gap))
    width = number(paint.hatch_width)
    yield f'<path d="{hatch}" fill="none" stroke="{paint.hatch}" stroke-width="{width}"{opacity}/>'
    if paint.stroke:
        yield f'<path d="{path}" fill="none" {_stroke(paint)}/>'


def _fill(paint: Paint) -> str:
    if paint.fill is None:
        return 'fill="none"'
    opacity = "" if paint.opacity == 1 else f' fill-opacity="{number(paint.opacity)}"'
    return f'fill="{paint.fill}"{opacity}'


def _stroke(paint: Paint) -> str:
    if paint.stroke is None or paint.width == 0:
        return ""
    parts = [f'stroke="{paint.stroke}" stroke-width="{number(paint.width)}" stroke-linejoin="{paint.join}"']
    if paint.cap != "butt":
        parts.append(f'stroke-linecap="{"square" if paint.cap == "projecting" else paint.cap}"')
    if paint.dash:
        parts.append(f'stroke-dasharray="{" ".join(map(number, paint.dash))}"')
    if paint.opacity != 1:
        parts.append(f'stroke-opacity="{number(paint.opacity)}"')
    return " ".join(parts)


def _line(text: Text, paint: str) -> str:
    """One line of text. SVG's ``start`` is where reading starts: on the right, for a line from the right."""
    leftward = right_to_left(text.text)
    anchor = {"start": "end", "end": "start"}.get(text.anchor, text.anchor) if leftward else text.anchor
    x = text.x
    parts = [f'font-size="{number(text.size)}"']
    if text.spacing_em:
        plain, spaced = (measure(text.text, text.size, text.face, em).width for em in (0, text.spacing_em))
        if spaced > plain:
            gap = text.spacing_em * text.size
            parts.append(f'letter-spacing="{number(gap)}"')
            # A browser spaces after the last letter too, and centres that with the rest.
            x += {"middle": gap / 2, "end": gap}.get(anchor, 0.0)
    file = font_file(text.face, text.text)
    if not is_bundled(file):
        parts.append(f'font-family="{_family(file)}, {_FAMILY}"')
    if text.face.weight == "bold":
        parts.append('font-weight="bold"')
    elif text.face.italic:
        parts.append('font-style="italic"')
    if anchor != "start":
        parts.append(f'text-anchor="{anchor}"')
    if leftward:
        parts.append('direction="rtl"')
    if text.angle_deg:
        turn = f"{number(text.angle_deg)} {number(text.x)} {number(text.y)}"
        parts.append(f'transform="rotate({turn})"')
    place = f'x="{number(x)}" y="{number(text.y)}"'
    return f"<text {place} {' '.join(parts)} {paint}>{as_xml(shown(text.text, text.face))}</text>"


def _path(outline: Outline) -> str:
    """Path data, each number rounded to 0.01 points; lines go on from where they are, which is shorter."""
    parts: list[str] = []
    vertices, steps = positions(outline), _steps(outline)
    codes = outline.codes.tolist()
    index, before = 0, 0
    while index < len(codes):
        code = codes[index]
        if code == _CLOSE:
            parts.append("Z")
            index += 1
        else:
            length = _LENGTHS[code]
            points = steps[index] if code == _LINE else " ".join(vertices[index : index + length])
            parts.append(points if code == before and code != 1 else f"{_COMMANDS[code]}{points}")
            index += length
        before = code
    return " ".join(parts)


def _steps(outline: Outline) -> list[str]:
    """How far each vertex is from the one before it as that is written, so that no error adds up."""
    import numpy as np

    moved = np.diff(outline.vertices.round(2), axis=0, prepend=0.0).round(2) + 0.0
    return [_short(x) + (_short(y) if y < 0 else f" {_short(y)}") for x, y in moved.tolist()]


def _short(value: float) -> str:
    """A number without the nought before its point.

    Examples:
        >>> _short(-0.25), _short(0.5), _short(10.0)
        ('-.25', '.5', '10')
    """
    text = f"{value:.7g}"
    return text.replace("0.", ".", 1) if -1 < value < 1 else text


def _box_path(group: Group) -> str:
    assert group.clip is not None  # noqa: S101 -- asked of groups with a clip alone
    left, top, right, bottom = map(number, group.clip)
    return f"M{left} {top}H{right}V{bottom}H{left}Z"


def _clips(drawing: Drawing) -> dict[str, str]:
    """A name for each clip, by its path."""
    names: dict[str, str] = {}
    stack: list[Group] = [*drawing.groups]
    while stack:
        group = stack.pop(0)
        if group.clip:
            names.setdefault(_box_path(group), f"clip-{len(names) + 1}")
        stack[:0] = [item for item in group.items if isinstance(item, Group)]
    return names


def _metadata(drawing: Drawing) -> Iterator[str]:
    """What the file says of itself, as Dublin Core in RDF."""
    told = drawing.metadata
    terms = {
        "title": drawing.title,
        "description": drawing.description,
        "language": drawing.language,
        "creator": told.get("Author"),
        "rights": told.get("Copyright"),
        "coverage": told.get("Projection"),
    }
    yield (
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about="">'
    )
    yield from (f"<dc:{term}>{as_xml(value)}</dc:{term}>" for term, value in terms.items() if value)
    yield "</rdf:Description></rdf:RDF></metadata>"


def _faces(drawing: Drawing) -> str:
    """Style rules that hold the used letters of each face."""
    used: dict[str, set[str]] = {}
    roles: dict[str, str] = {}
    for text in drawing.texts():
        file = font_file(text.face, text.text)
        used.setdefault(file, set()).update(shown(text.text, text.face))
        roles[file] = (
            f"{_family(file)};font-weight:{text.face.weight.replace('regular', 'normal')};font-style:"
        )
        roles[file] += "italic" if text.face.italic and text.face.weight != "bold" else "normal"
    rules = []
    for file in sorted(used):
        web, _ = cut(file, text="".join(sorted(used[file])), layout_features=["*"])
        web.flavor = "woff"
        data = base64.b64encode(as_bytes(web)).decode()
        rules.append(
            f'@font-face{{font-family:{roles[file]};src:url(data:font/woff;base64,{data}) format("woff")}}'
        )
    return "\n".join(rules)


def _family(file: str) -> str:
    """The name that a face goes by, which no part of a file's path or of a hostile font may end."""
    return "'" + re.sub(r"[^\w .-]", "", "Noto Sans" if is_bundled(file) else family(file)) + "'"
