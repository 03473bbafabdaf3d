"""The sources of a report: those of a table, and those that rows name beside their incidents and claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.incidents import checks
from maps.incidents.model import Source
from maps.incidents.text import parts, shown
from maps.links import host

if TYPE_CHECKING:
    from maps.incidents.tables import Row, Table

__all__ = ["Sources"]


class Sources:
    """All sources met so far, by key. A name that no table has becomes one, so that no credit is lost."""

    def __init__(self, table: Table | None) -> None:
        self._named: dict[tuple[str, str | None], Source] = {}
        self._table = table
        self.by_id: dict[str, Source] = {}

    def add_row(self, row: Row, source_id: str) -> None:
        """Add a row of the sources table."""
        url = row.line("url")
        self.by_id[source_id] = Source(
            id=source_id,
            publisher=row.line("publisher") or source_id,
            title=row.line("title"),
            url=checks.link(row, url) if url else None,
            published=checks.when(row, day_first=None),
        )

    def of(self, row: Row, name: str) -> tuple[str, ...]:
        """Keys of the sources that a row names in its column ``name``, each with its link if it has one."""
        names = parts(row[name])
        links = [checks.link(row, text) for text in parts(row["url"].replace(" ", "\n"))]
        if len(names) == 1 and len(links) > 1:
            names *= len(links)
        elif links and names and len(links) != len(names):
            row.problem(
                "url",
                f"{len(links)} links beside {len(names)} sources; the links are left out; give each its own",
            )
            links = []
        names = names or [host(text) if text else "" for text in links]
        links = links or [None] * len(names)
        return tuple(
            dict.fromkeys(self._key(row, name, *pair) for pair in zip(names, links, strict=True) if pair[0])
        )

    def _key(self, row: Row, column: str, text: str, url: str | None) -> str:
        if text in self.by_id and url in {None, self.by_id[text].url}:
            return text
        if (text, url) not in self._named:
            if self._table is not None:
                row.remark(
                    column,
                    f"{shown(text)} is no id of {self._table.grid.name}; taken as the publisher's name",
                )
            self._named[text, url] = source = Source(self._free_id(text), text, url=url)
            self.by_id[source.id] = source
        return self._named[text, url].id

    def _free_id(self, text: str) -> str:
        number = 1
        candidate = text
        while candidate in self.by_id:
            number += 1
            candidate = f"{text} ({number})"
        return candidate
