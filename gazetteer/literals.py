"""The words that a field or an argument may be.

They stand by themselves because ``typing`` is slow to import: a first answer needs none of them.
"""

from __future__ import annotations

from typing import Literal

__all__ = ["Kind", "Prefer", "Relation", "Status"]

Kind = Literal["city", "admin1", "admin2", "country", "natural", "region", "other"]
Status = Literal["resolved", "ambiguous", "unresolved"]
#: What a caller prefers where a name leaves a choice between a town and an area.
Prefer = Literal["settlement", "region", "any"]
#: How the place that is meant lies to the place that is named, from the narrowest to the widest.
Relation = Literal["at", "part", "near", "direction", "between", "road", "border"]
