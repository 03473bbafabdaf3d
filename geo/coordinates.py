"""Reading coordinates as people write them: decimal or in degrees, minutes and seconds.

Letters and labels decide which number is the latitude. Two plain numbers are read latitude first, as people
write them; the forms that programs write have the order of their standards (``geo.written_points``): in
``POINT (2.966 19.955)`` and ``[2.966, 19.955]`` the longitude is first. What can be read in two ways is
refused with the way out: the letter O is west in French and east in German, so it is read only when the
language is given; ``19,3`` is one number with a decimal comma, never two; the sign in ``14.5- 4.2`` may be of
either number.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from geo.checks import need_text, shortened
from geo.coordinate_words import HEMISPHERES, LABELS, LETTER_O, SAME, UNIT_NAMES, UNITS, Axis, is_known_word
from geo.errors import CoordinateError, WrongTypeError
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["looks_like_point", "parse_latitude", "parse_longitude", "parse_point"]

_LIMIT = {"latitude": 90, "longitude": 180}
_LETTERS = {"latitude": "N or S", "longitude": "E or W"}
_LONGEST = 200

_TOKEN = re.compile(
    r"""(?P<number>[+-]?(?:\d+(?:[.,]\d+)?|\.\d+))
    |(?P<sign>[°'"])
    |(?P<word>[^\W\d_]+)\.?
    |(?P<separator>[,;/:])
    |(?P<blank>\s+|[()\[\]])
    """,
    re.VERBOSE,
)
# ISO 6709, annex H: signed degrees, or degrees and minutes, or degrees, minutes and seconds, without
# separators.
_ISO_6709 = re.compile(
    r"([+-])(\d\d)(\d\d)?(\d\d)?([.,]\d+)?([+-])(\d\d\d)(\d\d)?(\d\d)?([.,]\d+)?([+-]\d+(?:[.,]\d+)?)?(?:CRS[\w:]*)?/?"
)
# A sign behind its number, as some programs write it, where no number follows that could be its own.
_TRAILING = re.compile(r"(?<![\d.,+-])(\d+(?:[.,]\d+)?)([+-])(?=\s*(?:[,;/)\]]|$))")
_TRAILING_ALL = re.compile(r"(?<![\d.,+-])(\d+(?:[.,]\d+)?)([+-])(?=[\s,;/)\]]|$)")
_CLOCK_OR_DATE = re.compile(r"\d+\s*[:/]\s*\d+")


@dataclass(slots=True)
class _Part:
    """One of the two coordinates while it is read."""

    numbers: list[str] = field(default_factory=list)
    units: list[int | None] = field(default_factory=list)
    axis: Axis | None = None
    sign: int | None = None
    letter: str = ""
    closed: bool = False

    @property
    def written(self) -> str:
        return " ".join([*self.numbers, *([self.letter] if self.letter else [])])


def parse_point(text: str, *, language: str | None = None) -> LonLat:
    """The point that a text gives, in any of the usual ways of writing coordinates.

    Args:
        text: Such as ``19.955 N 2.966 E``, ``19°57'18"N 2°57'58"E``, ``19,955; 2,966`` or
            ``+19.955+002.966/``. Two plain numbers are latitude, then longitude; in what programs write, the
            order is that of the standard: longitude first in WKT (``POINT (2.966 19.955)``) and GeoJSON (a
            Point, or ``[2.966, 19.955]``), latitude first in ``geo:19.955,2.966`` and ``@19.955,2.966,12z``.
        language: Code of the text's language, which the letter O needs: west in ``fr``, ``es``, ``it`` and
            ``pt``, east in ``de`` and ``nl``.

    Raises:
        CoordinateError: If it does not give one latitude and one longitude, in one way only.

    Examples:
        >>> parse_point("2.966E 19.955N")
        LonLat(lon=2.966, lat=19.955)
        >>> parse_point("14°30' N, 4°12' O", language="fr")
        LonLat(lon=-4.2, lat=14.5)
        >>> parse_point("١٩.٩٥٥ شمال ٢.٩٦٦ شرق")
        LonLat(lon=2.966, lat=19.955)
        >>> parse_point("19°75'N 2°57'E")
        Traceback (most recent call last):
        geo.errors.CoordinateError: "19°75'N 2°57'E": 75 minutes; minutes must be less than 60
    """
    from geo.written_points import read_written

    _need_language(language)
    written = read_written(need_text(text, "coordinates"))
    if written is not None:
        lon, lat = written
        return LonLat(_checked(text, lon, "longitude"), _checked(text, lat, "latitude"))
    plain = _plain(text)
    if _CLOCK_OR_DATE.fullmatch(plain):
        _refuse(text, "it reads as a time, a date or a fraction; put a comma between latitude and longitude")
    compact = _ISO_6709.fullmatch(plain)
    if compact:
        return _iso_6709(text, compact)
    parts = _parts(text, plain, language)
    if len(parts) == 1 and len(parts[0].numbers) == 2 and _is_bare(parts[0]):
        parts = [_Part([number], [None]) for number in parts[0].numbers]
    if len(parts) != 2:
        _refuse(text, _wrong_count(parts))
    axes = [part.axis for part in parts]
    if axes == [None, None]:
        axes = ["latitude", "longitude"]
    elif None in axes:
        bare = parts[axes.index(None)].written
        _refuse(
            text,
            f"{bare} has no letter and the other has one; write N or S, E or W after both, or after none",
        )
    elif axes[0] == axes[1]:
        _refuse(text, f"it gives two {axes[0]}s; a point is one latitude and one longitude")
    values = {axis: _degrees(text, part, axis) for axis, part in zip(axes, parts, strict=True) if axis}
    return LonLat(values["longitude"], values["latitude"])


def _need_language(language: object) -> None:
    if language is not None and not isinstance(language, str):
        raise WrongTypeError(
            f"a language must be a code such as 'fr', not {type(language).__name__} {shortened(language)}"
        )


def looks_like_point(text: str) -> bool:
    """Whether a text has digits, and no word that a coordinate cannot have: it may still be a wrong one.

    Examples:
        >>> looks_like_point("95 N 10 E"), looks_like_point("Zone 3"), looks_like_point("Kidal")
        (True, False, False)
    """
    from geo.written_points import is_written

    if is_written(text):
        return True
    plain = text.translate(SAME)
    if not any(char.isdecimal() for char in plain):
        return False
    return all(is_known_word(word.lower()) for word in re.findall(r"[^\W\d_]+", plain))


def parse_latitude(text: str) -> float:
    """Degrees north of the equator, from the text of a table's latitude column.

    Raises:
        CoordinateError: If it is not one latitude from -90 to 90.

    Examples:
        >>> parse_latitude("19,955"), parse_latitude("33°30' S")
        (19.955, -33.5)
        >>> parse_latitude("95")
        Traceback (most recent call last):
        geo.errors.CoordinateError: '95': latitude 95 is outside -90 to 90; are latitude and longitude
        swapped?
    """
    return _single(text, "latitude", None)


def parse_longitude(text: str, *, language: str | None = None) -> float:
    """Degrees east of Greenwich, from the text of a table's longitude column.

    Args:
        text: Such as ``2.966``, ``2,966`` or ``4°12' W``.
        language: As for ``parse_point``.

    Raises:
        CoordinateError: If it is not one longitude from -180 to 180.

    Examples:
        >>> parse_longitude("2,966"), parse_longitude("4°12' W")
        (2.966, -4.2)
    """
    _need_language(language)
    return _single(text, "longitude", language)


def _single(text: str, axis: Axis, language: str | None) -> float:
    parts = _parts(text, _plain(need_text(text, f"a {axis}")), language)
    if len(parts) != 1:
        _refuse(text, f"it gives {len(parts) or 'no'} numbers where one {axis} must stand")
    if parts[0].axis not in (None, axis):
        _refuse(
            text, f"it is a {parts[0].axis}, where a {axis} must stand; are latitude and longitude swapped?"
        )
    return _degrees(text, parts[0], axis)


def _plain(text: str) -> str:
    """The text with one character for each sign, ASCII digits and nothing invisible."""
    if len(text) > _LONGEST:
        raise CoordinateError(
            f"{text[:40]!r}... has {len(text)} characters; coordinates have at most {_LONGEST}"
        )
    plain = "".join(_ascii_digit(char) for char in text.translate(SAME).strip())
    plain = plain.replace("''", '"')
    if re.search(r"\d,\d+,\d", plain):
        _refuse(text, "decimal commas cannot be told from commas between the numbers; write '19,955; 2,966'")
    if re.search(r"\d[+-](?:\s*[,;/)\]]|$)", plain):
        # Where the last number has its sign behind it, so have the others.
        behind = _TRAILING_ALL if re.search(r"\d[+-]\W*$", plain) else _TRAILING
        plain = behind.sub(r"\2\1", plain)
    # With decimal points, a comma between two digits parts two numbers: "19.955,2.966".
    return re.sub(r"(?<=\d),(?=[\d.])", " ; ", plain) if re.search(r"\.\d", plain) else plain


def _ascii_digit(char: str) -> str:
    return str(unicodedata.decimal(char)) if unicodedata.decimal(char, -1) >= 0 else char


def _parts(text: str, plain: str, language: str | None) -> list[_Part]:
    if re.search(r"\d(?:-|\s*-\s+)\d", plain):
        if not re.search(r"[^\W\d_]", plain):
            _refuse(
                text,
                "'-' between two digits may be a minus or a hyphen; put a space or a comma before a minus "
                "and none after it",
            )
        plain = re.sub(r"(?<=\d)-(?=\d)", " ", plain)
    parts = [_Part()]
    position = 0
    while position < len(plain):
        token = _TOKEN.match(plain, position)
        if not token:
            _refuse(text, f"{plain[position]!r} is no part of a coordinate")
        position = token.end()
        if token["number"]:
            _add_number(parts, token["number"], plain[position:])
        elif token["sign"]:
            _add_unit(text, parts[-1], UNITS[token["sign"]])
        elif token["word"]:
            _add_word(text, parts, token["word"], language)
        elif token["separator"] and token["separator"] != ":":
            parts[-1].closed = parts[-1].closed or bool(parts[-1].numbers)
    return [part for part in parts if part.numbers or part.axis]


def _add_number(parts: list[_Part], number: str, rest: str) -> None:
    part = parts[-1]
    starts_degrees = re.match(r"\s*(?:°|d(?:eg\w*)?\b|d(?=\d))", rest, re.IGNORECASE) is not None
    if part.closed or (part.numbers and (starts_degrees or number[0] in "+-")):
        part = _Part()
        parts.append(part)
    part.numbers.append(number)
    part.units.append(None)


def _add_unit(text: str, part: _Part, unit: int) -> None:
    if not part.numbers or part.units[-1] is not None or part.closed:
        _refuse(text, f"the sign for {UNIT_NAMES[unit]} stands without a number before it")
    part.units[-1] = unit


def _add_word(text: str, parts: list[_Part], word: str, language: str | None) -> None:
    part, lower = parts[-1], word.lower()
    if lower == "o":
        lower = LETTER_O.get((language or "").lower().split("-")[0], "")
        if not lower:
            _refuse(text, "the letter O is west in French and east in German; write W or E, Ouest or Ost")
    awaits_unit = bool(part.numbers) and part.units[-1] is None and not part.closed
    is_seconds = lower == "s" and 1 in part.units and word == "s"
    if lower in LABELS:
        _begin(text, parts, LABELS[lower], None, word)
    elif lower in HEMISPHERES and not (awaits_unit and is_seconds):
        _add_hemisphere(text, parts, word, *HEMISPHERES[lower])
    elif lower in UNITS:
        _add_unit(text, part, UNITS[lower])
    elif lower[0] in "dms" and lower[1:] in HEMISPHERES:
        _add_unit(text, part, UNITS[lower[0]])
        _add_word(text, parts, word[1:], language)
    else:
        _refuse(text, f"{word!r} is no part of a coordinate")


def _add_hemisphere(text: str, parts: list[_Part], word: str, axis: Axis, sign: int) -> None:
    part = parts[-1]
    if part.numbers and part.sign is None and part.axis in (None, axis):
        part.axis, part.sign, part.letter, part.closed = axis, sign, word, True
    else:
        _begin(text, parts, axis, sign, word)


def _begin(text: str, parts: list[_Part], axis: Axis, sign: int | None, word: str) -> None:
    """Start the part whose letter or label stands before its numbers."""
    part = parts[-1]
    if part.numbers:
        part = _Part()
        parts.append(part)
    elif part.axis not in (None, axis) or part.sign is not None:
        _refuse(text, f"{word!r} follows {part.letter!r} with no number between them")
    part.axis, part.sign, part.letter = axis, sign, word


def _is_bare(part: _Part) -> bool:
    return part.axis is None and part.units == [None, None]


def _wrong_count(parts: list[_Part]) -> str:
    if not parts:
        return "it has no number"
    if len(parts) == 1 and len(parts[0].numbers) == 1:
        number = parts[0].written
        if "," in number:
            return (
                f"it is one number with a decimal comma, {number}; a point is two, as in '19,955; 2,966'; "
                f"two whole numbers have a blank between them: '{number.replace(',', ' ')}'"
            )
        return f"it gives one number, {number}; a point is two, as in '19,955; 2,966'"
    if len(parts) == 1:
        return "latitude cannot be told from longitude; put a comma, a semicolon or letters between them"
    return f"it gives {len(parts)} coordinates; a point is one latitude and one longitude"


def _degrees(text: str, part: _Part, axis: Axis) -> float:
    """The value of one coordinate, each of its rules checked."""
    if not part.numbers:
        _refuse(text, f"{part.letter!r} has no number; write {_LETTERS[axis]} beside each number")
    slots = _slots(text, part)
    signed = part.numbers[0][0] in "+-"
    if part.numbers[0][0] == "-" and part.sign is not None:
        _refuse(text, f"{part.written} has both a minus and a letter; write one of them")
    value = 0.0
    for number, slot in zip(part.numbers, slots, strict=True):
        amount = float(number.lstrip("+-").replace(",", "."))
        if slot and amount >= 60:
            _refuse(text, f"{amount:g} {UNIT_NAMES[slot]}; {UNIT_NAMES[slot]} must be less than 60")
        if number is not part.numbers[-1] and not amount.is_integer():
            _refuse(
                text,
                f"{amount:g} {UNIT_NAMES[slot]}: only the last of the numbers may have decimals",
            )
        value += amount / 60**slot
    sign = (part.sign or 1) * (-1 if signed and part.numbers[0][0] == "-" else 1)
    return _checked(text, sign * value, axis)


def _slots(text: str, part: _Part) -> list[int]:
    """Whether each number is degrees (0), minutes (1) or seconds (2)."""
    slots: list[int] = []
    for number, unit in zip(part.numbers, part.units, strict=True):
        expected = slots[-1] + 1 if slots else 0
        slot = expected if unit is None else unit
        if slot > 2 or slot < expected or (not slots and slot) or (slots and number[0] in "+-"):
            _refuse(text, f"{part.written} is not in the order degrees, minutes, seconds")
        slots.append(slot)
    return slots


def _checked(text: str, value: float, axis: Axis) -> float:
    limit = _LIMIT[axis]
    if abs(value) > limit:
        swapped = "; are latitude and longitude swapped?" if axis == "latitude" and abs(value) <= 180 else ""
        _refuse(text, f"{axis} {value:g} is outside -{limit} to {limit}{swapped}")
    # Adding 0.0 turns -0.0 into 0.0.
    return round(value, 10) + 0.0


def _iso_6709(text: str, match: re.Match[str]) -> LonLat:
    groups = match.groups()
    return LonLat(_iso_value(text, groups[5:10], "longitude"), _iso_value(text, groups[:5], "latitude"))


def _iso_value(text: str, groups: Sequence[str | None], axis: Axis) -> float:
    sign, *digits, decimals = groups
    numbers = [number for number in digits if number]
    numbers[-1] += decimals or ""
    numbers[0] = f"{sign}{numbers[0]}"
    return _degrees(text, _Part(numbers, [None for _ in numbers]), axis)


def _refuse(text: str, why: str) -> NoReturn:
    raise CoordinateError(f"{text!r}: {why}")
