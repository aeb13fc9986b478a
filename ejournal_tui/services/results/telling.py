"""What a teacher's day tells of results: raises that wait or were answered, results put off whose day is near."""

from datetime import date, timedelta

from ...domain.journal.lessons import ResultNote
from ...domain.journal.marks import Mark
from ...domain.people.people import Actor
from ...domain.results.approval import RaiseState
from ...domain.text.words import short_date
from ...domain.years.year import period_title
from ...i18n import _
from ...storage.results import decisions
from ...storage.results.decisions import Note
from ...storage.school import School

TOLD_FOR = 7
"""How many days an answer is told."""
NEAR = 3
"""How many days before its day a result that is put off is spoken of."""


def told_of_results(school: School, actor: Actor) -> tuple[ResultNote, ...]:
    """A sentence each, what is put off first."""
    today = school.clock.today()
    since = school.clock.instant() - TOLD_FOR * 24 * 3600 * 1000
    found = decisions.notes_of(school, actor.account, actor.staff or 0, since, today, today + timedelta(days=NEAR))
    return tuple(ResultNote(_words(one, today), one.course, one.number) for one in found)


def _words(one: Note, today: date) -> str:
    about = {"pupil": one.name.short, "title": one.title, "period": period_title(one.scheme, one.number)}
    if one.until is not None:
        words = _("The result of {pupil} is put off until {day} ({title}, {period}).")
        if one.until < today:
            words = _("The result of {pupil} was put off until {day}, which is over ({title}, {period}).")
        return words.format(**about, day=short_date(one.until))
    mark = Mark(one.value).text if one.value is not None else ""
    if one.state is RaiseState.APPROVED:
        return _("Approved: {mark}, {pupil} ({title}, {period}).").format(**about, mark=mark)
    if one.state is RaiseState.RETURNED:
        words = _("Not approved: {mark}, {pupil} ({title}, {period}): {word}.")
        return words.format(**about, mark=mark, word=one.answer.rstrip("."))
    return _("{mark}, {pupil} ({title}, {period}) waits for the deputy head.").format(**about, mark=mark)
