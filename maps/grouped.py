"""What many things have, as columns: records that they choose from a list, and several for each.

Of a map of very many a writer asks for whole columns. A record is made when somebody asks for that one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from operator import eq
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from maps.records import Records

    Ints = NDArray[np.int64]

__all__ = ["NOBODY", "Chosen", "Coded", "Grouped", "coded", "coded_if_repeated", "counted"]

#: The number of a record that is none.
NOBODY = -1
# Whether values repeat themselves shows in the first of them.
_SAMPLE = 2_000
_Record = TypeVar("_Record")
_Whole = TypeVar("_Whole", bound=Sequence[Any])


class _Listed(Sequence[_Record]):
    """A sequence that is equal to a tuple of the same."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # records may hold what has no hash, as areas are dicts

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Listed | tuple):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))


class Coded(_Listed[Any]):
    """A column that repeats itself: each value once, and where in that list that of each is.

    Attributes:
        values: Each value once.
        used: Where in this list each one's is.

    Examples:
        >>> import numpy as np
        >>> column = Coded(["Gao", "Kidal"], np.array([0, 0, 1]))
        >>> column[2], column == ("Gao", "Gao", "Kidal")
        ('Kidal', True)
    """

    __slots__ = ("used", "values")

    def __init__(self, values: list[Any], used: Ints) -> None:
        self.values = values
        self.used = used

    def __len__(self) -> int:
        return len(self.used)

    def __iter__(self) -> Iterator[Any]:
        return map(self.values.__getitem__, self.used.tolist())

    def __getitem__(self, at: int | slice) -> Any:  # noqa: ANN401 -- a value of any kind, or a column
        if isinstance(at, slice):
            return Coded(self.values, self.used[at])
        return self.values[int(self.used[at])]

    def firsts(self) -> Ints:
        """Where each value comes first, -1 for those that are not in it."""
        import numpy as np

        first = np.full(len(self.values), -1)
        # Of several at one place the last one written stays.
        first[self.used[::-1]] = np.arange(len(self.used))[::-1]
        return first

    def in_order(self) -> Coded:
        """The same with those values alone that are in it, in the order in which they come."""
        import numpy as np

        first = self.firsts()
        present = np.flatnonzero(first >= 0)
        order = present[np.argsort(first[present])]
        rank = np.empty(len(self.values), np.int64)
        rank[order] = np.arange(len(order))
        return Coded([self.values[value] for value in order.tolist()], rank[self.used])


def coded(values: Sequence[Any]) -> Coded:
    """A column with each value once, in the order in which they come.

    Examples:
        >>> coded(["Gao", "Gao", "Kidal"]).used.tolist()
        [0, 0, 1]
    """
    import numpy as np

    if isinstance(values, Coded):
        return values.in_order()
    known = {value: code for code, value in enumerate(dict.fromkeys(values))}
    return Coded(list(known), np.fromiter(map(known.__getitem__, values), np.int64, len(values)))


def coded_if_repeated(values: Sequence[Any]) -> Sequence[Any]:
    """A column as ``Coded`` where most of its values are said more than once, else as it is.

    Examples:
        >>> coded_if_repeated(["Gao", "Kidal"]), coded_if_repeated(["Gao"] * 3).values
        (['Gao', 'Kidal'], ['Gao'])
    """
    if isinstance(values, Coded):
        return values
    sample = values[:_SAMPLE]
    if len(sample) > 1 and len(set(sample)) == len(sample):
        return values
    column = coded(values)
    return values if 2 * len(column.values) > len(values) else column


def counted(values: Sequence[Any]) -> dict[Any, int]:
    """How often each value of a column is in it.

    Examples:
        >>> counted(["Gao", "Gao", "Kidal"])
        {'Gao': 2, 'Kidal': 1}
    """
    import numpy as np

    column = coded(values)
    return dict(zip(column.values, np.bincount(column.used).tolist(), strict=True))


class Chosen(_Listed[_Record | None]):
    """Records of a list by their numbers: several may be the same one, and some none.

    Attributes:
        listed: The list, each record once.
        numbers: Where in it each is, or ``NOBODY``.
    """

    __slots__ = ("listed", "numbers")

    def __init__(self, listed: Records[_Record], numbers: Ints) -> None:
        self.listed = listed
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[_Record | None]:
        return (None if number == NOBODY else self.listed[number] for number in self.numbers.tolist())

    @overload
    def __getitem__(self, at: int) -> _Record | None: ...
    @overload
    def __getitem__(self, at: slice) -> Chosen[_Record]: ...
    def __getitem__(self, at: int | slice) -> _Record | Chosen[_Record] | None:
        if isinstance(at, slice):
            return Chosen(self.listed, self.numbers[at])
        number = int(self.numbers[at])
        return None if number == NOBODY else self.listed[number]

    def column(self, name: str) -> Sequence[Any]:
        """One attribute of each, where none is missing."""
        values, numbers = self.listed.column(name), self.numbers
        if isinstance(values, Coded):
            return Coded(values.values, values.used[numbers])
        first, count = int(numbers[0]) if len(numbers) else 0, len(numbers)
        if (numbers[1:] - numbers[:-1] == 1).all():
            # Each incident has a source of its own, in the order of the table: a cut is many times quicker.
            return values[first : first + count]
        return list(map(values.__getitem__, numbers.tolist()))


class Grouped(_Listed[tuple[Any, ...]], Generic[_Whole]):
    """Some records for each of many: the claims of each incident, or its sources.

    Attributes:
        counts: How many each has.
        whole: The records of all, those of the first before those of the second.
    """

    __slots__ = ("_ends", "counts", "whole")

    def __init__(self, counts: Ints, whole: _Whole) -> None:
        self.counts = counts
        self.whole = whole
        self._ends = counts.cumsum()

    def __len__(self) -> int:
        return len(self.counts)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        records = iter(self.whole)
        return (tuple(islice(records, count)) for count in self.counts.tolist())

    @overload
    def __getitem__(self, at: int) -> tuple[Any, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[Any, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[Any, ...] | Sequence[tuple[Any, ...]]:
        if not isinstance(at, slice):
            end = int(self._ends[at])
            return tuple(self.whole[number] for number in range(end - int(self.counts[at]), end))
        start, stop, step = at.indices(len(self))
        if step != 1:
            return [self[each] for each in range(start, stop, step)]
        counts = self.counts[start:stop]
        first = int(self._ends[start - 1]) if start else 0
        return Grouped(counts, self.whole[first : first + int(counts.sum())])
