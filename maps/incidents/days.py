"""``Day``: one date in EDTF of year, month or day precision, with its rules."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple, Self

from maps.errors import DateError

__all__ = ["Day", "is_day"]

_DAY = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([~?%]?)", re.ASCII)


class Day(NamedTuple):
    """A date of any precision. An X stands for a digit that is not known.

    Attributes:
        year: Four digits, the last one or two of which may be X.
        month: Two digits, XX, or None where the date is of year precision.
        day: Two digits, XX, or None where the date is of month precision.
        qualifier: ``~`` about, ``?`` uncertain, ``%`` both, or nothing.
    """

    year: str
    month: str | None
    day: str | None
    qualifier: str

    @classmethod
    def parse(cls, edtf: str, text: str) -> Self:
        """The date that ``edtf`` writes; ``text`` is what the user wrote, for the message.

        Raises:
            DateError: If it is no date, or no day of the calendar.

        Examples:
            >>> Day.parse("2024-07-XX", "2024-07-XX").last()
            datetime.date(2024, 7, 31)
        """
        match = _DAY.fullmatch(edtf)
        if not match:
            raise DateError(f"{text}: {edtf!r} is no date; write 2024-07-27 or 27 July 2024")
        year, month, day, qualifier = match.groups()
        parsed = cls(year, month, day, qualifier)
        parsed._check(text)
        return parsed

    def first(self) -> dt.date:
        """The first day that it may be."""
        year = max(int(self.year.replace("X", "0")), dt.MINYEAR)
        return dt.date(year, _number(self.month) or 1, _number(self.day) or 1)

    def last(self) -> dt.date:
        """The last day that it may be."""
        year, month = int(self.year.replace("X", "9")), _number(self.month) or 12
        return dt.date(year, month, _number(self.day) or calendar.monthrange(year, month)[1])

    def _check(self, text: str) -> None:
        month, day = _number(self.month), _number(self.day)
        if self.year == "0000":
            raise DateError(f"{text}: there is no year 0")
        if month is not None and not 1 <= month <= 12:
            raise DateError(f"{text}: there is no month {month}")
        if (month is not None and "X" in self.year) or (day is not None and month is None):
            raise DateError(f"{text}: only the last digits of a date may be unknown")
        if month is not None and day is not None:
            days = calendar.monthrange(int(self.year), month)[1]
            if not 1 <= day <= days:
                raise DateError(f"{text}: {calendar.month_name[month]} {int(self.year)} has {days} days")


def is_day(text: str) -> bool:
    """Whether a text has the form of a ``Day``, in the calendar or not."""
    return _DAY.fullmatch(text) is not None


def _number(digits: str | None) -> int | None:
    return int(digits) if digits and "X" not in digits else None
