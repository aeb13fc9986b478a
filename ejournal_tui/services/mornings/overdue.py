"""What a teacher has not entered by its term: lessons, homework, the marks of works for all (domain rules 8.1)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from ...domain.groups.groups import CourseId
from ...domain.journal.deadlines import Standing, lesson_due, standing
from ...domain.journal.lessons import Entry, Overdue
from ...domain.text.words import short_date
from ...domain.years.year import Calendar, DayKind
from ...i18n import _, ngettext
from ...storage.journal import work_dates
from ...storage.mornings import overdue as store
from ...storage.mornings.overdue import Behind, LessonBehind, WorkBehind
from ...storage.school import School
from .. import reference
from ..rules import rulebook
from ..settings.terms import homework_terms, work_due

SOON = timedelta(days=1)
"""How long before its term the marks of a work are spoken of."""
MOST = 50
"""How many lessons are told at once: of more the latest, what is fresh is mended soonest."""


def overdue(school: School, staff: int, terms: Mapping[CourseId, datetime] | None = None) -> tuple[Overdue, ...]:
    """What somebody owes to the journal since the year began, the longest overdue first.

    `terms` are those of today's homework, where they are known already. What a closed period holds is owed no more.
    """
    found = [*_lessons(school, staff, terms), *_works(school, staff), *_debts(school, staff)]
    return tuple(sorted(found, key=lambda one: (one.due, one.title)))


def _closed(calendar: Calendar, one: Behind) -> bool:
    return calendar.period_of(one.day, one.grade, one.school_class, one.course).closed


def _is_free(calendar: Calendar, one: LessonBehind) -> bool:
    """Whether the calendar has made the day free since the lesson was laid: nobody fills it in."""
    return not one.alone and calendar.weekday(one.day, one.grade, one.school_class) is None


def _lessons(school: School, staff: int, terms: Mapping[CourseId, datetime] | None) -> list[Overdue]:
    """Lessons not filled in on their day; of those that are, the ones that say nothing of homework."""
    calendar, now = school.calendar(), school.clock.now().replace(tzinfo=None)
    behind = store.lessons_behind(school, staff, calendar.starts, now.date())
    found: list[Overdue] = []
    running = _running(school, behind, now.date(), terms)
    for one in behind:
        today = one.day == now.date()
        what, words, due = Entry.HOMEWORK, _("nothing said of homework"), running.get(one.day, {}).get(one.course)
        if not today and due is None:
            # What was due on a day that is over is late whatever its bells were.
            due = datetime.combine(one.day, time(23, 59))
        if one.unfilled and not today:
            # It is opened anyway: its homework is not spoken of besides.
            what, words, due = Entry.LESSON, _("not filled in"), lesson_due(one.day)
        elif not one.silent or _beside_holidays(calendar, one):
            continue
        if _is_free(calendar, one):
            continue
        if due is not None and standing(due, now) is Standing.OVERDUE and not _closed(calendar, one):
            found.append(
                Overdue(
                    one.lesson, one.course, one.day, one.group, one.subject, what, words, due, Standing.OVERDUE
                )
            )
        if len(found) == MOST:
            break
    return found


def _running(
    school: School, behind: Sequence[LessonBehind], today: date, terms: Mapping[CourseId, datetime] | None
) -> Mapping[date, Mapping[CourseId, datetime]]:
    """The terms of homework that may run still: of today, and of yesterday where a school gives many hours."""
    found: dict[date, Mapping[CourseId, datetime]] = {} if terms is None else {today: terms}
    for day in {today, today - timedelta(days=1)} - found.keys():
        if grades := {one.course: one.grade for one in behind if one.day == day}:
            found[day] = homework_terms(school, day, grades)
    return found


def _beside_holidays(calendar: Calendar, one: LessonBehind) -> bool:
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
        due = work_due(calendar, rules, one.expected, one.due_days, one.grade, one.school_class)
        stands = standing(due, now, soon=SOON)
        if stands in (Standing.OVERDUE, Standing.SOON) and not _closed(calendar, one):
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


def _debts(school: School, staff: int) -> list[Overdue]:
    """The pupils whose date for a work is over: they owe it, the teacher is only told (C03)."""
    found = []
    for one in work_dates.late_debts(school, staff, school.calendar().starts, school.clock.today()):
        words = ngettext("{work}: {count} pupil owes it since {day}", "{work}: {count} pupils owe it since {day}",
                         one.pupils)  # fmt: skip
        told = words.format(work=one.kind, count=one.pupils, day=short_date(one.until))
        found.append(
            Overdue(
                one.lesson, one.course, one.day, one.group, one.subject, Entry.DEBT, told,
                datetime.combine(one.until, time(23, 59)), Standing.OVERDUE, one.code,
            )
        )  # fmt: skip
    return found
