"""``build_index``: from files of places to an index, in bounded memory.

Memory holds one part of the rows for each job, and of all places some 30 bytes; what is between two stages
is on disk. ``docs/decisions/0010-building-at-scale.md`` says why it is so.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gazetteer.build.assemble import assemble
from gazetteer.build.gather import Gathering
from gazetteer.build.match import MERGE_WITHIN_M
from gazetteer.build.outcome import Built, SourceReport
from gazetteer.build.publish import scratch_beside, write_manifest
from gazetteer.build.source import recognise
from gazetteer.build.workers import Workers
from gazetteer.errors import BuildError, WrongTypeError
from geo.checks import is_count, need_many, need_number, need_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from gazetteer.build.source import Source

__all__ = ["MAX_BROKEN", "build_index"]

#: Share of broken rows of a source that stops a build.
MAX_BROKEN: Final = 0.01
_SMALL_BYTES: Final = 8 << 20
# Of the work of a build, the part that is gathering.
_GATHERING: Final = 0.45
# What a row takes on the disk at most: twice itself, once read and once joined, or half that and the index.
_BYTES_ON_THE_WAY: Final = 350


def build_index(  # noqa: PLR0913 - each is one thing that a user may ask for
    sources: Iterable[str | os.PathLike[str]],
    folder: str | os.PathLike[str],
    *,
    plain: bool = False,
    max_broken: float = MAX_BROKEN,
    merge_within_m: float | None = None,
    jobs: int | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> Built:
    """Build an index from files, later ones adding to and overriding earlier ones.

    Args:
        sources: Dumps of GeoNames in 19 columns, alternateNamesV2, Who's On First as a folder or bundle, CSV.
        folder: Where the index is to stand: a new or empty folder, or an index that is replaced.
        plain: Leave out Dateline's own tables: countries in many languages, curated places, regions.
        max_broken: The share of broken rows of a source above which the build stops.
        merge_within_m: How far apart records of one name and kind may lie to be one place, instead of
            ``MERGE_WITHIN_M``; 0 for never.
        jobs: How many processes work; None for as many as there are processors.
        progress: Called with the share that is done and what is being done.

    Raises:
        WrongTypeError: If the sources are no list of paths, or the folder is no path.
        BuildError: If a source cannot be read, too many of its rows are broken, or nothing is left.
        OSError: If the disk is full or a folder cannot be written; what was in the folder stays.
    """
    need_path(folder, "the folder of an index", WrongTypeError)
    named = need_many(sources, "the sources of an index", WrongTypeError)
    found = [recognise(Path(need_path(source, "a source", WrongTypeError))) for source in named]
    if all(source.kind == "alternates" for source in found):
        raise BuildError("nothing to build from: name a dump of GeoNames, Who's On First or a CSV of places")
    if not 0 <= need_number(max_broken, "max_broken") <= 1:
        raise BuildError(f"max_broken {max_broken} is no share between 0 and 1")
    if merge_within_m is not None and need_number(merge_within_m, "merge_within_m") < 0:
        raise BuildError(f"merge_within_m {merge_within_m} is no distance; give 0 metres, for never, or more")
    if jobs is not None and not is_count(jobs):
        raise BuildError(f"jobs {jobs!r}: give a whole number of processes, 1 or more")
    within_m = MERGE_WITHIN_M if merge_within_m is None else dict.fromkeys(MERGE_WITHIN_M, merge_within_m)
    show = progress or _show_nothing
    jobs = jobs or _usual_jobs(found)
    with (
        _telling_of_a_full_disk(Path(folder), found),
        scratch_beside(Path(folder)) as scratch,
        Workers(jobs) as workers,
        ThreadPoolExecutor(1) as beside,
    ):
        hashes = [beside.submit(_hash, source.path) for source in found]
        gathering = Gathering(
            found, scratch.folder, workers, within_m, lambda done, what: show(done * _GATHERING, what)
        )
        gathered = gathering.gather(plain=plain, max_broken=max_broken)
        places, keys = assemble(
            gathered,
            scratch.new,
            scratch.folder,
            workers,
            lambda done, what: show(_GATHERING + (1 - _GATHERING) * done, what),
        )
        built = Built(Path(folder), places, keys, gathered.merged, tuple(gathering.reports))
        about = _about(built, found, [one.result() for one in hashes], plain=plain)
        write_manifest(scratch.new, about)
        scratch.publish()
    return built


@contextlib.contextmanager
def _telling_of_a_full_disk(target: Path, sources: Iterable[Source]) -> Iterator[None]:
    """Say how much room a build takes, where there was not enough."""
    try:
        yield
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        need = sum(source.rows for source in sources) * _BYTES_ON_THE_WAY
        raise OSError(
            error.errno,
            f"{error.strerror}: beside {target} the build takes about {max(need / 1e9, 0.1):.1f} GB while it "
            "works, and what was there stays; make room, or give a folder on a larger disk",
        ) from error


def _usual_jobs(sources: Iterable[Source]) -> int:
    """One process for each processor; for a little only this one, as starting others would take longer."""
    if sum(source.size for source in sources) < _SMALL_BYTES:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _show_nothing(_: float, __: str) -> None:
    pass


def _hash(path: Path) -> str:
    if path.is_dir():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _about(
    built: Built, sources: Sequence[Source], hashes: Sequence[str], *, plain: bool
) -> dict[str, object]:
    """What the manifest says of where the index is from; no word of the folder, the day or the machine."""
    return {
        "places": built.places,
        "keys": built.keys,
        "merged_by_name": built.merged,
        "dateline_tables": not plain,
        "sources": [
            _about_source(source, report, sha256)
            for source, report, sha256 in zip(sources, built.sources, hashes, strict=True)
        ],
    }


def _about_source(source: Source, report: SourceReport, sha256: str) -> dict[str, Any]:
    about = {"file": source.path.name, "kind": source.kind, "name": source.label}
    counts = {"rows": report.rows, "broken": report.broken}
    return {**about, **counts, **({"sha256": sha256} if sha256 else {})}
