"""Dates as newsrooms and spreadsheets write them, in English and French, made EDTF."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import NamedTuple, NoReturn

from maps.errors import DateError
from maps.incidents.date_words import ENGLISH, FRENCH

__all__ = ["number_order", "to_edtf"]


def _bare(text: str) -> str:
    """Lower case without accents, with ASCII digits and one kind of dash and blank."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text).translate(_DASHES)
    kept = (char for char in decomposed if not unicodedata.combining(char))
    digits = (str(unicodedata.decimal(char)) if unicodedata.decimal(char, -1) >= 0 else char for char in kept)
    return " ".join("".join(digits).casefold().split())


_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"\u2019": "'"})
_MONTHS = {
    name[:length]: number
    for language in (ENGLISH, FRENCH)
    for number, name in enumerate(map(_bare, language.months), 1)
    for length in (3, 4, 5, len(name))
    if name[:length] != "jui"  # which is juin or juillet
}
_WEEKDAYS = {
    name[:length]: number
    for language in (ENGLISH, FRENCH)
    for number, name in enumerate(map(_bare, language.weekdays))
    for length in (3, len(name))
}

_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\.?,? )?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"
_YEAR = r"(?P<year>\d{4})"
_TIME = r"(?:[t ]\d{1,2}:\d\d.*)?"
# Compiled on first use: a table with dates in ISO 8601 needs none of them.
_FORMS = (
    rf"{_WEEKDAY}(?:the |le )?{_DAY}[ -]?(?:of )?{_MONTH}(?:,?[ -]?{_YEAR})?",
    rf"{_WEEKDAY}{_MONTH} {_DAY}(?:,? {_YEAR})?",
    rf"{_MONTH}(?:,?[ -]?{_YEAR})?",
    rf"{_YEAR}[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}){_TIME})?",
    rf"(?P<month>\d{{1,2}})[/.-]{_YEAR}",
    rf"(?P<one>\d{{1,2}})(?P<mark>[/.-])(?P<two>\d{{1,2}})(?P=mark){_YEAR}{_TIME}",
    _YEAR,
    _DAY,
)
_SHORT_YEAR = r"\d{1,2}([/.-])\d{1,2}\1\d\d"
_SERIAL = r"[2-9]\d{4}(?:\.\d+)?"
_ABOUT = (
    r"(?:(?:about|around|circa|approximately|approx\.?|ca?\.|vers|environ|autour du) |ca?\. ?|~ ?)(?:le )?"
)
_LEAD = r"(?:from|between|du|de|entre|le|on) (?:le )?"
_TO = r"(?:to|until|till|through|au|a|jusqu'au|and|et|-)"
_RANGES = (
    rf"(?P<head>{_MONTH}) (?P<first>\d{{1,2}}) ?{_TO} ?(?P<last>\d{{1,2}})(?:,? (?P<tail>\d{{4}}))",
    rf"(?P<first>.+?) {_TO} (?:le )?(?P<last>.+)",
    r"(?P<first>\d{1,2}(?: [a-z]+\.?(?:,? \d{4})?)?)-(?P<last>\d{1,2} [a-z].*)",
    r"(?P<first>[a-z]+\.? \d{1,2}(?:,? \d{4})?)-(?P<last>[a-z]+\.? \d{1,2}\b.*)",
    r"(?P<first>\d{1,2})-(?P<last>\d{1,2}([/.])\d{1,2}\3\d{4})",
    r"(?P<first>\d{4})-(?P<last>\d{4})",
    r"(?P<first>[^ ]+[/.]\d{4})-(?P<last>[^ ]+[/.]\d{4})",
)
_LONGEST = 80
_LONGEST_OVER_NEW_YEAR = 6  # months


class _Fields(NamedTuple):
    year: int | None
    month: int | None
    day: int | None


def to_edtf(text: str, *, day_first: bool | None) -> str:
    """The EDTF of a date in words or numbers. Whether its days are in the calendar is not checked here.

    Args:
        text: As people write it.
        day_first: How to read numbers whose order is not plain; None refuses them.

    Raises:
        DateError: If it is no date or may be read as two.

    Examples:
        >>> to_edtf("du 30 juillet au 2 août 2024", day_first=None)
        '2024-07-30/2024-08-02'
    """
    if len(text) > _LONGEST:
        _refuse(f"{text[:40]}...", f"it has {len(text)} characters; a date has at most {_LONGEST}")
    plain, qualifier = _qualified(_bare(text))
    ends = _split(plain)
    last = _fields(text, ends[-1], day_first=day_first)
    days = [last]
    if len(ends) == 2:
        days.insert(0, _completed(_fields(text, ends[0], day_first=day_first), last))
    return "/".join(_edtf(text, day) + qualifier for day in days)


@lru_cache(maxsize=10_000)
def number_order(text: str) -> str | None:
    """What the numbers of a date such as ``27/07/2024`` say of their order.

    Returns:
        ``day`` or ``month`` for which comes first, ``either`` where both may, None where it is no such date.

    Examples:
        >>> number_order("27/07/2024"), number_order("07/27/2024"), number_order("03/04/2024")
        ('day', 'month', 'either')
    """
    match = re.fullmatch(_FORMS[5], _bare(text)) if len(text) <= _LONGEST else None
    if not match:
        return None
    one, two = int(match["one"]), int(match["two"])
    if one > 12 or two > 12:
        return "day" if one > 12 else "month"
    return "either" if one != two and one and two else None


def _qualified(plain: str) -> tuple[str, str]:
    """The date without its qualifier, and the qualifier."""
    qualifier = plain[-1:] if plain[-1:] in {"?", "~", "%"} else ""
    plain = plain.removesuffix(qualifier).strip()
    about = re.match(_ABOUT, plain)
    if about:
        plain, qualifier = plain[about.end() :], "~" if qualifier in {"", "~"} else "%"
    lead = re.match(_LEAD, plain)
    return (plain[lead.end() :] if lead else plain), qualifier


def _split(plain: str) -> list[str]:
    match = next(filter(None, (re.fullmatch(form, plain) for form in _RANGES)), None)
    if not match:
        return [plain]
    names = match.groupdict()
    if names.get("head"):
        return [match["first"], f"{match['last']} {match['head']} {match['tail']}"]
    return [match["first"], match["last"]]


def _fields(text: str, plain: str, *, day_first: bool | None) -> _Fields:
    if re.fullmatch(_SERIAL, plain):
        _refuse(text, "it is a day number of a spreadsheet; format its column as dates")
    if re.fullmatch(_SHORT_YEAR, plain):
        _refuse(text, "write the year with four digits")
    match = next(filter(None, (re.fullmatch(form, plain) for form in _FORMS)), None)
    if not match:
        _refuse(text, "it is no date; write 2024-07-27 or 27 July 2024")
    found = match.groupdict()
    year = int(found["year"]) if found.get("year") else None
    if found.get("one"):
        return _Fields(year, *_ordered(text, int(found["one"]), int(found["two"]), day_first=day_first))
    name = found.get("month")
    month = None if name is None else int(name) if name.isdigit() else _MONTHS[name]
    fields = _Fields(year, month, int(found["day"]) if found.get("day") else None)
    if found.get("weekday"):
        _check_weekday(text, fields, _WEEKDAYS[found["weekday"]])
    return fields


def _ordered(text: str, one: int, two: int, *, day_first: bool | None) -> tuple[int, int]:
    """Month and day of two numbers."""
    if one > 12 or two > 12 or not (one and two):
        return (one, two) if two > 12 else (two, one)
    if one != two and day_first is None:
        months = ENGLISH.months
        _refuse(
            text,
            f"it may be {one} {months[two - 1]} or {two} {months[one - 1]}; write 2024-07-27 or 27 July 2024",
        )
    return (one, two) if day_first is False else (two, one)


def _check_weekday(text: str, fields: _Fields, weekday: int) -> None:
    try:
        true = date(fields.year or 0, fields.month or 0, fields.day or 0).weekday()
    except ValueError:
        return  # no year, or no day of the calendar: another rule speaks
    if true != weekday:
        names = ENGLISH.weekdays
        _refuse(text, f"that day is a {names[true]}, not a {names[weekday]}")


def _completed(first: _Fields, last: _Fields) -> _Fields:
    """The start of a range with what it leaves to the end: "25 to 27 July 2024"."""
    month = last.month if first.month is None and first.day is not None else first.month
    year = first.year
    if year is None and last.year is not None:
        year = last.year - _over_new_year(month, last.month)
    return _Fields(year, month, first.day)


def _over_new_year(month: int | None, last_month: int | None) -> bool:
    """Whether a range such as "30 December to 2 January" has a new year in it. A long one is a slip."""
    return month is not None and last_month is not None and month - last_month > 12 - _LONGEST_OVER_NEW_YEAR


def _edtf(text: str, fields: _Fields) -> str:
    year, month, day = fields
    if year is None:
        _refuse(text, "it has no year")
    if day is not None and month is None:
        _refuse(text, "it has a day without a month")
    return "-".join([f"{year:04}", *(f"{number:02}" for number in (month, day) if number is not None)])


def _refuse(text: str, why: str) -> NoReturn:
    raise DateError(f"{text}: {why}")
