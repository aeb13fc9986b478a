"""The journal as it stood at the end of a day, on paper: by whom, when and as of when (R1-1.4, R1-3.1)."""

from dataclasses import dataclass, replace
from datetime import date

from ...domain.groups.groups import CourseId
from ...domain.papers.papers import Stamp
from ...domain.papers.past_journal import PastJournal
from ...domain.people.people import Actor
from ...i18n import N_
from ...storage.school import School
from ..journal.gradebook import read_objection
from ..session import Change, Query, Session
from .past import ShowGridAsOf


@dataclass(frozen=True)
class ShowPastJournal(Query[PastJournal]):
    """What the paper says."""

    asked: ShowGridAsOf

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may look at it on the screen."""
        return self.asked.objection(actor, school)

    def answer(self, actor: Actor, school: School) -> PastJournal:
        """The grid of that evening with the school's name; raises Invalid."""
        stamp = Stamp(actor.name.initials, school.clock.now(), actor.terminal, 0)
        return PastJournal(school.setting("name"), self.asked.until, self.asked.answer(actor, school), stamp)


@dataclass(frozen=True)
class RecordPastJournal(Change):
    """Note that the journal of an evening was printed; its number is the copy's number."""

    TITLE = N_("print of the journal as of a day")
    QUIET = True
    TAKES_OUT = True
    course: CourseId
    until: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the journal."""
        return read_objection(actor, school, self.course, school.clock.today())

    def apply(self, school: School) -> None:
        """The header of the deed is the record."""


@dataclass(frozen=True)
class PrintedJournal:
    """A finished journal of an evening."""

    pdf: bytes
    copy: int


def print_past_journal(session: Session, asked: ShowGridAsOf) -> PrintedJournal:
    """The PDF of an evening's journal, noted in the log before it is drawn; raises Refusal."""
    from ...reports.past_journal import past_journal_pdf

    found = session.ask(ShowPastJournal(asked))
    copy = session.do(RecordPastJournal(asked.grid.course, asked.until)).deed
    return PrintedJournal(past_journal_pdf(replace(found, stamp=replace(found.stamp, copy=copy))), copy)
