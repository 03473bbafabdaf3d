"""A cache: ``Kept``."""

from __future__ import annotations

from _thread import allocate_lock

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["Kept"]


class Kept(dict["Any", "Any"]):
    """What was read last, up to a number of items: asking for another one reads it.

    Items leave in the order in which they came. A dictionary that works missing items out is the quickest
    cache that the language has; it is safe to share between threads.

    Args:
        read: Makes the item of a key. It should not refer to what holds this cache: a file closes when
            nothing refers to it, and a circle would keep it open.
        most: How many items are kept.

    Examples:
        >>> squares = Kept(lambda number: number**2, most=2)
        >>> squares[3], squares[4], squares[5], sorted(squares)
        (9, 16, 25, [4, 5])
    """

    __slots__ = ("_lock", "_most", "_read")

    def __init__(self, read: Callable[[Any], Any], most: int) -> None:
        super().__init__()
        self._read = read
        self._most = most
        self._lock = allocate_lock()

    def __missing__(self, key: Any) -> Any:  # noqa: ANN401 - as the reader takes and gives it
        item = self._read(key)
        with self._lock:
            if len(self) >= self._most:
                # Several at once: each time the first is looked for, all that left before it are passed.
                for old in [*self][: self._most // 8 + 1]:
                    del self[old]
            self[key] = item
        return item
