"""Every change there is, by the name under which it stands in the log."""

from . import (
    accounts,
    attendance,
    founding,
    homework,
    importing_people,
    importing_staff,
    importing_timetable,
    lessons,
    marks,
    moving,
    operations,
    papers,
    plans,
    reasons,
    records,
    substitution_papers,
    substitutions,
    taking,
)
from .session import Change

MODULES = (
    accounts, attendance, founding, homework, importing_people, importing_staff, importing_timetable, lessons, marks,
    moving, operations, papers, plans, reasons, records, substitution_papers, substitutions, taking,
)  # fmt: skip


def titles() -> dict[str, str]:
    """What each verb is called in the history, as msgids."""
    found: dict[str, str] = {}
    waiting = list(Change.__subclasses__())
    while waiting:
        verb = waiting.pop()
        waiting += verb.__subclasses__()
        if verb.TITLE:
            found[verb.__name__] = verb.TITLE
    return found
