"""The list of pupils with their guardians, as the school keeps it and as class teachers hand it in."""

from datetime import date

from ..domain.handed_in import GuardianRow, PupilRow, Reading
from ..domain.people import Name
from ..i18n import _
from . import tidy
from .header import List, find_list
from .workbook import Workbook

_PUPILS = {
    "surname": ("фамилия",), "given": ("имя",), "patronymic": ("отчество",), "name": ("фамилия имя отчество", "фио"),
    "birth": ("дата рождения", "дата рожд"), "sex": ("пол",), "class": ("класс",),
    "file_number": ("личного дела", "номер личного дела"), "enrolled": ("дата зачисления",),
    "language": ("иностранный язык", "язык"), "form": ("форма обучения",), "phone": ("телефон ученика",),
    "guardian": ("родитель 1", "родитель 2", "фио матери законного представителя", "фио отца"),
    "relation": ("степень родства",),
    "guardian_phone": ("телефон родителя 1", "телефон родителя 2", "тел матери", "тел отца"),
    "guardian_email": ("e mail родителя 1", "e mail родителя 2", "эл почта"),
    "informing": ("форма информирования", "эл дневник распечатка"),
}  # fmt: skip


def read_pupils(book: Workbook) -> Reading[PupilRow]:
    """The pupils of the first sheet; raises Invalid when it is no list of pupils."""
    found = find_list(book.sheets[0], _PUPILS, ("birth", "sex", "class"))
    rows: list[PupilRow] = []
    seen: set[tuple[Name, date]] = set()
    for number in found.rows():
        row = _row(found, number)
        if row is None:
            continue
        if (row.name, row.birth) in seen:
            found.problem(number, "surname", _("this pupil stands in the list twice"))
        seen.add((row.name, row.birth))
        rows.append(row)
    return Reading(tuple(rows), tuple(found.problems))


def _row(found: List, number: int) -> PupilRow | None:
    surname = tidy.name_part(found.cell(number, "surname"))
    given = tidy.name_part(found.cell(number, "given"))
    patronymic = tidy.name_part(found.cell(number, "patronymic"), needed=False)
    birth, enrolled = tidy.day(found.cell(number, "birth")), tidy.day(found.cell(number, "enrolled"))
    sex = tidy.sex(found.cell(number, "sex"), patronymic.value or "")
    school_class, phone = tidy.school_class(found.cell(number, "class")), tidy.phone(found.cell(number, "phone"))
    for column, tidied in (
        ("surname", surname), ("given", given), ("patronymic", patronymic), ("birth", birth), ("enrolled", enrolled),
        ("sex", sex), ("class", school_class), ("phone", phone),
    ):  # fmt: skip
        found.take(number, column, tidied)
    guardians = tuple(g for which in (0, 1) if (g := _guardian(found, number, which)))
    if not (surname.value and given.value and birth.value and sex.value and school_class.value and enrolled.value):
        return None
    return PupilRow(
        Name(surname.value, given.value, patronymic.value or ""), birth.value, sex.value, school_class.value,
        tidy.squeezed(found.cell(number, "file_number")), enrolled.value, tidy.squeezed(found.cell(number, "language")),
        tidy.squeezed(found.cell(number, "form")), phone.value or "", guardians, found.where(number),
    )  # fmt: skip


def _guardian(found: List, number: int, which: int) -> GuardianRow | None:
    cell = found.cell(number, "guardian", which)
    if not tidy.squeezed(cell):
        return None
    name, phone = tidy.name(cell), tidy.phone(found.cell(number, "guardian_phone", which))
    email = tidy.email(found.cell(number, "guardian_email", which))
    paper = tidy.on_paper(found.cell(number, "informing", which))
    for column, tidied in (("guardian", name), ("guardian_phone", phone), ("guardian_email", email), ("informing", paper)):
        found.take(number, column, tidied, which)
    if name.value is None or paper.value is None:
        return None
    relation = tidy.squeezed(found.cell(number, "relation", which))
    return GuardianRow(name.value, relation, phone.value or "", email.value or "", paper.value)
