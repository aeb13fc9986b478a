"""A lesson given as another subject by that subject's teacher, and lessons beyond the timetable."""

from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.people.people import Actor, ClassId
from ...domain.timetable.substitutions import Kind, Order, Reason
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.journal import homework
from ...storage.journal import lessons as lessons_store
from ...storage.school import School
from ...storage.timetable import substitutions as store
from ...storage.timetable.substitutions import Placed
from ..session import Query
from .clashes import returns_to
from .moving import place_clash, require_learning_day
from .substitutions import Ordering, clean_number, placed, stands


def _plan_lesson(school: School, course: int, day: date, number: int, room: str) -> LessonId:
    if any(one.course == course and one.number == number for one in store.of_day(school, day)):
        raise Invalid(_("A lesson of this course stands there already."), _("Take back what was ordered about it."))
    return LessonId(school.ledger.insert(
        "lesson", course=course, day=day.isoformat(), number=number, room=room, state=LessonState.PLANNED.value,
        topic="", plan_entry=None, kind=None, substitute=None, roll_at=None, held_at=None,
    ))  # fmt: skip


def _require_untouched(school: School, lesson: Placed) -> None:
    if lesson.state is not LessonState.PLANNED or (lesson.order and lesson.order.kind is not Kind.EXTRA):
        raise Invalid(_("The lesson is kept already, or something else was ordered about it: it stays."))
    written = lessons_store.lesson(school, lesson.id).topic or any(
        look(school, [lesson.id]) for look in (lessons_store.works, lessons_store.homework, homework.tasks)
    )
    if written:
        raise Invalid(_("Something is written into the lesson already: it has to be erased first."))


@dataclass(frozen=True)
class GiveSubject(Ordering):
    """Give a lesson as another subject of the class: it stands in that subject's journal, the plans follow."""

    TITLE = N_("another subject instead")
    lesson: LessonId
    course: CourseId
    reason: Reason
    number: str = ""
    expects: Order | None = None

    def apply(self, school: School) -> "TakeSubjectBack":
        """Write it; raises Conflict and Invalid."""
        lesson, course = placed(school, self.lesson), groups.course(school, self.course)
        if lesson.order != self.expects:
            raise Conflict(stands(school, lesson.order), _("Look at the day again, then decide."))
        if lesson.order is not None or lesson.state is not LessonState.PLANNED:
            raise Invalid(_("Something was ordered about this lesson already."), _("Take it back first."))
        if lesson.course == self.course:
            raise Invalid(_("This is the lesson's own subject."), _("Choose another subject."))
        if course.group not in _groups_of(school, lesson):
            raise Invalid(_("This subject is taught to other pupils."), _("Choose a subject of the class."))
        school.ledger.update("lesson", lesson.id, state=LessonState.CANCELLED.value)
        key = _plan_lesson(school, self.course, lesson.day, lesson.number, lesson.room)
        order = Order(Kind.OTHER_SUBJECT, self.reason, clean_number(self.number), moved_to=key)
        store.put_order(school, lesson.id, order)
        _require_kept(school, key)
        return TakeSubjectBack(self.lesson)


def _groups_of(school: School, lesson: Placed) -> frozenset[int]:
    """The groups whose subjects a lesson can be given as: its own, the class's, those that are a part of its own.

    While the other half of a split lesson goes on, only this half's pupils are free.
    """
    parts = () if lesson.whole_class else groups.parts_of(school, lesson.group, lesson.school_class, lesson.day)
    return frozenset({lesson.group, lesson.school_class, *parts})


def _require_kept(school: School, key: LessonId) -> None:
    """Refuse a new lesson that nobody could keep where it was put; raises Invalid."""
    lesson = placed(school, key)
    if not lesson.keepers:
        raise Invalid(_("Nobody teaches this subject on that day."), _("Choose another subject."))
    why = place_clash(school, lesson, lesson.day, lesson.number, lesson.room)
    if why is not None:
        raise Invalid(why, _("Choose another subject or another time."))


@dataclass(frozen=True)
class TakeSubjectBack(Ordering):
    """Let a lesson be what the timetable has it be, after it was to be another subject."""

    TITLE = N_("own subject again")
    lesson: LessonId

    def apply(self, school: School) -> GiveSubject:
        """Write it; raises Conflict and Invalid."""
        lesson = placed(school, self.lesson)
        order = lesson.order
        if order is None or order.kind is not Kind.OTHER_SUBJECT or order.moved_to is None:
            raise Conflict(stands(school, order), _("Look at the day again, then decide."))
        other = placed(school, order.moved_to)
        _require_untouched(school, other)
        store.put_order(school, lesson.id, None)
        school.ledger.delete("lesson", other.id)
        if (why := returns_to(school, lesson, True)) is not None:
            raise Invalid(why, _("Take back what was ordered about it."))
        school.ledger.update("lesson", lesson.id, state=LessonState.PLANNED.value)
        return GiveSubject(self.lesson, other.course, order.reason, order.number)


@dataclass(frozen=True)
class AddLesson(Ordering):
    """Put a lesson beyond the timetable on a day."""

    TITLE = N_("extra lesson")
    course: CourseId
    day: date
    number: int
    room: str
    reason: Reason
    order_number: str = ""

    def apply(self, school: School) -> "RemoveLesson":
        """Write it; raises Invalid."""
        course = groups.course(school, self.course)
        require_learning_day(school, (course.grade, course.school_class, course.id), self.day, self.number)
        key = _plan_lesson(school, self.course, self.day, self.number, self.room)
        store.put_order(school, key, Order(Kind.EXTRA, self.reason, clean_number(self.order_number)))
        _require_kept(school, key)
        return RemoveLesson(key)


@dataclass(frozen=True)
class RemoveLesson(Ordering):
    """Take a lesson beyond the timetable away again."""

    TITLE = N_("extra lesson taken back")
    lesson: LessonId

    def apply(self, school: School) -> AddLesson:
        """Write it; raises Conflict and Invalid."""
        lesson = placed(school, self.lesson)
        order = lesson.order
        if order is None or order.kind is not Kind.EXTRA:
            raise Conflict(stands(school, order), _("Look at the day again, then decide."))
        _require_untouched(school, lesson)
        store.put_order(school, lesson.id, None)
        school.ledger.delete("lesson", lesson.id)
        return AddLesson(lesson.course, lesson.day, lesson.number, lesson.room, order.reason, order.number)


@dataclass(frozen=True)
class SubjectOffer:
    """A subject of a class that could be given at a time."""

    course: CourseId
    group: str
    subject: str
    teachers: str
    busy: str
    """Why nobody could give it then, "" where somebody can."""


@dataclass(frozen=True)
class SubjectsToGive(Query[tuple[SubjectOffer, ...]]):
    """The subjects of a class with their teachers; at a lesson's time those first whose teachers are free."""

    day: date
    school_class: ClassId
    lesson: LessonId | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever reads the substitutions."""
        return policy.may_read_substitutions(actor)

    def answer(self, actor: Actor, school: School) -> tuple[SubjectOffer, ...]:
        """By subject; without a lesson all of them."""
        lesson = store.one(school, self.lesson) if self.lesson else None
        courses = groups.courses_of_classes(school, [self.school_class])
        if lesson is not None:
            fitting = _groups_of(school, lesson)
            courses = [c for c in courses if c.group in fitting and c.id != lesson.course]
        staff = {c.id: tuple(groups.teachers(school, c.id, self.day)) for c in courses}
        names = store.names(school, [one for many in staff.values() for one in many])
        then = self._then(school, lesson) if lesson else []
        busy = {one: away.reason.words for one, away in store.away(school, self.day).items()} if lesson else {}
        for other in then:
            words = _("has {lesson}").format(lesson=f"{other.group_title} {other.subject_name}")
            busy.update(dict.fromkeys(other.keepers, words))
        offers = []
        for course in (course for course in courses if staff[course.id]):
            mates = [other.group_title for other in then if other.school_class == self.school_class]
            words = next((busy[one] for one in staff[course.id] if one in busy), "")
            if mates and lesson and course.group == lesson.school_class != lesson.group:
                words = _("{group} has a lesson").format(group=", ".join(mates))
            teachers = ", ".join(sorted(names[one] for one in staff[course.id]))
            offers.append(SubjectOffer(course.id, course.group_title, course.subject, teachers, words))
        return tuple(sorted(offers, key=lambda offer: bool(offer.busy)))

    def _then(self, school: School, lesson: Placed) -> list[Placed]:
        """What else is held at the lesson's time."""
        found = store.at(school, lesson.day, lesson.number)
        return [other for other in found if other.id != lesson.id and other.state.takes_place]
