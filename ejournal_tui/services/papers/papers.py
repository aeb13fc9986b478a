"""What is printed of the journal: the weekly queue and its sheets (O8.4e, R2-1b, R2-2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...domain import policy
from ...domain.errors import Refusal
from ...domain.groups.groups import ClassName
from ...domain.papers.papers import Stamp, WeeklySheets
from ...domain.people.people import Actor, ClassId, PupilId, Role
from ...domain.text.words import date_range
from ...domain.years.year import Calendar, monday
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.groups.groups import Enrolled
from ...storage.papers import papers as store
from ...storage.people import people
from ...storage.school import School
from ..session import Change, Query, Session
from .weekly_sheets import weekly_sheets


def _roll(
    school: School, day: date, school_class: ClassId | None = None, pupil: PupilId | None = None
) -> list[Enrolled]:
    """Who was in a class at some time of the day's week: each of them has a week to read."""
    first = monday(day)
    return groups.enrolled(school, first, first + timedelta(days=6), school_class, pupil)


@dataclass(frozen=True)
class QueueLine:
    """One class of the weekly queue: counts only (C34)."""

    school_class: ClassId
    name: str
    teacher: str
    pupils: int
    on_paper: int
    released: bool = False
    """Whether the class teacher has given the sheets to the print."""
    free: str = ""
    """Why the class has no lessons all week: the holidays' name; "" where it learns."""


@dataclass(frozen=True)
class Queue:
    """The weekly queue."""

    first: date
    last: date
    """The last day on which any of the classes learns, Friday at least."""
    lines: tuple[QueueLine, ...]
    closed: str = ""
    """Why there is nothing to print of this week yet, or at all; "" for the weeks of the year that have begun."""


@dataclass(frozen=True)
class WeeklyQueue(Query[Queue]):
    """How many sheets each class needs."""

    day: date
    """Any day of the week."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Lab assistant, officer, class teachers, who leads the school."""
        return policy.may_see_queue(actor)

    def answer(self, actor: Actor, school: School) -> Queue:
        """A line a class; a class teacher sees the own class only."""
        first, calendar = monday(self.day), school.calendar(self.day)
        paper = people.families_on_paper(school, first)
        roll: dict[ClassId, list[Enrolled]] = {}
        for one in _roll(school, first):
            roll.setdefault(one.school_class, []).append(one)
        seen = [c for c in people.classes(school) if c.id in actor.classes or not _own_class_only(actor)]
        given = store.released(school, first)
        lines = []
        for found in seen:
            mine = roll.get(found.id, [])
            count = sum(1 for one in mine if one.pupil in paper)
            free = _free_week(calendar, first, found.name.grade, found.id)
            name = str(found.name)
            lines.append(QueueLine(found.id, name, found.teacher, len(mine), count, found.id in given, free))
        last = max((calendar.week_of(first, c.name.grade, c.id)[-1] for c in seen), default=first + timedelta(days=4))
        return Queue(first, last, tuple(lines), _closed(school, first, last))


def _free_week(calendar: Calendar, first: date, grade: int, school_class: ClassId) -> str:
    week = calendar.week_of(first, grade, school_class)
    if any(calendar.weekday(day, grade, school_class) is not None for day in week):
        return ""
    return next(filter(None, (calendar.free_because(day, grade, school_class) for day in week)), "") or _("no lessons")


def _closed(school: School, first: date, last: date) -> str:
    calendar, week = school.calendar(last), date_range(first, last)
    if last < calendar.starts or first > calendar.ends:
        return _("The week of {week} is outside the study year {title}.").format(week=week, title=calendar.title)
    if first > school.clock.today():
        return _("The week of {week} has not begun yet.").format(week=week)
    return ""


def _own_class_only(actor: Actor) -> bool:
    return not actor.is_(*policy.LEADERS, Role.LAB_ASSISTANT, Role.OFFICER, Role.CONSOLE)


@dataclass(frozen=True)
class ShowWeeklySheets(Query[WeeklySheets]):
    """The sheets of a class for a week, ready to be drawn."""

    school_class: ClassId
    day: date
    """Any day of the week."""
    everybody: bool = False
    """Every family, not only those on paper."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, who leads the school, the console; who keeps the print, once released for paper (C34)."""
        released = not self.everybody and self.school_class in store.released(school, monday(self.day))
        return policy.may_print_class(actor, self.school_class, released)

    def answer(self, actor: Actor, school: School) -> WeeklySheets:
        """Lessons, marks, homework, standings and forecast of each pupil; nobody else's data."""
        roll = _roll(school, self.day, school_class=self.school_class)
        if not self.everybody:
            paper = people.families_on_paper(school, monday(self.day))
            roll = [one for one in roll if one.pupil in paper]
        return weekly_sheets(school, self.school_class, self.day, roll, _stamp(actor, school))


def _stamp(actor: Actor, school: School) -> Stamp:
    return Stamp(actor.name.initials, school.clock.now(), actor.terminal, 0)


@dataclass(frozen=True)
class RecordPrint(Change):
    """Note that a paper was made of the journal: what, of whom, how many; its number is the copy's number."""

    TITLE = N_("print of weekly sheets")
    QUIET = True
    TAKES_OUT = True
    school_class: ClassId
    week: date
    sheets: int

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may print the class."""
        released = self.school_class in store.released(school, self.week)
        return policy.may_print_class(actor, self.school_class, released)

    def apply(self, school: School) -> None:
        """The header of the deed is the record."""

    def facts(self) -> Mapping[str, object]:
        """The class, the week, the count."""
        return {"class": self.school_class, "week": self.week.isoformat(), "sheets": self.sheets}


@dataclass(frozen=True)
class Printed:
    """A finished paper."""

    pdf: bytes
    sheets: int
    classes: int
    copy: int
    """The number of its first class's copy; each class has one of its own."""


class NoLessons(Refusal):
    """All the classes asked for are free that week: nothing is wrong, and nothing is to be printed."""


def sheets_due(session: Session, classes: Sequence[ClassId], day: date) -> dict[ClassId, QueueLine | None]:
    """The classes with something to print of a week, as the queue has them; raises Refusal, and NoLessons in holidays.

    A class that the queue does not show to whoever asks stays: its own verb says why it is not printed.
    """
    queue = session.ask(WeeklyQueue(day))
    if queue.closed:
        raise Refusal(queue.closed, _("Choose a week of the study year that has begun."))
    lines = {line.school_class: line for line in queue.lines}
    due = {key: lines.get(key) for key in classes if key not in lines or not lines[key].free}
    if not due:
        week, free = date_range(queue.first, queue.last), lines[classes[0]].free
        raise NoLessons(_("No lessons in the week of {week}: {why}. No sheets are made.").format(week=week, why=free))
    return due


def print_weekly_sheets(
    session: Session, classes: Sequence[ClassId], day: date, everybody: bool = False
) -> Printed:
    """The PDF of the weekly sheets of classes, each class noted in the log before it is drawn; raises Refusal."""
    from ...reports.weekly_sheet import weekly_sheets_pdf

    batches = []
    for school_class in sheets_due(session, classes, day):
        sheets = session.ask(ShowWeeklySheets(school_class, day, everybody))
        if sheets.pupils:
            receipt = session.do(RecordPrint(school_class, monday(day), len(sheets.pupils)))
            batches.append(replace(sheets, stamp=replace(sheets.stamp, copy=receipt.deed)))
    if not batches:
        raise Refusal(
            _("No family of these classes chose paper."), _("Print every family's sheet with the option for all.")
        )
    count = sum(len(b.pupils) for b in batches)
    return Printed(weekly_sheets_pdf(batches), count, len(batches), batches[0].stamp.copy)


@dataclass(frozen=True)
class FindClasses(Query[tuple[ClassId, ...]]):
    """The classes of a name, or all of them."""

    name: ClassName | None

    def objection(self, actor: Actor, school: School) -> str | None:
        """Staff and the console."""
        if actor.staff is not None or policy.only_console(actor) is None:
            return None
        return _("The classes are listed for the staff.")

    def answer(self, actor: Actor, school: School) -> tuple[ClassId, ...]:
        """Their ids; raises Refusal when there is no such class."""
        found = tuple(c.id for c in people.classes(school) if self.name is None or c.name == self.name)
        if not found:
            raise Refusal(_("The journal has no class {name}.").format(name=self.name))
        return found


@dataclass(frozen=True)
class ShowDiary(Query[WeeklySheets]):
    """A pupil's week as on the sheet, for the pupil and the family (R2-1a)."""

    pupil: int
    day: date
    """Any day of the week."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The pupil, the guardians, the class teacher, who leads the school."""
        pupil = PupilId(self.pupil)
        if policy.may_read_diary(actor, pupil, None) is None:
            return None
        found = _roll(school, self.day, pupil=pupil)
        return policy.may_read_diary(actor, pupil, found[0].school_class if found else None)

    def answer(self, actor: Actor, school: School) -> WeeklySheets:
        """The one pupil's week; raises Refusal when the pupil was in no class then."""
        found = _roll(school, self.day, pupil=PupilId(self.pupil))
        if not found:
            raise Refusal(_("The pupil was in no class that week."))
        return weekly_sheets(school, found[0].school_class, self.day, found, _stamp(actor, school))


@dataclass(frozen=True)
class MyChildren(Query[tuple[tuple[int, str], ...]]):
    """Whose diaries a person may open: one's own, one's children's."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Pupils and guardians."""
        return None if actor.pupil is not None or actor.guardian is not None else _("This is the families' screen.")

    def answer(self, actor: Actor, school: School) -> tuple[tuple[int, str], ...]:
        """Pupils with their names."""
        whose = actor.children if actor.pupil is None else {actor.pupil}
        return tuple((key, name.short) for key, name in people.pupil_names(school, whose).items())
