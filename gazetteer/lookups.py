"""What a gazetteer does beside reading names: identifiers, what holds what, points, files, comparing."""

from __future__ import annotations

from gazetteer.errors import QueryError, WrongTypeError

TYPE_CHECKING = False  # typing itself is slow to import
if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import geopandas
    from shapely.geometry.base import BaseGeometry

    from gazetteer.compare import Change
    from gazetteer.export import ExportFormat
    from gazetteer.hierarchy import Level
    from gazetteer.index import Index
    from gazetteer.languages import LocalName, PlaceName
    from gazetteer.place import Kind, Place
    from gazetteer.regions import Region
    from gazetteer.resolve import Gazetteer
    from gazetteer.reverse import Description, Neighbour
    from geo.points import BBox, LonLat

__all__ = ["Lookups", "index_of"]


class Lookups:
    """The questions of ``Gazetteer`` that need no reading of a name; each is a function of its module."""

    __slots__ = ()

    _index: Index

    def get(self, identifier: str) -> Place | None:
        """The place with an identifier such as ``geonames:2455290``; None where there is none such.

        Examples:
            >>> import gazetteer
            >>> gazetteer.open().get("geonames:2455290").name
            'Kidal'
        """
        from gazetteer.hierarchy import get

        return get(self._index, identifier)

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

        return hierarchy(self._index, place)

    def parents(self, place: Place | str) -> tuple[Place, ...]:
        """What holds a place: second-level unit, first-level unit, country, as far as known.

        Raises:
            QueryError: If the index does not hold the place.
        """
        from gazetteer.hierarchy import parents

        return parents(self._index, place)

    def children(self, place: Place | str, *, kind: Kind | str | None = None) -> tuple[Place, ...]:
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

        return children(self._index, place, kind)

    def names(self, place: Place | str) -> tuple[PlaceName, ...]:
        """Every name of a place, with kind, source, language and script.

        Raises:
            QueryError: If the index does not hold the place.
        """
        from gazetteer.languages import names

        return names(self._index, place)

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

        return name_in(self._index, place, language)

    def nearest(self, point: LonLat, *, k: int = 1, kind: Kind | str | None = None) -> tuple[Neighbour, ...]:
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

        return tuple(nearest(self._index, point, k, kind))

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

        return describe(self._index, point, worldview=worldview)

    def region(
        self,
        name: str,
        *,
        within: str | BBox | Place | Region | BaseGeometry | None = None,
        near: str | LonLat | Place | None = None,
        bias: Mapping[str, float] | Iterable[str] | None = None,
    ) -> Region:
        """The area of a country or first-level unit where the data have one, else its label point.

        It says which of the two it is. "Kidal" is the region here, and not the town. Outlines inside a
        country are several kilometres off; units that are newer than their source have none.

        Args:
            name: A name or an ISO 3166 code; ``basis`` says how a misspelled one was read.
            within: As in ``Gazetteer.resolve``.
            near: The same.
            bias: The same.

        Raises:
            WrongTypeError: If the name is not a string.
            QueryError: If it names nothing, or may be several places, which are named; or if the text only
                relates to a place ("50 km north of Kidal"), of which ``locate`` has the area.

        Examples:
            >>> import gazetteer
            >>> kidal = gazetteer.open().region("Kidal")
            >>> kidal.place.kind, kidal.has_outline, kidal.basis
            ('admin1', True, 'the area of Kidal, by Natural Earth, outer edges © OpenStreetMap contributors')
            >>> gazetteer.open().region("Ménaka").basis
            'the label point of Ménaka, a place of which no outline is known'
        """
        from gazetteer.regions import region

        return region(_whole(self), name, within=within, near=near, bias=bias)

    def places_in(
        self, area: str | Region | Place | BBox | BaseGeometry, *, kind: Kind | str | None = None
    ) -> geopandas.GeoDataFrame:
        """The places in an area as a table in EPSG:4326.

        A unit or country has those that its sources say it holds, at any level; a box or polygon those whose
        points it covers.

        Args:
            area: A name ("Kidal region", "ML"), what ``region`` gave, a unit or country, a box, or a polygon,
                such as ``locate("50 km north of Kidal").area.geometry``.
            kind: Only places of this kind, as in ``Gazetteer.resolve``.

        Raises:
            QueryError: If the area is nothing known or holds no places, its name is misspelled or only
                relates to a place, or there is no such kind.
            WrongTypeError: If it is no area.

        Examples:
            >>> import gazetteer
            >>> towns = gazetteer.open().places_in("Kidal region", kind="city")
            >>> towns.sort_values("population", ascending=False)["name"].head(2).tolist()
            ['Kidal', 'Aguelhok']
        """
        from gazetteer.tables.geo_frames import places_in

        return places_in(_whole(self), area, kind)

    def places_near(
        self, point: str | LonLat | Place, within_m: float, *, kind: Kind | str | None = None
    ) -> geopandas.GeoDataFrame:
        """The places up to a distance from a point, the nearest first, as a table in EPSG:4326.

        Args:
            point: A name, a point or a place.
            within_m: The greatest geodesic distance in metres, at most 5,000 km; column ``distance_m``.
            kind: Only places of this kind, as in ``Gazetteer.resolve``.

        Raises:
            QueryError: If the name means no one place, is misspelled or only relates to one, the distance is
                out of range, or no such kind is.
            WrongTypeError: If it is no point.

        Examples:
            >>> import gazetteer
            >>> near = gazetteer.open().places_near("Tinzaouaten", 100_000, kind="city")
            >>> near["name"].iloc[0], round(near["distance_m"].iloc[0])
            ('Tinzaouaten', 0)
        """
        from gazetteer.tables.geo_frames import places_near

        return places_near(_whole(self), point, within_m, kind)

    def export(
        self,
        path: str | os.PathLike[str],
        *,
        format: ExportFormat | None = None,  # noqa: A002 - the word that everybody expects
        progress: Callable[[float], None] | None = None,
    ) -> int:
        """Write all places into a file that other programs read, whole or not at all; how many they were.

        Args:
            path: The file, made or replaced.
            format: ``parquet`` (GeoParquet), ``csv``, ``gpkg`` (GeoPackage) or ``lpf`` (Linked Places
                GeoJSON); None for what the ending of the name says.
            progress: Called with the share that is done.

        Raises:
            ExportError: If the format is unknown, or a library for it is missing.
            OSError: If the file cannot be written; what was there stays.
        """
        from gazetteer.export import export
        from geo.checks import need_path

        need_path(path, "the file of an export", WrongTypeError)
        return export(self._index, path, format, progress)

    def changes(
        self,
        newer: Gazetteer,
        *,
        moved_m: float | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> Iterator[Change]:
        r"""What is otherwise in a newer gazetteer: places added, removed, moved and renamed, by identifier.

        Args:
            newer: The gazetteer to compare with.
            moved_m: How far a place must be from where it was to have moved; None for a kilometre.
            progress: Called with the share that is done.

        Raises:
            WrongTypeError: If it is no gazetteer.
            CoordinateError: If the distance is no number.
            QueryError: If it is less than 0.

        Examples:
            >>> import gazetteer, pathlib, tempfile
            >>> def built(folder, rows):
            ...     table = pathlib.Path(folder, "wells.csv")
            ...     _ = table.write_text("name,lon,lat\n" + rows, encoding="utf-8")
            ...     gazetteer.build_index([table], table.with_suffix(""), plain=True, jobs=1)
            ...     return gazetteer.open(table.with_suffix(""))
            >>> with tempfile.TemporaryDirectory() as old, tempfile.TemporaryDirectory() as new:
            ...     before = built(old, "Achibogho,1.9,18.8\nInadjatafane,0.9,16.6\n")
            ...     after = built(new, "Achibogho,1.9,18.8\nTamkoutat,0.2,16.9\n")
            ...     sorted((change.what, (change.old or change.new).name) for change in before.changes(after))
            [('added', 'Tamkoutat'), ('removed', 'Inadjatafane')]
        """
        from gazetteer.compare import MOVED_M, compare
        from geo.checks import need, need_number

        rule = "what to compare with must be a Gazetteer, as gazetteer.open gives it"
        need(newer, Lookups, rule, WrongTypeError)
        if moved_m is not None and not need_number(moved_m, "moved_m") >= 0:
            raise QueryError(f"moved_m={moved_m!r} is no distance; give 0 metres or more")
        return compare(self._index, index_of(newer), MOVED_M if moved_m is None else moved_m, progress)

    def verify(self) -> None:
        """Check every byte of the index; no need before use, for each part is checked when it is first read.

        Raises:
            DamagedIndexError: If one has changed.
        """
        self._index.verify()


def _whole(lookups: Lookups) -> Gazetteer:
    """Every object of this class is one of ``Gazetteer``, which reads names too."""
    return lookups  # type: ignore[return-value]


def index_of(gazetteer: Lookups) -> Index:
    """The index of a gazetteer, for what is built on its records."""
    return gazetteer._index  # noqa: SLF001 - of the class above, and no business of its users
