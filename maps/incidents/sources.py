"""The sources of a report: those of a table, and those that rows name beside their incidents and claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.incidents import checks
from maps.incidents.model import Source
from maps.incidents.tables import Row
from maps.incidents.text import line, parts, shown
from maps.links import all_plain, host, refusal
from maps.records import Records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maps.incidents.dates import When
    from maps.incidents.tables import Table

__all__ = ["Sources"]


class Sources:
    """All sources met so far, by key. A name that no table has becomes one, so that no credit is lost."""

    def __init__(self, table: Table | None) -> None:
        self._table = table
        self._named: dict[tuple[str, str | None], str] = {}
        self._last: dict[str, int] = {}
        self._links: dict[str, str | None] = {}
        self._about: list[tuple[str, str | None, When | None]] = []

    def add_row(self, row: Row, source_id: str) -> None:
        """Add a row of the sources table."""
        url = row.line("url")
        self._links[source_id] = checks.link(row, url) if url else None
        published = checks.when(row, day_first=None)
        self._about.append((row.line("publisher") or source_id, row.line("title"), published))

    def all(self) -> Records[Source]:
        """All of them, in the order in which they were met."""
        publisher, title, published = zip(*self._about, strict=True) if self._about else ((), (), ())
        return Records(
            Source,
            {
                "id": list(self._links),
                "publisher": publisher,
                "title": title,
                "url": list(self._links.values()),
                "published": published,
            },
        )

    def of_all(self, table: Table, name: str) -> list[tuple[str, ...]]:
        """Keys of the sources that each row names, as ``of`` has them."""
        names, addresses = table.column(name), table.column("url")
        single = {text: texts[0] for text in dict.fromkeys(names) if len(texts := parts(text)) == 1}
        links = _single_links(addresses)
        found: list[tuple[str, ...]] = []
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
        if text in self._links and (url is None or url == self._links[text]):
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
            named = self._named[text, url] = self._free_id(text)
            self._links[named] = url
            self._about.append((line(text), None, None))
        return named

    def _free_id(self, text: str) -> str:
        number = self._last.get(text, 0)
        candidate = ""
        while not candidate or candidate in self._links:
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
