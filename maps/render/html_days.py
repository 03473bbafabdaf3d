"""Dates as the page's script counts them: days since 1970-01-01."""

from __future__ import annotations

import contextlib
import datetime as dt
import re

__all__ = ["days_of"]

_EPOCH = 719_163  # date(1970, 1, 1).toordinal()
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def days_of(edtf: str | None) -> list[int] | None:
    """The first and the last day that a date may mean, counted from 1970-01-01; None where it is not known.

    Examples:
        >>> days_of("1970-01"), days_of("someday")
        ([0, 30], None)
    """
    if edtf and _DAY.fullmatch(edtf):
        # Nearly every date of a long table: much quicker than all that EDTF may be.
        with contextlib.suppress(ValueError):
            return [dt.date.fromisoformat(edtf).toordinal() - _EPOCH] * 2
    from maps.errors import DateError
    from maps.incidents.dates import When

    try:
        when = When.parse(edtf or "")
    except DateError:
        return None
    return [day.toordinal() - _EPOCH for day in (when.earliest, when.latest)]
