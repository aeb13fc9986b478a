"""Who is in which subgroup of each split subject."""

from ..domain.groups import ClassName
from ..domain.handed_in import GroupRow, Reading
from ..domain.people import Name
from ..i18n import _
from . import tidy
from .header import find_list
from .workbook import Workbook

_GROUPS = {
    "class": ("класс",), "subject": ("предмет",), "group": ("группа", "подгруппа"), "surname": ("фамилия",),
    "given": ("имя",), "patronymic": ("отчество",),
}  # fmt: skip


def read_groups(book: Workbook) -> Reading[GroupRow]:
    """The rows of the first sheet; raises Invalid when it is no such list."""
    found = find_list(book.sheets[0], _GROUPS, ("class", "subject", "group", "surname", "given"))
    rows: list[GroupRow] = []
    seen: set[tuple[ClassName, str, str, Name]] = set()
    for number in found.rows():
        school_class = tidy.school_class(found.cell(number, "class"))
        surname = tidy.name_part(found.cell(number, "surname"))
        given = tidy.name_part(found.cell(number, "given"))
        patronymic = tidy.name_part(found.cell(number, "patronymic"), needed=False)
        for column, tidied in (
            ("class", school_class), ("surname", surname), ("given", given), ("patronymic", patronymic),
        ):  # fmt: skip
            found.take(number, column, tidied)
        subject, group = (tidy.squeezed(found.cell(number, column)) for column in ("subject", "group"))
        for column, text in (("subject", subject), ("group", group)):
            if not text:
                found.problem(number, column, _("a text is expected"))
        if school_class.value is None or surname.value is None or given.value is None:
            continue
        pupil = Name(surname.value, given.value, patronymic.value or "")
        key = (school_class.value, subject, group, pupil)
        if key in seen:
            found.problem(number, "surname", _("this pupil stands in the group twice"))
        seen.add(key)
        rows.append(GroupRow(*key, found.where(number)))
    return Reading(tuple(rows), tuple(found.problems))
