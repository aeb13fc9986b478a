"""How a lesson stands, in the words of its page: called off, moved, extra, the second in a row (C06)."""

from ...domain.journal.lessons import LessonState
from ...domain.text.words import short_date
from ...domain.timetable.substitutions import Kind, Reason
from ...i18n import _
from ...storage.journal.lessons import LessonFacts
from ...storage.journal.standing import Standing
from ...storage.school import School


def state_words(school: School, lesson: LessonFacts, found: Standing) -> str:
    """«урок отменён: карантин · 2-й урок подряд», "" for an ordinary one."""
    told = []
    if found.kind == Kind.OTHER_SUBJECT.value and found.moved_to:
        told.append(_("instead: {subject}").format(subject=found.moved_to.subject))
    elif lesson.state is LessonState.CANCELLED:
        told.append(_("the lesson is cancelled"))
        if found.reason:
            told[-1] = _("the lesson is cancelled: {reason}").format(reason=Reason(found.reason).words)
    elif lesson.state is LessonState.MOVED:
        told.append(_("the lesson was moved"))
        if found.moved_to:
            told[-1] = _("the lesson was moved to {day}, lesson {number}").format(
                day=short_date(found.moved_to.day), number=found.moved_to.number
            )
    elif found.moved_from and found.in_place_of:
        told.append(_("in place of {subject}").format(subject=found.moved_from.subject))
    elif found.moved_from:
        told.append(
            _("moved here from {day}, lesson {number}").format(
                day=short_date(found.moved_from.day), number=found.moved_from.number
            )
        )
    if found.kind == Kind.EXTRA.value:
        told.append(_("extra lesson"))
    if lesson.state.takes_place:
        if lesson.day > school.clock.today():
            told.append(_("still to come"))
        if found.before:
            told.append(_("second lesson in a row"))
        elif found.after:
            told.append(_("lesson {number} follows in a row").format(number=found.after.number))
    return " · ".join(told)
