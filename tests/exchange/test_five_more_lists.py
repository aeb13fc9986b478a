"""Five more class lists as they are handed in: every fault is found by its address, and nothing else is said."""

from pathlib import Path

import pytest

from ejournal_tui.domain.groups.groups import ClassName
from ejournal_tui.exchange.files.workbook import read_workbook
from ejournal_tui.exchange.lists.roster import read_pupils
from ejournal_tui.exchange.tables.recognising import recognise
from ejournal_tui.i18n import speak
from tests.exchange.handed_lists import handed_list

SCHOOL = Path(__file__).parents[2] / "data" / "demo" / "school-pupils.xlsx"


@pytest.fixture(autouse=True)
def russian() -> None:
    speak("ru")


@pytest.mark.parametrize("seed", range(1, 6))
def test_every_fault_of_a_list_is_found_by_its_address(tmp_path: Path, seed: int) -> None:
    pupils = [row for row in read_pupils(read_workbook(SCHOOL), 2017).rows if row.school_class == ClassName(7, "А")]
    made = handed_list(tmp_path, pupils, seed)
    book = read_workbook(made.path)
    assert recognise(book) == "pupils"
    reading = read_pupils(book, 2017)
    said: dict[str, str] = {}
    for problem in reading.problems:
        said[problem.address] = f"{said.get(problem.address, '')} {problem.sentence()}"
    assert set(said) == set(made.planted) | made.around
    assert {where: words for where, words in made.planted.items() if words not in said[where]} == {}
    assert [leaver.name.surname for leaver in reading.leavers] == ["Пропавший"]
    (double,) = [row for row in reading.rows if row.name.surname == made.double_surname]
    assert double.name.patronymic
