"""Writes figures.json: how well names are answered, as docs/how-sure.md shows it.

The tables of ``benchmarks.quality.measure`` and the cross-validation of ``benchmarks.quality.fit``, some
minutes of work. The tests ask the names of the first again and compare; ``python -m tools.docs`` writes the
tables of the page from this file.

Usage: python -m benchmarks.quality.report [--quick]
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

import gazetteer
from benchmarks.quality.cases import HERE, read_cases, read_fresh
from benchmarks.quality.figures import brier, calibration_error, lower_bound
from benchmarks.quality.fit import PULL, cross_confidence, items, read_priors
from benchmarks.quality.measure import ask_alone, ask_made, ask_together, figures, groups
from gazetteer.confidence import RESOLVED_FROM, RESOLVED_SIMILAR_FROM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.quality.measure import Outcome

__all__ = ["FILE", "measured", "read"]

FILE = HERE / "figures.json"


def read() -> dict[str, Any]:
    """The figures as they are kept."""
    kept: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return kept


def measured() -> dict[str, dict[str, float]]:
    """What the answers are now, by group of names: the weights saw all of these but the fresh ones."""
    places, cases = gazetteer.open(), read_cases()
    alone = groups(list(ask_alone(places, cases)))
    found = {
        "alone": alone["all"],
        "with the document": list(ask_together(places, cases)),
        "people's slips and unusual spellings, alone": alone["slips and spellings"],
        "names in other scripts or with accents, alone": alone["not ASCII"],
        "names of no place, alone": alone["no place"],
        **{_MADE[name]: some for name, some in ask_made(places, cases).items()},
        "names that nothing was tuned on": list(ask_alone(places, read_fresh())),
    }
    return {name: _shares(some) for name, some in found.items()}


_MADE = {
    "slips in labelled names": "slips by the script in labelled names",
    "slips in names of towns": "slips by the script in names of towns",
    "names that are lacking": "names that the index lacks",
}


def _shares(outcomes: Sequence[Outcome]) -> dict[str, float]:
    shares = figures(outcomes)._asdict()
    return {key: round(value, 3) for key, value in shares.items()}


def _cross_validated() -> dict[str, dict[str, float]]:
    """What is said of documents that neither weights nor coefficients saw."""
    places, cases = gazetteer.open(), read_cases()
    found = cross_confidence(list(items(places, cases)), read_priors(), PULL)
    least = {"alone": RESOLVED_FROM, "together": RESOLVED_FROM, "slips": RESOLVED_SIMILAR_FROM}
    made = {}
    for way, bar in least.items():
        pairs = found[way]
        good = [right for sure, right in pairs if sure >= bar]
        shares = {
            "resolved": len(good) / len(pairs),
            "resolved_right": sum(good) / len(good),
            "at_least": lower_bound(sum(good), len(good)),
            "error": calibration_error(pairs),
            "brier": brier(pairs),
        }
        made[way] = {"cases": len(pairs), **{key: round(value, 3) for key, value in shares.items()}}
    return made


def main() -> int:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="keep the cross-validation as it was written")
    options = parser.parse_args()
    crossed = read()["cross-validated"] if options.quick else _cross_validated()
    figures_now = {"measured": measured(), "cross-validated": crossed}
    FILE.write_text(json.dumps(figures_now, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
