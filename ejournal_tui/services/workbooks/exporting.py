"""Workbooks out of the journal, in the layouts that the import reads; each is noted in the log with its number."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ...domain import policy
from ...domain.errors import Invalid, Refusal
from ...domain.groups.groups import ClassName
from ...domain.papers.papers import Stamp
from ...domain.people.people import Actor, ClassId, Name
from ...domain.text.search import key as search_key
from ...domain.text.words import full_date
from ...domain.workbooks.handed_in import BellRow, GroupRow, GuardianRow, LoadRow, Place, PupilRow, StaffRow
from ...domain.workbooks.handed_out import Handout, Kind, Page
from ...i18n import N_, _
from ...storage.people import people
from ...storage.people.people import ClassFacts
from ...storage.school import School
from ...storage.timetable import timetable
from ...storage.workbooks import handed_in as journal
from ...storage.workbooks import handed_out
from ..session import Change, Query, Session
from .exporting_wall import Wall
from .importing import day_of

_BY_CLASS = (Kind.PUPILS, Kind.GROUPS, Kind.MARKS)
_NOWHERE = Place("", 0)


def _objection(actor: Actor, school: School, kind: Kind, school_class: ClassId | None) -> str | None:
    if kind is Kind.STAFF:
        return policy.may_export_staff(actor)
    if kind is Kind.TIMETABLE:
        return policy.may_copy_timetable(actor)
    if kind is Kind.MARKS:
        return policy.may_export_marks(actor, school_class)
    if school_class is None:
        return policy.may_export_lists(actor)
    return policy.may_export_class(actor, school_class, people.school_class(school, school_class).name.grade)


@dataclass(frozen=True)
class ShowExport(Query[Handout]):
    """What a workbook of a kind would hold."""

    kind: Kind
    school_class: ClassId | None = None
    """Only this class; without it all that the person may export."""
    starts: date | None = None
    """The timetable that begins on this day; without it the last one."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """By what is in it: see the matrix."""
        return _objection(actor, school, self.kind, self.school_class)

    def answer(self, actor: Actor, school: School) -> Handout:
        """The sheets; raises Refusal where there is nothing to export."""
        if self.school_class is not None and self.kind not in _BY_CLASS:
            raise Invalid(_("The staff and the timetable are exported whole."), _("Leave --class out."))
        stamp = Stamp(actor.name.initials, school.clock.now(), actor.terminal, 0)
        if self.kind is Kind.STAFF:
            return _staff(school, stamp)
        if self.kind is Kind.TIMETABLE:
            return _timetable(school, stamp, self.starts)
        if self.kind is Kind.MARKS:
            return self._marks(school, stamp)
        classes = [found for found in people.classes(school) if self._has(actor, found)]
        return (_pupils if self.kind is Kind.PUPILS else _groups)(school, stamp, {c.name for c in classes})

    def _marks(self, school: School, stamp: Stamp) -> Handout:
        from ...exchange.gradebooks.gradebook_page import journal_page
        from .exporting_marks import journals

        found = journals(school, self.school_class)
        if not found:
            raise _nothing(_("There is nothing to export."))
        names = {name for journal in found for name, _cells in journal.pupils}
        return Handout(Kind.MARKS, tuple(journal_page(journal) for journal in found), stamp, len(names))

    def _has(self, actor: Actor, found: ClassFacts) -> bool:
        if self.school_class is not None:
            return found.id == self.school_class
        return policy.may_export_class(actor, found.id, found.name.grade) is None


@dataclass(frozen=True)
class RecordExport(Change):
    """Note that a workbook was made of the journal: what, of how many; its number is the copy's number."""

    TITLE = N_("export of a workbook")
    QUIET = True
    TAKES_OUT = True
    kind: Kind
    people: int
    school_class: ClassId | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may see what is in it."""
        return _objection(actor, school, self.kind, self.school_class)

    def apply(self, school: School) -> None:
        """The header of the deed is the record."""


@dataclass(frozen=True)
class Exported:
    """A finished workbook."""

    xlsx: bytes
    people: int
    copy: int
    left_out: tuple[str, ...]


def export_workbook(
    session: Session, kind: Kind, school_class: ClassId | None = None, starts: date | None = None
) -> Exported:
    """The workbook of a kind, noted in the log before it is made; raises Refusal."""
    from ...exchange.outgoing.writing import write_book
    from ...reports.stamps import stamp_line

    found = session.ask(ShowExport(kind, school_class, starts))
    copy = session.do(RecordExport(kind, found.people, school_class)).deed
    line = stamp_line(replace(found.stamp, copy=copy), N_("Exported by: {who}"))
    return Exported(write_book(found.pages, line, copy), found.people, copy, found.left_out)


def _by_alphabet(name: Name) -> tuple[str, Name]:
    return search_key(name.full), name


def _staff(school: School, stamp: Stamp) -> Handout:
    from ...exchange.outgoing.layouts import staff_pages

    day = day_of(school)
    left: list[str] = []
    led: dict[Name, ClassName] = {}
    for school_class, name in journal.leaders(school, day).items():
        if led.setdefault(name, school_class) != school_class:
            left.append(_("{name} leads {school_class} too.").format(name=name.full, school_class=school_class))
    # the officer whom the founding made is an account and nobody's name
    left_school = handed_out.gone(school, day)
    staff = {n: facts for n, facts in journal.staff(school).items() if n.given and n not in left_school}
    rows = [
        StaffRow(name, facts.post, led.get(name), facts.room, facts.phone, facts.email, _NOWHERE)
        for name, facts in sorted(staff.items(), key=lambda item: _by_alphabet(item[0]))
    ]
    taught = {name: ", ".join(subjects) for name, subjects in handed_out.subjects_taught(school, day).items()}
    pages = staff_pages(rows, _loads(school, day, left), taught=taught)
    return Handout(Kind.STAFF, pages, stamp, len(rows), tuple(left))


def _loads(school: School, day: date, left: list[str]) -> list[LoadRow]:
    elsewhere = _of_no_class(school, left)
    found = []
    for key, facts in sorted(journal.courses(school, day).items()):
        school_class, subject, group = key
        if (subject, group) in elsewhere and school_class not in people.class_ids(school):
            continue
        if len(facts.teachers) == 1:
            found.append(LoadRow(*key, facts.half_hours, facts.teachers[0], _NOWHERE))
        else:
            teachers = ", ".join(name.full for name in facts.teachers) or _("nobody")
            said = _("{school_class} {subject} {group}: one teacher has a place in the workload, here are: {teachers}.")
            left.append(said.format(school_class=school_class, subject=subject, group=group, teachers=teachers))
    return found


def _of_no_class(school: School, left: list[str]) -> set[tuple[str, str]]:
    found = handed_out.courses_of_no_class(school)
    said = _("{subject}, {group}: the group is of no single class.")
    left += [said.format(subject=subject, group=group) for subject, group in found]
    return set(found)


def _pupils(school: School, stamp: Stamp, classes: set[ClassName]) -> Handout:
    from ...exchange.outgoing.layouts import pupils_page

    day = day_of(school)
    guardians = journal.guardians(school, day)
    rows: list[PupilRow] = []
    for facts in journal.pupils(school, day).values():
        if facts.school_class not in classes or facts.school_class is None:
            continue
        family = tuple(
            GuardianRow(g.name, g.relation, g.phone, g.email, g.on_paper, _NOWHERE) for g in guardians.get(facts.id, ())
        )
        rows.append(
            PupilRow(
                facts.name, facts.birth, facts.sex, facts.school_class, facts.file_number, facts.enrolled,
                facts.language, facts.education_form, facts.phone, family, _NOWHERE,
            )
        )  # fmt: skip
    rows.sort(key=lambda row: (row.school_class, _by_alphabet(row.name), row.birth))
    families = {(g.name, g.phone) for row in rows for g in row.guardians}
    return Handout(Kind.PUPILS, _some(pupils_page(rows)), stamp, len(rows) + len(families))


def _groups(school: School, stamp: Stamp, classes: set[ClassName]) -> Handout:
    from ...exchange.outgoing.layouts import groups_page

    day = day_of(school)
    names = {facts.id: facts.name for facts in journal.pupils(school, day).values()}
    subgroups = handed_out.subgroups(school)
    # the last of a pupil's times in a subject is the one that lasts
    stays = {(stay.pupil, stay.subject): stay for stay in journal.stays(school)}
    rows = [
        GroupRow(subgroup.school_class, stay.subject, subgroup.name, names[stay.pupil], _NOWHERE)
        for stay in stays.values()
        if (stay.ends is None or stay.ends >= day)
        and (subgroup := subgroups.get(stay.group)) is not None
        and subgroup.school_class in classes
    ]
    rows.sort(key=lambda row: (row.school_class, row.subject, row.group, _by_alphabet(row.pupil)))
    return Handout(Kind.GROUPS, _some(groups_page(rows)), stamp, len({(r.school_class, r.pupil) for r in rows}))


def _some(page: Page) -> tuple[Page]:
    """The page, if there is anything on it."""
    if not page.rows:
        raise _nothing(_("There is nothing to export."))
    return (page,)


def _nothing(said: str) -> Refusal:
    return Refusal(said, _("For an empty workbook to fill in use “ejournal template”."))


def _timetable(school: School, stamp: Stamp, starts: date | None) -> Handout:
    stands = timetable.standing(school, starts)
    if stands is None and starts is not None:
        raise _nothing(_("No timetable begins on {day}.").format(day=full_date(starts)))
    if stands is None:
        raise _nothing(_("The journal has no timetable yet."))
    wall = Wall(school, stands)
    days = range(1, max(school.calendar().longest_week, *(weekday for weekday, _n, _c in wall.cells), 1) + 1)
    pages = wall_pages(school, wall.cells, stands.starts, days, stands.bells)
    return Handout(Kind.TIMETABLE, pages, stamp, 0, tuple(wall.left_out))


def wall_pages(
    school: School, cells: Mapping[tuple[int, int, ClassName], str], starts: date, weekdays: range,
    bells: Mapping[int, tuple[str, str]],
) -> tuple[Page, ...]:
    """The wall and the bells of the whole school."""
    from ...exchange.outgoing.layouts import timetable_pages

    classes = [found.name for found in people.classes(school)]
    rung = [BellRow(number, begins, ends, "") for number, (begins, ends) in sorted(bells.items())]
    return timetable_pages(
        school.setting("name"), school.calendar().title, starts, classes, cells, rung, weekdays
    )
