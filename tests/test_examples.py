"""The examples hold every claim that was collected, as it was reported."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from maps.incidents import read

if TYPE_CHECKING:
    from maps.incidents.model import Claim, Report

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

# id: publisher, said by, whether that is a party, whose, least, most, in words, part of.
DIGEST = "News digest (publisher not recorded)"
NEWS = "News report (publisher not recorded)"
SQUAD = "a former commander of the 13th assault squad"
ARMY = "sources in the Malian army"
BOTH = "Wagner and Malian army together"
LOST = "nearly 100 lost, of them more than 80 dead"
HELP = "helicopters sent to help"
CLAIMS = {
    "A1": ("SITE Intelligence Group", "JNIM", True, "Wagner", 50, 50, "50", None),
    "A2": ("SITE Intelligence Group", "JNIM", True, "Malian army", 10, 10, "10", None),
    "A3": ("The Media Line", "CSP-PSD", True, BOTH, None, None, "dozens", None),
    "A4": ("BBC News", "estimates that name nobody", None, "Wagner", 20, 80, "20 to 80", None),
    "A5": (DIGEST, "conflicting reports", None, "Wagner", 3, 80, "3 to 80", None),
    "A6": ("Reuters", "Wagner", True, "Wagner", None, None, "heavy losses", None),
    "A7": ("Reuters", "Malian army", True, "Malian army", None, None, "heavy losses", None),
    "A8": ("African Initiative", ARMY, True, "Russians", 25, None, "more than 25", None),
    "A9": ("A Telegram channel", SQUAD, True, "Wagner", 80, None, LOST, None),
    "A10": ("Bloomberg", "Tuareg rebels", True, "all", 121, 121, "121", None),
    "A11": ("Bloomberg", "Tuareg rebels", True, "Wagner", 84, 84, "84", "A10"),
    "A12": ("Bloomberg", "Tuareg rebels", True, "government soldiers", 47, 47, "47", "A10"),
    "A13": ("BBC News", "Wagner", True, HELP, 1, 1, "one of two shot down", None),
    "A14": ("BBC News", "Wagner", True, "attackers", 1000, None, "more than 1,000", None),
    "B1": ("Bloomberg", None, None, "Wagner", 6, 6, "6", None),
    "B2": ("Reuters", None, None, "Wagner", 7, 7, "7", None),
    "B3": (NEWS, "a Malian security employee", None, "Wagner", 6, None, "at least half a dozen", None),
    "C1": ("Bild", None, None, "civilians", 21, None, "at least 21", None),
    "C2": ("Bild", None, None, "children", 11, 11, "11", "C1"),
}
SUBJECTS = {"A6": "losses", "A7": "losses", "A13": "equipment", "A14": "strength"}


@pytest.fixture(scope="module")
def report() -> Report:
    return read(EXAMPLES / "mali-2024")


def test_nothing_in_the_example_is_left_unread(report: Report) -> None:
    assert report.problems == ()


def test_every_claim_is_there_and_no_other(report: Report) -> None:
    assert [claim.id for claim in report.claims] == list(CLAIMS)


@pytest.mark.parametrize("claim_id", CLAIMS)
def test_a_claim_stands_as_it_was_reported(report: Report, claim_id: str) -> None:
    (claim,) = (claim for claim in report.claims if claim.id == claim_id)
    publishers = {source.id: source.publisher for source in report.sources}
    assert claim.source is not None
    assert (publishers[claim.source], *said(claim)) == CLAIMS[claim_id]
    assert claim.subject == SUBJECTS.get(claim_id, "deaths")
    assert claim.incident == claim_id[0]


def said(claim: Claim) -> tuple[str | bool | int | None, ...]:
    return (
        claim.said_by,
        claim.said_by_party,
        claim.whose,
        claim.minimum,
        claim.maximum,
        claim.stated,
        claim.part_of,
    )


def test_the_parts_that_contradict_their_total_say_so(report: Report) -> None:
    by_id = {claim.id: claim for claim in report.claims}
    assert [by_id[key].minimum for key in ("A10", "A11", "A12")] == [121, 84, 47]
    assert "131, not the 121" in (by_id["A12"].note or "")


def test_wagners_commander_is_named(report: Report) -> None:
    (claim,) = (claim for claim in report.claims if claim.id == "A6")
    assert "Sergei Shevchenko" in (claim.note or "")


def test_the_three_incidents_are_placed_and_dated_in_the_words_of_the_reports(report: Report) -> None:
    with (EXAMPLES / "mali-2024" / "incidents.csv").open(encoding="utf-8", newline="") as file:
        table = {row["id"]: row for row in csv.DictReader(file)}
    assert {key: (row["date"], row["place"]) for key, row in table.items()} == {
        "A": ("2024-07-25/2024-07-27", "Tinzaouaten"),
        "B": ("2024-11-21", "Mopti, a city in the central region"),
        "C": ("2024", "Kidal region, near the Algerian border"),
    }
    assert [incident.place_text for incident in report.incidents] == [row["place"] for row in table.values()]
    assert all(incident.when is not None and incident.point is None for incident in report.incidents)


def test_incidents_name_the_sources_that_their_claims_have(report: Report) -> None:
    for incident in report.incidents:
        assert set(incident.sources) == {
            claim.source for claim in report.claims if claim.incident == incident.id
        }


@pytest.mark.parametrize(
    "fact",
    ["CSP-PSD", "JNIM", "Wagner", "19 July", "sandstorm", "Saturday 27 July", "southern part", "not clear"],
)
def test_the_course_of_the_fighting_is_told(report: Report, fact: str) -> None:
    (fighting,) = (incident for incident in report.incidents if incident.id == "A")
    assert fact in (fighting.description or "")


def test_the_newsroom_sheet_reads_without_a_word() -> None:
    sheet = read(EXAMPLES / "west-africa.csv")
    assert sheet.problems == ()
    assert len(sheet.incidents) == 12
    assert all(incident.sources and incident.when for incident in sheet.incidents)
    assert {claim.stated for claim in sheet.claims} >= {"at least 160", "about a hundred", "89"}
