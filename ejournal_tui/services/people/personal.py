"""What every change of personal data shares: it is undone row by row, and checked for what stands there now."""

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from ...domain.errors import Conflict, Invalid
from ...domain.people.cards import ClassStay, PersonKind, stay_on
from ...domain.people.people import ClassId
from ...domain.policy import Place
from ...domain.text.words import full_date
from ...i18n import _
from ...storage.groups import stays
from ...storage.log.records import Record, Row, Step, last_writer, made_again, put_back
from ...storage.people import people
from ...storage.school import School
from ..journal.keeping import said_when
from ..session import Change

Self = TypeVar("Self", bound="PersonalChange")


@dataclass(frozen=True, kw_only=True)
class PersonalChange(Change):
    """A change of what is held about people; its undo is the same verb, which puts back what it changed."""

    steps: tuple[Step, ...] = field(default=(), repr=False)
    """What an undo puts back; nothing for the deed itself."""
    gone: tuple[Row, ...] = field(default=(), repr=False)
    """The rows that its undo took out, for the deed that is done again."""

    @abstractmethod
    def carry_out(self, school: School, record: Record) -> None:
        """Do it; raises Invalid and Conflict."""

    def check(self, school: School) -> None:
        """Refuse what must not stand afterwards, done or undone; raises Conflict."""

    def apply(self: Self, school: School) -> Self | None:
        """Do it, or put back what was done; what is only passed on cannot be taken back from here."""
        if self.steps:
            gone = put_back(school, self.steps)
            self.check(school)
            return replace(self, steps=(), gone=gone)
        record = Record(school)
        self.carry_out(school, record)
        self.check(school)
        if school.spool is not None:
            return None
        made_again(school, self.gone, record.steps)
        return replace(self, steps=tuple(record.steps), gone=())


def place(found: list[ClassStay], day: date) -> tuple[Place, ...]:
    """Where the data of one pupil belong."""
    here = stay_on(found, day)
    return ((here.school_class, here.grade),) if here else ()


def places_of(school: School, kind: PersonKind, key: int) -> tuple[Place, ...]:
    """The classes that the data of a pupil, or of a guardian's children, belong to."""
    today = school.clock.today()
    if kind is PersonKind.PUPIL:
        return place(stays.class_stays(school, key), today)
    family: Iterable[list[ClassStay]] = stays.stays_of_family(school, key).values()
    return tuple(one for found in family for one in place(found, today))


def require_seen(school: School, entity: str, key: int, stands: object, expects: object, words: str) -> None:
    """Refuse to overwrite what the person has not seen."""
    if stands == expects:
        return
    author, at = last_writer(school, entity, key)
    raise Conflict(
        _("“{words}” stands here now: {who}, {when}.").format(words=words, **said_when(school, author, at)),
        _("Nothing was overwritten: open the card again and look."),
    )


def require_school_day(school: School, day: date, school_class: ClassId | None = None) -> None:
    """Refuse a day outside the year of the class, or of the year in hand."""
    calendar = school.calendar_of(people.year_of_class(school, school_class) if school_class else school.year())
    if not calendar.starts <= day < calendar.starts.replace(year=calendar.starts.year + 1):
        raise Invalid(
            _("{day} is not in the study year {year}.").format(day=full_date(day), year=calendar.title),
            _("Write a day of this study year."),
        )


def require_order(number: str) -> str:
    """The number of an order or statement, which must be there."""
    if not number.strip():
        raise Invalid(_("The number of the paper is missing."), _("Write it as it stands on the paper."))
    return number.strip()


def require_past(school: School, day: date) -> None:
    """A paper is not dated ahead."""
    if day > school.clock.today():
        raise Invalid(_("The paper's date lies ahead."), _("Write the date that stands on it."))
