"""The roll call beyond a letter a pupil: minutes, who has left, the day at once, who was missing before (C01, C02)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from typing_extensions import override

from ...domain.attendance.attendance import Absence
from ...domain.attendance.notices import Notice
from ...domain.errors import Conflict, Invalid
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.people.people import Actor, PupilId
from ...i18n import N_, _
from ...storage.accounts import accounts
from ...storage.attendance import notices as told
from ...storage.attendance import roll as store
from ...storage.groups import groups, individual_plans
from ...storage.journal import lessons, marks
from ...storage.journal.lessons import LessonFacts
from ...storage.log.records import Record
from ...storage.school import School
from ..absence_reasons import known_reasons
from ..journal.gradebook import read_objection
from ..journal.keeping import require_held, require_member
from ..people.personal import PersonalChange
from ..session import Change, Query
from .attendance import roll_objection

LONGEST = 45
"""Minutes that somebody can be late."""


def _require_today_or_before(school: School, lesson: LessonFacts) -> None:
    if lesson.day > school.clock.today():
        raise Invalid(_("The lesson has not been held yet: the roll is called on its day."))
    require_held(lesson)


@dataclass(frozen=True)
class SetMinutesLate(Change):
    """Say how many minutes late a pupil came; None forgets it."""

    TITLE = N_("minutes late")
    lesson: LessonId
    pupil: PupilId
    minutes: int | None
    expects: int | None
    """What the person saw."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The lesson's keeper or the class teacher."""
        return roll_objection(actor, school, lessons.lesson(school, self.lesson))

    def apply(self, school: School) -> "SetMinutesLate":
        """Write it; raises Conflict and Invalid."""
        if self.minutes is not None and not 1 <= self.minutes <= LONGEST:
            raise Invalid(_("Write a number from {least} to {most}.").format(least=1, most=LONGEST))
        present = marks.absence_at(school, self.lesson, self.pupil)
        if present is None or present[1] is not Absence.LATE:
            raise Invalid(_("Minutes belong to a late pupil: write “о” first."))
        stands, _paper = marks.absence_details(school, self.lesson, self.pupil)
        if stands != self.expects:
            raise Conflict(
                _("{minutes} min stand here meanwhile.").format(minutes=stands or "—"), _("Look again and type anew.")
            )
        school.ledger.update("absence", present[0], minutes=self.minutes)
        return replace(self, minutes=self.expects, expects=self.minutes)


@dataclass(frozen=True)
class LeaveEarly(PersonalChange):
    """A pupil has left: «н» from this lesson on, at every lesson of the day where nothing stands yet (C01)."""

    TITLE = N_("left before the end of the day")
    lesson: LessonId
    pupil: PupilId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever keeps the first of the lessons, or the class teacher; the later teachers can change it."""
        return roll_objection(actor, school, lessons.lesson(school, self.lesson))

    def carry_out(self, school: School, record: Record) -> None:
        """Write them; raises Invalid."""
        lesson = lessons.lesson(school, self.lesson)
        require_member(school, lesson, self.pupil)
        _require_today_or_before(school, lesson)
        rest = [key for key, stands in store.rest_of_day(school, self.pupil, lesson.day, lesson.number) if not stands]
        if not rest:
            raise Invalid(_("Something stands already at every lesson from this one on: nothing was written."))
        _write_absent(school, record, [(key, self.pupil, Absence.ABSENT) for key in rest])

    def facts(self) -> Mapping[str, object]:
        """From which lesson on, and who."""
        return {"lesson": self.lesson, "pupil": self.pupil}


def _write_absent(school: School, record: Record, rows: list[tuple[LessonId, PupilId, Absence]]) -> None:
    author, at = school.ledger.actor, school.ledger.at
    record.insert_many(
        "absence", ("lesson", "pupil", "letter", "minutes", "author", "at", "paper"),
        [(lesson, pupil, letter.value, None, author, at, None) for lesson, pupil, letter in rows],
    )  # fmt: skip


@dataclass(frozen=True)
class CallDay(PersonalChange):
    """One roll call for the day: all own lessons of the class that are not called yet start from this one (C02)."""

    TITLE = N_("roll call of the day")
    lesson: LessonId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever keeps the lesson."""
        return roll_objection(actor, school, lessons.lesson(school, self.lesson))

    def carry_out(self, school: School, record: Record) -> None:
        """Write them; raises Invalid where no roll is left to call."""
        lesson = lessons.lesson(school, self.lesson)
        _require_today_or_before(school, lesson)
        own = self._own(school, lesson)
        if not own:
            raise Invalid(_("No roll of your lessons with this class is left to call today."))
        missed = store.missed_with(school, self.lesson)
        for one in own:
            there = store.touched_at(school, one.id) | individual_plans.left_out_of(school, one.course, one.day)
            _write_absent(school, record, [(one.id, p, letter) for p, letter in missed.items() if p not in there])
            at = school.ledger.at
            record.update("lesson", one.id, roll_at=at, held_at=one.held_at or at, state="held")

    def _own(self, school: School, lesson: LessonFacts) -> list[LessonFacts]:
        """The lessons of the group that day which the person keeps and which are not called yet."""
        me = accounts.by_id(school, school.ledger.actor).staff
        found = [lessons.lesson(school, key) for key in store.uncalled(school, lesson.group, lesson.day)]
        return [
            one for one in found
            if me in ({one.substitute} if one.substitute else groups.keepers(school, one.course, one.day))
        ]  # fmt: skip

    @override
    def check(self, school: School) -> None:
        """Refuse to take a roll back beneath what was written since; raises Conflict."""
        for key in sorted({step.key for step in self.steps if step.entity == "lesson"}):
            lesson = lessons.lesson(school, LessonId(key))
            if lesson.state is LessonState.PLANNED and (lesson.topic or lessons.has_entries(school, lesson.id)):
                raise Conflict(
                    _("More was written here since: nothing was taken back."), _("Erase first what was added.")
                )

    def facts(self) -> Mapping[str, object]:
        """By which lesson."""
        return {"lesson": self.lesson}


@dataclass(frozen=True)
class RollHints:
    """What the earlier lessons of the day say of the pupils of a lesson."""

    absent: tuple[tuple[PupilId, Absence, int], ...]
    """Who missed the last lesson before this one, with its letter and number."""
    here: Mapping[PupilId, int]
    """Who was there, and at which lesson last."""
    notices: Mapping[PupilId, Notice] = field(default_factory=dict)
    """Of whom the family says that they are away."""


@dataclass(frozen=True)
class ShowRollHints(Query[RollHints]):
    """Who was missing, and who was there, at the earlier lessons of the day (C02)."""

    lesson: LessonId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the lesson."""
        lesson = lessons.lesson(school, self.lesson)
        return read_objection(actor, school, lesson.course, lesson.day)

    def answer(self, actor: Actor, school: School) -> RollHints:
        """By pupil."""
        lesson = lessons.lesson(school, self.lesson)
        last = {one.pupil: one for one in store.before(school, lesson)}
        absent = tuple((p, x.letter, x.number) for p, x in last.items() if x.letter is not None and x.letter.missed)
        gone = {pupil for pupil, *_rest in absent}
        notices = told.of_lesson(school, lesson.group, lesson.day, known_reasons(school))
        return RollHints(absent, {pupil: one.number for pupil, one in last.items() if pupil not in gone}, notices)


@dataclass(frozen=True)
class ShowMinutes(Query[int | None]):
    """How many minutes late a pupil came to a lesson, None where nobody said."""

    lesson: LessonId
    pupil: PupilId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the lesson."""
        lesson = lessons.lesson(school, self.lesson)
        return read_objection(actor, school, lesson.course, lesson.day)

    def answer(self, actor: Actor, school: School) -> int | None:
        """The minutes."""
        return marks.absence_details(school, self.lesson, self.pupil)[0]
