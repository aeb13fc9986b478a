"""Filled examples beside the empty workbooks: a sheet that is looked at and not read in."""

from collections.abc import Sequence
from datetime import date

from ...domain.groups.groups import ClassName
from ...domain.people.people import Name
from ...domain.workbooks.handed_in import BellRow, GroupRow, GuardianRow, LoadRow, Place, PupilRow, StaffRow
from ...domain.workbooks.handed_out import Page
from ..files.workbook import ASIDE
from ..plans.plan_sheet import example_rows, plan_page
from .layouts import groups_page, pupils_page, staff_pages, timetable_pages
from .writing import Aside

_HERE = Place("", 0)
_CLASS = ClassName(7, "А")
_SAID = f"{ASIDE}: на нём показано, как заполняют лист «{{name}}»."
_PUPIL = Name("Ершов", "Семён", "Денисович")
_MOTHER, _FATHER = Name("Ершова", "Диана", "Борисовна"), Name("Ершов", "Денис", "Никитич")
_TEACHERS = (Name("Орехова", "Кира", "Олеговна"), Name("Тихонова", "Варвара", "Юрьевна"))


def _asides(pages: Sequence[Page]) -> tuple[Aside, ...]:
    found = []
    for page in pages:
        head = [[page.title]] if page.title else []
        lines = [[_SAID.format(name=page.name)], [], *head, [column.heading for column in page.columns], *page.rows]
        found.append(Aside(f"Пример {page.name}"[:31], lines, [column.width for column in page.columns]))
    return tuple(found)


def staff_example() -> tuple[Aside, ...]:
    """Two of the staff and their lines of the workload."""
    first, second = _TEACHERS
    staff = (
        StaffRow(first, "учитель", _CLASS, "130", "+7 911 123-45-67", "orekhova@pochta.example", _HERE),
        StaffRow(second, "заместитель директора по УВР", None, "", "+7 968 228-56-03", "", _HERE),
    )
    loads = (
        LoadRow(_CLASS, "Русский язык", "", 8, first, _HERE),
        LoadRow(_CLASS, "Английский язык", "гр. 1", 6, second, _HERE),
    )
    return _asides(staff_pages(staff, loads, taught={first: "Русский язык", second: "Английский язык"}))


def pupils_example(year: int) -> tuple[Aside, ...]:
    """A pupil with two guardians; the study year begins in `year`."""
    guardians = (
        GuardianRow(_MOTHER, "мать", "+7 915 760-42-92", "ershova@pochta.example", False, _HERE),
        GuardianRow(_FATHER, "отец", "+7 964 849-85-24", "", True, _HERE),
    )
    row = PupilRow(
        _PUPIL, date(year - 13, 5, 14), "m", _CLASS, "Е-0012", date(year - 6, 9, 1), "английский", "очная", "",
        guardians, _HERE,
    )  # fmt: skip
    return _asides((pupils_page((row,)),))


def groups_example() -> tuple[Aside, ...]:
    """A pupil in the subgroups of two subjects."""
    rows = [
        GroupRow(_CLASS, subject, group, _PUPIL, _HERE)
        for subject, group in (("Английский язык", "гр. 1"), ("Информатика", "гр. 2"))
    ]
    return _asides((groups_page(rows),))


def plan_example() -> tuple[Aside, ...]:
    """Some lessons of a lesson plan."""
    return _asides((plan_page(example_rows(), "Русский язык, 7 класс"),))


def timetable_example(school: str, year: str, starts: date) -> tuple[Aside, ...]:
    """A morning of one class; two rooms are those of the subgroups, two lessons those of odd and even weeks."""
    cells = {
        (1, 1, _CLASS): "Русский язык 130", (1, 2, _CLASS): "Англ. яз. 125/126",
        (1, 3, _CLASS): "Музыка 101 (нечёт.); ИЗО 102 (чёт.)",
    }  # fmt: skip
    bells = (BellRow(1, "8:30", "9:15", ""), BellRow(2, "9:25", "10:10", ""))
    return _asides(timetable_pages(school, year, starts, (_CLASS,), cells, bells, (1,)))
