"""The journals of a class as sheets: what stands in them, and the empty columns to fill in."""

from datetime import date
from typing import TYPE_CHECKING

from ...domain.journal.marks import PLAIN_ANSWER, Mark, Value, WorkId
from ...domain.people.people import ClassId, PupilId
from ...i18n import _
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts
from ...storage.journal import lessons, marks
from ...storage.journal.lessons import LessonFacts
from ...storage.results import results
from ...storage.school import School
from ..rules import rulebook

if TYPE_CHECKING:
    from ...exchange.gradebooks.gradebook_page import Journal


def journals(school: School, school_class: ClassId | None) -> "list[Journal]":
    """The courses of a class and its subgroups, or of all, from the first day of the year up to today."""
    found = groups.courses_of_year(school) if school_class is None else groups.courses_of_classes(
        school, [school_class]
    )
    return [_journal(school, course) for course in found]


def _journal(school: School, course: CourseFacts) -> "Journal":
    from ...exchange.gradebooks.gradebook_page import Journal

    calendar, today = school.calendar(), school.clock.today()
    taught = _Taught(school, course, calendar.starts, today)
    names = {m.pupil: m.name.full for m in groups.members(school, course.group, calendar.starts, today)}
    where = (course.grade, course.school_class, course.id)
    scheme = calendar.scheme_of(*where)
    past = [p.number for p in calendar.periods_of(*where) if p.ends < today and not course.markless]
    given = results.of_pupils(school, names, course.subject_id, scheme)

    def result(pupil: PupilId, number: int) -> str:
        one = given.get((pupil, number))
        return Mark(one.value).text if one else ""

    teachers = groups.teacher_names(school, [course.id], today).get(course.id, ())
    return Journal(
        course.group_title, course.subject, course.short, ", ".join(teachers) or _("nobody"), taught.days(),
        tuple((scheme, number) for number in past),
        tuple(
            (name, (*taught.cells(pupil), *(result(pupil, number) for number in past)))
            for pupil, name in names.items()
        ),
    )  # fmt: skip


class _Taught:
    """The lessons of a course that took place, work by work."""

    def __init__(self, school: School, course: CourseFacts, first: date, last: date) -> None:
        found = lessons.lessons_of_course(school, course.id, first, last)
        self._held = [lesson for lesson in found if lesson.state.takes_place]
        keys = [lesson.id for lesson in self._held]
        self._between = rulebook(school).between_marks(last, course.grade, course.subject_id)
        works = lessons.works(school, keys)
        self._written = marks.marks_of_works(school, [work.id for ones in works.values() for work in ones])
        self._absent = marks.absences_of_lessons(school, keys)
        self._columns: list[tuple[LessonFacts, str, WorkId | None]] = []
        for lesson in self._held:
            mine = works.get(lesson.id, [])
            answers = next((work.id for work in mine if work.code == PLAIN_ANSWER), None)
            declared = [(lesson, work.short, work.id) for work in mine if work.code != PLAIN_ANSWER]
            self._columns += [(lesson, "", answers), *declared]

    def days(self) -> tuple[tuple[date, str, int | None], ...]:
        """What heads each column."""
        return tuple((lesson.day, kind, _number(lesson, self._held)) for lesson, kind, _work in self._columns)

    def cells(self, pupil: PupilId) -> tuple[str, ...]:
        """What stands in each column for a pupil."""
        return tuple(self._cell(pupil, *column) for column in self._columns)

    def _cell(self, pupil: PupilId, lesson: LessonFacts, kind: str, work: WorkId | None) -> str:
        written = self._written.get((work, pupil), ()) if work is not None else ()
        parts = [one.mark.text for one in written if one.mark.value != Value.DEBT]
        letter = self._absent.get((lesson.id, pupil)) if not kind else None
        plain = all(len(part) == 1 for part in parts)
        marks = (self._between or ("" if plain else ", ")).join(parts)
        return ", ".join(filter(None, (marks, letter.value if letter else "")))


def _number(lesson: LessonFacts, held: list[LessonFacts]) -> int | None:
    """The lesson's number, where the day has two."""
    double = any(other.day == lesson.day and other.number != lesson.number for other in held)
    return lesson.number if double else None
