"""Warnings where a long work is announced beyond the limits that the school keeps (domain rules 8.3)."""

from dataclasses import dataclass

from ...domain.journal.lessons import LessonId
from ...domain.journal.work_limits import warnings
from ...domain.people.people import Actor
from ...storage.journal import lessons
from ...storage.journal import work_limits as store
from ...storage.school import School
from ..rules import rulebook
from ..session import Query
from .gradebook import read_objection


@dataclass(frozen=True)
class ShowWorkLimits(Query[tuple[str, ...]]):
    """What is beyond the limits at a lesson with a long work; nothing where they do not act on its day."""

    lesson: LessonId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the lesson."""
        lesson = lessons.lesson(school, self.lesson)
        return read_objection(actor, school, lesson.course, lesson.day)

    def answer(self, actor: Actor, school: School) -> tuple[str, ...]:
        """In sentences; a warning forbids nothing."""
        one = lessons.lesson(school, self.lesson)
        if not rulebook(school).limits_works(one.day, one.grade):
            return ()
        here = store.announced(school, one.id, one.course, one.group, one.day, one.number)
        return warnings(here, store.long_works(school, one.course, one.group, one.day))
