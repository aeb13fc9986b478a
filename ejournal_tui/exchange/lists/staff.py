"""The staff list and the workload: two tables of one workbook."""

from collections.abc import Mapping

from ...domain.groups.groups import ClassName
from ...domain.people.people import Name
from ...domain.workbooks.handed_in import LoadRow, StaffReading, StaffRow
from ...i18n import _
from ..files.workbook import CellValue, Workbook
from ..tables import tidy
from ..tables.table import Headings, Line, Table, find_table, heading_row, missing, note_declared, strays

_STAFF: Headings = {
    "name": ("фио", "фамилия имя отчество"), "post": ("должность",),
    # told by the workload, class by class
    "subject": ("предмет",),
    "leads": ("классное руководство",), "room": ("кабинет",), "phone": ("телефон",), "email": ("e mail", "email"),
}  # fmt: skip
_LOAD: Headings = {
    "class": ("класс",), "subject": ("предмет",), "group": ("группа", "подгруппа"),
    "hours": ("часов в неделю", "часы", "часов"), "teacher": ("учитель", "фио учителя"),
}  # fmt: skip


def is_staff(book: Workbook) -> bool:
    """Whether a workbook is a list of the staff."""
    return any(heading_row(sheet, _STAFF, ("name", "post")) is not None for sheet in book.sheets)


def read_staff(book: Workbook, aliases: Mapping[str, str]) -> StaffReading:
    """The people and who teaches what; `aliases` lead from every spelling of a subject to its full name."""
    staff = find_table(book, _STAFF, ("name", "post"))
    if staff is None:
        return StaffReading((), (), (missing(book, "«ФИО», «Должность»"),))
    loads = find_table(book, _LOAD, ("class", "subject", "hours", "teacher"))
    if loads is None:
        problems = (*staff.notes.told(), missing(book, "«Класс», «Предмет», «Часов в неделю», «Учитель»"))
        return StaffReading((), (), problems)
    people, teaching = _people(staff), _teaching(loads, {tidy.fold(word): name for word, name in aliases.items()})
    problems = staff.notes.told() + loads.notes.told() + strays(book, [staff.sheet, loads.sheet])
    return StaffReading(people, teaching, problems)


def _people(table: Table) -> tuple[StaffRow, ...]:
    rows: list[StaffRow] = []
    seen: set[Name] = set()
    count = 0
    for line in table.body():
        count += 1
        name, post = line.read("name", tidy.name), line.read("post", _post)
        leads, room = line.read("leads", _led), line.read("room", tidy.text)
        phone, email = line.read("phone", tidy.phone), line.read("email", tidy.email)
        if name in seen:
            line.say("name", _("this person stands in the list twice"))
        elif name is not None:
            seen.add(name)
            rows.append(StaffRow(name, post or "", leads, room or "", phone or "", email or "", line.place()))
    note_declared(table, count)
    return tuple(rows)


def _post(cell: CellValue) -> tidy.Tidied[str]:
    found = tidy.text(cell)
    return found if found.value else tidy.Tidied(None, _("a post is expected"))


def _led(cell: CellValue) -> tidy.Tidied[ClassName]:
    return tidy.Tidied(None) if cell is None else tidy.school_class(cell)


def _teaching(table: Table, subjects: Mapping[str, str]) -> tuple[LoadRow, ...]:
    rows: list[LoadRow] = []
    seen: set[tuple[ClassName, str, str]] = set()
    written: dict[str, str] = {}
    for line in table.body():
        school_class, teacher = line.read("class", tidy.school_class), line.read("teacher", tidy.name)
        hours, group = line.read("hours", tidy.half_hours), line.read("group", tidy.text) or ""
        subject = line.read("subject", lambda cell: tidy.subject(subjects, cell))
        if subject is not None:
            _note_spelling(line, subject, written)
        if school_class is None or teacher is None or hours is None or subject is None:
            continue
        key = (school_class, subject, group)
        if key in seen:
            line.say("subject", _("this line stands in the workload twice"))
        else:
            seen.add(key)
            rows.append(LoadRow(*key, hours, teacher, line.place()))
    return tuple(rows)


def _note_spelling(line: Line, subject: str, written: dict[str, str]) -> None:
    """Note a subject of the school's own that is written in two ways."""
    first = written.setdefault(tidy.fold(subject), subject)
    if first != subject:
        line.say("subject", _("one spelling of a subject is expected, above it is “{spelling}”").format(spelling=first))
