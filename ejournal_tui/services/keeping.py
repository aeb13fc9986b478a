"""What every deed at a lesson asks first: who keeps it, is it open, does the pupil belong there."""

from ..domain import policy
from ..domain.errors import Invalid
from ..domain.lessons import LessonId, LessonState
from ..domain.people import Actor, PupilId
from ..domain.words import short_date
from ..i18n import _
from ..storage import groups, marks
from ..storage import lessons as lessons_store
from ..storage.lessons import LessonFacts
from ..storage.school import School


def lesson_closed(school: School, lesson: LessonFacts) -> bool:
    """Whether the lesson's period no longer takes entries."""
    return school.calendar().period_of(lesson.day, lesson.grade).closed


def keeper_objection(actor: Actor, school: School, lesson: LessonFacts) -> str | None:
    """Why the actor may not keep this lesson, or None."""
    teachers = groups.keepers(school, lesson.course, lesson.day)
    return policy.may_keep_lesson(actor, teachers, lesson.substitute, lesson_closed(school, lesson))


def require_member(school: School, lesson: LessonFacts, pupil: PupilId) -> None:
    """Refuse a pupil who was not in the group on the lesson's day."""
    if not groups.is_member(school, lesson.group, pupil, lesson.day):
        raise Invalid(
            _("The pupil was not in this group on {day}.").format(day=short_date(lesson.day)),
            _("The cell is locked: check the membership with the class teacher."),
        )


def require_held(lesson: LessonFacts) -> None:
    """Refuse what belongs to a held lesson at one that was called off."""
    if lesson.state in (LessonState.CANCELLED, LessonState.MOVED):
        raise Invalid(
            _("The lesson was not held: it was cancelled or moved."),
            _("Write into the lesson that was held; ask the dispatcher if this one was."),
        )


def hold(school: School, lesson: LessonFacts) -> None:
    """Count a lesson as held from the first thing on record of it; one that lies ahead stays planned."""
    if lesson.held_at is None and lesson.state is LessonState.PLANNED and lesson.day <= school.clock.today():
        school.ledger.update("lesson", lesson.id, held_at=school.ledger.at, state=LessonState.HELD.value)


def release(school: School, key: LessonId) -> None:
    """Count a lesson as planned again when the last thing on record of it was taken back."""
    lesson = lessons_store.lesson(school, key)
    if lesson.state is not LessonState.HELD or lesson.topic or lesson.roll_at is not None:
        return
    if not lessons_store.has_entries(school, key):
        school.ledger.update("lesson", key, held_at=None, state=LessonState.PLANNED.value)


def said_when(school: School, account: int, at: int) -> dict[str, str]:
    """Who wrote something and when, for a sentence."""
    moment = school.clock.local(at)
    return {
        "who": marks.authors(school, [account]).get(account, _("console")),
        "when": f"{short_date(moment.date())} {moment:%H:%M}",
    }
