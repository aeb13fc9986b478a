"""A missed work is made up in a later lesson, its mistakes are worked on there: where that can be (C03)."""

from dataclasses import dataclass
from datetime import date

from ...domain.journal.lessons import LessonId
from ...domain.people.people import Actor, PupilId
from ...storage.groups import individual_plans
from ...storage.journal import lessons as store
from ...storage.journal import marks as marks_store
from ...storage.school import School
from ..session import Query
from .gradebook import read_objection

MOST = 9
"""How many lessons are offered: a digit chooses."""


@dataclass(frozen=True)
class MakeUpLesson:
    """A lesson in which a work can be made up."""

    lesson: LessonId
    day: date
    number: int


@dataclass(frozen=True)
class MakeUpLessons(Query[tuple[MakeUpLesson, ...]]):
    """The later lessons of the course at which the pupil was there, the latest first."""

    lesson: LessonId
    """The lesson of the work that was missed, or of the mark that is to be corrected."""
    pupil: PupilId
    same_period: bool = False
    """Whether the lesson is of the same study period: work on mistakes counts where the corrected mark does."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        lesson = store.lesson(school, self.lesson)
        return read_objection(actor, school, lesson.course, lesson.day)

    def answer(self, actor: Actor, school: School) -> tuple[MakeUpLesson, ...]:
        """Up to today; none where the pupil has not been there since."""
        missed = store.lesson(school, self.lesson)
        last = school.clock.today()
        if self.same_period:
            period = school.calendar(missed.day).period_of(
                missed.day, missed.grade, missed.school_class, missed.course
            )
            last = min(last, period.ends)
        later = [
            one
            for one in store.lessons_of_course(school, missed.course, missed.day, last)
            if (one.day, one.number) > (missed.day, missed.number) and one.state.takes_place
        ]
        absences = marks_store.absences_of_lessons(school, [one.id for one in later])
        found: list[MakeUpLesson] = []
        for one in reversed(later):
            absence = absences.get((one.id, self.pupil))
            away = absence is not None and absence.missed
            if not away and individual_plans.learns_in(school, one.course, self.pupil, one.day):
                found.append(MakeUpLesson(one.id, one.day, one.number))
            if len(found) == MOST:
                break
        return tuple(found)
