from __future__ import annotations

import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.errors import DateError
from maps.incidents.date_words import ENGLISH, FRENCH
from maps.incidents.dates import When

DAY, FROM_TO = "2024-07-27", "2024-07-25/2024-07-27"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        (FROM_TO, FROM_TO),
        ("2024-07-27~", "2024-07-27~"),
        ("2024-07-XX", "2024-07-XX"),
        ("27/07/2024", DAY),
        ("07/27/2024", DAY),
        ("27.07.2024", DAY),
        ("27-07-2024 14:30", DAY),
        ("2024/07/27", DAY),
        ("2024-07-27T23:59:00Z", DAY),
        ("04/04/2024", "2024-04-04"),
        ("07/2024", "2024-07"),
        ("27 July 2024", DAY),
        ("27 juillet 2024", DAY),
        ("1er août 2024", "2024-08-01"),
        ("27th of July, 2024", DAY),
        ("July 27, 2024", DAY),
        ("Jul 27 2024", DAY),
        ("27-Jul-2024", DAY),
        ("Sat, 27 July 2024", DAY),
        ("samedi 27 juillet 2024", DAY),
        ("July 2024", "2024-07"),
        ("\u0662\u0667/\u0660\u0667/\u0662\u0660\u0662\u0664", DAY),
        ("25-27 July 2024", FROM_TO),
        ("25\u201327 July 2024", FROM_TO),
        ("25 to 27 July 2024", FROM_TO),
        ("July 25-27, 2024", FROM_TO),
        ("du 25 au 27 juillet 2024", FROM_TO),
        ("between 25 and 27 July 2024", FROM_TO),
        ("25/07/2024 - 27/07/2024", FROM_TO),
        ("2024-07-25 to 2024-07-27", FROM_TO),
        ("30 July - 2 August 2024", "2024-07-30/2024-08-02"),
        ("July to August 2024", "2024-07/2024-08"),
        ("30 December to 2 January 2025", "2024-12-30/2025-01-02"),
        ("du 30 décembre au 2 janvier 2025", "2024-12-30/2025-01-02"),
        ("November to February 2025", "2024-11/2025-02"),
        ("30 December 2024 - 2 January 2025", "2024-12-30/2025-01-02"),
        ("25 July-27 July 2024", FROM_TO),
        ("25 juil.-27 juil. 2024", FROM_TO),
        ("30 December 2024-2 January 2025", "2024-12-30/2025-01-02"),
        ("July 25-July 27, 2024", FROM_TO),
        ("25-27/07/2024", FROM_TO),
        ("25\u201327.07.2024", FROM_TO),
        ("about 27 July 2024", "2024-07-27~"),
        ("vers le 27 juillet 2024", "2024-07-27~"),
        ("c. 2024", "2024~"),
        ("27 July 2024?", "2024-07-27?"),
        ("around 27 July 2024?", "2024-07-27%"),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, edtf: str) -> None:
    assert When.parse(text).edtf == edtf


@pytest.mark.parametrize(
    ("edtf", "english", "french"),
    [
        (DAY, "27 July 2024", "27 juillet 2024"),
        (FROM_TO, "25 to 27 July 2024", "25 au 27 juillet 2024"),
        ("2024-07-01/2024-08-02", "1 July to 2 August 2024", "1er juillet au 2 août 2024"),
        ("2024-12-30/2025-01-02", "30 December 2024 to 2 January 2025", "30 décembre 2024 au 2 janvier 2025"),
        ("2024-07/2024-08", "July to August 2024", "juillet à août 2024"),
        ("2024-07-27~", "about 27 July 2024", "vers le 27 juillet 2024"),
        ("2024-07?", "July 2024 (uncertain)", "juillet 2024 (incertain)"),
        ("2024%", "about 2024 (uncertain)", "vers 2024 (incertain)"),
        ("2024-07-XX", "July 2024, day not known", "juillet 2024, jour inconnu"),
        ("2024-XX-XX", "2024, month not known", "2024, mois inconnu"),
        ("202X", "2020s", "années 2020"),
        ("20XX", "2000 to 2099", "2000 à 2099"),
        ("2024-07-25/..", "since 25 July 2024", "depuis le 25 juillet 2024"),
        ("../2024-07-25", "until 25 July 2024", "jusqu'au 25 juillet 2024"),
        ("2024-07-25/", "from 25 July 2024, end not known", "à partir du 25 juillet 2024, fin inconnue"),
        ("/2024-07-25", "until 25 July 2024, start not known", "jusqu'au 25 juillet 2024, début inconnu"),
    ],
)
def test_a_date_is_said_in_english_and_french(edtf: str, english: str, french: str) -> None:
    when = When.parse(edtf)
    assert (str(when), when.text(language="fr-ML"), when.text(language="de")) == (english, french, english)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2023", dt.date(2023, 1, 1), dt.date(2023, 12, 31)),
        ("2024-07-XX", dt.date(2024, 7, 1), dt.date(2024, 7, 31)),
        ("202X", dt.date(2020, 1, 1), dt.date(2029, 12, 31)),
        ("00XX", dt.date(1, 1, 1), dt.date(99, 12, 31)),
        ("2024-07-25/..", dt.date(2024, 7, 25), dt.date.max),
        ("../2024-07-25", dt.date.min, dt.date(2024, 7, 25)),
        ("2024-07/2024-08-05", dt.date(2024, 7, 1), dt.date(2024, 8, 5)),
    ],
)
def test_a_date_spans_the_days_that_it_may_be(edtf: str, earliest: dt.date, latest: dt.date) -> None:
    when = When.parse(edtf)
    assert (when.earliest, when.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("31/02/2024", "February 2024 has 29 days"),
        ("2023-02-29", "February 2023 has 28 days"),
        ("00/01/2024", "January 2024 has 31 days"),
        ("13/13/2024", "there is no month 13"),
        ("2024-13-01", "there is no month 13"),
        ("0000", "there is no year 0"),
        ("03/04/2024", "it may be 3 April or 4 March"),
        ("27/07/24", "write the year with four digits"),
        ("45498", "a day number of a spreadsheet"),
        ("27 July", "it has no year"),
        ("27", "it has no year"),
        ("yesterday", "it is no date"),
        ("", "it is no date"),
        ("/..", "it is no date"),
        ("Friday 27 July 2024", "that day is a Saturday, not a Friday"),
        ("2024-07-27/2024-07-25", "ends before it starts"),
        ("27 July to 25 July 2024", "ends before it starts"),
        ("27 July to 25 June 2024", "ends before it starts"),
        ("25-25/13/2024", "there is no month 25"),
        ("3-5/04/2024", "it may be 5 April or 4 May"),
        ("2024-XX-05", "only the last digits"),
        ("202X-05", "only the last digits"),
        ("2024-07-25 to 27", "it has no year"),
        ("x" * 500, "it has 500 characters"),
    ],
)
def test_what_is_no_date_or_two_is_refused(text: str, rule: str) -> None:
    with pytest.raises(DateError) as caught:
        When.parse(text)
    assert rule in str(caught.value)
    assert str(caught.value).startswith(text[:40])


def test_the_order_of_numbers_is_what_the_caller_says() -> None:
    assert When.parse("03/04/2024", day_first=True).edtf == "2024-04-03"
    assert When.parse("03/04/2024", day_first=False).edtf == "2024-03-04"


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_comes_back_from_every_form(day: dt.date) -> None:
    english, french = ENGLISH.months[day.month - 1], FRENCH.months[day.month - 1]
    forms = [
        day.isoformat(),
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day} {english} {day.year}",
        f"{day.day} {french} {day.year}",
        f"{english} {day.day}, {day.year}",
        f"{english[:3]} {day.day}, {day.year}",
        When.parse(day.isoformat()).text(),
        When.parse(day.isoformat()).text(language="fr"),
    ]
    for form in forms:
        when = When.parse(form, day_first=True)
        assert when.earliest == when.latest == day


@given(st.dates(min_value=dt.date(1000, 1, 1)), st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_range_comes_back_from_its_words(a: dt.date, b: dt.date) -> None:
    first, last = sorted((a, b))
    when = When.parse(f"{first}/{last}")
    for language in ("en", "fr"):
        again = When.parse(when.text(language=language))
        assert (again.earliest, again.latest) == (first, last)


@given(st.lists(st.dates(), min_size=2, max_size=5))
def test_dates_sort_by_their_first_day(days: list[dt.date]) -> None:
    whens = sorted(When.parse(day.isoformat()) for day in days)
    assert [when.earliest for when in whens] == sorted(days)


@given(st.one_of(st.text(), st.text("0123456789-/X.~?% julyaout", max_size=25)))
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    with contextlib.suppress(DateError):
        when = When.parse(text)
        assert when.earliest <= when.latest
        assert when.text()
        assert When.parse(when.edtf) == when
