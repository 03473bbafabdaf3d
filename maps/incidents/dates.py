"""``When``: a date or a range of dates that says how sure it is, in EDTF (ISO 8601-2:2019).

Level 0 and 1 of https://www.loc.gov/standards/datetime/ without seasons, times and years of more than four
digits: ``2024``, ``2024-07``, ``2024-07-27``, ranges ``2024-07-25/2024-07-27``, open ones ``2024-07-25/..``,
about ``~``, uncertain ``?``, both ``%``, and digits that are not known, ``2024-07-XX``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from geo.checks import need_text
from maps.errors import DateError, WrongTypeError
from maps.incidents.date_words import language_of, range_words
from maps.incidents.days import Day, is_day
from maps.incidents.written_dates import to_edtf

__all__ = ["When"]

_OPEN = ("", "..")


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A date or a range of dates with its uncertainty. Earlier ones sort first; make one with ``When.parse``.

    Attributes:
        earliest: The first day that it may be; ``date.min`` for a range without a start.
        latest: The last day that it may be; ``date.max`` for a range without an end. "About" widens neither.
        edtf: The date as EDTF.

    Examples:
        >>> when = When.parse("2024-07-25/2024-07-27")
        >>> when.latest
        datetime.date(2024, 7, 27)
        >>> when.text(), when.text(language="fr")
        ('25 to 27 July 2024', '25 au 27 juillet 2024')
        >>> When.parse("about 27 July 2024").edtf, When.parse("2024-07-XX").text()
        ('2024-07-27~', 'July 2024, day not known')
    """

    earliest: dt.date
    latest: dt.date
    edtf: str

    @classmethod
    def parse(cls, text: str, *, day_first: bool | None = None) -> Self:
        """The date that a text gives, as EDTF or as people write dates in English and French.

        Args:
            text: Such as ``2024-07-27~``, ``27 July 2024``, ``25 au 27 juillet 2024``, ``July 27, 2024``,
                ``27/07/2024``.
            day_first: How to read ``03/04/2024``, whose first number may be the day or the month. Without it
                such a date is refused; ``27/07/2024`` has one reading only and needs it not.

        Raises:
            DateError: If the text is no date, no day of the calendar, or may be read as two.

        Examples:
            >>> When.parse("03/04/2024", day_first=True).text()
            '3 April 2024'
            >>> When.parse("31/02/2024")
            Traceback (most recent call last):
            maps.errors.DateError: 31/02/2024: February 2024 has 29 days
        """
        return cls(*_parsed(need_text(text, "a date", WrongTypeError).strip(), day_first))

    def text(self, *, language: str = "en") -> str:
        """The date in words.

        Args:
            language: BCP 47 tag; French for ``fr`` and its regions, English for any other.
        """
        return _text(self.edtf, language)

    def __str__(self) -> str:
        return self.text()


def _is_edtf(text: str) -> bool:
    ends = text.split("/")
    if len(ends) == 1:
        return is_day(text)
    return len(ends) == 2 and any(map(is_day, ends)) and all(end in _OPEN or is_day(end) for end in ends)


def _ends(edtf: str, text: str) -> tuple[Day | None, Day | None]:
    ends = [None if end in _OPEN else Day.parse(end, text) for end in edtf.split("/")]
    return ends[0], ends[-1]


# A table of a year's incidents has some hundred dates, each many times.
@lru_cache(maxsize=10_000)
def _parsed(text: str, day_first: bool | None) -> tuple[dt.date, dt.date, str]:  # noqa: FBT001 - private
    edtf = text if _is_edtf(text) else to_edtf(text, day_first=day_first)
    first, last = _ends(edtf, text)
    earliest = first.first() if first else dt.date.min
    latest = last.last() if last else dt.date.max
    if first and last and (first.first() > last.first() or earliest > latest):
        raise DateError(f"{text}: the range ends before it starts")
    return earliest, latest, edtf


@lru_cache(maxsize=10_000)
def _text(edtf: str, language: str) -> str:
    start, _, end = edtf.partition("/")
    ends = (start, end if "/" in edtf else start)
    return range_words(*_ends(edtf, edtf), ends, language_of(language))
