"""The quick answer to whether two spellings are akin is the answer that costs give."""
# ruff: noqa: RUF001  letters of other scripts are compared too

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from gazetteer.edits import article_cost, is_akin, most_cost

_LETTERS = "aeiouwyhkcqxszgjdtvfbmnlr"
_WORD = st.text(
    st.one_of(st.sampled_from(_LETTERS), st.sampled_from("аеокхсзгдтьبتدهع京1")), min_size=1, max_size=14
)


@st.composite
def _misspelled(draw: st.DrawFn) -> tuple[str, str]:
    usual = draw(st.text(st.sampled_from(_LETTERS), min_size=3, max_size=14))
    key = list(usual)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(key)))
        key[at : at + draw(st.integers(0, 1))] = draw(st.text(st.sampled_from(_LETTERS), max_size=1))
    articles = st.sampled_from(("", "", "al", "el", "ar", "ash"))
    return draw(articles) + "".join(key) or "a", draw(articles) + usual


@given(st.one_of(st.tuples(_WORD, _WORD), _misspelled()))
@example(("timbuctoo", "timbuktu"))
@example(("djenne", "jenne"))
@example(("kk", "k"))
@example(("elmopti", "mopti"))
@example(("arraqqah", "alraqqah"))
def test_names_are_akin_where_the_cost_is_low_enough(pair: tuple[str, str]) -> None:
    key, usual = pair
    parts = (usual, usual[: len(key)], usual[-len(key) :])
    assert is_akin(key, usual) == (min(article_cost(key, part) for part in parts) <= most_cost(key))
