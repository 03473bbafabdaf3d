"""One map of a site: a report becomes the files of its folder, and what the manifest says of them."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from maps.marks import column, to_check
from maps.site.inputs import is_file
from maps.site.values import FILES, STATIC_FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from gazetteer import Gazetteer
    from maps.document import MapDocument
    from maps.incidents.model import Report
    from maps.tiles import Tiles

__all__ = ["ASSETS", "Job", "draw", "facts", "page_options", "tiles_of"]

#: The folder of what pages share, in a site.
ASSETS = "assets"
_STATIC_KEYS = (
    "size", "dpi", "style", "plain", "transparent", "byline", "source", "note", "date", "furniture", "labels",
)  # fmt: skip
# Formats that can ask for tiles.
_PAGES = frozenset({"html", "embed"})


class Job(NamedTuple):
    """A map to draw.

    Attributes:
        name: Its folder in the site.
        options: What ``maps.site.config`` read.
        report: The incidents that its filter leaves.
        folder: Where the paths of the options begin.
        into: The folder of the site that is being written.
    """

    name: str
    options: dict[str, Any]
    report: Report
    folder: Path
    into: Path


def draw(job: Job, gazetteer: Gazetteer) -> dict[str, Any]:
    """Write the files of a map, and give what the manifest says of it.

    Raises:
        MapsError: If the map cannot be made, or a file cannot be written.
        GeoError: If there is no such country or border.
    """
    from maps.files import write

    document = _composed(job, gazetteer)
    contents, assets, remarks = _rendered(document, job)
    write((job.into / job.name / name, content) for name, content in contents.items())
    # Whichever map comes first writes what they share; its name says what is in it.
    shared = {f"{ASSETS}/{name}": content for name, content in assets.items()}
    write((job.into / name, content) for name, content in shared.items() if not (job.into / name).exists())
    first, last = _days(document)
    width, height = _size(job)
    tiles = tiles_of(job.options)
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "alt": document.description,
        "language": document.language,
        "from": first,
        "to": last,
        "width": width,
        "height": height,
        "files": {_key(name): facts(f"{job.name}/{name}", content) for name, content in contents.items()},
        "assets": {name: facts(name, content) for name, content in shared.items()},
        "attributions": [*document.attributions, *([tiles.attribution] if tiles else [])],
        "shown": len(document.incidents),
        "not_shown": len(document.not_shown),
        "warnings": [*_warnings(document), *remarks],
    }


def page_options(options: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What ``maps.save`` takes for a static map, out of the options of a map; its paths from the root."""
    given = {key: options[key] for key in _STATIC_KEYS if key in options}
    return {key: str(folder / value) if is_file(options, key) else value for key, value in given.items()}


def _embed_options(options: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What ``maps.embed`` takes, out of the options of a map."""
    given = {key: options[key] for key in ("url", "licence", "alt_text") if key in options}
    return {**page_options(options, folder), **given, "tiles": tiles_of(options), "theme": options["theme"]}


def tiles_of(options: Mapping[str, Any]) -> Tiles | None:
    """The online tiles that the pages of a map ask for, if they ask for any.

    Raises:
        TileError: If there are no such tiles, or they want a key.
    """
    from maps.tiles import find_tiles

    name = options.get("tiles")
    if not name or not _PAGES.intersection(options["formats"]):
        return None
    return find_tiles(name, attribution=options.get("tiles_credit"))


def facts(path: str, content: bytes) -> dict[str, Any]:
    """What a manifest says of a file.

    Examples:
        >>> facts("kidal/map.html", b"")["integrity"]
        'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    total = hashlib.sha256(content)
    return {
        "path": path,
        "bytes": len(content),
        "sha256": total.hexdigest(),
        "integrity": f"sha256-{base64.b64encode(total.digest()).decode('ascii')}",
    }


def _key(name: str) -> str:
    """How a manifest names a file: by its format, or by its name within the embed."""
    return next((key for key, file in FILES.items() if file == name), name)


def _composed(job: Job, gazetteer: Gazetteer) -> MapDocument:
    from geo import BBox
    from maps.compose import compose

    options = job.options
    document = compose(
        job.report,
        title=options.get("title"),
        subtitle=options.get("subtitle"),
        borders=options.get("border", ()),
        borders_between=[(a, b) for a, b in options.get("border_between", ())],
        gazetteer=gazetteer,
        language=options["language"],
        worldview=options["worldview"],
        generalise=options.get("generalise"),
        view=BBox(*options["view"]) if "view" in options else None,
        background=not STATIC_FORMATS.issuperset(options["formats"]),
    )
    return replace(document, description=options["alt_text"]) if "alt_text" in options else document


def _rendered(document: MapDocument, job: Job) -> tuple[dict[str, bytes], dict[str, bytes], list[str]]:
    """The files of a map by their names in its folder, what its page shares with others, and remarks."""
    from maps.render import picture_of, prepare

    formats = job.options["formats"]
    files: dict[str, bytes] = {}
    assets: dict[str, bytes] = {}
    picture = picture_of(document) if _PAGES.intersection(formats) else None
    if "html" in formats:
        from maps.render.html import page

        made = page(
            document,
            picture=picture,
            assets=_assets(job, up=1),
            tiles=tiles_of(job.options),
            theme=job.options["theme"],
        )
        files[FILES["html"]], assets = made.html, made.assets
    rest = [FILES[one] for one in formats if one in FILES and one != "html"]
    options = page_options(job.options, job.folder) if STATIC_FORMATS.intersection(formats) else {}
    rendered = prepare(rest, **options)(document)
    files.update((str(name), content) for name, content in rendered.files)
    remarks = rendered.remarks
    if "embed" in formats:
        from maps import embed

        inside = embed.prepare(**_embed_options(job.options, job.folder), assets=_assets(job, up=2))(
            document, picture
        )
        assets |= inside.assets
        files.update((f"embed/{name}", content) for name, content in inside.files.items())
        remarks = list(dict.fromkeys([*remarks, *inside.remarks]))
    return files, assets, remarks


def _assets(job: Job, *, up: int) -> str | None:
    """Where a page that lies so many folders deep finds the shared files; None where it holds them."""
    return f"{'../' * up}{ASSETS}/" if job.options["assets"] == "shared" else None


def _size(job: Job) -> tuple[int, int]:
    """Width and height in pixels, as a picture of the map has or would have them."""
    from maps.render.static.options import page_of

    width, height = page_of(**page_options(job.options, job.folder)).pixels
    return width, height


def _days(document: MapDocument) -> tuple[str | None, str | None]:
    """The first and the last day on which the incidents may have been, as far as dates are bounded."""
    from maps.incidents.dates import When

    dates = [When.parse(edtf) for edtf in dict.fromkeys(column(document.incidents, "when_edtf")) if edtf]
    first = min((when.earliest for when in dates if when.earliest > dt.date.min), default=None)
    last = max((when.latest for when in dates if when.latest < dt.date.max), default=None)
    return first.isoformat() if first else None, last.isoformat() if last else None


def _warnings(document: MapDocument) -> Iterator[str]:
    """What a reporter should look at. Rows are not told: they change while the map stays what it is."""
    for missing in document.not_shown:
        if missing.id is not None:
            yield f"incident {missing.id}: not shown: {missing.why}"
    keys = column(document.incidents, "id")
    for at, cautions, flags in to_check(document.incidents):
        for caution in (*cautions, *flags):
            yield f"incident {keys[at]}: {caution}"
    yield from document.notices
