"""Lessons moved to another day and number: everything written down for them goes along."""

from dataclasses import dataclass
from datetime import date

from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.people.people import ClassId
from ...domain.text.words import full_date
from ...domain.timetable.substitutions import Kind, Order, Reason
from ...i18n import N_, _
from ...storage.journal import homework
from ...storage.journal import lessons as lessons_store
from ...storage.log.records import key_now
from ...storage.school import School
from ...storage.timetable import substitutions as store
from ...storage.timetable.substitutions import Placed
from .clashes import busy_with, class_clash, room_clash
from .substitutions import Ordering, clean_number, placed

NUMBERS = range(13)


@dataclass(frozen=True)
class MoveLesson(Ordering):
    """Move a lesson; where it was, a line says so."""

    TITLE = N_("lesson moved")
    lesson: LessonId
    day: date
    number: int
    room: str
    reason: Reason
    order_number: str = ""
    was_day: date | None = None
    """Where the person saw the lesson."""
    was_number: int | None = None
    brings_back: LessonId | None = None
    """The line that an undo of the way back writes anew: what is still to be undone knows it by this number."""

    def apply(self, school: School) -> "MoveBack":
        """Write it; raises Conflict and Invalid."""
        lesson = placed(school, self.lesson)
        if (self.was_day, self.was_number) not in ((None, None), (lesson.day, lesson.number)):
            raise Conflict(
                _("The lesson stands at {day}, number {number} now.").format(
                    day=full_date(lesson.day), number=lesson.number
                ),
                _("Look at the day again, then decide."),
            )
        if lesson.state is not LessonState.PLANNED:
            raise Invalid(_("Only a lesson that is still to be held is moved."))
        if (self.day, self.number) == (lesson.day, lesson.number):
            raise Invalid(_("The lesson stands there already."), _("Choose another day or number."))
        require_room_for(school, lesson, self.day, self.number, self.room)
        _place(school, lesson, self.day, self.number, self.room)
        left = school.ledger.insert(
            "lesson", course=lesson.course, day=lesson.day.isoformat(), number=lesson.number, room=lesson.room,
            state=LessonState.MOVED.value, topic="", plan_entry=None, kind=None, substitute=None, roll_at=None,
            held_at=None,
        )  # fmt: skip
        if self.brings_back is not None:
            school.reborn["lesson", self.brings_back] = left
        order = Order(Kind.MOVED, self.reason, clean_number(self.order_number), moved_to=lesson.id)
        store.put_order(school, left, order)
        return MoveBack(LessonId(left))


def _place(school: School, lesson: Placed, day: date, number: int, room: str) -> None:
    school.ledger.update("lesson", lesson.id, day=day.isoformat(), number=number, room=room)


def require_room_for(school: School, lesson: Placed, day: date, number: int, room: str) -> None:
    """Refuse a place where the class, a teacher or the room is not free, or nobody learns; raises Invalid."""
    require_learning_day(school, (lesson.grade, lesson.school_class, lesson.course), day, number)
    if any(o.course == lesson.course and o.number == number and o.id != lesson.id for o in store.of_day(school, day)):
        raise Invalid(_("A lesson of this course stands there already."), _("Take back what was ordered about it."))
    if (why := place_clash(school, lesson, day, number, room)) is not None:
        raise Invalid(why, _("Choose another day, number or room."))


def require_learning_day(
    school: School, where: tuple[int, ClassId | None, CourseId], day: date, number: int
) -> None:
    """Refuse a day or number without lessons of a grade, class and course, or in a closed period; raises Invalid."""
    calendar = school.calendar(day)
    grade, school_class, course = where
    if number not in NUMBERS or calendar.weekday(day, grade, school_class) is None:
        raise Invalid(
            _("The class has no lessons at {day}, number {number}.").format(day=full_date(day), number=number),
            _("Choose a school day and a lesson of the bells."),
        )
    if calendar.period_of(day, grade, school_class, course).closed:
        raise Invalid(_("The period is closed: ask the deputy head to open it."))


def place_clash(school: School, lesson: Placed, day: date, number: int, room: str) -> str | None:
    """Why a lesson cannot be held at a day and number: the class, a teacher or the room is not free."""
    busy = (busy_with(school, keeper, lesson, day, number) for keeper in lesson.keepers)
    return (
        class_clash(school, lesson, day, number)
        or next(filter(None, busy), None)
        or room_clash(school, lesson, day, number, room)
    )


@dataclass(frozen=True)
class MoveBack(Ordering):
    """Bring a moved lesson back to the place that it left."""

    TITLE = N_("lesson moved back")
    left: LessonId
    """The line that stands there."""

    def apply(self, school: School) -> MoveLesson:
        """Write it; raises Conflict and Invalid."""
        left = store.one(school, LessonId(key_now(school, "lesson", self.left)))
        order = left.order if left else None
        if left is None or order is None or order.moved_to is None:
            raise Conflict(_("The lesson was moved back already."))
        lesson = placed(school, order.moved_to)
        placed(school, left.id)
        if lesson.state is LessonState.CANCELLED:
            raise Invalid(_("The lesson is cancelled where it stands now: take that back first."))
        if lesson.state is not LessonState.PLANNED:
            raise Invalid(_("The lesson is kept already: it stays where it is."))
        if store.moved_here(school, lesson.id)[0] != left.id:
            raise Invalid(_("The lesson was moved again since: take that back first."))
        forth = MoveLesson(lesson.id, lesson.day, lesson.number, lesson.room, order.reason, order.number,
                           left.day, left.number, left.id)  # fmt: skip
        if any(look(school, [left.id]) for look in (lessons_store.works, lessons_store.homework, homework.tasks)):
            raise Invalid(_("Something was written down where the lesson was moved away: it has to be erased first."))
        store.put_order(school, left.id, None)
        school.ledger.delete("lesson", left.id)
        require_room_for(school, lesson, left.day, left.number, left.room)
        _place(school, lesson, left.day, left.number, left.room)
        return forth
