"""A planted fault is the one that was drawn, and changes what its function does."""

from __future__ import annotations

from pathlib import Path
from types import FunctionType

import pytest

from bench.mutants import Mutant, mutants_of, planted

SOURCE = '''"""A room."""


class Door:
    """A door."""

    def opens(self, key: int, strong: bool = True) -> bool:
        """Whether a key opens it."""
        if not strong and key > 3:
            return False
        return key == 7


def outside() -> list[int]:
    seen = []
    seen.append(1)
    return seen


def inside() -> None:
    return None
'''


@pytest.fixture
def room(tmp_path: Path) -> Path:
    path = tmp_path / "room.py"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def with_fault(mutant: Mutant) -> FunctionType:
    return FunctionType(planted(mutant), {})


def test_every_kind_of_fault_is_found_in_functions_and_methods_alone(room: Path) -> None:
    found = {(m.function, m.what) for m in mutants_of(room)}

    assert found == {
        ("Door.opens", "and -> or"),
        ("Door.opens", "not removed"),
        ("Door.opens", "Gt -> GtE"),
        ("Door.opens", "3 -> 4"),
        ("Door.opens", "3 -> 2"),
        ("Door.opens", "False -> True"),
        ("Door.opens", "return None"),
        ("Door.opens", "Eq -> NotEq"),
        ("Door.opens", "7 -> 8"),
        ("Door.opens", "7 -> 6"),
        ("outside", "statement removed"),
        ("outside", "1 -> 2"),
        ("outside", "1 -> 0"),
        ("outside", "return None"),
    }


@pytest.mark.parametrize(
    ("what", "key", "strong", "opens"),
    [
        ("and -> or", 7, False, False),
        ("not removed", 7, True, False),
        ("Gt -> GtE", 3, False, False),
        ("3 -> 2", 3, False, False),
        ("False -> True", 4, False, True),
        ("Eq -> NotEq", 7, True, False),
        ("7 -> 8", 8, True, True),
    ],
)
def test_the_fault_does_what_it_says(room: Path, what: str, key: int, strong: bool, opens: bool) -> None:
    (mutant,) = (m for m in mutants_of(room) if m.what == what)

    assert with_fault(mutant)(None, key, strong) is opens


def test_a_statement_that_is_removed_is_not_run(room: Path) -> None:
    (mutant,) = (m for m in mutants_of(room) if m.what == "statement removed")

    assert with_fault(mutant)() == []


def test_a_fault_that_a_file_does_not_hold_is_an_error(room: Path) -> None:
    with pytest.raises(LookupError):
        planted(mutants_of(room)[0]._replace(number=99))
