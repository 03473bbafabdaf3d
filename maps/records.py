"""Many things of one kind, kept as columns: ``Records``.

A long table is read, composed and written one column after the other. A thing is made of its columns when
somebody asks for that one, and takes no time and no memory before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from itertools import compress
from operator import attrgetter, eq
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Records", "column", "where"]

_Thing = TypeVar("_Thing")


class Records(Sequence[_Thing]):
    """Things of a dataclass in their order, kept as columns. It is equal to a tuple of the same things.

    A thing that is asked for twice is made twice: both are equal, and neither is the other.

    Args:
        kind: The dataclass.
        columns: What all things say, by the name of each attribute, of one length. An attribute that has no
            column is that of the dataclass where nothing is said.

    Raises:
        ValueError: If columns are not of one length.

    Examples:
        >>> from maps.incidents.model import Source
        >>> sources = Records(Source, {"id": ["a", "b"], "publisher": ["Reuters", "BBC"]})
        >>> sources[1].publisher, sources == (Source("a", "Reuters"), Source("b", "BBC"))
        ('BBC', True)
        >>> sources.column("url")
        [None, None]
    """

    __slots__ = ("_columns", "_names", "kind")

    def __init__(self, kind: Callable[..., _Thing], columns: Mapping[str, Sequence[Any]]) -> None:
        self.kind = kind
        length = len(next(iter(columns.values())))
        given = fields(kind)  # type: ignore[arg-type]  # a dataclass
        self._names = tuple(field.name for field in given)
        self._columns = tuple(
            [field.default] * length
            if field.name not in columns and field.default is not MISSING
            else columns[field.name]
            for field in given
        )
        if len(set(map(len, self._columns))) > 1:
            raise ValueError(f"columns of {kind.__name__} must be of one length")

    def __len__(self) -> int:
        return len(self._columns[0])

    def __iter__(self) -> Iterator[_Thing]:
        return map(self.kind, *self._columns)

    @overload
    def __getitem__(self, at: int) -> _Thing: ...
    @overload
    def __getitem__(self, at: slice) -> Self: ...
    def __getitem__(self, at: int | slice) -> _Thing | Self:
        if isinstance(at, slice):
            return self._with({name: values[at] for name, values in self._named()})
        return self.kind(*[values[at] for values in self._columns])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Records | tuple):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__} of {len(self)}"

    def where(self, mask: Iterable[object]) -> Self:
        """Those that a mask picks."""
        picked = list(mask)
        return self._with({name: where(values, picked) for name, values in self._named()})

    def column(self, name: str) -> Sequence[Any]:
        """One attribute of all."""
        return self._columns[self._names.index(name)]

    def _named(self) -> Iterator[tuple[str, Sequence[Any]]]:
        return zip(self._names, self._columns, strict=True)

    def _with(self, columns: Mapping[str, Sequence[Any]]) -> Self:
        """Others of the same kind; for a kind of its own, to be made as it is made."""
        return type(self)(self.kind, columns)


def column(things: Sequence[object], name: str) -> Sequence[Any]:
    """One attribute of each thing, without making things of those that are columns.

    Examples:
        >>> column((), "title")
        []
    """
    return things.column(name) if isinstance(things, Records) else list(map(attrgetter(name), things))


def where(things: Sequence[_Thing], mask: Sequence[object]) -> Sequence[_Thing]:
    """The things that a mask picks; columns stay columns.

    Examples:
        >>> where(("a", "b"), [False, True])
        ('b',)
    """
    if all(mask):
        return things
    return things.where(mask) if isinstance(things, Records) else tuple(compress(things, mask))
