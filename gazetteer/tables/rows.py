"""Rows to answers, for tables of any kind: each distinct question is asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gazetteer.tables.cells import question, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from gazetteer.tables.answers import Answers

    Positions = npt.NDArray[np.int64]

__all__ = ["Cells", "positions_of"]

# Questions between two looks at the bar: enough for the places of the index to be read in its order.
_STEP = 50_000


class Cells(NamedTuple):
    """A column of a table.

    Attributes:
        codes: For each row, the position of its cell in ``values``; -1 where it has none.
        values: The distinct cells.
    """

    codes: Positions
    values: Sequence[Any]


def positions_of(
    columns: Sequence[Cells], answers: Answers, progress: Callable[[float], None] | None = None
) -> Positions:
    """Where the answer to each row stands in the columns of ``answers``.

    Args:
        columns: The places, then what holds them from the smallest.
        answers: Where answers are kept; new ones are found.
        progress: Called with the share that is done.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.tables.answers import Answers
        >>> cells = Cells(np.array([0, 1, 0, -1]), ["Gao", "Mopti"])
        >>> positions_of([cells], Answers(gazetteer.open()))
        array([0, 1, 0, 2])
    """
    codes, combined = _combined(
        [column.codes + 1 for column in columns], [len(c.values) + 1 for c in columns]
    )
    texts = [["", *map(text_of, column.values)] for column in columns]
    questions = [
        question(texts[0][place], [column[at] for column, at in zip(texts[1:], holders, strict=True)])
        for place, *holders in combined
    ]
    rows: list[int] = []
    for start in range(0, len(questions), _STEP):
        rows += answers.rows(questions[start : start + _STEP])
        if progress is not None:
            progress(len(rows) / len(questions))
    found: Positions = np.array(rows, np.int64)[codes] if rows else np.zeros(0, np.int64)
    return found


def _combined(columns: Sequence[Positions], sizes: Sequence[int]) -> tuple[Positions, list[tuple[int, ...]]]:
    """For each row the position of its combination of cells, and the combinations.

    Raises:
        OverflowError: Never in practice: the product of the sizes would have to pass 2**63.
    """
    import pandas as pd

    if len(columns) == 1:
        codes, distinct = pd.factorize(columns[0])
        return codes.astype(np.int64), [(int(code),) for code in distinct]
    keys = columns[0]
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        # Of each step only the combinations that occur are numbered on: the numbers stay small.
        keys = pd.factorize(keys)[0].astype(np.int64) * size + column
    codes, _ = pd.factorize(keys)
    _, firsts = np.unique(codes, return_index=True)
    return codes.astype(np.int64), [tuple(int(column[row]) for column in columns) for row in firsts]
