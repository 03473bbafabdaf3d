"""Rows to answers, for tables of any kind: each distinct question is asked once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gazetteer.tables.cells import asked_text, country_text, question

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from gazetteer.tables.answers import Answers

    Positions = npt.NDArray[np.int64]

__all__ = ["Cells", "Rows", "rows_of"]

# Questions between two looks at the bar: enough for the places of the index to be read in its order.
_STEP = 200_000
_DENSE = 8


class Cells(NamedTuple):
    """A column of a table.

    Attributes:
        codes: For each row, the position of its cell in ``values``; -1 where it has none.
        values: The distinct cells.
    """

    codes: Positions
    values: Sequence[Any]


class Rows(NamedTuple):
    """Where the answers to the rows of a table stand.

    Attributes:
        codes: For each row, the position of its answer in ``answers``.
        answers: Where each distinct answer stands in the columns of ``Answers``.
    """

    codes: Positions
    answers: Positions

    @property
    def in_order(self) -> bool:
        """Whether each row has an answer of its own, one after the other."""
        return len(self.codes) == len(self.answers) and bool((np.diff(self.codes) == 1).all())


def rows_of(
    columns: Sequence[Cells],
    answers: Answers,
    progress: Callable[[float], None] | None = None,
    *,
    country: bool = False,
) -> Rows:
    """Where the answer to each row stands in the columns of ``answers``.

    Args:
        columns: The places, then what holds them from the smallest.
        answers: Where answers are kept; new ones are found.
        progress: Called with the share that is done.
        country: Whether the last column is that of the countries.

    Examples:
        >>> import gazetteer
        >>> from gazetteer.tables.answers import Answers
        >>> cells = Cells(np.array([0, 1, 0, -1]), ["Gao", "Mopti"])
        >>> rows_of([cells], Answers(gazetteer.open()))
        Rows(codes=array([1, 2, 1, 0]), answers=array([0, 1, 2]))
    """
    # A cell that is missing counts as the first one.
    numbered = [column.codes + 1 for column in columns]
    sizes = [len(column.values) + 1 for column in columns]
    texts = [
        ["", *[cell.strip() if type(cell) is str else asked_text(cell) for cell in column.values]]
        for column in columns
    ]
    if country:
        texts[-1] = ["", *map(country_text, columns[-1].values)]
    if len(columns) == 1:
        codes, used = _used(numbered[0], sizes[0])
        questions = [texts[0][place] for place in used]
    else:
        codes, combined = _combined(numbered, sizes)
        questions = [
            question(texts[0][place], [column[at] for column, at in zip(texts[1:], holders, strict=True)])
            for place, *holders in combined
        ]
    found = [np.zeros(0, np.int64)]
    for start in range(0, len(questions), _STEP):
        part = questions[start : start + _STEP]
        found.append(answers.rows(part, progress=_of_part(start, len(part), len(questions), progress)))
    if progress is not None:
        progress(1.0)
    return Rows(codes, np.concatenate(found))


def _of_part(
    start: int, count: int, whole: int, progress: Callable[[float], None] | None
) -> Callable[[float], None] | None:
    """What a part of the questions calls with the share of it that is done."""
    return progress and (lambda share: progress((start + share * count) / whole))


def _combined(columns: Sequence[Positions], sizes: Sequence[int]) -> tuple[Positions, list[tuple[int, ...]]]:
    """For each row the position of its combination of cells, and the combinations that occur."""
    codes, used = _used(columns[0], sizes[0])
    combined: list[tuple[int, ...]] = [(cell,) for cell in used]
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        keys, pairs = _used(codes * size + column, len(combined) * size)
        combined = [(*combined[pair // size], pair % size) for pair in pairs]
        codes = keys
    return codes, combined


def _used(codes: Positions, size: int) -> tuple[Positions, list[int]]:
    """Numbers below a size in as few numbers as there are different ones, and which these were."""
    if size > _DENSE * (len(codes) + 1):  # counting would take longer than sorting
        found, at = np.unique(codes, return_inverse=True)
        return at.astype(np.int64), found.tolist()
    used = np.bincount(codes, minlength=size) > 0
    return (np.cumsum(used) - 1)[codes], np.flatnonzero(used).tolist()
