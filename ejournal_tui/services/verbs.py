"""Every change and every audited reading there is, by the name under which it stands in the log."""

from typing import Any

from . import (
    accounts,
    attendance,
    exporting,
    families,
    founding,
    homework,
    importing,
    importing_people,
    importing_staff,
    importing_timetable,
    inbox,
    lessons,
    marks,
    moving,
    operations,
    papers,
    people,
    plan_files,
    plan_view,
    plans,
    pupils,
    reasons,
    records,
    releases,
    staffing,
    substitution_papers,
    substitutions,
    taking,
)
from .session import Change, Query

MODULES = (
    accounts, attendance, exporting, families, founding, homework, importing, importing_people, importing_staff,
    importing_timetable, inbox, lessons, marks, moving, operations, papers, people, plan_files, plan_view, plans,
    pupils, reasons, records, releases, staffing, substitution_papers, substitutions, taking,
)  # fmt: skip


def titles() -> dict[str, str]:
    """What each verb is called in the history, as msgids."""
    found: dict[str, str] = {}
    waiting: list[type[Change] | type[Query[Any]]] = [*Change.__subclasses__(), *Query.__subclasses__()]
    while waiting:
        verb = waiting.pop()
        waiting += verb.__subclasses__()
        if verb.TITLE:
            found[verb.__name__] = verb.TITLE
    return found


def readings() -> tuple[str, ...]:
    """The names of the questions whose answers leave a header in the log."""
    return tuple(query.__name__ for query in Query.__subclasses__() if query.AUDITED)
