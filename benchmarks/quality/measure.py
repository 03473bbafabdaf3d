"""How often the answers to labelled names are right, and whether their confidence says so.

Every case of ``cases-*.csv`` is asked twice: alone, by ``resolve``, and with the other names of its document,
by ``resolve_together``. An answer is right if it is of a labelled kind, in a labelled country (where one is
given) and within the labelled tolerance of the labelled point; for a case of kind ``nil`` the right answer is
none. Alone, a case that is labelled ``other`` is not asked, and one that is labelled ``open`` may be answered
as ambiguous too.

Printed are, for each way of asking and each group of cases: the share that is right; how many answers are
called resolved and how many of those are right; the expected calibration error over ten bins of confidence
(Naeini, Cooper and Hauskrecht 2015), of all answers that give a place.

Usage: python -m benchmarks.quality.measure [--failures] [--only WORD] [--log RULE CHANGE DECISION]
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import gazetteer
from gazetteer.context import ground_m
from geo.points import LonLat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from gazetteer import Gazetteer, Resolution

HERE = Path(__file__).parent
LOG = HERE / "log.csv"
BINS = 10
COLUMNS = ("date", "rule", "change", "alone", "together", "resolved_right", "resolved", "error", "decision")


class Case(NamedTuple):
    """One labelled name, as the files have it."""

    case: str
    document: str
    name: str
    at: LonLat | None
    tolerance_m: float
    kinds: frozenset[str]
    countries: frozenset[str]
    alone: str
    group: str

    @property
    def nil(self) -> bool:
        """Whether no place is meant."""
        return "nil" in self.kinds


class Outcome(NamedTuple):
    """What became of a case."""

    case: Case
    answer: Resolution
    right: bool


def read_cases(folder: Path = HERE) -> list[Case]:
    """The cases of all files, in their order."""
    cases = []
    for path in sorted(folder.glob("cases-*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            cases += [_case(row, path.stem.removeprefix("cases-")) for row in csv.DictReader(file)]
    return cases


def _case(row: dict[str, str], group: str) -> Case:
    return Case(
        row["case"],
        row["document"],
        row["name"],
        LonLat(float(row["lon"]), float(row["lat"])) if row["lon"] else None,
        float(row["tolerance_km"] or 0) * 1_000,
        frozenset(row["kind"].split("|")),
        frozenset(filter(None, row["country"].split("|"))),
        row["alone"],
        group,
    )


def is_right(case: Case, answer: Resolution) -> bool:
    """Whether an answer is the labelled one."""
    place = answer.place
    if case.nil or place is None:
        return case.nil and place is None
    kinds = case.kinds >= {"any"} or place.kind in case.kinds
    countries = not case.countries or bool(case.countries & {place.country, *place.shared_with})
    near = case.at is None or ground_m(place.point, case.at) <= case.tolerance_m
    return kinds and countries and near


def ask_alone(places: Gazetteer, cases: Iterable[Case]) -> Iterator[Outcome]:
    """Each name by itself."""
    for case in cases:
        if case.alone != "other":
            answer = places.resolve(case.name)
            right = is_right(case, answer) or (case.alone == "open" and answer.status == "ambiguous")
            yield Outcome(case, answer, right)


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


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of some outcomes."""
    count = max(len(outcomes), 1)
    resolved = [outcome for outcome in outcomes if outcome.answer.status == "resolved"]
    given = [outcome for outcome in outcomes if outcome.answer.place is not None]
    return Figures(
        len(outcomes),
        sum(outcome.right for outcome in outcomes) / count,
        len(resolved) / count,
        sum(is_right(outcome.case, outcome.answer) for outcome in resolved) / max(len(resolved), 1),
        calibration_error(
            [(outcome.answer.confidence, is_right(outcome.case, outcome.answer)) for outcome in given]
        ),
    )


def calibration_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error: by bins of confidence, how far it is from the share that is right.

    Examples:
        >>> calibration_error([(0.75, True), (0.75, True), (0.75, True), (0.75, False)])
        0.0
    """
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sure, right in pairs:
        bins[min(int(sure * BINS), BINS - 1)].append((sure, right))
    gaps = (abs(sum(sure for sure, _ in some) - sum(right for _, right in some)) for some in bins.values())
    return sum(gaps) / max(len(pairs), 1)


def groups(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Outcomes by what their cases have in common."""
    found: dict[str, list[Outcome]] = {"all": list(outcomes)}
    for outcome in outcomes:
        case = outcome.case
        found.setdefault(case.group, []).append(outcome)
        if not case.name.isascii():
            found.setdefault("not ASCII", []).append(outcome)
        found.setdefault("no place" if case.nil else f"alone {case.alone}", []).append(outcome)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def _report(way: str, outcomes: Sequence[Outcome]) -> None:
    print(f"\n{way:20} {'cases':>6} {'right':>7} {'resolved':>9} {'of these right':>15} {'error':>6}")
    for name, some in groups(outcomes).items():
        count, right, resolved, resolved_right, error = figures(some)
        print(f"{name:20} {count:6} {right:7.1%} {resolved:9.1%} {resolved_right:15.1%} {error:6.3f}")


def _failures(way: str, outcomes: Sequence[Outcome], word: str) -> None:
    from gazetteer.explain import describe

    for case, answer, right in outcomes:
        sure_and_wrong = answer.status == "resolved" and not is_right(case, answer)
        if (right and not sure_and_wrong) or word not in f"{case.case} {case.name}":
            continue
        given = describe(answer.place) if answer.place else "-"
        label = "|".join(sorted(case.kinds)) + " " + "|".join(sorted(case.countries))
        print(f"{way} {case.case} {case.name!r}: {given} {answer.status} {answer.confidence:.2f}; {label}")


def _log(tried: tuple[str, str, str], alone: Figures, together: Figures) -> None:
    rule, change, decision = tried
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
        writer.writerow([today, rule, change, *row, decision])


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--failures", action="store_true", help="list what is wrong")
    parser.add_argument("--only", default="", help="of the failures, those whose case or name has this")
    parser.add_argument(
        "--log", nargs=3, metavar=("RULE", "CHANGE", "DECISION"), help="append a row to log.csv"
    )
    options = parser.parse_args()
    places, cases = gazetteer.open(), read_cases()
    alone, together = list(ask_alone(places, cases)), list(ask_together(places, cases))
    for way, outcomes in (("alone", alone), ("together", together)):
        if options.failures or options.only:
            _failures(way, outcomes, options.only)
    _report("alone", alone)
    _report("together", together)
    if options.log:
        rule, change, decision = options.log
        _log((rule, change, decision), figures(alone), figures(together))
    return 0


if __name__ == "__main__":
    sys.exit(main())
