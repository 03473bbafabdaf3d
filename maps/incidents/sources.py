"""The sources of a report: those of a table, and those that rows name beside their incidents and claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.incidents import checks
from maps.incidents.model import Source
from maps.incidents.text import line, parts, shown
from maps.incidents.tables import Row
from maps.links import all_plain, host, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maps.incidents.tables import Table

__all__ = ["Sources"]


class Sources:
    """All sources met so far, by key. A name that no table has becomes one, so that no credit is lost."""

    def __init__(self, table: Table | None) -> None:
        self._named: dict[tuple[str, str | None], Source] = {}
        self._table = table
        self._last: dict[str, int] = {}
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

    def all(self) -> tuple[Source, ...]:
        """All of them, in the order in which they were met."""
        return tuple(self.by_id.values())

    def of_all(self, table: Table, name: str) -> list[tuple[str, ...]]:
        """Keys of the sources that each row names, as ``of`` has them."""
        names, addresses = table.column(name), table.column("url")
        single = {text: texts[0] for text in dict.fromkeys(names) if len(texts := parts(text)) == 1}
        links = _single_links(addresses)
        found = []
        for entry, text, address in zip(table.rows, names, addresses, strict=True):
            publisher = single.get(text)
            if publisher is not None and (not address or address in links):
                found.append((self._key(table, entry[0], name, publisher, address or None),))
            else:
                found.append(self.of(Row(table, *entry), name))
        return found

    def of(self, row: Row, name: str) -> tuple[str, ...]:
        """Keys of the sources that a row names in its column ``name``, each with its link if it has one."""
        names = parts(row[name])
        address = row["url"]
        links = [checks.link(row, text) for text in parts(address.replace(" ", "\n"))] if address else []
        if len(names) == 1 and len(links) < 2:
            return (self._key(row.table, row.number, name, names[0], links[0] if links else None),)
        if len(names) == 1:
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
            dict.fromkeys(
                self._key(row.table, row.number, name, *pair)
                for pair in zip(names, links, strict=True)
                if pair[0]
            )
        )

    def _key(self, table: Table, number: int, column: str, text: str, url: str | None) -> str:
        known = self.by_id.get(text)
        if known is not None and (url is None or url == known.url):
            return text
        named = self._named.get((text, url))
        if named is None:
            if self._table is not None:
                table.grid.remark(
                    number,
                    table.columns.names.get(column),
                    f"{shown(text)} is no id of {self._table.grid.name}; taken as the publisher's name",
                )
            # Pieces of one publisher share its name.
            named = Source(self._free_id(text), line(text), url=url)
            self._named[text, url] = self.by_id[named.id] = named
        return named.id

    def _free_id(self, text: str) -> str:
        number = self._last.get(text, 0)
        candidate = ""
        while not candidate or candidate in self.by_id:
            number += 1
            candidate = f"{text} ({number})" if number > 1 else text
        # What is taken stays taken: a publisher of thousands of pieces is not counted through for each.
        self._last[text] = number
        return candidate


def _single_links(addresses: Iterable[str]) -> set[str]:
    """Those of many cells that hold one link which may be published."""
    cells = set(filter(None, addresses))
    if all_plain(cells) and not any(";" in cell for cell in cells):
        return cells
    return {cell for cell in cells if parts(cell.replace(" ", "\n")) == [cell] and refusal(cell) is None}
