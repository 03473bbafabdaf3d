"""How often the answers to labelled names are right, and whether their confidence says so.

Every case of ``cases-*.csv`` is asked twice: alone, by ``resolve``, and with the other names of its document,
by ``resolve_together``. An answer is right if it is of a labelled kind, in a labelled country (where one is
given) and within the labelled tolerance of the labelled point; for a case of kind ``nil`` the right answer is
none. Alone, a case that is labelled ``other`` is not asked, and one that is labelled ``open`` may be answered
as ambiguous too.

Printed are, for each way of asking and each group of cases: the share that is right; how many answers are
called resolved and how many of those are right; the expected calibration error over ten bins of confidence
with as many answers each, and the Brier score, of all answers that give a place. What is made and not
found (slips of the hand, names that the index lacks: ``benchmarks.quality.made``) stands in a table of its
own.

Usage: python -m benchmarks.quality.measure [--fresh] [--failures] [--only WORD]
    [--log RULE CHANGE DECISION LOSS]
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import gazetteer
from benchmarks.quality.cases import HERE, Case, is_right, read_cases, read_fresh
from benchmarks.quality.figures import brier, calibration_error
from benchmarks.quality.made import Without, lacking, of_cases, of_towns
from gazetteer.lookups import index_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazetteer import Gazetteer, Resolution

LOG = HERE / "log.csv"
COLUMNS = (
    "date",
    "rule",
    "change",
    "alone",
    "together",
    "resolved_right",
    "resolved",
    "error",
    "decision",
    "slips",
    "cross_loss",
)


class Outcome(NamedTuple):
    """What became of a case."""

    case: Case
    answer: Resolution
    right: bool


def ask_alone(places: Gazetteer, cases: Iterable[Case]) -> Iterator[Outcome]:
    """Each name by itself."""
    for case in cases:
        if case.alone != "other":
            answer = places.resolve(case.name, within=case.within)
            right = is_right(case, answer) or (case.alone == "open" and answer.status == "ambiguous")
            yield Outcome(case, answer, right)


def ask_made(places: Gazetteer, cases: Sequence[Case]) -> dict[str, list[Outcome]]:
    """What is made, not found, by how it is made: see ``benchmarks.quality.made``."""
    same = [case for case in cases if case.alone == "same"]
    lacks = [
        (case, gazetteer.Gazetteer(Without(index_of(places), record)).resolve(case.name))  # type: ignore[arg-type]
        for case, record in lacking(index_of(places))
    ]
    return {
        "slips in labelled names": list(ask_alone(places, of_cases(same))),
        "slips in names of towns": list(ask_alone(places, of_towns(places))),
        "names that are lacking": [Outcome(case, answer, is_right(case, answer)) for case, answer in lacks],
    }


def ask_together(places: Gazetteer, cases: Iterable[Case]) -> Iterator[Outcome]:
    """Each name with those of its document."""
    documents: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        documents[case.document].append(case)
    for members in documents.values():
        answers = places.resolve_together([case.name for case in members])
        for case, answer in zip(members, answers, strict=True):
            yield Outcome(case, answer, is_right(case, answer))


class Figures(NamedTuple):
    """What is reported of a group of outcomes."""

    cases: int
    right: float
    resolved: float
    resolved_right: float
    error: float
    brier: float


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of some outcomes."""
    count = max(len(outcomes), 1)
    resolved = [outcome for outcome in outcomes if outcome.answer.status == "resolved"]
    pairs = [
        (outcome.answer.confidence, is_right(outcome.case, outcome.answer))
        for outcome in outcomes
        if outcome.answer.place is not None
    ]
    return Figures(
        len(outcomes),
        sum(outcome.right for outcome in outcomes) / count,
        len(resolved) / count,
        sum(is_right(outcome.case, outcome.answer) for outcome in resolved) / max(len(resolved), 1),
        calibration_error(pairs),
        brier(pairs),
    )


def groups(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Outcomes by what their cases have in common."""
    found: dict[str, list[Outcome]] = {"all": list(outcomes)}
    for outcome in outcomes:
        case = outcome.case
        found.setdefault(case.group, []).append(outcome)
        if case.slip:
            found.setdefault("slips and spellings", []).append(outcome)
        if not case.name.isascii():
            found.setdefault("not ASCII", []).append(outcome)
        found.setdefault("no place" if case.nil else f"alone {case.alone}", []).append(outcome)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _report(way: str, some: dict[str, list[Outcome]]) -> None:
    print(f"\n{way:24} {'cases':>6} {'right':>7} {'resolved':>9} {'of these right':>15} {'error':>6}  Brier")
    for name, outcomes in some.items():
        count, right, resolved, resolved_right, *errors = figures(outcomes)
        shares = f"{name:24} {count:6} {right:7.1%} {resolved:9.1%} {resolved_right:15.1%}"
        print(shares, " ".join(f"{error:6.3f}" for error in errors))


def _failures(way: str, outcomes: Sequence[Outcome], word: str) -> None:
    from gazetteer.explain import describe

    for case, answer, right in outcomes:
        sure_and_wrong = answer.status == "resolved" and not is_right(case, answer)
        if (right and not sure_and_wrong) or word not in f"{case.case} {case.name}":
            continue
        given = describe(answer.place) if answer.place else "-"
        label = "|".join(sorted(case.kinds)) + " " + "|".join(sorted(case.countries))
        print(f"{way} {case.case} {case.name!r}: {given} {answer.status} {answer.confidence:.2f}; {label}")


def _log(tried: tuple[str, str, str, str], alone: Figures, together: Figures, slips: Figures) -> None:
    rule, change, decision, loss = tried
    is_new = not LOG.exists()
    with LOG.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(COLUMNS)
        today = dt.datetime.now(tz=dt.UTC).date()
        row = [
            f"{alone.right:.3f}",
            f"{together.right:.3f}",
            f"{together.resolved_right:.3f}",
            f"{together.resolved:.3f}",
            f"{together.error:.3f}",
        ]
        writer.writerow([today, rule, change, *row, decision, f"{slips.right:.3f}", loss])


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--failures", action="store_true", help="list what is wrong")
    parser.add_argument("--only", default="", help="of the failures, those whose case or name has this")
    parser.add_argument(
        "--log",
        nargs=4,
        metavar=("RULE", "CHANGE", "DECISION", "LOSS"),
        help="append a row to log.csv; the loss is what benchmarks.quality.fit says, or empty",
    )
    parser.add_argument(
        "--fresh", action="store_true", help="only the names of fresh.csv, which nothing is tuned on"
    )
    options = parser.parse_args()
    places, cases = gazetteer.open(), read_cases()
    if options.fresh:
        fresh = list(ask_alone(places, read_fresh()))
        if options.failures:
            _failures("fresh", fresh, options.only)
        _report("fresh", groups(fresh))
        return 0
    alone, together = list(ask_alone(places, cases)), list(ask_together(places, cases))
    for way, outcomes in (("alone", alone), ("together", together)):
        if options.failures or options.only:
            _failures(way, outcomes, options.only)
    _report("alone", groups(alone))
    _report("together", groups(together))
    made = ask_made(places, cases)
    if options.failures:
        for way, outcomes in made.items():
            _failures(way, outcomes, options.only)
    _report("made", made)
    if options.log:
        slips = [*made["slips in labelled names"], *made["slips in names of towns"]]
        _log(tuple(options.log), figures(alone), figures(together), figures(slips))
    return 0


if __name__ == "__main__":
    sys.exit(main())
