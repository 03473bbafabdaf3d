"""What well-known cities are called in languages: tags for the names that sources give without them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.build.draft import Name
from gazetteer.build.own_tables import parts_of, records
from gazetteer.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gazetteer.build.draft import Draft

__all__ = ["read_city_names", "tag_names"]

_SOURCE = "Unicode CLDR"


def read_city_names(table: Path) -> dict[str, tuple[tuple[str, str], ...]]:
    """The rows of ``city_names.csv``: languages with spellings, by the identifier of the place."""
    return {
        row["place"]: tuple(
            (tag, name) for tag, _, name in (part.partition(":") for part in parts_of(row["names"]))
        )
        for _, row in records(table)
    }


def tag_names(drafts: Iterable[Draft], cities: Mapping[str, tuple[tuple[str, str], ...]]) -> None:
    """Say of names which language they are in, and add those that a place lacks.

    The primary name keeps no tag: it is what every language falls back on.

    Raises:
        BuildError: If no source has one of the places.
    """
    missing = set(cities)
    for draft in drafts:
        for language, spelling in cities.get(draft.id, ()):
            missing.discard(draft.id)
            _tag(draft, language, spelling)
    if missing:
        raise BuildError(
            f"no source has the cities {', '.join(sorted(missing))}; run tools.build_city_names again"
        )


def _tag(draft: Draft, language: str, spelling: str) -> None:
    for number, name in enumerate(draft.names):
        if name.spelling == spelling and name.kind == "primary":
            return
        if name.spelling == spelling and not name.language:
            draft.names[number] = name._replace(language=language)
            return
    draft.names.append(Name(spelling, "alternate", _SOURCE, language))
