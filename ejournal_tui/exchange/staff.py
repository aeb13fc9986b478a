"""The staff list and the workload: sheets «Сотрудники» and «Нагрузка»."""

from ..domain.errors import Invalid
from ..domain.groups import ClassName
from ..domain.handed_in import LoadRow, Reading, StaffRow
from ..domain.people import Name
from ..i18n import _
from . import tidy
from .header import find_list
from .workbook import Sheet, Workbook

_STAFF = {
    "name": ("фио", "фамилия имя отчество"), "post": ("должность",), "subject": ("предмет",),
    "leads": ("классное руководство",), "room": ("кабинет",), "phone": ("телефон",), "email": ("e mail", "email"),
}  # fmt: skip
_LOAD = {
    "class": ("класс",), "subject": ("предмет",), "group": ("группа", "подгруппа"),
    "hours": ("часов в неделю", "часы", "часов"), "teacher": ("учитель", "фио учителя"),
}  # fmt: skip


def _sheet(book: Workbook, name: str) -> Sheet:
    found = book.sheet(name)
    if found is None:
        raise Invalid(
            _("The workbook has no sheet “{name}”.").format(name=name), _("Take the staff template and fill it in.")
        )
    return found


def read_staff(book: Workbook) -> Reading[StaffRow]:
    """The people of the sheet «Сотрудники»; raises Invalid when there is no such list."""
    found = find_list(_sheet(book, "Сотрудники"), _STAFF, ("name", "post"))
    rows: list[StaffRow] = []
    seen: set[Name] = set()
    for number in found.rows():
        cells = {column: found.cell(number, column) for column in _STAFF}
        name = tidy.name(cells["name"])
        phone, email = tidy.phone(cells["phone"]), tidy.email(cells["email"])
        leads: tidy.Tidied[ClassName] = tidy.school_class(cells["leads"]) if cells["leads"] else tidy.Tidied(None)
        for column, tidied in (("name", name), ("phone", phone), ("email", email), ("leads", leads)):
            found.take(number, column, tidied)
        if not tidy.squeezed(cells["post"]):
            found.problem(number, "post", _("a post is expected"))
        if name.value in seen:
            found.problem(number, "name", _("this person stands in the list twice"))
        if name.value is None:
            continue
        seen.add(name.value)
        rows.append(
            StaffRow(
                name.value, tidy.squeezed(cells["post"]), tidy.squeezed(cells["subject"]), leads.value,
                tidy.squeezed(cells["room"]), phone.value or "", email.value or "", found.where(number),
            )
        )  # fmt: skip
    return Reading(tuple(rows), tuple(found.problems))


def read_loads(book: Workbook) -> Reading[LoadRow]:
    """Who teaches what to whom, from the sheet «Нагрузка»; raises Invalid when there is no such list."""
    found = find_list(_sheet(book, "Нагрузка"), _LOAD, ("class", "subject", "hours", "teacher"))
    rows: list[LoadRow] = []
    seen: set[tuple[ClassName, str, str]] = set()
    for number in found.rows():
        cells = {column: found.cell(number, column) for column in _LOAD}
        school_class, teacher = tidy.school_class(cells["class"]), tidy.name(cells["teacher"])
        found.take(number, "class", school_class)
        found.take(number, "teacher", teacher)
        hours = cells["hours"]
        if not isinstance(hours, int | float) or hours <= 0 or (hours * 2) % 1:
            found.problem(number, "hours", _("hours a week are expected, like 2 or 0.5"))
            continue
        subject, group = tidy.squeezed(cells["subject"]), tidy.squeezed(cells["group"])
        if not subject:
            found.problem(number, "subject", _("a subject is expected"))
        if school_class.value is None or teacher.value is None or not subject:
            continue
        key = (school_class.value, subject, group)
        if key in seen:
            found.problem(number, "subject", _("this line stands in the workload twice"))
        seen.add(key)
        rows.append(LoadRow(*key, int(hours * 2), teacher.value, found.where(number)))
    return Reading(tuple(rows), tuple(found.problems))
