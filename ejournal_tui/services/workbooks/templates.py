"""Empty workbooks to be filled in, with the school's own classes, subjects and bells to choose from."""

from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.errors import Refusal
from ...domain.people.people import Actor
from ...domain.workbooks.handed_out import Kind, Page
from ...i18n import _
from ...storage.people import people
from ...storage.school import School
from ...storage.timetable import timetable
from .. import reference
from ..session import Query, Session
from .exporting import wall_pages

_DAYS = 14
"""How many days back an empty journal looks."""


@dataclass(frozen=True)
class Template:
    """An empty workbook, and what its examples need to know."""

    pages: tuple[Page, ...]
    school: str
    year: str
    starts: date


@dataclass(frozen=True)
class ShowTemplate(Query[Template]):
    """What an empty workbook of a kind holds: no personal data."""

    kind: Kind

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may have to fill one in."""
        return policy.may_copy_timetable(actor)

    def answer(self, actor: Actor, school: School) -> Template:
        """Headings and choices; raises Refusal where the classes have to be known first and are not."""
        calendar = school.calendar()
        return Template(self._pages(school), school.setting("name"), calendar.title, calendar.starts)

    def _pages(self, school: School) -> tuple[Page, ...]:
        from ...exchange.outgoing.layouts import groups_page, pupils_page, staff_pages

        classes = [str(found.name) for found in people.classes(school)]
        own = people.subject_ids(school)
        subjects = sorted({*own, *(found.name for found in reference.subjects())})
        if self.kind is Kind.STAFF:
            return staff_pages((), (), classes, subjects)
        if self.kind is Kind.PUPILS:
            return (pupils_page((), classes),)
        if self.kind is Kind.GROUPS:
            return (groups_page((), classes, sorted(own) or subjects),)
        if self.kind is Kind.MARKS:
            return self._journal(school, classes, sorted(own) or subjects)
        if not classes:
            raise Refusal(_("The journal has no classes yet."), _("Import the staff and workload first."))
        return self._wall(school)

    def _journal(self, school: School, classes: list[str], subjects: list[str]) -> tuple[Page, ...]:
        from ...exchange.gradebooks.gradebook_page import journal_template

        calendar, today = school.calendar(), school.clock.today()
        scheme = calendar.schemes[5]
        last = max(today, calendar.starts + _DAYS * timedelta(days=1))
        before = [last - timedelta(days=n) for n in range(_DAYS, 0, -1)]
        days = [day for day in before if calendar.weekday(day, 5) is not None]
        return (journal_template(classes, subjects[0], days, scheme),)

    def _wall(self, school: School) -> tuple[Page, ...]:
        calendar = school.calendar()
        shipped = {bell.number: (f"{bell.starts:%-H:%M}", f"{bell.ends:%-H:%M}") for bell in reference.bells()}
        bells = timetable.bells(school) or shipped
        return wall_pages(school, {}, calendar.starts, range(1, calendar.longest_week + 1), bells)


def template_workbook(session: Session, kind: Kind) -> bytes:
    """The empty workbook of a kind with a filled example; raises Refusal."""
    from ...exchange.outgoing import templates
    from ...exchange.outgoing.writing import write_book

    found = session.ask(ShowTemplate(kind))
    if kind is Kind.STAFF:
        examples = templates.staff_example()
    elif kind is Kind.PUPILS:
        examples = templates.pupils_example(found.starts.year)
    elif kind is Kind.GROUPS:
        examples = templates.groups_example()
    elif kind is Kind.MARKS:
        from ...exchange.gradebooks.gradebook_page import journal_example

        examples = journal_example()
    else:
        examples = templates.timetable_example(found.school, found.year, found.starts)
    return write_book(found.pages, asides=examples)
