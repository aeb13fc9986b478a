"""Every change and every audited reading there is, by the name under which it stands in the log."""

from typing import Any

from . import (
    accounts,
    attendance,
    calendar,
    certificates,
    class_lists,
    class_teachers,
    contact_proposals,
    course_teachers,
    courses,
    deciding,
    exporting,
    families,
    founding,
    grouping,
    groups_view,
    homework,
    importing,
    importing_marks,
    importing_people,
    importing_staff,
    importing_timetable,
    inbox,
    kinds,
    lessons,
    marks,
    moving,
    on_paper,
    operations,
    other_subjects,
    own_lessons,
    papers,
    people,
    periods,
    person_extract,
    plan_files,
    plan_view,
    plans,
    proposals,
    prospect,
    pupils,
    reasons,
    records,
    releases,
    ringing,
    ruling,
    settings,
    staffing,
    substitution_papers,
    substitutions,
    taking,
    timetable,
    timetable_view,
    turning,
    workload,
    workload_view,
)
from .session import Change, Query

MODULES = (
    accounts, attendance, calendar, certificates, class_lists, class_teachers, contact_proposals,
    course_teachers, courses, deciding, exporting, families, founding, grouping, groups_view, homework,
    importing, importing_marks, importing_people, importing_staff, importing_timetable, inbox, kinds, lessons,
    marks, moving, on_paper, operations, other_subjects, own_lessons, papers, people, periods, person_extract,
    plan_files, plan_view, plans, proposals, prospect, pupils, reasons, records, releases, ringing, ruling,
    settings, staffing, substitution_papers, substitutions, taking, timetable, timetable_view, turning,
    workload, workload_view,
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
