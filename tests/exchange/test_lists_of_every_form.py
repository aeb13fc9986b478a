"""Lists with a column for each name, in every form a table is saved in: each fault is found, nothing else is one."""

from pathlib import Path

import pytest

from ejournal_tui.domain.workbooks.handed_in import PupilRow
from ejournal_tui.exchange.files.workbook import read_workbook
from ejournal_tui.exchange.lists.roster import read_pupils
from ejournal_tui.i18n import speak

from .lists_of_forms import PLANTED, TYPED, handed_in

DEMO = Path(__file__).parents[2] / "data" / "demo" / "school-pupils.xlsx"
LISTS = [(1, "6А", "xlsx"), (2, "7Б", "xlsx"), (3, "8В", "xls"), (4, "5А", "ods"), (5, "9А", "csv")]


@pytest.fixture(scope="module")
def school() -> dict[str, list[PupilRow]]:
    found: dict[str, list[PupilRow]] = {}
    for row in read_pupils(read_workbook(DEMO), 2017).rows:
        found.setdefault(str(row.school_class), []).append(row)
    return found


@pytest.mark.parametrize(("seed", "school_class", "form"), LISTS)
def test_every_fault_is_found_by_its_address_and_nothing_else_is_one(
    seed: int, school_class: str, form: str, school: dict[str, list[PupilRow]], tmp_path: Path
) -> None:
    speak("ru")
    listed = handed_in(seed, school[school_class], tmp_path, form)
    found = read_pupils(read_workbook(listed.path), 2017)
    told: dict[tuple[str, str], list[str]] = {}
    for problem in found.problems:
        told.setdefault((problem.sheet, problem.address), []).append(problem.sentence())
    assert told.keys() == listed.faults.keys()
    assert {
        place: words for place, words in listed.faults.items() if not any(words in one for one in told[place])
    } == {}
    assert len(listed.faults) >= len(PLANTED) - (len(TYPED) if form == "csv" else 0)
    rows = {(row.name, row.birth): row for row in found.rows}
    for pupil in listed.clean:
        row = rows[pupil.name, pupil.birth]
        assert (row.sex, row.school_class, row.enrolled, row.language) == (
            pupil.sex, pupil.school_class, pupil.enrolled, pupil.language,
        )  # fmt: skip
        mother = next((one for one in pupil.guardians if one.relation == "мать"), None)
        assert [(one.name, one.phone, one.email, one.on_paper) for one in row.guardians] == (
            [(mother.name, mother.phone, mother.email, mother.on_paper)] if mother else []
        )
