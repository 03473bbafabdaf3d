"""``build_site``: all maps of a site, drawn where something has changed, put in place in one step."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.checks import is_count, need_many, need_path
from geo.epoch import source_date
from geo.errors import SourceDateError
from maps.errors import WrongTypeError
from maps.site.budget import exceeded
from maps.site.config import load
from maps.site.draw import ASSETS, facts
from maps.site.errors import ConfigError, SiteBuildError, TargetError
from maps.site.index import index_page, style_file
from maps.site.inputs import data_files
from maps.site.manifest import FORMAT, INDEX, MANIFEST, VERSION, encoded, files_of, listed
from maps.site.manifest import load as load_manifest
from maps.site.plan import make_plan
from maps.site.target import Target
from maps.site.workers import draw_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from maps.site.config import Site
    from maps.site.plan import Plan

__all__ = ["SiteReport", "build_site"]


# Of the index page.
_STYLE = f"{ASSETS}/{style_file()[0]}"


class SiteReport(NamedTuple):
    """What a build did, or what it would do.

    Attributes:
        drawn: Why each map was drawn, by its name.
        kept: The maps that were up to date.
        removed: The maps that are no longer in the site's file.
        changed: Whether anything in the folder was changed, or would be.
        remarks: What a reporter should look at: rows that could not be read as written, places that are not
            known well enough, and the like.
        manifest: The manifest of the site; of ``check``, that of the present one.
    """

    drawn: dict[str, str]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    changed: bool
    remarks: tuple[str, ...]
    manifest: dict[str, Any]


def build_site(  # noqa: PLR0913 - the settings of one build, by keyword
    source: str | os.PathLike[str] | Mapping[str, Any],
    folder: str | os.PathLike[str],
    *,
    jobs: int | None = None,
    only: Iterable[str] = (),
    check: bool = False,
    progress: Callable[[float, str], None] | None = None,
    tell: Callable[[str], None] | None = None,
) -> SiteReport:
    r"""Make all maps of a site, as far as they are not up to date.

    ``docs/sites.md`` explains the file. The folder gets a folder for each map, ``assets`` with what their
    pages share, ``index.html`` and ``manifest.json``. It is changed in one step when everything is made, and
    not at all if something fails. Files in it that Dateline did not write stay.

    Args:
        source: The site's file in TOML, or a mapping of the same shape, whose paths begin at the current
            folder.
        folder: Where the site is to stand.
        jobs: The most processes that draw at once; as many as there are processors if None.
        only: Names of the maps to build; all if empty. The others stay as they are.
        check: Only find out which maps a build would draw; nothing is written. Rows that no map shows do not
            count.
        progress: Called with the share that is done, 0 to 1, and what was done last.
        tell: Called with a line if another build has to be waited for.

    Raises:
        ConfigError: If the site's file asks for what there is not. All that is wrong is told.
        SiteBuildError: If a map cannot be made, or is larger than its budget.
        TargetError: If the folder cannot be written, or a file would be lost that is not Dateline's.

    Examples:
        >>> import maps, pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     table = pathlib.Path(folder, "kidal.csv")
        ...     _ = table.write_text("place,date\nKidal,2024-07-25\n")
        ...     site = {"maps": {"kidal": {"data": str(table), "formats": ["geojson"]}}}
        ...     first = maps.build_site(site, pathlib.Path(folder, "public"))
        ...     again = maps.build_site(site, pathlib.Path(folder, "public"))
        >>> first.drawn, again.drawn, again.kept
        ({'kidal': 'it is new'}, {}, ('kidal',))
    """
    site, target = load(source), Target(need_path(folder, "the folder of a site", WrongTypeError))
    chosen = _checked_call(site, target, only, jobs)
    show = progress or (lambda _share, _what: None)
    if check:
        plan, former = _planned(site, target, chosen)
        _check_budgets(
            site, {name: plan.kept[name] for name in plan.kept if not chosen or name in chosen}, target.folder
        )
        return _checked(site, target, plan, _report(site, target, plan, former, chosen))
    with target.locked(tell or (lambda _line: None)) as lock, _told(target):
        target.recover()
        plan, former = _planned(site, target, chosen)
        report = _report(site, target, plan, former, chosen)
        if not report.changed:
            _check_budgets(site, plan.kept, target.folder)
            return report
        try:
            return _built(site, target, plan, report, lock, jobs or _processors(), show)
        except BaseException:
            target.abandon()
            raise


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _checked_call(site: Site, target: Target, only: Iterable[str], jobs: int | None) -> frozenset[str]:
    """The names of the maps to build, after a look at what is asked for."""
    try:
        source_date()
    except SourceDateError as error:
        raise ConfigError([str(error)]) from None
    if jobs is not None and not is_count(jobs):
        raise ConfigError([f"jobs = {jobs!r}: at least one process has to draw"])
    chosen = frozenset(need_many(only, "only", WrongTypeError))
    names = [one.name for one in site.maps]
    wrong = [
        f"{site.file}: there is no map {name}; there are {', '.join(names)}"
        for name in sorted(chosen - {*names})
    ]
    if wrong:
        raise ConfigError(wrong)
    held = {Path.cwd(): "it is, or holds, the folder that you are in"}
    if Path(site.file).is_file():
        held[Path(site.file).resolve()] = f"it holds {site.file}"
    for entry in {entry for one in site.maps for entry in one.options["data"]}:
        with contextlib.suppress(OSError):
            held |= {path.resolve(): f"it holds {entry}" for path in data_files(entry, site.folder)}
    for path, why in held.items():
        if path.is_relative_to(target.folder):
            raise TargetError(
                [f"{target.name}: {why}; name a folder of its own for the site, such as public/maps"]
            )
    return chosen


@contextlib.contextmanager
def _told(target: Target) -> Iterator[None]:
    """Errors of the system, and those that name the folder in which a site is made, in words for a user."""
    try:
        yield
    except SiteBuildError as error:
        raise SiteBuildError(
            line.replace(str(target.staging), target.name) for line in error.problems
        ) from error
    except TargetError:
        raise
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise TargetError(
            [f"{target.name} cannot be written: {why}; the site that is there is whole"]
        ) from error


def _planned(site: Site, target: Target, only: frozenset[str]) -> tuple[Plan, dict[str, Any]]:
    former = load_manifest(target.folder, target.name)
    return make_plan(site, former["maps"], target.folder, target.staging, only), former


def _report(
    site: Site, target: Target, plan: Plan, former: dict[str, Any], only: frozenset[str]
) -> SiteReport:
    """What there is to do."""
    removed = [] if only else sorted(former["maps"].keys() - {one.name for one in site.maps})
    if only:
        # Maps that are in no file any more stay like all that are not named.
        plan.kept.update({name: former["maps"][name] for name in former["maps"] if name not in plan.why})
    changed = bool(plan.jobs or removed) or _summary(site, plan.kept) != _present(target)
    kept = tuple(one.name for one in site.maps if one.name in plan.kept and (not only or one.name in only))
    return SiteReport(plan.why, kept, tuple(removed), changed, tuple(plan.remarks), former)


def _checked(site: Site, target: Target, plan: Plan, report: SiteReport) -> SiteReport:
    """A report that does not count what only builds read in a manifest: of rows that no map shows."""
    noted = {"made_from", "read"}
    former = report.manifest["maps"]
    entries = {
        name: {key: (former[name] if key in noted else entry)[key] for key in entry}
        for name, entry in plan.kept.items()
    }
    differs = _summary(site, entries) != _present(target)
    return report._replace(changed=bool(plan.jobs or report.removed) or differs)


def _present(target: Target) -> tuple[bytes, ...]:
    try:
        return tuple((target.folder / name).read_bytes() for name in (_STYLE, INDEX, MANIFEST))
    except OSError:
        return ()


def _summary(site: Site, entries: Mapping[str, dict[str, Any]]) -> tuple[bytes, bytes, bytes]:
    """The style sheet of the index page, that page, and the manifest."""
    order = [*(one.name for one in site.maps if one.name in entries)]
    ordered = {name: entries[name] for name in (*order, *sorted(entries.keys() - {*order}))}
    style, index = style_file()[1], index_page(site.title, site.language, ordered, theme=site.theme)
    manifest = encoded(
        {
            "format": FORMAT,
            "version": VERSION,
            "title": site.title,
            "language": site.language,
            "index": facts(INDEX, index),
            "assets": {_STYLE: facts(_STYLE, style)},
            "maps": ordered,
        }
    )
    return style, index, manifest


def _built(  # noqa: PLR0913, PLR0917 - all that is known of one build
    site: Site,
    target: Target,
    plan: Plan,
    report: SiteReport,
    lock: int,
    processes: int,
    show: Callable[[float, str], None],
) -> SiteReport:
    """Make the new site beside the present one, and put it in its place."""
    target.staging.mkdir()
    for path in dict.fromkeys(file["path"] for entry in plan.kept.values() for file in files_of(entry)):
        target.keep(path)
    count = 0

    def done(name: str) -> None:
        nonlocal count
        count += 1
        show(count / len(plan.jobs), name)

    show(0.0, "drawing maps")
    drawn = draw_all(plan.jobs, processes=processes, keep=lock, done=done)
    entries = {**plan.kept, **{name: {**drawn[name], **plan.beside[name]} for name in drawn}}
    _check_budgets(site, entries, target.staging)
    (target.staging / ASSETS).mkdir(exist_ok=True)
    for name, content in zip((_STYLE, INDEX, MANIFEST), _summary(site, entries), strict=True):
        _write(target.staging / name, content)
    target.publish(listed(target.folder))
    warnings = [f"{name}: {line}" for name in plan.why for line in drawn[name]["warnings"]]
    return report._replace(
        remarks=(*report.remarks, *warnings), manifest=load_manifest(target.folder, target.name)
    )


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _check_budgets(site: Site, entries: Mapping[str, dict[str, Any]], folder: Path) -> None:
    wrong = [
        f"{site.file}: {line}"
        for one in site.maps
        if one.name in entries
        for line in exceeded(one.name, entries[one.name], one.options.get("budget", {}), folder)
    ]
    if wrong:
        raise SiteBuildError(wrong)
