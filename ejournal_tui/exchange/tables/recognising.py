"""What kind of list a workbook is, told by its headings."""

from collections.abc import Callable

from ..files.workbook import Workbook
from ..lists.groups import is_groups
from ..lists.roster import is_pupils
from ..lists.staff import is_staff
from ..lists.timetable import is_timetable
from ..plans.lesson_plan import is_lesson_plan

_KINDS: dict[str, Callable[[Workbook], bool]] = {
    "timetable": is_timetable, "groups": is_groups, "staff": is_staff, "pupils": is_pupils, "plan": is_lesson_plan,
}  # fmt: skip
"""In the order in which they are tried: what needs most headings comes first."""


def recognise(book: Workbook) -> str:
    """The kind of list, "" where the headings tell none."""
    return next((kind for kind, fits in _KINDS.items() if fits(book)), "")
