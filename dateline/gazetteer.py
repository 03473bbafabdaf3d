"""``dateline gazetteer``: build an index of your own, look into it, check it, export it, compare two."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.changes import ascii_only, first_of_each, list_changes, write_changes
from dateline.sources import tell_broken, tell_doubted, tell_unused
from dateline.terminal import CallError, new_progress, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gazetteer.index import Index

__all__ = ["SUMMARY", "add_arguments", "run"]

SUMMARY = "build a gazetteer of your own, look into it, check it, export it, compare two"

_BUILD = """\
Sources are recognised by what they hold:
  GeoNames         a dump in 19 columns (allCountries.txt, ML.txt, cities500.txt), plain or zipped
  alternate names  alternateNamesV2.txt, plain or zipped: names with their languages
  Who's On First   GeoJSON: a folder, or a bundle (.zip, .tar, .tar.gz, .tar.bz2)
  CSV              a header with name, lon and lat, or usual other names for them; id, kind, country, admin1,
                   admin2, population, alternate names (between | or ;) and columns like name_fr if there are;
                   without a country, up to some 100,000 rows are placed in one by the borders

A later source adds to the earlier ones and overrides what they say of a place. Records are of one place if
they have one identifier (also by the concordances of Who's On First), or one name and kind within a distance:
5 km for settlements, 20 km for rivers, mountains and the like of one feature code, 1 km for other features,
50 km and 200 km for units of the second and first level, 100 km for informal regions, 1,000 km for countries,
and anywhere in the stated extent of a large feature. Two records of one source that have identifiers are two
places.

Dateline's own tables come with it: countries in many languages, curated places, regions, subdivisions with
ISO codes. They refine dumps of GeoNames and give way to what is named behind those; --plain leaves them out.

The folder is replaced when the new index is whole; until then, and if anything fails, what was there stays.

examples:
  dateline gazetteer build world/ allCountries.zip alternateNamesV2.zip
  dateline gazetteer build mali/ ML.zip my-villages.csv
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    _add_build(actions)
    for name, summary, act in (
        ("info", "tell what an index holds and what it was built from", _info),
        ("verify", "check every byte of an index", _verify),
    ):
        part = _add(actions, name, summary, act)
        part.add_argument(
            "index", metavar="INDEX", nargs="?", type=Path, help="a folder (default: Dateline's own)"
        )
        _add_format(part)
    part = _add(actions, "export", "write all places of an index into a file", _export)
    part.add_argument("index", metavar="INDEX", type=Path, help='a folder, or "-" for Dateline\'s own')
    part.add_argument("-o", dest="output", metavar="OUT", type=Path, required=True, help="the file to write")
    part.add_argument(
        "--format",
        choices=("parquet", "csv", "gpkg", "lpf"),
        help="GeoParquet, CSV, GeoPackage or Linked Places GeoJSON (default: by the ending .parquet, .csv, "
        ".gpkg or .geojson)",
    )
    part = _add(actions, "diff", "tell what has changed from one index to another, by identifier", _diff)
    part.add_argument("old", metavar="OLD", type=Path, help='a folder, or "-" for Dateline\'s own')
    part.add_argument("new", metavar="NEW", type=Path, help="another one")
    part.add_argument(
        "--moved",
        metavar="M",
        type=_metres,
        default=1000.0,
        help="metres beyond which a place has moved (1000)",
    )
    part.add_argument(
        "--limit", metavar="N", type=_count, default=20, help="changes of each sort in the table (20)"
    )
    _add_format(part)


def _add(actions: Any, name: str, summary: str, act: Callable[..., int]) -> argparse.ArgumentParser:  # noqa: ANN401
    part: argparse.ArgumentParser = actions.add_parser(
        name,
        help=summary,
        description=f"{summary[:1].upper()}{summary[1:]}.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    part.set_defaults(act=act)
    return part


def _add_build(actions: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    part = _add(
        actions, "build", "build an index from GeoNames, Who's On First, CSV, or several together", _build
    )
    part.epilog = _BUILD
    part.add_argument(
        "target", metavar="FOLDER", type=Path, help="the index: a new or empty folder, or one to replace"
    )
    part.add_argument(
        "sources", metavar="SOURCE", nargs="+", type=Path, help="what to build from; later ones override"
    )
    part.add_argument("--plain", action="store_true", help="leave out Dateline's own tables")
    part.add_argument(
        "--max-broken",
        metavar="SHARE",
        type=_share,
        default=0.01,
        help="stop if more rows of a source than this share cannot be read (1%%)",
    )
    part.add_argument(
        "--merge-within",
        metavar="M",
        type=_metres,
        help="metres within which records of one name and kind are one place, for all kinds; 0 for never",
    )
    part.add_argument(
        "--jobs", metavar="N", type=_count, help="processes that work at once (default: one a processor)"
    )
    part.add_argument(
        "-q", "--quiet", action="store_true", help="leave out progress and summary; warnings stay"
    )


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=("table", "json"),
        help="how to show it (default: table on a terminal, JSON in a pipe)",
    )


def _share(text: str) -> float:
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share; write 1% or 0.01")
    return share


def _metres(text: str) -> float:
    try:
        metres = float(text)
    except ValueError:
        metres = -1
    if not 0 <= metres < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is no distance in metres")
    return metres


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Do what was asked for."""
    code: int = options.act(options)
    return code


# Building


def _build(options: argparse.Namespace) -> int:
    from gazetteer.build.outcome import TooManyBrokenError
    from gazetteer.build.pipeline import build_index
    from gazetteer.build.publish import check_target
    from gazetteer.errors import BuildError

    missing = [str(source) for source in options.sources if not source.exists()]
    if missing:
        raise CallError(f"{', '.join(missing)}: no such file or folder")
    try:
        check_target(options.target)
    except BuildError as error:
        raise CallError(error) from error
    progress = new_progress(quiet=options.quiet)
    try:
        built = build_index(
            options.sources,
            options.target,
            plain=options.plain,
            max_broken=options.max_broken,
            merge_within_m=options.merge_within,
            jobs=options.jobs,
            progress=progress.show,
        )
    except TooManyBrokenError as error:
        progress.end()
        tell_broken(error.report)
        raise
    finally:
        progress.end()
    for report in built.sources:
        tell_broken(report)
        tell_doubted(report)
        tell_unused(report)
    if not options.quiet:
        size = sum(path.stat().st_size for path in options.target.iterdir())
        count = sum(built.places.values())
        say(f"{options.target}: {count:,} places, {built.keys:,} different names, {size / 1e6:,.1f} MB")
        if built.merged:
            say(f"{built.merged:,} records were taken for a place of another source with their name and kind")
    return 0


# Looking


def _folder(path: Path | None) -> Path:
    """The folder of an index that is there."""
    import gazetteer

    if path is None or str(path) == "-":
        return Path(gazetteer.__file__).parent / "data" / "index"
    if not path.exists():
        raise CallError(f"{path}: no such folder")
    return path


def _opened(folder: Path) -> Index:
    from gazetteer.errors import IndexNotFoundError
    from gazetteer.index import Index

    try:
        return Index.open(folder)
    except IndexNotFoundError as error:
        raise CallError(error) from error


def _as_json(options: argparse.Namespace) -> bool:
    return bool((options.format or ("table" if sys.stdout.isatty() else "json")) == "json")


def _info(options: argparse.Namespace) -> int:
    from gazetteer.manifest import read

    folder = _folder(options.index)
    index = _opened(folder)
    manifest = read(folder)
    about = {"folder": str(folder), "count": len(index), **manifest}
    if _as_json(options):
        _write_json(about)
        return 0
    for line in _described(about):
        say(line)
    return 0


def _described(about: dict[str, Any]) -> Iterable[str]:
    size = sum(file["bytes"] for file in about["files"].values())
    form = about["format_version"]
    yield f"{about['folder']}: {about['count']:,} places, {size / 1e6:,.1f} MB, format {form}"
    places = about.get("places", {})
    if isinstance(places, dict):
        for kind, count in places.items():
            yield f"- {kind}: {count:,}"
    if "keys" in about:
        yield f"- different names (case and accents aside): {about['keys']:,}"
    sources = about.get("sources", [])
    if isinstance(sources, dict):
        sources = [{"file": name, **known} for name, known in sources.items()]
    for source in sources:
        facts = ", ".join(f"{key} {value}" for key, value in source.items() if key not in ("file", "sha256"))
        yield f"from {source['file']}{': ' if facts else ''}{facts}"


def _verify(options: argparse.Namespace) -> int:

    folder = _folder(options.index)
    index = _opened(folder)
    index.verify()
    if _as_json(options):
        _write_json({"folder": str(folder), "count": len(index), "whole": True})
    else:
        say(f"{folder}: whole, {len(index):,} places")
    return 0


def _export(options: argparse.Namespace) -> int:
    from gazetteer.errors import ExportError
    from gazetteer.export import export, format_of

    folder = _folder(options.index)
    try:
        form = options.format or format_of(options.output)
    except ExportError as error:
        raise CallError(error) from error
    if not options.output.parent.is_dir():
        raise CallError(f"{options.output.parent}: no such folder")
    progress = new_progress()
    try:
        count = export(
            _opened(folder),
            options.output,
            form,
            lambda done: progress.show(done, f"writing {options.output.name}"),
        )
    finally:
        progress.end()
    say(f"{options.output}: {count:,} places")
    return 0


def _diff(options: argparse.Namespace) -> int:
    from gazetteer.compare import compare

    old, new = _opened(_folder(options.old)), _opened(_folder(options.new))
    progress = new_progress()
    try:
        changes = compare(old, new, options.moved, lambda done: progress.show(done, "comparing"))
        if _as_json(options):
            write_changes(changes)
        else:
            found = first_of_each(changes, options.limit)
            progress.end()
            list_changes(*found)
    finally:
        progress.end()
    return 0


def _write_json(content: object) -> None:
    import json

    sys.stdout.write(json.dumps(content, ensure_ascii=ascii_only(), indent=2) + "\n")
