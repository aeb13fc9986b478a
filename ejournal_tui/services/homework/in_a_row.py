"""A double lesson: the roll call and the topic of the first are written into the second with one key (C06)."""

from dataclasses import dataclass

from ...domain.attendance.attendance import Absence
from ...domain.errors import Invalid
from ...domain.journal.lessons import LessonId
from ...domain.people.people import Actor
from ...i18n import N_, _
from ...storage.journal import lessons as store
from ...storage.journal import marks
from ...storage.journal.lessons import LessonFacts
from ...storage.journal.standing import standing
from ...storage.school import School
from ..attendance.attendance import CallRoll, PutAbsence
from ..journal.keeping import keeper_objection
from ..journal.lessons import SetTopic
from ..session import Change, Together


def _second(school: School, first: LessonFacts) -> LessonFacts:
    after = standing(school, first.id, first.course, first.day, first.number).after
    if after is None:
        raise Invalid(_("No second lesson of this subject follows in a row."))
    return store.lesson(school, after.lesson)


@dataclass(frozen=True)
class CarryOver(Change):
    """Write the roll call and the topic of a lesson into the second one in a row; what stands there stays."""

    TITLE = N_("second lesson in a row")
    lesson: LessonId
    """The first of the two."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever keeps both (O8.5b, O8.5d)."""
        first = store.lesson(school, self.lesson)
        why = keeper_objection(actor, school, first)
        try:
            return why or keeper_objection(actor, school, _second(school, first))
        except Invalid:
            return None

    def apply(self, school: School) -> Together | None:
        """Write what is missing there; raises Invalid where there is nothing to carry over."""
        first = store.lesson(school, self.lesson)
        second = _second(school, first)
        changes: list[Change] = []
        if first.roll_at is not None and second.roll_at is None:
            changes += [*self._absences(school, second), CallRoll(second.id)]
        if first.topic and not second.topic:
            changes.append(SetTopic(second.id, first.topic))
        if not changes and (first.roll_at is None and not first.topic):
            raise Invalid(_("Call the roll or write the topic here first: then both go into the second lesson."))
        if not changes:
            raise Invalid(_("The second lesson has its roll call and topic already: it stays as it is."))
        return Together(tuple(changes)).apply(school)

    def _absences(self, school: School, second: LessonFacts) -> list[Change]:
        """Whoever missed the first is missing at the second; reasons are the class teacher's to give there too."""
        stand = marks.absences_of_lessons(school, [self.lesson, second.id])
        return [
            PutAbsence(second.id, pupil, Absence.ABSENT)
            for (lesson, pupil), letter in sorted(stand.items())
            if lesson == self.lesson and letter.missed and (second.id, pupil) not in stand
        ]
