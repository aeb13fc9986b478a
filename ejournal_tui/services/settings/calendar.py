"""The calendar of the study year: holidays, days off, moved days, the length of the week; lessons follow it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.people.people import Actor
from ...domain.text.words import short_date
from ...domain.timetable.laying import Laying
from ...domain.years.year import GRADES, Calendar, CalendarSpan, DayKind
from ...i18n import N_, _, ngettext
from ...storage.journal import homework
from ...storage.school import School
from ...storage.settings import effects
from ...storage.timetable import laying, timetable
from .deciding import Decision, Row, require_grades, require_seen, swap

LONGEST_TITLE = 60


@dataclass(frozen=True)
class Laid:
    """What following a changed calendar did to the lessons; homework follows them by itself."""

    lessons: Laying = field(default_factory=Laying)
    carried: int = 0
    """How many homeworks are due on another day by it."""


class _Calendar(Decision):
    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head and the dispatcher."""
        return policy.may_keep_calendar(actor)


def _look(school: School, calendar: Calendar, first: date, last: date, back: Laid | None) -> Laid:
    """What the lessons of a stretch of days would be by another calendar."""
    if back is None:
        found = laying.look(school, first, last, calendar=calendar)
        return Laid(found, homework.carried(school, found))
    # What an earlier change took goes back to where it was, but for days that somebody has freed since.
    places = timetable.places(school)

    def learns(course: CourseId, day: date) -> bool:
        place = places.get(course)
        span = calendar.span_of(day, place.grade, place.school_class) if place else None
        return span is None or span.kind is DayKind.WORKING

    leaving = tuple(lesson for lesson in back.lessons.leaving if learns(lesson.course, lesson.day))
    found = laying.look(school, first, last, calendar=calendar, back=replace(back.lessons, leaving=leaving))
    return Laid(found, homework.carried(school, found))


def _follow(school: School, laid: Laid) -> None:
    laying.carry_out(school, laid.lessons)


def _told(laid: Laid) -> tuple[str, ...]:
    said = "; ".join(laid.lessons.sentences())
    told = [f"{said[:1].upper()}{said[1:]}."] if said else [_("No lesson changes by it.")]
    if laid.carried:
        told.append(
            ngettext(
                "The day of {count} homework moves with the lessons.",
                "The days of {count} homeworks move with the lessons.", laid.carried,
            ).format(count=laid.carried)
        )  # fmt: skip
    return tuple(told)


def _require_open(calendar: Calendar, first: date, last: date, grades: range) -> None:
    closed = [
        period
        for grade in grades
        for period in calendar.periods_of(grade)
        if period.closed and period.starts <= last and first <= period.ends
    ]
    if closed:
        raise Invalid(_("The period is closed: ask the deputy head to open it."))


@dataclass(frozen=True)
class PutSpan(_Calendar):
    """Write holidays, a day off or a working Saturday into the calendar, change them, or take them away (C11)."""

    TITLE = N_("days of the calendar")
    wanted: CalendarSpan | None
    expects: CalendarSpan | None = None
    back: Laid | None = None
    """What the change that this one undoes did to the lessons."""

    def apply(self, school: School) -> "PutSpan":
        """Write it, and let the lessons follow; raises Conflict and Invalid."""
        laid = self._laid(school)
        swap(school, "calendar_day", _row(school, self.expects), _row(school, self.wanted))
        _follow(school, laid)
        return PutSpan(self.expects, self.wanted, laid)

    def facts(self) -> Mapping[str, object]:
        """Which days."""
        span = self.wanted or self.expects
        return {"starts": span.starts.isoformat(), "ends": span.ends.isoformat()} if span else {}

    def _laid(self, school: School) -> Laid:
        before = school.calendar()
        spans = [span for span in (self.expects, self.wanted) if span is not None]
        if not spans:
            raise Invalid(_("There is nothing to do."))
        if self.wanted is not None:
            self._require_possible(school, self.wanted)
        if self.expects is not None and self.expects not in before.spans:
            raise Conflict(_("Somebody has changed this meanwhile."), _("Look at the line again, then decide."))
        first, last = min(span.starts for span in spans), max(span.ends for span in spans)
        grades = range(min(span.first_grade for span in spans), max(span.last_grade for span in spans) + 1)
        _require_open(before, first, last, grades)
        others = [span for span in before.spans if span != self.expects]
        after = replace(before, spans=(*others, *([self.wanted] if self.wanted else [])))
        return _look(school, after, max(first, before.starts), min(last, before.ends), self.back)

    def _require_possible(self, school: School, span: CalendarSpan) -> None:
        calendar = school.calendar()
        require_grades(span.first_grade, span.last_grade)
        if span.ends < span.starts:
            raise Invalid(_("The last day lies before the first."))
        if not (calendar.starts <= span.starts and span.ends <= calendar.ends):
            raise Invalid(
                _("The study year goes from {first} to {last}.").format(
                    first=short_date(calendar.starts), last=short_date(calendar.ends)
                ),
                _("Days outside it are free anyway."),
            )
        if (span.kind is DayKind.WORKING) != (span.as_weekday is not None):
            raise Invalid(_("A working day follows the timetable of a weekday: write Monday, Tuesday…"))
        if not span.title.strip() or len(span.title) > LONGEST_TITLE:
            raise Invalid(_("The days need a name of at most {count} characters.").format(count=LONGEST_TITLE))
        if any(_same_place(span, other) for other in calendar.spans if other != self.expects):
            raise Invalid(_("These very days are in the calendar already."), _("Change that line."))

    def effect(self, school: School) -> tuple[str, ...]:
        """What becomes of the lessons; raises Conflict and Invalid."""
        return _told(self._laid(school))


def _same_place(one: CalendarSpan, other: CalendarSpan) -> bool:
    def place(span: CalendarSpan) -> tuple[object, ...]:
        return span.starts, span.ends, span.first_grade, span.last_grade, span.school_class

    return place(one) == place(other)


def _row(school: School, span: CalendarSpan | None) -> Row | None:
    if span is None:
        return None
    return {
        "year": school.year(), "kind": span.kind.value, "starts": span.starts.isoformat(),
        "ends": span.ends.isoformat(), "title": span.title, "first_grade": span.first_grade,
        "last_grade": span.last_grade, "as_weekday": span.as_weekday, "school_class": span.school_class,
    }  # fmt: skip


@dataclass(frozen=True)
class PutWeek(_Calendar):
    """Set how many days of a plain week the grades learn, from today on."""

    TITLE = N_("school days in a week")
    wanted: tuple[int, ...]
    """Of each grade from the first on."""
    expects: tuple[int, ...]
    back: Laid | None = None

    def apply(self, school: School) -> "PutWeek":
        """Write it, and let the lessons follow; raises Conflict and Invalid."""
        calendar = school.calendar()
        laid = self._laid(school)
        rows = school.db.sql("SELECT id, grade FROM grade_scheme WHERE year=?", school.year())
        for key, grade in rows:
            days = self.wanted[grade - 1]
            school.ledger.update("grade_scheme", key, week=None if days == calendar.week else days)
        _follow(school, laid)
        return PutWeek(self.expects, self.wanted, laid)

    def _laid(self, school: School) -> Laid:
        calendar = school.calendar()
        require_seen(calendar.days_of_weeks, self.expects)
        if any(days not in (5, 6) for days in self.wanted):
            raise Invalid(_("A week has 5 or 6 school days."))
        first = max(school.clock.today(), calendar.starts)
        after = replace(calendar, weeks=dict(zip(GRADES, self.wanted, strict=True)))
        return _look(school, after, first, calendar.ends, self.back) if first <= calendar.ends else Laid()

    def effect(self, school: School) -> tuple[str, ...]:
        """What becomes of the lessons; raises Conflict and Invalid."""
        return (*_told(self._laid(school)), _("Days that have passed stay as they were."))


@dataclass(frozen=True)
class PutYear(_Calendar):
    """Set the first and the last day of the study year."""

    TITLE = N_("days of the study year")
    starts: date
    ends: date
    expects: tuple[date, date]
    back: Laid | None = None

    def apply(self, school: School) -> "PutYear":
        """Write it, and let the lessons follow; raises Conflict and Invalid."""
        laid = self._laid(school)
        school.ledger.update(
            "study_year", school.year(), starts=self.starts.isoformat(), ends=self.ends.isoformat()
        )
        for key, column, day in self._edges(school):
            school.ledger.update("study_period", key, **{column: day.isoformat()})
        _follow(school, laid)
        return PutYear(*self.expects, (self.starts, self.ends), laid)

    def _edges(self, school: School) -> list[tuple[int, str, date]]:
        """The first periods of all schemes begin with the year, the last ones end with it."""
        calendar = school.calendar()
        edges = []
        for scheme in {period.scheme for period in calendar.periods}:
            mine = [period for period in calendar.periods if period.scheme is scheme]
            edges += [(int(mine[0].id), "starts", self.starts), (int(mine[-1].id), "ends", self.ends)]
        return edges

    def _laid(self, school: School) -> Laid:
        calendar = school.calendar()
        require_seen((calendar.starts, calendar.ends), self.expects)
        if not 200 <= (self.ends - self.starts).days <= 366:
            raise Invalid(_("A study year lasts from 200 days to a year."))
        for scheme in {period.scheme for period in calendar.periods}:
            mine = [period for period in calendar.periods if period.scheme is scheme]
            if self.starts >= mine[0].ends or self.ends <= mine[-1].starts:
                raise Invalid(_("The first and the last study period must lie in the year."), _("Move them first."))
        moved = [
            (min(one, other), max(one, other))
            for one, other in zip((self.starts, self.ends), self.expects, strict=True)
            if one != other
        ]
        for first, last in moved:
            _require_open(calendar, first, last, GRADES)
        after = replace(calendar, starts=self.starts, ends=self.ends)
        first, last = min(self.starts, self.expects[0]), max(self.ends, self.expects[1])
        return _look(school, after, first, last, self.back)

    def effect(self, school: School) -> tuple[str, ...]:
        """What becomes of the lessons; raises Conflict and Invalid."""
        told = _told(self._laid(school))
        outside = effects.count(
            school, "FROM lesson WHERE state='held' AND (day<? OR day>?)", self.starts.isoformat(),
            self.ends.isoformat(),
        )  # fmt: skip
        if not outside:
            return told
        return (*told, _("Lessons held outside the year then: {count}.").format(count=outside))
