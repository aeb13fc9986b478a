"""What a teacher has not entered by its term: lessons, homework, the marks of works for all (domain rules 8.1)."""

from datetime import datetime, time, timedelta

from ...domain.deadlines import Standing, lesson_due, standing
from ...domain.lessons import Entry, Overdue
from ...domain.words import short_date
from ...domain.year import Calendar, DayKind
from ...i18n import _
from ...storage import overdue as store
from ...storage.overdue import HomeworkBehind, WorkBehind
from ...storage.school import School
from .. import reference
from ..rules import rulebook
from ..settings.terms import homework_terms, work_due

SOON = timedelta(days=1)
"""How long before its term the marks of a work are spoken of."""


def overdue(school: School, staff: int) -> tuple[Overdue, ...]:
    """What somebody owes to the journal since the year began, the longest overdue first."""
    lessons = _lessons(school, staff)
    bare = {one.lesson for one in lessons}
    # A lesson that is not filled in is opened anyway: its homework is not spoken of besides.
    homework = [one for one in _homework(school, staff) if one.lesson not in bare]
    found = [*lessons, *homework, *_works(school, staff)]
    return tuple(sorted(found, key=lambda one: (one.due, one.title)))


def _lessons(school: School, staff: int) -> list[Overdue]:
    first, yesterday = school.calendar().starts, school.clock.today() - timedelta(days=1)
    return [
        Overdue(
            one.lesson, one.course, one.day, one.group, one.subject, Entry.LESSON, _("not filled in"),
            lesson_due(one.day), Standing.OVERDUE,
        )
        for one in store.unfilled(school, staff, first, yesterday)
    ]  # fmt: skip


def _homework(school: School, staff: int) -> list[Overdue]:
    calendar, now = school.calendar(), school.clock.now().replace(tzinfo=None)
    found = []
    behind = store.without_homework(school, staff, calendar.starts, now.date())
    today = homework_terms(school, now.date(), {x.course: x.grade for x in behind if x.day == now.date()})
    for one in behind:
        # What was due on a day that is over is late whatever its bells were.
        due = today.get(one.course) if one.day == now.date() else datetime.combine(one.day, time(23, 59))
        if due is not None and standing(due, now) is Standing.OVERDUE and not _beside_holidays(calendar, one):
            found.append(
                Overdue(
                    one.lesson, one.course, one.day, one.group, one.subject, Entry.HOMEWORK,
                    _("nothing said of homework"), due, Standing.OVERDUE,
                )
            )  # fmt: skip
    return found


def _beside_holidays(calendar: Calendar, one: HomeworkBehind) -> bool:
    """Whether the lesson is the course's first or last beside holidays: no homework is expected there."""
    if one.before is None or one.after is None:
        return True
    return any(
        span.kind is DayKind.HOLIDAY and span.covers(span.starts, one.grade, one.school_class)
        and one.before < span.starts and span.ends < one.after
        for span in calendar.spans
    )  # fmt: skip


def _works(school: School, staff: int) -> list[Overdue]:
    calendar, rules, now = school.calendar(), rulebook(school), school.clock.now().replace(tzinfo=None)
    found = []
    for one in store.works_behind(school, staff, calendar.starts, now.date(), reference.home_forms()):
        due = work_due(calendar, rules, one.day, one.due_days, one.grade, one.school_class)
        stands = standing(due, now, soon=SOON)
        if stands in (Standing.OVERDUE, Standing.SOON):
            found.append(
                Overdue(
                    one.lesson, one.course, one.day, one.group, one.subject, Entry.MARKS, _work_words(one, due),
                    due, stands, one.code,
                )
            )  # fmt: skip
    return found


def _work_words(one: WorkBehind, due: datetime) -> str:
    return _("{work}: {count} without marks (until {day})").format(
        work=one.kind, count=one.pupils, day=short_date(due.date())
    )
