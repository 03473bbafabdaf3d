"""The placement of labels on plain boxes."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from maps.render.static.drawing import Box
from maps.render.static.labels.engine import Candidate, Request, solve


def around(x: float, y: float, width: float, height: float) -> list[Candidate]:
    """Four places round a point, each with its dot."""
    dot = Box(x - 1, y - 1, x + 1, y + 1)
    corners = {
        "E": (x + 2, y),
        "W": (x - 2 - width, y),
        "N": (x - width / 2, y - 2 - height),
        "S": (x, y + 2),
    }
    return [
        Candidate((Box(left, top, left + width, top + height), dot), cost / 4, name)
        for cost, (name, (left, top)) in enumerate(corners.items())
    ]


@st.composite
def crowds(draw: st.DrawFn) -> list[Request]:
    numbers = st.integers(0, 300)
    points = draw(st.lists(st.tuples(numbers, numbers, st.integers(5, 60), st.integers(0, 3)), max_size=40))
    return [
        Request(rank, f"{index:03}", around(float(x), float(y), float(width), 8.0))
        for index, (x, y, width, rank) in enumerate(points)
    ]


@given(crowds(), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=5))
def test_no_two_labels_meet_and_none_covers_an_obstacle(
    requests: list[Request], corners: list[tuple[int, int]]
) -> None:
    obstacles = [Box(x, y, x + 20, y + 20) for x, y in corners]

    placed = solve(requests, obstacles)

    found = [candidate.boxes for candidate in placed.values()]
    for index, boxes in enumerate(found):
        others = [box for other in found[index + 1 :] for box in other] + obstacles
        assert not any(box.meets(other) for box in boxes for other in others)


@given(crowds(), st.randoms(use_true_random=False))
def test_the_order_of_requests_makes_no_difference(requests: list[Request], chance: random.Random) -> None:
    shuffled = requests[:]
    chance.shuffle(shuffled)

    assert solve(shuffled, []) == solve(requests, [])


@given(crowds())
def test_a_label_without_a_place_has_none_that_is_free(requests: list[Request]) -> None:
    placed = solve(requests, [])

    taken = [box for candidate in placed.values() for box in candidate.boxes]
    for request in requests:
        if request.key not in placed:
            for candidate in request.candidates:
                assert any(box.meets(other) for box in candidate.boxes for other in taken)


def test_the_first_by_priority_wins_the_room() -> None:
    only = [Candidate((Box(0, 0, 10, 10),), 0, None)]

    assert list(solve([Request(2, "Ber", only), Request(1, "Gao", only)], [])) == ["Gao"]


def test_what_the_reporter_fixed_stays_over_all_else() -> None:
    wanted = Candidate((Box(0, 0, 30, 10),), 0, "here")
    away = Candidate((Box(50, 0, 80, 10),), 1, "away")

    placed = solve(
        [Request(9, "pinned", [wanted], fixed=True), Request(1, "first", [wanted, away])], [Box(5, 5, 9, 9)]
    )

    assert {key: candidate.form for key, candidate in placed.items()} == {"pinned": "here", "first": "away"}


def test_labels_give_way_to_one_that_has_no_other_place() -> None:
    middle, left = (Candidate((Box(x, 0, x + 10, 10),), x, x) for x in (0, 20))

    placed = solve([Request(1, "a", [middle, left]), Request(2, "b", [middle])], [])

    assert {key: candidate.form for key, candidate in placed.items()} == {"a": 20, "b": 0}


def test_a_label_with_a_bad_place_pushes_one_that_loses_less() -> None:
    shared, far = Candidate((Box(0, 0, 10, 10),), 0, "here"), Candidate((Box(50, 0, 60, 10),), 2, "far")
    near = Candidate((Box(20, 0, 30, 10),), 0.1, "near")

    placed = solve([Request(1, "first", [shared, near]), Request(2, "second", [shared, far])], [])

    assert {key: candidate.form for key, candidate in placed.items()} == {"first": "near", "second": "here"}


def test_a_label_is_not_pushed_where_it_would_lose_as_much() -> None:
    shared, far = Candidate((Box(0, 0, 10, 10),), 0, "here"), Candidate((Box(50, 0, 60, 10),), 2, "far")
    away = Candidate((Box(20, 0, 30, 10),), 1.8, "away")

    placed = solve([Request(1, "first", [shared, away]), Request(2, "second", [shared, far])], [])

    assert {key: candidate.form for key, candidate in placed.items()} == {"first": "here", "second": "far"}


def test_five_thousand_labels_take_less_than_a_second() -> None:
    chance = random.Random(4)  # noqa: S311 - the same crowd in each run
    requests = [
        Request(index % 50, f"{index:05}", around(chance.uniform(0, 900), chance.uniform(0, 600), 45, 9))
        for index in range(5000)
    ]

    start = time.process_time()
    placed = solve(requests, [])
    took = time.process_time() - start
    # What takes a second where nothing else runs: other work on the machine slows both.
    start = time.process_time()
    assert sum(number % 7 for number in range(20_000_000)) > 0
    second = time.process_time() - start

    assert len(placed) > 500
    assert took < second
