from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.incidents.text import clean, one_line, shown


@given(st.text())
def test_clean_text_holds_nothing_that_hides_or_breaks(text: str) -> None:
    cleaned = clean(text)
    assert not {char for char in cleaned if unicodedata.category(char) in {"Cc", "Cs"}} - {"\n", "\t"}
    assert not set(cleaned) & {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean(cleaned) == cleaned
    cleaned.encode()


@pytest.mark.parametrize("text", ["تين زواتين", "Ti-n-Zaouâtene", "ⴽⵉⴷⴰⵍ", "line one\nline two", "a\u200fb"])
def test_text_of_any_script_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@given(st.text())
def test_a_value_in_a_message_is_one_short_line(text: str) -> None:
    assert len(shown(text)) <= 62
    assert len(shown(text).splitlines()) == 1
    assert "\n" not in one_line(text)
