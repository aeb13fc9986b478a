"""Roll call and absences."""

from dataclasses import dataclass, replace

from ...domain import policy
from ...domain.attendance.attendance import Absence
from ...domain.errors import Conflict, Invalid
from ...domain.journal.lessons import LessonId
from ...domain.people.people import Actor, PupilId
from ...i18n import N_, _
from ...storage.attendance import attendance
from ...storage.groups import groups
from ...storage.journal import lessons, marks
from ...storage.journal.lessons import LessonFacts
from ...storage.school import School
from ..journal.keeping import (
    entry_objection,
    hold,
    lesson_closed,
    reason_objection,
    release,
    require_held,
    require_member,
    require_not_at_home,
    said_when,
)
from ..rules import rulebook
from ..session import Change


def roll_objection(actor: Actor, school: School, lesson: LessonFacts) -> str | None:
    """Why the actor may not say who was at a lesson, or None."""
    teachers = groups.keepers(school, lesson.course, lesson.day)
    why = policy.may_set_absence(actor, teachers, lesson.substitute, False, lesson.school_class)
    if why is None and lesson.school_class in actor.classes:
        # The papers that the class teacher enters come when they come.
        shut = lesson_closed(school, lesson) and entry_objection(actor, school, lesson) is not None
        return policy.may_enter(shut)
    return why or entry_objection(actor, school, lesson)


def minutes_late(school: School, lesson: LessonFacts) -> int | None:
    """How many minutes ago the bell rang to a lesson that is going on; None at any other time."""
    starts, ends = school.ringing().of(lesson.day, lesson.number, lesson.grade, lesson.school_class)
    now = school.clock.now()
    if lesson.day != now.date() or not starts or not ends:
        return None
    rang, over = (hour * 60 + minute for hour, minute in (map(int, at.split(":")) for at in (starts, ends)))
    passed = now.hour * 60 + now.minute
    return passed - rang if rang < passed <= over else None


@dataclass(frozen=True)
class PutAbsence(Change):
    """Write, replace or clear a pupil's absence at a lesson."""

    TITLE = N_("absence")
    lesson: LessonId
    pupil: PupilId
    letter: Absence | None
    expects: Absence | None = None
    """What the person saw."""
    restored: tuple[int | None, int | None] | None = None
    """The minutes and the paper that an undo brings back with the letter; None where a person writes it."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The lesson's keeper or the class teacher; reasons by the class teacher alone (O8.4d, C10)."""
        lesson = lessons.lesson(school, self.lesson)
        if why := roll_objection(actor, school, lesson):
            return why
        if self.letter in (Absence.ILL, Absence.EXCUSED) or self.expects in (Absence.ILL, Absence.EXCUSED):
            return reason_objection(actor, rulebook(school), lesson.day, lesson.grade, lesson.school_class)
        return None

    def apply(self, school: School) -> "PutAbsence":
        """Write it; raises Conflict, and Invalid where a mark stands or the pupil does not belong."""
        lesson = lessons.lesson(school, self.lesson)
        require_member(school, lesson, self.pupil)
        if lesson.day > school.clock.today():
            raise Invalid(_("The lesson has not been held yet: the roll is called on its day."))
        require_held(lesson)
        if self.letter is not None:
            require_not_at_home(school, lesson, self.pupil, marks_elsewhere=False)
        present = marks.absence_at(school, self.lesson, self.pupil)
        stands = present[1] if present else None
        if stands != self.expects:
            raise Conflict(*self._conflict(school, present))
        if self.letter is not None and self.letter.missed:
            self._require_no_mark(school)
        stood = marks.absence_details(school, self.lesson, self.pupil)
        marks.put_absence(school, self.lesson, self.pupil, self.letter, *self._details(school, lesson))
        if self.letter is not None:
            hold(school, lesson)
        else:
            release(school, self.lesson)
        return replace(self, letter=self.expects, expects=self.letter, restored=stood)

    def _details(self, school: School, lesson: LessonFacts) -> tuple[int | None, int | None]:
        """The minutes since the bell for who comes late now; the paper is there still, or not any more."""
        if self.restored is not None:
            minutes, paper = self.restored
            return minutes, paper if paper is not None and attendance.paper(school, paper) else None
        return (minutes_late(school, lesson) if self.letter is Absence.LATE else None), None

    def _conflict(self, school: School, present: tuple[int, Absence, int, int] | None) -> tuple[str, str]:
        if present is None:
            return _("The absence was cleared meanwhile."), _("Look again and type anew.")
        said = said_when(school, present[2], present[3])
        return (
            _("“{letter}” stands here already: {who}, {when}.").format(letter=present[1].value, **said),
            _("Nothing was overwritten: type again to replace it (“{mark}”).").format(mark=present[1].value),
        )

    def _require_no_mark(self, school: School) -> None:
        works = lessons.works(school, [self.lesson]).get(self.lesson, [])
        for work in works:
            found = marks.cell_marks(school, work.id, self.pupil)
            if any(mark.value.counts for _key, mark, *_rest in found):
                raise Invalid(
                    _("A mark stands at this lesson: a pupil with a mark was there."),
                    _("Erase the mark first, or write “о” for a late pupil."),
                )


@dataclass(frozen=True)
class CallRoll(Change):
    """Say that the roll was called: who is not marked absent was there."""

    TITLE = N_("roll call")
    lesson: LessonId
    called: bool = True
    was: int | None = None
    """When it was called that an undo brings back: the moment that everybody saw."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The lesson's keeper or the class teacher."""
        return roll_objection(actor, school, lessons.lesson(school, self.lesson))

    def apply(self, school: School) -> "CallRoll":
        """Note the moment of the roll call."""
        lesson = lessons.lesson(school, self.lesson)
        if lesson.day > school.clock.today():
            raise Invalid(_("The lesson has not been held yet: the roll is called on its day."))
        require_held(lesson)
        called_at = lesson.roll_at or self.was or school.ledger.at
        school.ledger.update("lesson", self.lesson, roll_at=called_at if self.called else None)
        if self.called:
            hold(school, lesson)
        else:
            release(school, self.lesson)
        return replace(self, called=lesson.roll_at is not None, was=lesson.roll_at or self.was)
