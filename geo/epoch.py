"""The time that files say they were made at: ``source_date``, of the variable SOURCE_DATE_EPOCH."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from geo.checks import shortened
from geo.errors import SourceDateError

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["VARIABLE", "source_date"]

VARIABLE = "SOURCE_DATE_EPOCH"
# The last second of the year 9999: no format of files has room for a year of five digits.
_LAST = 253_402_300_799


def source_date() -> datetime | None:
    """The time that is asked for in place of the clock's, so that the same input gives the same bytes.

    The rules are those of https://reproducible-builds.org/specs/source-date-epoch/.

    Returns:
        The time in UTC; None where the variable is not set, or empty.

    Raises:
        SourceDateError: If the variable is no number of seconds, or too large for a date.

    Examples:
        >>> os.environ["SOURCE_DATE_EPOCH"] = "1722211200"
        >>> source_date().isoformat()
        '2024-07-29T00:00:00+00:00'
        >>> del os.environ["SOURCE_DATE_EPOCH"]
        >>> source_date() is None
        True
    """
    from datetime import UTC, datetime

    text = os.environ.get(VARIABLE, "")
    if not text:
        return None
    # A number that long is beyond what can be read as one, too.
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(_LAST)) or int(text) > _LAST:
        raise SourceDateError(
            f"{VARIABLE} is {shortened(text)}; it must be whole seconds since 1970 in digits, such as "
            f"1722211200, and at most {_LAST}; set it so, or unset it"
        )
    return datetime.fromtimestamp(int(text), UTC)
