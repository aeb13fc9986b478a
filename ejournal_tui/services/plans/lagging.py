"""Why a plan is behind: what took its lessons, in words (O8.5b)."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from ...domain.groups.groups import CourseId
from ...domain.journal.lessons import LessonState
from ...domain.plans.plans import Lines
from ...domain.timetable.laying import asked
from ...domain.timetable.substitutions import Kind, Reason
from ...domain.timetable.timetable import Version
from ...domain.years.year import Calendar, DayKind
from ...i18n import _
from ...storage.journal.lessons import LessonFacts
from ...storage.school import School
from ...storage.timetable import substitutions, timetable


def lost_lessons(
    school: School, course: CourseId, calendar: Calendar, lines: Lines, every: list[LessonFacts]
) -> tuple[tuple[str, int], ...]:
    """Where lessons of a course were lost up to now, what took most first."""
    today = school.clock.today()
    past = [lesson for lesson in every if lesson.day <= today]
    off = [lesson.id for lesson in past if not lesson.state.takes_place]
    orders = substitutions.orders(school, off)
    found: Counter[str] = Counter()
    for lesson in past:
        order = orders.get(lesson.id)
        if order is not None and order.kind is Kind.OTHER_SUBJECT:
            found[_("another subject")] += 1
        elif lesson.state is LessonState.CANCELLED:
            found[Reason(order.reason).words if order else _("cancelled")] += 1
        elif lesson.state is LessonState.MOVED:
            continue
        elif lesson.topic and lesson.plan_entry is None:
            found[_("substitution") if lesson.substitute else _("topics off the plan")] += 1
        elif not lesson.topic and lesson.day < today:
            found[_("lessons without a topic")] += 1
    if any(line.day for line in lines):
        # A plan with days of its own counts on lessons that days off have taken since.
        found.update(_days_off(school, course, calendar))
    return tuple((words, count) for words, count in found.most_common() if count)


def _days_off(school: School, course: CourseId, calendar: Calendar) -> Counter[str]:
    yesterday = min(school.clock.today() - timedelta(days=1), calendar.ends)
    places = timetable.places(school)
    versions = [
        Version(v.id, v.starts, v.ends, frozenset(slot for slot in v.slots if slot.course == course))
        for v in timetable.versions(school)
    ]
    found: Counter[str] = Counter()
    for span in calendar.spans:
        last = min(span.ends, yesterday)
        if span.kind is DayKind.DAY_OFF and span.starts <= last:
            without = replace(calendar, spans=tuple(one for one in calendar.spans if one != span))
            there = len(list(asked(versions, without, places, span.starts, last)))
            found[span.title] += there - len(list(asked(versions, calendar, places, span.starts, last)))
    return found
