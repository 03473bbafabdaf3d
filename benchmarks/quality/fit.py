"""Fit the weights of ranking and the coefficients of confidence, and cross-validate them.

A fold holds whole documents, so that no name is judged by weights that saw its neighbours. Weights: the
likelihood of the right candidates (or of "none of these") in the softmax, with a pull towards the weights of
``priors.csv``, set by judgement and in halves, that grows with the square of the distance. Confidence: the
likelihood that the best candidate is right, of a logistic function of the facts in ``gazetteer.confidence``.

Usage: python -m benchmarks.quality.fit weights [--pull NUMBER] | confidence
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

import gazetteer
from benchmarks.quality.cases import HERE, Case, fits, read_cases
from benchmarks.quality.figures import brier, calibration_error, lower_bound
from benchmarks.quality.made import Without, lacking, of_cases, of_towns
from gazetteer.coherence import hear
from gazetteer.confidence import COEFFICIENTS, facts
from gazetteer.context import NO_RECORD, NOTHING_ASKED
from gazetteer.lookups import index_of
from gazetteer.misspelled import widen
from gazetteer.search import Finder
from gazetteer.standing import standing
from gazetteer.weights import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.found import Found
    from gazetteer.index import Index

FOLDS = 10
# How strongly fitted weights are drawn to those set by judgement.
PULL = 0.002
# Made questions are many, and less like what is asked than the labelled ones.
MADE_COUNTS = 0.35
# The first of all is where scores are counted from. Countries are named far more often in news than in the
# labelled cases. What seldom applies stays as it was judged.
FIXED = frozenset({"name: primary", "kind: country", "country: population"})
LEAST_APPLIED = 20
THRESHOLDS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)
_RULES = {rule: number for number, rule in enumerate(VALUES)}


class Item(NamedTuple):
    """One question: what speaks for each candidate, which of them are right, and how much it counts."""

    case: Case
    way: str
    marks: np.ndarray
    right: np.ndarray
    counts: float

    @property
    def fold(self) -> int:
        """The fold that it is in, by its document."""
        return crc32(self.case.document.encode()) % FOLDS


def items(places: gazetteer.Gazetteer, cases: list[Case]) -> Iterator[Item]:
    """Everything that is asked."""
    finder = Finder(index_of(places))
    for case in cases:
        if case.alone != "other":
            yield _item(finder.index, case, "alone", finder.find(case.name))
    for document in _documents(cases):
        found = {case.name: finder.find(case.name, most=1_000) for case in document}
        hear(finder.units, list(found.values()))
        if sum([widen(finder, entry, NOTHING_ASKED) for entry in found.values()]):
            hear(finder.units, list(found.values()))
        yield from (_item(finder.index, case, "together", found[case.name]) for case in document)
    for case in [*of_cases(case for case in cases if case.alone == "same"), *of_towns(places)]:
        yield _item(finder.index, case, "slips", finder.find(case.name), MADE_COUNTS)
    for case, record in lacking(finder.index):
        lack = Finder(Without(finder.index, record))  # type: ignore[arg-type]
        yield _item(finder.index, case, "lacking", lack.find(case.name), MADE_COUNTS)


def _documents(cases: Iterable[Case]) -> list[list[Case]]:
    documents: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        documents[case.document].append(case)
    return [document for document in documents.values() if len(document) > 1]


def _item(index: Index, case: Case, way: str, found: Found, counts: float = 1.0) -> Item:
    marks = np.zeros((len(found.bearers), len(VALUES)))
    right = np.zeros(len(found.bearers), dtype=bool)
    for row, bearer in enumerate(found.bearers):
        own = () if bearer.record == NO_RECORD else standing(bearer.facts)[1]
        for rule, times, _ in (*own, *bearer.marks, *bearer.company):
            marks[row, _RULES[rule]] += times
        if bearer.record != NO_RECORD:
            marks[row, _RULES[f"name: {bearer.name_kind}"]] += 1
            right[row] = fits(case, index.place(bearer.record))
    if found.given is not None:
        right[:] = fits(case, found.given)
    return Item(case, way, marks, right, counts)


class Table(NamedTuple):
    """The items one below another, each with "none of these" as its last row."""

    marks: np.ndarray
    right: np.ndarray
    starts: np.ndarray
    owner: np.ndarray
    counts: np.ndarray


def table(some: list[Item]) -> Table:
    """Items as arrays."""
    marks, right, starts, at = [], [], [], 0
    for item in some:
        starts.append(at)
        marks += [item.marks, np.zeros((1, len(VALUES)))]
        right += [item.right, np.array([not item.right.any()])]
        at += len(item.right) + 1
    lengths = np.array([len(item.right) + 1 for item in some])
    return Table(
        np.concatenate(marks),
        np.concatenate(right),
        np.array(starts),
        np.repeat(np.arange(len(some)), lengths),
        np.array([item.counts for item in some]),
    )


def log_loss(data: Table, weights: np.ndarray) -> tuple[float, np.ndarray]:
    """The mean of minus the logarithm of the share of the right candidates, and its slope."""
    scores = data.marks @ weights
    scores -= np.maximum.reduceat(scores, data.starts)[data.owner]
    parts = np.exp(scores)
    shares = parts / np.add.reduceat(parts, data.starts)[data.owner]
    good = np.maximum(np.add.reduceat(shares * data.right, data.starts), 1e-9)
    pull = data.counts[data.owner] * (shares - shares * data.right / good[data.owner])
    whole = data.counts.sum()
    return float(-(data.counts * np.log(good)).sum() / whole), (pull @ data.marks) / whole


def fit_weights(data: Table, start: np.ndarray, pull: float, rounds: int = 400) -> np.ndarray:
    """The weights of least loss, pulled towards those of the start."""
    weights, moment, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    free = (data.marks != 0).sum(axis=0) >= LEAST_APPLIED
    free &= np.array([rule not in FIXED for rule in VALUES])
    for step in range(1, rounds + 1):
        _, slope = log_loss(data, weights)
        slope = (slope + pull * (weights - start)) * free
        # Adam (Kingma and Ba 2015): the rules differ much in how often they apply.
        moment, square = 0.9 * moment + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = 0.05 * (1 - step / rounds) + 0.001
        weights -= rate * (moment / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def best_right(some: list[Item], weights: np.ndarray) -> dict[str, tuple[int, float]]:
    """Of each way of asking, how many were asked, and the share whose best candidate is right."""
    found: dict[str, list[bool]] = defaultdict(list)
    for item in some:
        scores = item.marks @ weights
        if item.case.nil:
            continue
        right = bool(len(scores)) and bool(item.right[int(scores.argmax())])
        found[item.way].append(right)
        if item.case.slip and item.way in {"alone", "together"}:
            found[f"{item.way}, slips"].append(right)
    return {way: (len(some), sum(some) / len(some)) for way, some in found.items()}


def cross_validate(some: list[Item], start: np.ndarray, pull: float) -> tuple[float, dict[str, float]]:
    """The loss and the share that is right, of items that the weights did not see."""
    loss = 0.0
    right: dict[str, float] = defaultdict(float)
    asked: dict[str, int] = defaultdict(int)
    for fold in range(FOLDS):
        held = [item for item in some if item.fold == fold]
        weights = fit_weights(table([item for item in some if item.fold != fold]), start, pull)
        loss += log_loss(table(held), weights)[0] * sum(item.counts for item in held)
        for way, (count, share) in best_right(held, weights).items():
            right[way] += share * count
            asked[way] += count
    whole = sum(item.counts for item in some)
    return loss / whole, {way: right[way] / asked[way] for way in right}


def read_priors() -> np.ndarray:
    """The weights as they were set by judgement, in the order of the table."""
    with (HERE / "priors.csv").open(encoding="utf-8", newline="") as file:
        priors = {row["rule"]: float(row["value"]) for row in csv.DictReader(file)}
    return np.array([priors[rule] for rule in VALUES])


def _weights(pull: float) -> None:
    some = list(items(gazetteer.open(), read_cases()))
    start, now = read_priors(), np.array(list(VALUES.values()))
    print(f"{len(some)} questions in {FOLDS} folds")
    for name, weights in (("by judgement", start), ("in the table", now)):
        shares = {way: share for way, (_, share) in best_right(some, weights).items()}
        print(f"{name}: loss {log_loss(table(some), weights)[0]:.4f} {_percent(shares)}")
    loss, shares = cross_validate(some, start, pull)
    print(f"fitted, cross-validated: loss {loss:.4f} {_percent(shares)}")
    fitted = fit_weights(table(some), start, pull)
    applied = (table(some).marks != 0).sum(axis=0)
    for rule, old, new, times in zip(VALUES, now, fitted, applied, strict=True):
        if abs(new - old) > 0.05:
            print(f"{rule:32} {times:6} {old:6.2f} -> {new:6.2f}")


def _percent(shares: dict[str, float]) -> str:
    return ", ".join(f"{way} {share:.1%}" for way, share in shares.items())


class Facts(NamedTuple):
    """What ``gazetteer.confidence`` is told of decisions, and which of them were right."""

    facts: np.ndarray
    right: np.ndarray
    counts: np.ndarray
    ways: tuple[str, ...]


def decisions(some: list[Item], weights: np.ndarray) -> Facts:
    """The decision of each question that has a candidate."""
    rows, right, kept = [], [], []
    edits, held, kind = _RULES["name: fuzzy"], _RULES["words: not held"], _RULES["words: other kind"]
    for item in some:
        if not len(item.right):
            continue
        scores = item.marks @ weights
        shares = np.exp(scores - max(scores.max(), 0.0))
        shares /= shares.sum() + np.exp(-max(scores.max(), 0.0))
        order = np.argsort(-shares, kind="stable")
        best = order[0]
        rival = shares[order[1]] if len(order) > 1 else 0.0
        marks = item.marks[best]
        if marks[held] or marks[kind]:
            continue  # what contradicts its text has a bound of its own
        cost = float(marks[_RULES["name: fuzzy cost"]])
        rows.append(facts(float(shares[best]), float(rival), int(marks[edits]), len(order), cost))
        right.append(bool(item.right[best]))
        kept.append(item)
    return Facts(
        np.array(rows),
        np.array(right),
        np.array([item.counts for item in kept]),
        tuple(item.way for item in kept),
    )


def fit_confidence(data: Facts, pull: float = 0.002, rounds: int = 20) -> np.ndarray:
    """The coefficients of greatest likelihood, pulled towards the share itself, by Newton's method."""
    facts, right, counts, _ = data
    prior = np.array([name == "share" for name in COEFFICIENTS], dtype=float)
    found = prior.copy()
    whole = counts.sum()
    for _ in range(rounds):
        sure = 1 / (1 + np.exp(-facts @ found))
        slope = facts.T @ (counts * (sure - right)) / whole + pull * (found - prior)
        bend = (facts.T * (counts * sure * (1 - sure))) @ facts / whole + pull * np.eye(len(found))
        found -= np.linalg.solve(bend, slope)
    return found


def cross_confidence(some: list[Item], start: np.ndarray, pull: float) -> dict[str, list[tuple[float, bool]]]:
    """By way of asking, the confidence of each decision and whether it is right.

    Neither the weights nor the coefficients saw the document of the decision.
    """
    found: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for fold in range(FOLDS):
        seen = [item for item in some if item.fold != fold]
        weights = fit_weights(table(seen), start, pull)
        coefficients = fit_confidence(decisions(seen, weights))
        held = decisions([item for item in some if item.fold == fold], weights)
        sure = 1 / (1 + np.exp(-held.facts @ coefficients))
        for way, one, right in zip(held.ways, sure.tolist(), held.right.tolist(), strict=True):
            found[way].append((one, right))
    return found


def _confidence(pull: float) -> None:
    some = list(items(gazetteer.open(), read_cases()))
    start = read_priors()
    fitted = fit_confidence(decisions(some, np.array(list(VALUES.values()))))
    for name, old, new in zip(COEFFICIENTS, COEFFICIENTS.values(), fitted, strict=True):
        print(f"{name:14} {old:6.2f} -> {new:6.2f}")
    for way, pairs in cross_confidence(some, start, pull).items():
        print(f"{way:10} {len(pairs):5} error {calibration_error(pairs):.3f} Brier {brier(pairs):.3f}")
        for least in THRESHOLDS:
            good = [right for one, right in pairs if one >= least]
            share, low = sum(good) / max(len(good), 1), lower_bound(sum(good), len(good))
            print(f"   from {least}: {len(good) / len(pairs):6.1%}, right {share:6.1%}, at least {low:6.1%}")


def main() -> int:
    """Fit what is asked for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("weights", "confidence"))
    parser.add_argument("--pull", type=float, default=PULL, help="towards the weights set by judgement")
    options = parser.parse_args()
    if options.what == "weights":
        _weights(options.pull)
    else:
        _confidence(options.pull)
    return 0


if __name__ == "__main__":
    sys.exit(main())
