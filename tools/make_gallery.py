"""Draws the pictures of ``docs/gallery`` and of the golden images, from the tables in ``examples``.

Usage: python -m tools.make_gallery [NAME ...]

Without names everything is drawn anew, the page of the gallery too. Look at what changed before it is
committed: a golden image is what a test takes for right.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import maps

ROOT = Path(__file__).resolve().parent.parent
GALLERY = ROOT / "docs" / "gallery"
GOLDEN = ROOT / "tests" / "golden" / "static"
#: Size of the golden images: large enough to show what is wrong, small enough to keep many.
GOLDEN_SIZE = "540x360px"
GOLDEN_SIZES = {"square": "450x450px", "story-9x16": "360x640px", "social-card": "600x315px"}


@dataclass(frozen=True)
class Scene:
    """A map of the gallery.

    Attributes:
        name: Name of its files.
        about: What it shows, for the page of the gallery.
        table: The table in ``examples``.
        compose: What ``maps.compose`` is told.
        save: What ``maps.save`` is told.
    """

    name: str
    about: str
    table: str
    compose: dict[str, Any] = field(default_factory=dict)
    save: dict[str, Any] = field(default_factory=dict)

    def document(self) -> maps.MapDocument:
        """The composed map."""
        return maps.compose(maps.read(ROOT / "examples" / self.table), **self.compose)


_MALI = {
    "borders": ["Algeria"],
    "title": "Ambush at Tinzaouaten",
    "subtitle": "Where soldiers and Wagner fighters were attacked in July 2024",
}
_WEB = {"size": "web-16x9", "source": "published reports, see the table"}
_STYLES = ("light", "dark", "grey")
_SIZES = ("print-1col", "print-2col", "square", "story-9x16", "social-card")


def _gallery(name: str, about: str, title: str, size: str = "web-16x9", **compose: Any) -> Scene:  # noqa: ANN401
    return Scene(name, about, f"gallery/{name}.csv", {"title": title, **compose}, {"size": size})


SCENES = (
    *(
        Scene(
            f"mali-{style}",
            f"The example in the style `{style}`",
            "mali-2024",
            _MALI,
            {**_WEB, "style": style},
        )
        for style in _STYLES
    ),
    *(
        Scene(f"mali-{size}", f"The example in the size `{size}`", "mali-2024", _MALI, {**_WEB, "size": size})
        for size in _SIZES
    ),
    Scene("mali-arabic", "In Arabic", "mali-2024", {"borders": ["Algeria"], "language": "ar"}, _WEB),
    Scene("mali-french", "In French", "mali-2024", {"borders": ["Algeria"], "language": "fr"}, _WEB),
    Scene("mali-plain", "Only the map", "mali-2024", _MALI, {**_WEB, "plain": True}),
    _gallery("tinzaouaten", "One incident, zoomed to the town", "Tinzaouaten", borders=["Algeria"]),
    _gallery("kidal-forty", "Forty incidents crowded round Kidal", "Forty incidents"),
    _gallery("africa", "All of Africa", "Incidents in Africa", size="square"),
    _gallery("gulf-of-guinea", "A coast: the Gulf of Guinea", "Gulf of Guinea"),
    _gallery("fiji", "Across 180 degrees: Fiji", "Fiji"),
    _gallery("svalbard", "Far north: Svalbard", "Svalbard"),
)


def main(names: list[str]) -> None:
    """Draw the scenes of these names, or all."""
    unknown = set(names) - {scene.name for scene in SCENES}
    if unknown:
        raise SystemExit(f"no scene is called {', '.join(sorted(unknown))}")
    for scene in SCENES:
        if names and scene.name not in names:
            continue
        document = scene.document()
        maps.save(document, GALLERY / f"{scene.name}.png", **scene.save)
        maps.save(document, GOLDEN / f"{scene.name}.png", **golden_options(scene))
        print(f"{scene.name}: {(GALLERY / f'{scene.name}.png').stat().st_size / 1000:,.0f} kB")
    if not names:
        (GALLERY / "README.md").write_text(page(), encoding="utf-8")


def golden_options(scene: Scene) -> dict[str, Any]:
    """How the golden image of a scene is drawn: as in the gallery, but smaller."""
    size = scene.save["size"]
    if size.startswith("print"):
        return {**scene.save, "dpi": 60}
    return {**scene.save, "size": GOLDEN_SIZES.get(size, GOLDEN_SIZE)}


def page() -> str:
    """The page of the gallery."""
    shown = "\n".join(f"## {scene.about}\n\n![{scene.about}]({scene.name}.png)\n" for scene in SCENES)
    return (
        "# Gallery\n\n"
        "Static maps as Dateline draws them, made by `python -m tools.make_gallery` from the tables in\n"
        "[examples](../../examples/). Those of `examples/gallery` are made up to show the drawing.\n\n"
        + shown
    )


if __name__ == "__main__":
    main(sys.argv[1:])
