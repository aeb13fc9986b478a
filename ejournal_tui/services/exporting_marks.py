"""The journals of a class as sheets: what stands in them, and the empty columns to fill in."""

from datetime import date
from typing import TYPE_CHECKING

from ..domain.marks import PLAIN_ANSWER, Mark, Value
from ..domain.people import ClassId, PupilId
from ..domain.year import Scheme
from ..i18n import _
from ..storage import groups, lessons, marks, results
from ..storage.groups import CourseFacts
from ..storage.lessons import LessonFacts
from ..storage.school import School

if TYPE_CHECKING:
    from ..exchange.gradebook_page import Journal


def journals(school: School, school_class: ClassId | None) -> "list[Journal]":
    """The courses of a class and its subgroups, or of all, from the first day of the year up to today."""
    found = groups.courses_of_year(school) if school_class is None else groups.courses_of_classes(
        school, [school_class]
    )
    return [_journal(school, course) for course in found]


def _journal(school: School, course: CourseFacts) -> "Journal":
    from ..exchange.gradebook_page import Journal

    calendar, today = school.calendar(), school.clock.today()
    found = lessons.lessons_of_course(school, course.id, calendar.starts, today)
    held = [lesson for lesson in found if lesson.state.takes_place]
    works = lessons.works(school, [lesson.id for lesson in held])
    written = marks.marks_of_works(school, [work.id for ones in works.values() for work in ones])
    absent = marks.absences_of_lessons(school, [lesson.id for lesson in held])
    names = {m.pupil: m.name.full for m in groups.members(school, course.group, calendar.starts, today)}
    columns: list[tuple[LessonFacts, str, int | None]] = []
    for lesson in held:
        mine = works.get(lesson.id, [])
        declared = [(lesson, work.short, int(work.id)) for work in mine if work.code != PLAIN_ANSWER]
        answers = next((int(work.id) for work in mine if work.code == PLAIN_ANSWER), None)
        columns += [(lesson, "", answers), *declared]
    periods = [p for p in calendar.periods_of(course.grade) if p.ends < today] if not course.markless else []
    scheme = calendar.schemes[course.grade]
    given = results.of_pupils(school, names, course.subject_id, scheme)
    by_work = {(int(work), pupil): ones for (work, pupil), ones in written.items()}

    def cell(pupil: PupilId, lesson: LessonFacts, kind: str, work: int | None) -> str:
        ones = by_work.get((work, pupil), ()) if work is not None else ()
        parts = [one.mark.text for one in ones if one.mark.value != Value.DEBT]
        letter = absent.get((lesson.id, pupil)) if not kind else None
        return ", ".join([*parts, *([letter.value] if letter else [])])

    def result(pupil: PupilId, number: int) -> str:
        one = given.get((pupil, number))
        return Mark(one.value).text if one else ""

    teachers = groups.teacher_names(school, [course.id], today).get(course.id, ())
    days: list[tuple[date, str, int | None]] = [
        (lesson.day, kind, _number(lesson, held)) for lesson, kind, _work in columns
    ]
    of_periods: list[tuple[Scheme, int]] = [(scheme, period.number) for period in periods]
    return Journal(
        course.group_title, course.subject, course.short, ", ".join(teachers) or _("nobody"), tuple(days),
        tuple(of_periods),
        tuple(
            (
                name,
                (
                    *(cell(pupil, lesson, kind, work) for lesson, kind, work in columns),
                    *(result(pupil, period.number) for period in periods),
                ),
            )
            for pupil, name in names.items()
        ),
    )  # fmt: skip


def _number(lesson: LessonFacts, held: list[LessonFacts]) -> int | None:
    """The lesson's number, where the day has two."""
    double = any(other.day == lesson.day and other.number != lesson.number for other in held)
    return lesson.number if double else None
