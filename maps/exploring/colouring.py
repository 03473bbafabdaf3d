"""The colours of a table's rows: values have one each, numbers and dates one for each class.

Values take the fills of ``maps.style``, which stay apart for readers with any colour vision. Classes run from
light to dark along a part of matplotlib's ``inferno``, whose lightness changes evenly; even the lightest
keeps a contrast of 3 to 1 against land and against the white sign on a marker.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.tables.cells import text_of
from geo.told import tell
from maps.colours import mixed
from maps.document import Category
from maps.errors import InputError
from maps.exploring.reading import said
from maps.saying import Saying
from maps.style import FILLS
from maps.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maps.exploring.reading import Table
    from maps.wording import Words

__all__ = ["CLASSES", "VALUES", "Colouring", "colouring"]

#: Colours of values, those first that differ most.
VALUES = tuple(
    FILLS[key]
    for key in (
        "strike",
        "ambush",
        "protest",
        "attack",
        "detention",
        "explosion",
        "displacement",
        "civilians",
    )
)
#: From the lowest class to the highest.
CLASSES = ("#dd513a", "#bc3754", "#932667", "#6a176e", "#420a68", "#160b39")
_FURTHER, _NONE, _ONE = FILLS["other"], "#767676", FILLS["strike"]
_SCHEMES = {"quantiles": "quantiles", "equalinterval": "equal_interval"}
_CLASSES_FROM, _CLASSES_TO = 2, 9
_MOST_LETTERS = 60


class Colouring(NamedTuple):
    """The colours of rows.

    Attributes:
        categories: What each colour stands for.
        of: The key of each row's category.
        legend: What they tell apart.
        notices: What the reader should know of them.
    """

    categories: tuple[Category, ...]
    of: list[str]
    legend: str | None
    notices: tuple[str, ...] = ()


def colouring(  # noqa: PLR0913 - as the caller of explore says them
    table: Table, column: str | None, *, scheme: str, k: int, categorical: bool, language: str
) -> Colouring:
    """The colours of a table's rows by one of its columns.

    Raises:
        ColumnError: If the column is not there, or is there twice.
        InputError: If there is no such scheme, or no map has so many classes.
    """
    known = _SCHEMES.get(str(scheme).replace("_", "").lower())
    if known is None:
        raise InputError(f"scheme={scheme!r} is none of {', '.join(_SCHEMES.values())}")
    if type(k) is not int or not _CLASSES_FROM <= k <= _CLASSES_TO:
        raise InputError(f"k={k!r}: a map has {_CLASSES_FROM} to {_CLASSES_TO} classes")
    say = words(language, "rows")
    if column is None:
        return Colouring((Category("own-row", say.say("row"), _ONE),), ["own-row"] * len(table.keys), None)
    cells = table.columns[table.at(column)]
    missing = Category("own-none", say.say("no_value"), _NONE)
    numbers = None if categorical else _numbers(cells)
    if numbers is None:
        return _by_value(column, cells, missing, say)
    classes = _classes([number for number in numbers if number is not None], known, k)
    keys = [missing.key if number is None else _class_of(number, classes) for number in numbers]
    kinds = [
        Category(f"own-{at}", _span(keys, cells, f"own-{at}", numbers), _shade(at - 1, len(classes)))
        for at in range(1, len(classes) + 1)
    ]
    singly = len(classes) == len({number for number in numbers if number is not None})
    legend = column if singly else say.say(known, column=column)
    return Colouring((*kinds, missing), keys, legend)


def _numbers(cells: Sequence[Any]) -> list[float | None] | None:
    """The cells as numbers, None for those without one; None if they are neither numbers nor dates."""
    there = [cell for cell in cells if text_of(cell)]
    if not there:
        return None
    if all(isinstance(cell, Real | Decimal) and not isinstance(cell, bool) for cell in there):
        found = [float(cell) if text_of(cell) else math.nan for cell in cells]
    elif all(isinstance(cell, dt.date) for cell in there):
        found = [_seconds(cell) if text_of(cell) else math.nan for cell in cells]
    else:
        return None
    return [number if math.isfinite(number) else None for number in found]


def _seconds(day: dt.date) -> float:
    moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
    return moment.replace(tzinfo=moment.tzinfo or dt.UTC).timestamp()


def _classes(numbers: Sequence[float], scheme: str, k: int) -> list[float]:
    """The upper end of each class, the lowest first; where they are no more than k each number has one."""
    import numpy as np

    distinct = sorted(set(numbers))
    if len(distinct) <= k:
        return distinct
    shares = np.linspace(0, 1, k + 1)[1:]
    if scheme == "quantiles":
        ends = np.quantile(numbers, shares, method="inverted_cdf").tolist()
    else:
        ends = (distinct[0] + (distinct[-1] - distinct[0]) * shares).tolist()
        ends[-1] = distinct[-1]
    # Ends between which nothing lies are no classes.
    kept, before = [], -math.inf
    for end in dict.fromkeys(ends):
        if any(before < number <= end for number in distinct):
            kept.append(end)
            before = end
    return kept


def _class_of(number: float, ends: Sequence[float]) -> str:
    from bisect import bisect_left

    return f"own-{bisect_left(ends, number) + 1}"


def _span(keys: Sequence[str], cells: Sequence[Any], key: str, numbers: Sequence[float | None]) -> str:
    """The least and the greatest value of a class, as the table has them."""
    inside = [
        (number, cell)
        for own, number, cell in zip(keys, numbers, cells, strict=True)
        if own == key and number is not None
    ]
    low, high = (_said(pick(inside, key=lambda pair: pair[0])[1]) for pick in (min, max))
    return low if low == high else f"{low} \u2013 {high}"


def _said(cell: Any) -> str:  # noqa: ANN401 - a number or a date
    # The time of day is too long for a legend.
    return cell.date().isoformat() if isinstance(cell, dt.datetime) else said(cell)


def _shade(at: int, count: int) -> str:
    """The colour of a class, with the whole range for however many there are."""
    place = at / max(1, count - 1) * (len(CLASSES) - 1)
    below = min(int(place), len(CLASSES) - 2)
    return mixed(CLASSES[below], CLASSES[below + 1], place - below)


def _by_value(column: str, cells: Iterable[Any], missing: Category, say: Words) -> Colouring:
    texts = [said(cell) for cell in cells]
    counts = Counter(filter(None, texts))
    # The commonest first; of equally common ones as they come in the table.
    ordered = [text for text, _ in counts.most_common()]
    own = ordered if len(ordered) <= len(VALUES) else ordered[: len(VALUES)]
    keys = {text: f"own-{at}" for at, text in enumerate(own, start=1)}
    kinds = [Category(keys[text], _cut(text), VALUES[at]) for at, text in enumerate(own)]
    rest = len(ordered) - len(own)
    notices: tuple[str, ...] = ()
    if rest:
        kinds.append(Category("own-further", say.counted("further", rest), _FURTHER))
        english = (
            "Of the {count:,} values of {column}, the {own} commonest have a colour of their own; the others "
        )
        values = {"count": len(ordered), "column": column, "own": len(own)}
        notices = (Saying(say).said(tell("many_values", english, **values)),)
    of = [keys.get(text, "own-further") if text else missing.key for text in texts]
    return Colouring((*kinds, missing), of, column, notices)


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
