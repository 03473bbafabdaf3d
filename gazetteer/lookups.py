"""What a gazetteer does beside reading names: identifiers, what holds what, points, files, comparing."""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator

    from gazetteer.compare import Change
    from gazetteer.export import Format
    from gazetteer.hierarchy import Level
    from gazetteer.index import Index
    from gazetteer.languages import LocalName, PlaceName
    from gazetteer.place import Kind, Place
    from gazetteer.reverse import Description, Neighbour
    from geo.points import LonLat

__all__ = ["Lookups"]


class Lookups:
    """The questions of ``Gazetteer`` that need no reading of a name; each is a function of its module."""

    __slots__ = ()

    index: Index

    def get(self, identifier: str) -> Place | None:
        """The place with an identifier such as ``geonames:2455290``; None where there is none such.

        Examples:
            >>> import gazetteer
            >>> gazetteer.open().get("geonames:2455290").name
            'Kidal'
        """
        from gazetteer.hierarchy import get

        return get(self.index, identifier)

    def hierarchy(self, place: Place | str) -> tuple[Level, ...]:
        """The place and all that hold it, the smallest first, each with its codes and notes.

        Raises:
            QueryError: If the index does not hold the place.

        Examples:
            >>> import gazetteer
            >>> [level.place.name for level in gazetteer.open().hierarchy("geonames:2455290")]
            ['Kidal', 'Kidal', 'Mali']
        """
        from gazetteer.hierarchy import hierarchy

        return hierarchy(self.index, place)

    def parents(self, place: Place | str) -> tuple[Place, ...]:
        """What holds a place: second-level unit, first-level unit, country, as far as known.

        Raises:
            QueryError: If the index does not hold the place.
        """
        from gazetteer.hierarchy import parents

        return parents(self.index, place)

    def children(self, place: Place | str, kind: Kind | None = None) -> tuple[Place, ...]:
        """What a unit or country holds directly; of one kind, all that it holds.

        Raises:
            QueryError: If the index does not hold the place, or there is no such kind.

        Examples:
            >>> import gazetteer
            >>> places = gazetteer.open()
            >>> [unit.name for unit in places.children(places.resolve("Kidal region").place, kind="city")][:2]
            ['Kidal', 'Aguelhok']
        """
        from gazetteer.hierarchy import children

        return children(self.index, place, kind)

    def names(self, place: Place | str) -> tuple[PlaceName, ...]:
        """Every name of a place, with kind, source, language and script.

        Raises:
            QueryError: If the index does not hold the place.
        """
        from gazetteer.languages import names

        return names(self.index, place)

    def name_in(self, place: Place | str, language: str) -> LocalName | None:
        """The name of a place in a language (a BCP 47 tag), with how that is known; None if nothing tells.

        Raises:
            QueryError: If the index does not hold the place.

        Examples:
            >>> import gazetteer
            >>> places = gazetteer.open()
            >>> places.name_in(places.resolve("Algeria").place, "fr")[:3]
            ('Algérie', 'fr', 'tag')
        """
        from gazetteer.languages import name_in

        return name_in(self.index, place, language)

    def nearest(self, point: LonLat, k: int = 1, kind: Kind | str | None = None) -> list[Neighbour]:
        """The places nearest to a point, with distances on the ellipsoid and directions.

        Raises:
            QueryError: If ``k`` is less than 1, or there is no such kind.

        Examples:
            >>> import gazetteer
            >>> from geo.points import LonLat
            >>> gazetteer.open().nearest(LonLat(1.4, 18.4), kind="city")[0].place.name
            'Kidal'
        """
        from gazetteer.reverse import nearest

        return nearest(self.index, point, k, kind)

    def describe(self, point: LonLat, *, worldview: str = "default") -> Description:
        """A point as people describe it: from a known town, in a unit and country, near a border.

        Raises:
            UnknownWorldviewError: If there is no such worldview.

        Examples:
            >>> import gazetteer
            >>> from geo.points import LonLat
            >>> print(gazetteer.open().describe(LonLat(2.0, 18.8)))
            74 km NE of Kidal, Kidal region, Mali
        """
        from gazetteer.reverse import describe

        return describe(self.index, point, worldview=worldview)

    def export(
        self,
        path: str | os.PathLike[str],
        form: Format | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> int:
        """Write all places into a file that other programs read, whole or not at all; how many they were.

        Args:
            path: The file, made or replaced.
            form: ``parquet`` (GeoParquet), ``csv``, ``gpkg`` (GeoPackage) or ``lpf`` (Linked Places GeoJSON);
                None for what the ending of the name says.
            progress: Called with the share that is done.

        Raises:
            ExportError: If the format is unknown, or a library for it is missing.
            OSError: If the file cannot be written; what was there stays.
        """
        from gazetteer.export import export

        return export(self.index, path, form, progress)

    def changes(
        self, newer: Lookups, *, moved_m: float | None = None, progress: Callable[[float], None] | None = None
    ) -> Iterator[Change]:
        """What is otherwise in a newer gazetteer: places added, removed, moved and renamed, by identifier.

        Args:
            newer: The gazetteer to compare with.
            moved_m: How far a place must be from where it was to have moved; None for a kilometre.
            progress: Called with the share that is done.

        Examples:
            >>> import gazetteer
            >>> places = gazetteer.open()
            >>> next(places.changes(places), "no change")
            'no change'
        """
        from gazetteer.compare import MOVED_M, compare

        return compare(self.index, newer.index, MOVED_M if moved_m is None else moved_m, progress)

    def verify(self) -> None:
        """Check every byte of the index; no need before use, for each part is checked when it is first read.

        Raises:
            DamagedIndexError: If one has changed.
        """
        self.index.verify()
