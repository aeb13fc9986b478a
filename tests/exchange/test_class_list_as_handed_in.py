"""The class list of 7А as its class teacher hands it in: every fault is found at its cell."""

from pathlib import Path

import pytest

from ejournal_tui.domain.handed_in import Problem
from ejournal_tui.exchange.roster import read_pupils
from ejournal_tui.exchange.workbook import read_workbook

HANDED_IN = Path(__file__).parent / "samples" / "class-7A-as-handed-in.xlsx"

FAULTS = {
    ("7А", "A4"): "",
    ("7А", "B4"): "",
    ("7А", "K4"): "",
    ("7А", "C6"): "21.06.2004",
    ("7А", "C7"): "16.04.2004",
    ("7А", "C8"): "30.04.2004",
    ("7А", "B9"): "Ершов Андрей Игоревич",
    ("7А", "B10"): "Ершов Семён Матвеевич",
    ("7А", "E11"): "7А",
    ("7А", "E12"): "7А",
    ("7А", "B13"): "",
    ("7А", "H14"): "+7 911 123-45-67",
    ("7А", "H15"): "+7 921 765-43-20",
    ("7А", "H16"): "+7 911 123-45-68",
    ("7А", "H17"): "",
    ("7А", "K18"): "",
    ("7А", "C19"): "",
    ("7А", "C21"): "",
    ("7А", "B22"): "",
    ("7А", "D24"): "М",
    ("7А", "D25"): "М",
    ("7А", "B26"): "",
    ("7А", "D26"): "М",
    ("7А", "G27"): "",
    ("7А", "L28"): "",
    ("7А", "B29"): "",
    ("7А", "L29"): "",
    ("7А", "B36"): "",
    ("Лист2", "A1"): "",
}


@pytest.fixture(scope="module")
def problems() -> tuple[Problem, ...]:
    return read_pupils(read_workbook(HANDED_IN)).problems


def test_every_planted_fault_is_reported_at_its_cell_and_nothing_else(problems: tuple[Problem, ...]) -> None:
    assert {(problem.sheet, problem.address) for problem in problems} == set(FAULTS)


@pytest.mark.parametrize(("place", "repair"), FAULTS.items())
def test_a_repair_is_proposed_where_the_cell_allows_only_one(
    problems: tuple[Problem, ...], place: tuple[str, str], repair: str
) -> None:
    assert repair in {problem.repair for problem in problems if (problem.sheet, problem.address) == place}


def test_the_hidden_column_is_named_as_hidden_and_as_nobodys(problems: tuple[Problem, ...]) -> None:
    assert len([problem for problem in problems if problem.address == "K4"]) == 2
