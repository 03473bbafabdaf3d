"""``dateline build``: all maps of a site from one file, drawn where something has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.alike import MOST_ALIKE, grouped
from dateline.terminal import CallError, new_progress, say, tell, words

if TYPE_CHECKING:
    import argparse

    from maps.site import SiteReport

__all__ = ["EPILOG", "SUMMARY", "add_arguments", "once", "run"]

SUMMARY = "make all maps of a site from one file, as far as they are not up to date"
EPILOG = """\
The file says which maps there are:

  [defaults]
  data = "data/mali"
  border = "Algeria"

  [maps.tinzaouaten]
  title = "Ambush at Tinzaouaten"
  filter = { from = 2024-07-22, to = 2024-07-27 }

  [maps.strikes]
  filter.type = "strike"
  formats = ["html", "png", "pdf"]
  budget = "400 kB"

DIR gets a folder for each map, assets/, index.html and manifest.json. It changes in one step when all is
made, and not at all if something fails. docs/sites.md explains every key.

examples:
  dateline build site.toml -o public/maps
  dateline build site.toml -o public/maps --check
  dateline build site.toml -o public/maps --watch
"""
_PORT = 8765


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("site", metavar="SITE", type=words, help="the site's file, in TOML")
    parser.add_argument(
        "-o", dest="output", metavar="DIR", type=words, required=True, help="the folder of the site"
    )
    parser.add_argument(
        "--only",
        metavar="NAME",
        type=words,
        action="append",
        default=[],
        help="build this map only; the others stay as they are (may be given several times)",
    )
    parser.add_argument(
        "--jobs", metavar="N", type=int, help="processes that draw at once (default: one for each processor)"
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="say which maps are not up to date and why, and write nothing; exit with 1 if there are any",
    )
    parser.add_argument(
        "--watch", action="store_true", help="build again whenever a file changes, and show the site"
    )
    parser.add_argument(
        "--port",
        metavar="N",
        type=int,
        help=f"with --watch: where on this computer to show the site ({_PORT}; 0 for any that is free)",
    )
    parser.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        help="leave out the summary, and all but one of warnings that are alike",
    )


def run(options: argparse.Namespace) -> int:
    """Build the site, once or again and again."""
    if options.watch and options.check:
        raise CallError("--check writes nothing and --watch builds; give one of them")
    if options.port is not None and not options.watch:
        raise CallError("--port is for --watch")
    if options.watch:
        from dateline.watch import watch

        return watch(options, _PORT if options.port is None else options.port)
    return once(options)


def once(options: argparse.Namespace) -> int:
    """Build the site, or look what there is to do; tell what came of it, and give the exit code."""
    from maps.site import ConfigError, SiteError, build_site

    progress = new_progress(quiet=options.quiet)
    try:
        report = build_site(
            options.site,
            options.output,
            jobs=options.jobs,
            only=options.only,
            check=options.check,
            progress=progress.show,
            tell=tell,
        )
    except SiteError as error:
        progress.end()
        for line in error.problems:
            tell(line)
        return 2 if isinstance(error, ConfigError) else 1
    progress.end()
    for line in grouped(report.remarks, most=1 if options.quiet else MOST_ALIKE):
        tell(line)
    if options.check:
        return _tell_stale(report, options)
    if not options.quiet:
        _tell_built(report, options.output)
    return 0


def _tell_stale(report: SiteReport, options: argparse.Namespace) -> int:
    lines = [f"{name}: {why}" for name, why in report.drawn.items()]
    lines += [f"{name}: it is no longer in {options.site}" for name in report.removed]
    if report.changed and not lines:
        lines = ["index.html or manifest.json: the maps are up to date, what is said of them is not"]
    for line in lines:
        say(line)
    if not lines and not options.quiet:
        say(f"{options.output}: all {len(report.kept)} maps are up to date")
    return int(report.changed)


def _tell_built(report: SiteReport, output: str) -> None:
    for name, why in report.drawn.items():
        entry = report.manifest["maps"][name]
        say(f"{output}/{name}: {entry['shown']} shown, {entry['not_shown']} not shown; drawn because {why}")
    removed = f", {len(report.removed)} removed" if report.removed else ""
    count = len(report.drawn)
    say(f"{output}: {count} {'map' if count == 1 else 'maps'} drawn, {len(report.kept)} up to date{removed}")
