"""From a text to the places that it may mean: names looked up, and read into where they are no plain names.

``Finder`` knows no documents and makes no decisions; ``gazetteer.resolve`` does.
"""

from __future__ import annotations

from gazetteer.context import NOTHING_ASKED, Units
from gazetteer.found import FEW_BEARERS, Found, is_plain
from gazetteer.index_format import NAME_KINDS
from gazetteer.marks import Bearer, share
from gazetteer.mention import MAX_NAME_LENGTH, Mention, tidy
from gazetteer.name_shard import NAME_KIND_OF, RECORD_BITS, RECORD_MASK, SORT_MASK
from gazetteer.names import fold
from gazetteer.ranking import weigh_plain
from geo.told import tell

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    from gazetteer.context import Asked, Scope
    from gazetteer.index import Index

__all__ = ["Finder"]

_CODE = NAME_KINDS.index("code")


class Finder:
    """Looks texts up in one index.

    Args:
        index: The index to look names up in.

    Attributes:
        index: The same.
        units: Which units hold a place of it.
        holders: What texts mean that say what holds a place, for ``gazetteer.mentioned`` to keep.
    """

    __slots__ = ("holders", "index", "units")

    def __init__(self, index: Index) -> None:
        self.index = index
        self.units = Units(index)
        # Tables repeat what holds their places in every row.
        self.holders: dict[tuple[str, tuple[str, ...]], tuple[tuple[Scope, float], ...]] = {}

    def find(self, query: str, asked: Asked = NOTHING_ASKED, most: int = FEW_BEARERS) -> Found:
        """What a text may mean, by the first reading that fits what the text itself says.

        Args:
            query: The text.
            asked: What the caller asks beyond it.
            most: How many bearers of one name are weighed where nothing tells them apart.
        """
        if len(query) > MAX_NAME_LENGTH:
            english = "{count:,} characters are no place's name; at most {most} are read"
            why = tell("name_long", english, count=len(query), most=MAX_NAME_LENGTH)
            cut = query[:MAX_NAME_LENGTH]
            return Found(query, cut, Mention(cut, ""), problem=why)
        text = tidy(query)
        found = self._plain(query, text, most) if asked is NOTHING_ASKED else None
        if found is not None and found.stands():
            return found
        # Most names are plain ones, and a first answer is sooner without what reads the others.
        from gazetteer.interpret import interpret

        return interpret(self, query, text, asked, found)

    def _plain(self, query: str, text: str, most: int) -> Found | None:
        """A name without words or signs that ask for a closer reading; None where it is not known."""
        if not is_plain(text):
            return None
        bearers = self.bearers(fold(text), most, codes=text.isascii() and text.isupper())
        if not bearers:
            return None
        weigh_plain(self.units, text, bearers)
        return Found(query, text, None, bearers)

    def bearers(self, key: str, most: int, *, codes: bool) -> list[Bearer]:
        """The places that bear a name; by a code only where nothing else is called so."""
        record = self.index.record
        named, coded = [], []
        for posting in self.index.postings(key)[:most]:
            number, high = posting & RECORD_MASK, posting >> RECORD_BITS
            if high & SORT_MASK == _CODE:
                coded.append(number)
            else:
                named.append(Bearer(number, NAME_KIND_OF[high], record(number), key, high))
        if named or not codes:
            return named
        return [Bearer(number, "code", record(number), key) for number in coded]

    def meanings(self, text: str) -> list[tuple[Bearer, float]]:
        """The places that a text may mean, best first, each with its share.

        Texts that stand for a point or an area in a question are read with it. A text that says "near" or
        "north of" has no meaning here: it is no place.
        """
        found = self.find(text)
        if found.mention is not None and found.mention.relation not in {"at", "part"}:
            return []
        shares = share([bearer.score for bearer in found.bearers])
        return sorted(zip(found.bearers, shares, strict=True), key=lambda pair: -pair[1])
