"""Named tuples that need no ``typing`` behave as those of ``typing``."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
import typing
from typing import TYPE_CHECKING, Any

import pytest

from geo.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Ours(NamedTuple):
    """A place."""

    name: str
    people: int = 0
    codes: tuple[str, ...] = ()

    @property
    def large(self) -> bool:
        """Whether many live there."""
        return self.people > 1_000

    @classmethod
    def unknown(cls) -> Ours:
        """One without a name."""
        return cls("?")


class Theirs(typing.NamedTuple):
    """A place."""

    name: str
    people: int = 0
    codes: tuple[str, ...] = ()


def outcome(of: type[Ours | Theirs], ask: Callable[[Any], object]) -> object:
    try:
        return str(ask(of)).replace(of.__name__, "Named")
    except (TypeError, ValueError, AttributeError) as error:
        return type(error)


@pytest.mark.parametrize(
    "ask",
    [
        lambda of: of("Gao"),
        lambda of: of("Gao", 52_201, codes=("ML-7",)),
        lambda of: of(name="Gao", people=1),
        lambda of: of(),
        lambda of: of("Gao", 1, (), 4),
        lambda of: of("Gao", size=1),
        lambda of: of._make(["Gao", 1, ()]),
        lambda of: of("Gao")._replace(people=7),
        lambda of: of("Gao")._asdict(),
        lambda of: of("Gao")[0] + of("Gao").name,
        lambda of: [*of("Gao")],
        lambda of: of("Gao") == ("Gao", 0, ()),
        lambda of: hash(of("Gao")) == hash(("Gao", 0, ())),
        lambda of: of("Gao") < of("Kidal"),
        lambda of: of._fields + of.__match_args__,
        lambda of: of._field_defaults,
        lambda of: of.__doc__,
        lambda of: copy.copy(of("Gao", 3)),
        lambda of: pickle.loads(pickle.dumps(of("Gao", 3))),  # noqa: S301 - its own
        lambda of: setattr(of("Gao"), "name", "Kidal"),
        lambda of: setattr(of("Gao"), "size", 1),
    ],
)
def test_it_does_what_a_named_tuple_does(ask: Callable[[Any], object]) -> None:
    assert outcome(Ours, ask) == outcome(Theirs, ask)


def test_a_change_of_no_field_is_refused_by_its_name() -> None:
    with pytest.raises(TypeError, match="'size'"):
        Ours("Gao")._replace(size=1)  # type: ignore[call-arg]


def test_it_has_its_own_methods() -> None:
    assert Ours("Bamako", 4_227_569).large
    assert Ours.unknown() == Ours("?")
    match Ours("Gao", 5):
        case Ours(name, people):
            assert (name, people) == ("Gao", 5)


def test_a_first_answer_imports_nothing_slow() -> None:
    code = (
        "import sys; before = {*sys.modules}; import gazetteer;"
        "found = [gazetteer.resolve(name).place for name in ('Kidal', 'Bamakko')];"
        "slow = {'typing', 're', 'enum', 'functools', 'collections', 'dataclasses', 'json', 'pathlib'};"
        "print(found[1].name, *sorted(slow & {*sys.modules} - before))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["Bamako"]
