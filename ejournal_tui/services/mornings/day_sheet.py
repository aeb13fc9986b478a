"""The day's sheet of who leads the school, on paper with the control line of the log."""

from dataclasses import dataclass, replace
from datetime import date

from ...domain import policy
from ...domain.papers.day_sheet import DaySheet
from ...domain.papers.papers import Stamp
from ...domain.people.people import Actor
from ...storage.school import School
from ..operations.anchors import RecordAnchor, ShowAnchor
from ..session import Query, Session
from .morning import DirectorMorning


@dataclass(frozen=True)
class ShowDaySheet(Query[DaySheet]):
    """What the paper says: the numbers of the page and the last line of the log."""

    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who leads the school."""
        return policy.may_read_school_page(actor)

    def answer(self, actor: Actor, school: School) -> DaySheet:
        """The page as it stands now; raises Invalid."""
        page = DirectorMorning(self.day).answer(actor, school)
        anchor = ShowAnchor().answer(actor, school)
        stamp = Stamp(actor.name.initials, school.clock.now(), actor.terminal, 0)
        lines = tuple((line.what, line.words) for line in page.lines)
        return DaySheet(school.setting("name"), self.day, lines, anchor.line, anchor.groups, anchor.when, stamp)


@dataclass(frozen=True)
class PrintedSheet:
    """A finished sheet."""

    pdf: bytes
    copy: int


def print_day_sheet(session: Session, day: date) -> PrintedSheet:
    """The PDF of a day's sheet, noted in the log as an anchor on paper; raises Refusal."""
    from ...reports.day_sheet import day_sheet_pdf

    found = session.ask(ShowDaySheet(day))
    copy = session.do(RecordAnchor(found.anchor_line)).deed
    return PrintedSheet(day_sheet_pdf(replace(found, stamp=replace(found.stamp, copy=copy))), copy)
