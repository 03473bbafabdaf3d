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
_REPORTS = {"source": "published reports, see the table"}

SCENES = (
    *(
        Scene(f"mali-{style}", f"The example in the style `{style}`", "mali-2024", _MALI, {"style": style, "size": "web-16x9", **_REPORTS})
        for style in ("light", "dark", "grey")
    ),
    *(
        Scene(f"mali-{size}", f"The example in the size `{size}`", "mali-2024", _MALI, {"size": size, **_REPORTS})
        for size in ("print-1col", "print-2col", "square", "story-9x16", "social-card")
    ),
    Scene("mali-arabic", "Labels and words in Arabic", "mali-2024", {"borders": ["Algeria"], "language": "ar"}, {"size": "web-16x9"}),
    Scene("mali-french", "Labels and words in French", "mali-2024", {"borders": ["Algeria"], "language": "fr"}, {"size": "web-16x9"}),
    Scene("mali-plain", "Only the map", "mali-2024", _MALI, {"size": "web-16x9", "plain": True}),
    Scene("tinzaouaten", "One incident, zoomed to the town", "gallery/tinzaouaten.csv", {"borders": ["Algeria"], "title": "Tinzaouaten"}, {"size": "web-16x9"}),
    Scene("kidal-forty", "Forty incidents crowded round Kidal", "gallery/kidal-forty.csv", {"title": "Forty incidents"}, {"size": "web-16x9"}),
    Scene("africa", "All of Africa", "gallery/africa.csv", {"title": "Incidents in Africa"}, {"size": "square"}),
    Scene("gulf-of-guinea", "A coast: the Gulf of Guinea", "gallery/gulf-of-guinea.csv", {"title": "Gulf of Guinea"}, {"size": "web-16x9"}),
    Scene("fiji", "Across 180 degrees: Fiji", "gallery/fiji.csv", {"title": "Fiji"}, {"size": "web-16x9"}),
    Scene("svalbard", "Far north: Svalbard", "gallery/svalbard.csv", {"title": "Svalbard"}, {"size": "web-16x9"}),
)  # fmt: skip


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
    """How the golden image of a scene is drawn: as in the gallery, but small where the size is not the point."""
    size = scene.save.get("size", "web-16x9")
    return {
        **scene.save,
        "size": GOLDEN_SIZE if size == "web-16x9" else size,
        "dpi": None if size == "web-16x9" else 60,
    }


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
