"""Who is in which subgroup of each split subject."""

from collections.abc import Mapping

from ...domain.groups.groups import ClassName
from ...domain.people.people import Name
from ...domain.workbooks.handed_in import GroupRow, Reading
from ...i18n import _
from ..files.workbook import CellValue, Workbook
from ..tables import tidy
from ..tables.table import Headings, Line, find_table, heading_row, missing, strays

_GROUPS: Headings = {
    "class": ("класс",), "subject": ("предмет",), "group": ("группа", "подгруппа"), "surname": ("фамилия",),
    "given": ("имя",), "patronymic": ("отчество",),
}  # fmt: skip


_NEEDED = ("class", "subject", "group", "surname", "given")


def is_groups(book: Workbook) -> bool:
    """Whether a workbook tells who is in which subgroup."""
    return any(heading_row(sheet, _GROUPS, _NEEDED) is not None for sheet in book.sheets)


def read_groups(book: Workbook, aliases: Mapping[str, str]) -> Reading[GroupRow]:
    """The places that can be told; `aliases` lead from every spelling of a subject to its full name."""
    table = find_table(book, _GROUPS, _NEEDED)
    if table is None:
        return Reading((), (missing(book, "«Класс», «Предмет», «Группа», «Фамилия», «Имя», «Отчество»"),))
    subjects = {tidy.fold(word): name for word, name in aliases.items()}
    rows: list[GroupRow] = []
    of_class: dict[tuple[str, int], ClassName] = {}
    seen: set[tuple[ClassName, str, str, Name]] = set()
    for line in table.body():
        school_class, group = line.read("class", tidy.school_class), line.read("group", _group)
        subject, pupil = line.read("subject", lambda cell: tidy.subject(subjects, cell)), _pupil(line)
        if school_class:
            of_class[line.row_place] = school_class
        if school_class is None or subject is None or group is None or pupil is None:
            continue
        key = (school_class, subject, group, pupil)
        if key in seen:
            line.say("surname", _("this pupil stands in the group twice"))
        else:
            seen.add(key)
            rows.append(GroupRow(*key, line.place()))
    return Reading(tuple(rows), table.notes.told() + strays(book, [table.sheet]), of_class)


def _group(cell: CellValue) -> tidy.Tidied[str]:
    found = tidy.text(cell)
    return found if found.value else tidy.Tidied(None, _("a subgroup is expected"))


def _pupil(line: Line) -> Name | None:
    surname, given = line.read("surname", tidy.name_part), line.read("given", tidy.name_part)
    patronymic = line.read("patronymic", lambda cell: tidy.name_part(cell, needed=False))
    unread = "patronymic" in line.columns and patronymic is None
    return None if surname is None or given is None or unread else Name(surname, given, patronymic or "")
