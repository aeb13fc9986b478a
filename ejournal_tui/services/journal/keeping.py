"""What every deed at a lesson asks first: who keeps it, is it open, does the pupil belong there."""

from datetime import date, timedelta

from ...domain import policy
from ...domain.errors import Invalid
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.people.people import Actor, ClassId, PupilId
from ...domain.settings.rules import Rulebook
from ...domain.text.words import short_date
from ...i18n import _
from ...storage.groups import groups, individual_plans
from ...storage.journal import corrections, marks, outside
from ...storage.journal import lessons as lessons_store
from ...storage.journal.lessons import LessonFacts
from ...storage.school import School
from .. import reference
from ..rules import rulebook


def lesson_closed(school: School, lesson: LessonFacts) -> bool:
    """Whether the lesson's period no longer takes entries."""
    calendar = school.calendar(lesson.day)
    return calendar.period_of(lesson.day, lesson.grade, lesson.school_class, lesson.course).closed


def keeper_objection(actor: Actor, school: School, lesson: LessonFacts) -> str | None:
    """Why the actor may not keep this lesson, or None."""
    teachers = groups.keepers(school, lesson.course, lesson.day)
    why = policy.may_keep_lesson(actor, teachers, lesson.substitute, False)
    return why or entry_objection(actor, school, lesson)


def entry_objection(actor: Actor, school: School, lesson: LessonFacts) -> str | None:
    """Why a lesson takes no entries of whoever keeps it, unless the deputy head lets it be corrected."""
    why = closed_words() if lesson_closed(school, lesson) else None
    why = why or too_late(school, rulebook(school), lesson.day, lesson.grade)
    # What was allowed is looked up only where it matters: a lesson that is open costs nothing more.
    return None if why and corrections.allowed(school, actor.staff, lesson.course, lesson.day) else why


def closed_words() -> str:
    """Why nobody writes into a closed period, said to whoever may ask for it."""
    return _("The period is closed: ask the deputy head (F10, “ask to correct”).")


def too_late(school: School, rules: Rulebook, day: date, grade: int) -> str | None:
    """Why a lesson of a day takes no entries any more, where the school has set a term for them."""
    days = rules.edit_days(day, grade)
    last = day + timedelta(days=days)
    if not days or school.clock.today() <= last:
        return None
    return _("Entries were taken until {day}: ask the deputy head (F10, “ask to correct”).").format(
        day=short_date(last)
    )


def reason_objection(
    actor: Actor, rules: Rulebook, day: date, grade: int, school_class: ClassId | None
) -> str | None:
    """Why whoever calls the roll may not enter «б» and «п»: the class teacher does, or all where so ruled (C10)."""
    if rules.teachers_give_reasons(day, grade):
        return None
    return policy.may_give_reason(actor, school_class)


def require_member(school: School, lesson: LessonFacts, pupil: PupilId) -> None:
    """Refuse a pupil who was not in the group on the lesson's day, or whose plan leaves the subject out (C15)."""
    learns = individual_plans.learns_in(school, lesson.course, pupil, lesson.day)
    if learns is None:
        raise Invalid(
            _("The pupil was not in this group on {day}.").format(day=short_date(lesson.day)),
            _("The cell is locked: check the membership with the class teacher."),
        )
    if not learns:
        raise Invalid(
            _("The pupil does not learn this subject on {day}: an individual plan leaves it out.").format(
                day=short_date(lesson.day)
            ),
            _("The order stands on the pupil's card."),
        )


def require_not_at_home(school: School, lesson: LessonFacts, pupil: PupilId, marks_elsewhere: bool) -> None:
    """Refuse what belongs to the class at the cell of a pupil taught at home (C14).

    With `marks_elsewhere` only where the pupil has lessons of the own in the subject.
    """
    spans = outside.home_spans(school, [pupil], reference.home_forms()).get(pupil, [])
    if not any(span.covers(lesson.day) for span in spans):
        return
    course = groups.course(school, lesson.course)
    if course.individual:
        return
    own = outside.own_lessons(school, [pupil], course.subject_id).get(pupil, [])
    if not marks_elsewhere:
        raise Invalid(_("The pupil is taught at home: nobody is missed at the lessons of the class."))
    if any(span.covers(lesson.day) for span in own):
        raise Invalid(
            _("The pupil is taught at home, in lessons of the pupil's own."), _("The marks are kept by that teacher.")
        )


def require_held(lesson: LessonFacts) -> None:
    """Refuse what belongs to a held lesson at one that was called off."""
    if lesson.state in (LessonState.CANCELLED, LessonState.MOVED):
        raise Invalid(
            _("The lesson was not held: it was cancelled or moved."),
            _("Write into the lesson that was held; ask the dispatcher if this one was."),
        )


def hold(school: School, lesson: LessonFacts) -> None:
    """Count a lesson as held from the first thing on record of it; one that lies ahead stays planned.

    Raises Invalid on a day that the calendar has made free since the lesson was laid.
    """
    if lesson.held_at is None and lesson.state is LessonState.PLANNED and lesson.day <= school.clock.today():
        _require_school_day(school, lesson)
        school.ledger.update("lesson", lesson.id, held_at=school.ledger.at, state=LessonState.HELD.value)


def _require_school_day(school: School, lesson: LessonFacts) -> None:
    calendar = school.calendar(lesson.day)
    if calendar.weekday(lesson.day, lesson.grade, lesson.school_class) is not None:
        return
    if groups.course(school, lesson.course).individual:
        # Lessons at home are set by date, beside the calendar.
        return
    title = calendar.free_because(lesson.day, lesson.grade, lesson.school_class)
    raise Invalid(
        _("{day} is no school day of this class: {why}.").format(
            day=short_date(lesson.day), why=title or _("no lessons that day")
        ),
        _("If the lesson was held, the dispatcher corrects the calendar first."),
    )


def release(school: School, key: LessonId) -> None:
    """Count a lesson as planned again when the last thing on record of it was taken back."""
    lesson = lessons_store.lesson(school, key)
    if lesson.state is not LessonState.HELD or lesson.on_paper or lesson.topic or lesson.roll_at is not None:
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
