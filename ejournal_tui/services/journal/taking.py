"""A sick teacher at 8:25: whoever stands in the class takes the lesson under the own login (C07, R1-2.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.people.people import Actor, StaffId
from ...domain.timetable.substitutions import Kind, Order, Reason
from ...i18n import N_, _
from ...storage.accounts import accounts
from ...storage.school import School
from ...storage.timetable import substitutions as store
from ...storage.timetable.substitutions import Placed
from ..session import Change, Query
from ..timetable.substitutions import placed

BEFOREHAND = timedelta(minutes=30)
"""How long before its bell a lesson can be taken."""


def _opens(school: School, lesson: Placed) -> datetime | None:
    """From when on the lesson can be taken; None where the bells are not known."""
    if not lesson.starts:
        return None
    hour, minute = map(int, lesson.starts.split(":"))
    return school.clock.now().replace(hour=hour, minute=minute, second=0, microsecond=0) - BEFOREHAND


def _can_be_taken(school: School, lesson: Placed) -> bool:
    opens = _opens(school, lesson)
    return lesson.state is LessonState.PLANNED and (opens is None or school.clock.now() >= opens)


def _staff(school: School, account: int) -> StaffId:
    return StaffId(accounts.by_id(school, account).staff or 0)


@dataclass(frozen=True)
class TakeLesson(Change):
    """Take a lesson of today at once; the dispatcher confirms it the same day."""

    TITLE = N_("lesson taken at once")
    lesson: LessonId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Any teacher: the trace and the dispatcher's yes or no stand in for an order (R1-2.1)."""
        return policy.may_take_lesson(actor)

    def apply(self, school: School) -> "LeaveLesson | None":
        """Write it; raises Conflict and Invalid. Its own teacher who comes after all has it back for good."""
        lesson, me = placed(school, self.lesson), _staff(school, school.ledger.actor)
        self._require_open(school, lesson)
        if me in lesson.keepers:
            raise Invalid(_("This lesson is yours anyway: open it on Today."))
        if lesson.order is not None and (me not in lesson.teachers or not lesson.order.is_claim):
            name = store.names(school, lesson.keepers).get(lesson.keepers[0], "")
            raise Conflict(_("{name} keeps this lesson already.").format(name=name), _("Ask the dispatcher."))
        if lesson.order is not None:
            _put(school, lesson.id, None)
            return None
        absent = store.away(school, lesson.day)
        away = next((absent[one] for one in lesson.teachers if one in absent), None)
        reason, number = (away.reason, away.number) if away else (Reason.OTHER, "")
        _put(school, lesson.id, Order(Kind.SUBSTITUTE, reason, number, me, confirmed=False))
        return LeaveLesson(self.lesson)

    def _require_open(self, school: School, lesson: Placed) -> None:
        if lesson.day != school.clock.today():
            raise Invalid(_("Only a lesson of today is taken at once."), _("Ask the dispatcher for a substitution."))
        if lesson.state is LessonState.HELD:
            raise Invalid(_("The lesson is kept already: it stays as it is."))
        if not _can_be_taken(school, lesson):
            raise Invalid(
                _("This lesson cannot be taken now."), _("It opens 30 minutes before its bell, unless it is cancelled.")
            )


def _put(school: School, lesson: LessonId, order: Order | None) -> None:
    school.ledger.update("lesson", lesson, substitute=order.substitute if order else None)
    store.put_order(school, lesson, order)


@dataclass(frozen=True)
class LeaveLesson(Change):
    """Leave a lesson that one took at once and has not begun to keep."""

    TITLE = N_("lesson left again")
    lesson: LessonId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever took it."""
        order = store.order_of(school, self.lesson)
        if order is not None and order.substitute != actor.staff:
            return _("Somebody else keeps this lesson.")
        return policy.may_take_lesson(actor)

    def apply(self, school: School) -> TakeLesson:
        """Write it; raises Conflict and Invalid."""
        lesson = placed(school, self.lesson)
        if lesson.order is None or not lesson.order.is_claim:
            raise Conflict(_("The dispatcher has decided about this lesson already."))
        if lesson.state is not LessonState.PLANNED:
            raise Invalid(_("You keep this lesson already: ask the dispatcher to take it from you."))
        _put(school, self.lesson, None)
        return TakeLesson(self.lesson)


@dataclass(frozen=True)
class OpenLesson:
    """A lesson of today that can be taken."""

    lesson: LessonId
    number: int
    group: str
    subject: str
    teachers: str
    unattended: bool
    """Whether everybody who should keep it is away."""


@dataclass(frozen=True)
class LessonsToTake(Query[tuple[OpenLesson, ...]]):
    """Lessons of today that somebody else should keep: those without a teacher first, then the nearest."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Any teacher."""
        return policy.may_take_lesson(actor)

    def answer(self, actor: Actor, school: School) -> tuple[OpenLesson, ...]:
        """Those that nobody has begun to keep."""
        today, now = school.clock.today(), f"{school.clock.now():%H:%M}"
        absent = store.away(school, today)
        found = [
            lesson
            for lesson in store.of_day(school, today)
            if _can_be_taken(school, lesson)
            and actor.staff not in lesson.keepers
            and (lesson.order is None or (lesson.order.is_claim and actor.staff in lesson.teachers))
        ]
        names = store.names(school, (staff for lesson in found for staff in lesson.keepers))
        lines = [
            (
                not lesson.has_no_teacher(absent), lesson.ends.rjust(5, "0") < now,
                OpenLesson(
                    lesson.id, lesson.number, lesson.group_title, lesson.subject_name,
                    ", ".join(names[staff] for staff in lesson.keepers), lesson.has_no_teacher(absent),
                ),
            )
            for lesson in found
        ]  # fmt: skip
        return tuple(line for *_rank, line in sorted(lines, key=lambda line: line[:2]))
