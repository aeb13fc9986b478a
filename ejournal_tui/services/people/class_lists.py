"""The list of a class on paper, leavers and newcomers on their lines (C20)."""

from dataclasses import dataclass, replace
from datetime import date

from ...domain import policy
from ...domain.groups.class_list import ClassList, ClassListLine
from ...domain.papers.papers import Stamp
from ...domain.people.cards import ClassStay
from ...domain.people.people import Actor, ClassId
from ...domain.text.words import full_date
from ...i18n import N_, _
from ...storage.groups import stays
from ...storage.people import people
from ...storage.school import School
from ..session import Change, Query, Session


def _objection(actor: Actor, school: School, school_class: ClassId) -> str | None:
    return policy.may_export_class(actor, school_class, people.school_class(school, school_class).name.grade)


@dataclass(frozen=True)
class ShowClassList(Query[ClassList]):
    """Who is or was in a class, by the numbers of the paper list."""

    school_class: ClassId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may export the class."""
        return _objection(actor, school, self.school_class)

    def answer(self, actor: Actor, school: School) -> ClassList:
        """Line by line."""
        found = people.school_class(school, self.school_class)
        calendar = school.calendar_of(people.year_of_class(school, self.school_class))
        numbers = stays.paper_numbers(school, self.school_class, calendar.starts)
        lines = [
            ClassListLine(numbers[pupil], name, birth, _came(here, calendar.starts), _left(here))
            for pupil, name, birth, here in stays.ever_in_class(school, self.school_class)
        ]
        stamp = Stamp(actor.name.initials, school.clock.now(), actor.terminal, 0)
        return ClassList(
            school.setting("name"), str(found.name), calendar.title, found.teacher, school.clock.today(),
            tuple(sorted(lines, key=lambda line: line.number)), stamp,
        )  # fmt: skip


def _came(here: list[ClassStay], first: date) -> str:
    later = [stay for stay in here if stay.span.starts > first]
    return "; ".join(_dated(stay.span.starts, stay.order_number) for stay in later)


def _left(here: list[ClassStay]) -> str:
    last = here[-1]
    return _dated(last.span.ends, last.left_order) if last.span.ends is not None else ""


def _dated(day: date, order: str) -> str:
    return f"{full_date(day)}" + (_(", order {number}").format(number=order) if order else "")


@dataclass(frozen=True)
class RecordClassList(Change):
    """Note that the list of a class was printed; its number is the copy's number."""

    TITLE = N_("print of a class list")
    QUIET = True
    TAKES_OUT = True
    school_class: ClassId
    pupils: int

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may export the class."""
        return _objection(actor, school, self.school_class)

    def apply(self, school: School) -> None:
        """The header of the deed is the record."""


@dataclass(frozen=True)
class PrintedList:
    """A finished list."""

    pdf: bytes
    pupils: int
    copy: int


def print_class_list(session: Session, school_class: ClassId) -> PrintedList:
    """The PDF of a class's list, noted in the log before it is drawn; raises Refusal."""
    from ...reports.class_list import class_list_pdf

    found = session.ask(ShowClassList(school_class))
    copy = session.do(RecordClassList(school_class, len(found.lines))).deed
    pdf = class_list_pdf(replace(found, stamp=replace(found.stamp, copy=copy)))
    return PrintedList(pdf, len(found.lines), copy)

