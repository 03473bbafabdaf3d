"""The weights that made a score, each in words."""

from __future__ import annotations

from gazetteer.context import NO_RECORD
from gazetteer.marks import Mark
from gazetteer.place import Reason
from gazetteer.standing import standing
from gazetteer.weights import VALUES, WEIGHTS
from gazetteer.writing import matched

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from gazetteer.index import Index
    from gazetteer.marks import Bearer
    from gazetteer.place import Place

__all__ = ["reasons"]


def reasons(index: Index, bearer: Bearer, place: Place) -> tuple[Reason, ...]:
    """The weights that made a bearer's score, each in words."""
    if bearer.record == NO_RECORD:
        marks: list[Mark] = list(bearer.marks)
    else:
        marks = [
            Mark(f"name: {bearer.name_kind}"),
            *standing(bearer.facts)[1],
            *bearer.marks,
            *bearer.company,
        ]
    name, source = matched(index, bearer) if bearer.record != NO_RECORD else (place.name, "given")
    fields = {
        "name": name,
        "name_kind": bearer.name_kind,
        "source": source,
        "usual": place.name,
        "kind": place.kind,
        "feature": place.feature_code,
        "km": f"{place.extent_m / 1000:,.0f} km",
        "people": f"{place.population:,} inhabitants" if place.population else "inhabitants not known",
        "edits": f"{bearer.edits} edit{'' if bearer.edits == 1 else 's'}",
    }
    return tuple(
        Reason(rule, VALUES[rule] * times, WEIGHTS[rule].says.format(**fields, detail=detail, text=detail))
        for rule, times, detail in marks
    )
