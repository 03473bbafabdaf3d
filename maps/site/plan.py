"""What is to do: which maps of a site are not as their file and data want them, and why."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geo.checks import shortened
from maps.render.static.style import load
from maps.site.draw import Job, page_options, tiles_of
from maps.site.errors import ConfigError, SiteBuildError
from maps.site.inputs import Hashes, code, digest, is_file, shown_path
from maps.site.manifest import broken
from maps.site.reports import Reports, has_secrets, public_content
from maps.site.select import NEEDS_PLACES, select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from maps.incidents.model import Report
    from maps.site.config import Site, SiteMap

__all__ = ["Plan", "make_plan"]

# Keys that say which incidents a map is about; what is left of them counts, not how they were chosen.
_CHOICE = frozenset({"data", "filter"})
_REASONS = {
    "code": "Dateline has changed",
    "gazetteer": "the gazetteer has changed",
    "epoch": "SOURCE_DATE_EPOCH has changed",
}


class Plan(NamedTuple):
    """What a build has to do.

    Attributes:
        kept: What the manifest is to say of the maps that stay as they are.
        jobs: The maps to draw, in the order of the file.
        why: Why each of them has to be drawn.
        beside: What the manifest is to say of each of them beside what drawing it gives.
        remarks: What the reader of the tables has to say.
        reports: The tables that were read.
    """

    kept: dict[str, dict[str, Any]]
    jobs: list[Job]
    why: dict[str, str]
    beside: dict[str, dict[str, Any]]
    remarks: list[str]
    reports: Reports


class _Changed(NamedTuple):
    """A map that is not made from what it was.

    Attributes:
        one: The map.
        made_from: What it is to be made from.
        why: What is different, in words.
        old: What the manifest says of it, if its files are as they were.
    """

    one: SiteMap
    made_from: dict[str, Any]
    why: str
    old: Mapping[str, Any] | None


def make_plan(
    site: Site, former: Mapping[str, dict[str, Any]], published: Path, into: Path, only: frozenset[str]
) -> Plan:
    """Find out which maps are to be drawn.

    A map whose files, options, gazetteer and Dateline are as they were is not looked at further. Else its
    tables are read: if the incidents that its filter leaves are as they were, it stays as it is.

    Args:
        site: The site.
        former: What the manifest of the present site says of each map.
        published: The folder of the present site.
        into: The folder that the new one is made in.
        only: The maps to look at; all if empty. The others stay as they are, or away.

    Raises:
        ConfigError: If a file is not there, or an option has a value that it cannot have.
        SiteBuildError: If a table cannot be read, or a filter leaves nothing of it.
    """
    hashes = Hashes(site.folder)
    seen: dict[str, bool] = {}
    plan = Plan({}, [], {}, {}, [], Reports(site.folder))
    wrong: list[str] = []
    changed: list[_Changed] = []
    for one in site.maps:
        old = former.get(one.name)
        if only and one.name not in only:
            if old:
                plan.kept[one.name] = old
            continue
        made_from = _made_from(site, one, hashes, wrong)
        if made_from is None:
            continue
        spoiled = broken(old, published, seen) if old else None
        why = _why(old, made_from, spoiled)
        if why is None and old:
            plan.kept[one.name] = old
        else:
            # Of a map with a file that is not as it was nothing is kept, even if it shows the same.
            changed.append(_Changed(one, made_from, why or "", None if spoiled else old))
    # A style's file may be another one than when this process read it.
    load.cache_clear()
    wrong += [line for each in changed for line in _values(site, each.one)]
    if wrong:
        raise ConfigError(wrong)
    for each in changed:
        try:
            _look(site, each, plan, into)
        except SiteBuildError as error:
            wrong += error.problems
    plan.remarks.extend(plan.reports.problems())
    if wrong:
        raise SiteBuildError(wrong)
    return plan


def _made_from(site: Site, one: SiteMap, hashes: Hashes, wrong: list[str]) -> dict[str, Any] | None:
    """All that decides what a map is like, by hashes; None where something is missing, which is told."""
    made: dict[str, Any] = {
        "options": _public(one.options, site.folder),
        "code": code(),
        "epoch": os.environ.get("SOURCE_DATE_EPOCH", ""),
    }
    asked: dict[str, Callable[[Mapping[str, Any]], object]] = {
        "data": hashes.data,
        "look": hashes.look,
        "gazetteer": hashes.gazetteer,
    }
    for key, ask in asked.items():
        try:
            made[key] = ask(one.options)
        except OSError as error:
            wrong.append(_missing(site, one, key, error))
    return made if asked.keys() <= made.keys() else None


def _missing(site: Site, one: SiteMap, what: str, error: OSError) -> str:
    key = {"data": "data", "gazetteer": "index"}.get(what)
    if key is None:
        key = next(key for key in ("style", "labels") if is_file(one.options, key))
        if key == "style" and (site.folder / one.options[key]).exists() and is_file(one.options, "labels"):
            key = "labels"
    if error.strerror is None:
        return f"{site.at(one, key)}: {error}"
    advice = "; make one with dateline gazetteer build" if key == "index" else ""
    return f"{site.at(one, key)}: {one.options[key]}: {error.strerror.lower()}{advice}"


def _public(options: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The options as a manifest shows them: no path from the root, and no budget, which changes nothing."""
    public = {key: value for key, value in options.items() if key != "budget"}
    public["data"] = [_shown(entry, folder) for entry in options["data"]]
    for key in ("style", "labels", "index"):
        if key == "index" in options or is_file(options, key):
            public[key] = _shown(options[key], folder)
    return public


def _shown(entry: str, folder: Path) -> str:
    return shown_path(Path(entry), folder) if Path(entry).is_absolute() else entry


def _why(old: Mapping[str, Any] | None, made_from: Mapping[str, Any], spoiled: str | None) -> str | None:
    """Why a map has to be looked at; None where it is as it was."""
    if old is None:
        return "it is new"
    if spoiled:
        return f"{spoiled} is missing or was changed"
    before = old["made_from"]
    reasons = []
    for key, what in (("options", "options"), ("data", "data"), ("look", "style or labels")):
        names = [
            name
            for name in sorted({*made_from[key], *before[key]})
            if made_from[key].get(name) != before[key].get(name)
        ]
        if names:
            reasons.append(f"{what} changed: {', '.join(names)}")
    reasons += [reason for key, reason in _REASONS.items() if made_from[key] != before[key]]
    return "; ".join(reasons) or None


def _values(site: Site, one: SiteMap) -> Iterator[str]:
    """What is wrong with the values of a map's options, each told by itself."""
    from geo.bordermap import worldview_number
    from maps.bordering import find_borders
    from maps.compose import check_language
    from maps.render.static.options import page_of

    options, world = one.options, one.options["worldview"]
    page = page_options(options, site.folder)
    tests: list[tuple[str, Callable[[], object]]] = [
        ("language", partial(check_language, options["language"])),
        ("worldview", partial(worldview_number, world)),
    ]
    tests += [("border", partial(find_borders, [name], [])) for name in options.get("border", ())]
    tests += [
        ("border_between", partial(find_borders, [], [(a, b)])) for a, b in options.get("border_between", ())
    ]
    tests.append(("tiles", partial(tiles_of, options)))
    if "embed" in options["formats"]:
        from maps import embed

        given = {key: options[key] for key in ("url", "licence") if key in options}
        tests.append(("formats", partial(embed.prepare, **given)))
    # A size may hold only with its resolution.
    alone = [key for key in page if key != "dpi" or "size" not in page]
    tests += [
        (key, partial(page_of, **{one: page[one] for one in page if one in {key, "dpi"}})) for key in alone
    ]
    for key, test in tests:
        try:
            test()
        except (ValueError, LookupError) as error:
            yield f"{site.at(one, key)}: {error}"


def _look(site: Site, changed: _Changed, plan: Plan, into: Path) -> None:
    """Read the tables of a map, and keep it or have it drawn."""
    one, made_from = changed.one, changed.made_from
    report, read = _selected(site, one, plan.reports)
    if has_secrets(plan.reports.of(one.options["data"]), one.options.get("generalise")):
        # A manifest is published with its site. Without a hash of the tables, they are read in each build.
        made_from = {**made_from, "data": dict.fromkeys(made_from["data"], "")}
    key = digest(
        {
            **made_from,
            "options": {name: made_from["options"][name] for name in made_from["options"].keys() - _CHOICE},
            "data": public_content(report, one.options, site.folder),
        }
    )
    beside = {"made_from": made_from, "content": key, "read": read, "selected": len(report.incidents)}
    if changed.old and changed.old["content"] == key:
        plan.kept[one.name] = {**changed.old, **beside}
        return
    plan.remarks.extend(_named(site, one, report))
    plan.jobs.append(Job(one.name, one.options, report, site.folder, into))
    plan.why[one.name] = changed.why
    plan.beside[one.name] = beside


def _named(site: Site, one: SiteMap, report: Report) -> Iterator[str]:
    """Texts that name a place which the map generalises."""
    from maps.coarsening import Asked
    from maps.mentions import mentions
    from maps.site.inputs import gazetteer_of

    options = one.options
    texts = {key: options.get(key) for key in ("title", "subtitle", "alt_text", "note", "source", "byline")}
    asked = Asked(options.get("generalise"))
    for found in mentions(report, gazetteer_of(options, site.folder), asked, texts):
        yield (
            f"{one.name}: incident {found.incident}: its place is generalised, and {found.text} names it "
            f"({found.name}): write it without the name"
        )


def _selected(site: Site, one: SiteMap, reports: Reports) -> tuple[Report, int]:
    """The incidents that a map is about, and of how many."""
    from gazetteer import GazetteerError
    from maps.errors import MapsError

    options = one.options
    wanted = options.get("filter", {})
    try:
        report = reports.of(options["data"])
        places = None
        if NEEDS_PLACES & wanted.keys():
            places = reports.located(options)
    except SiteBuildError as error:
        raise SiteBuildError([f"{site.at(one, 'data')}: {line}" for line in error.problems]) from error
    except (MapsError, GazetteerError, OSError) as error:
        raise SiteBuildError([f"{site.at(one, 'data')}: {error}"]) from error
    chosen = select(report, wanted, places)
    if report.incidents and not chosen.report.incidents:
        left = ", ".join(
            f"{key} = {_written(wanted[key])} leaves {count}" for key, count in chosen.left.items()
        )
        raise SiteBuildError(
            [f"{site.at(one, 'filter')}: none of {len(report.incidents)} incidents is left ({left})"]
        )
    return chosen.report, len(report.incidents)


def _written(wanted: object) -> str:
    """A value of a filter, of several the first ones."""
    return shortened(wanted[0] if isinstance(wanted, list | tuple) and len(wanted) == 1 else wanted)
