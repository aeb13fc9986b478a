"""The lesson grid is put together: columns of lessons and works, rows of pupils, what stands in the cells."""

from dataclasses import replace
from datetime import date, datetime

from ...domain.attendance.attendance import Absence
from ...domain.journal.lessons import EMPTY, LEFT_OUT, LOCKED, Cell, Column, LessonGrid, LessonId, Row, Written
from ...domain.journal.marks import PLAIN_ANSWER, Value, WorkId
from ...domain.journal.work_dates import DateWhy, OwnDate
from ...domain.people.people import PupilId
from ...domain.results import scales
from ...domain.results.forecast import forecast
from ...domain.results.mistakes import Given, given_in
from ...domain.text.words import short_date
from ...domain.years.year import Period, period_title
from ...i18n import _
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts, Member
from ...storage.journal import lessons as store
from ...storage.journal import marks as marks_store
from ...storage.journal import work_dates as dates_store
from ...storage.journal import works as works_store
from ...storage.journal.lessons import LessonFacts, WorkFacts
from ...storage.journal.marks import EarlierMark
from ...storage.journal.works import MadeUp
from ...storage.school import School
from ...storage.timetable import substitutions
from ..rules import rulebook
from ..settings.terms import work_due
from .elsewhere import Elsewhere

WHOLE_YEAR = 0
"""In place of a period's number: all of them."""


class GridBuilder:
    """Puts a grid together from a handful of queries."""

    def __init__(
        self, school: School, course: CourseFacts, lessons: list[LessonFacts], period: Period,
        periods: tuple[Period, ...] = (),
    ) -> None:
        """With the periods of a year the grid is of the whole year."""
        self.periods = periods
        self.school = school
        self.course = course
        self.lessons = lessons
        self.period = period
        keys = [lesson.id for lesson in lessons]
        first = lessons[0].day if lessons else period.starts
        last = lessons[-1].day if lessons else period.ends
        self.members = groups.members(school, course.group, first, last)
        self.plans = school.plans()
        self.works = store.works(school, keys)
        works = [work for found in self.works.values() for work in found]
        self.marks = marks_store.marks_of_works(school, [work.id for work in works])
        self.later = works_store.given_later(school, [work.id for work in works if work.made_up])
        self.own_dates = dates_store.dates(school, [work.id for work in works if work.dated])
        self.absences = marks_store.absences_of_lessons(school, keys)
        self.homework = store.homework(school, keys)
        self.substitutes = substitutions.names(school, {x.substitute for x in lessons if x.substitute is not None})
        self.rules = rulebook(school)
        self.calendar = school.calendar_of(course.year)
        self.about = (period.ends, course.grade, course.subject_id)
        """A period counts by the rules of its last day."""
        self.thresholds = self.rules.thresholds(*self.about)
        self.passes = self.rules.passes(*self.about)
        self.between = self.rules.between_marks(*self.about)
        self.minimum = self.rules.minimum(course.half_hours, period.scheme, *self.about)
        self.elsewhere = Elsewhere(school, course, self.members)

    def look_elsewhere(self) -> None:
        """What came with the pupils from other groups and papers (C14, C16, C17, C25)."""
        self.elsewhere = Elsewhere(self.school, self.course, self.members, self.period)

    def build(self) -> LessonGrid:
        """The finished grid."""
        columns = (*self.elsewhere.column(self.lessons), *self._columns())
        self._index(columns)
        pupils: dict[PupilId, list[Member]] = {}
        for member in self.members:
            pupils.setdefault(member.pupil, []).append(member)
        rows = tuple(self._row(columns, pupil, stays) for pupil, stays in pupils.items())
        return LessonGrid(
            self.course.id, f"{self.course.group_title} · {self.course.subject}", self.period,
            self._title(), columns, rows, self.course.markless, self.school.head(), self.periods,
            self.rules.mistakes(*self.about), self.passes,
        )  # fmt: skip

    def _title(self) -> str:
        if self.periods:
            return _("year {title}").format(title=self.calendar.title)
        return period_title(self.period.scheme, self.period.number)

    def _closed(self, day: date) -> bool:
        """Whether the period of a day is closed."""
        own = next((period for period in self.periods if period.covers(day)), self.period)
        return own.closed

    def _index(self, columns: tuple[Column, ...]) -> None:
        """Where each work and lesson stands, and what each pupil has."""
        self.place_of_work = {column.work: n for n, column in enumerate(columns) if column.work is not None}
        self.place_of_lesson = {column.lesson: n for n, column in reversed(list(enumerate(columns)))}
        self.marks_of: dict[PupilId, dict[WorkId, tuple[Written, ...]]] = {}
        for (work, pupil), written in self.marks.items():
            self.marks_of.setdefault(pupil, {})[work] = written
        self.later_of: dict[PupilId, dict[tuple[WorkId, bool], MadeUp]] = {}
        for (work, pupil, corrects), later in self.later.items():
            self.later_of.setdefault(pupil, {})[work, corrects] = later
        self.dates_of: dict[PupilId, dict[WorkId, OwnDate]] = {}
        for (work, pupil), own in self.own_dates.items():
            self.dates_of.setdefault(pupil, {})[work] = own
        self.absences_of: dict[PupilId, dict[LessonId, Absence]] = {}
        for (lesson, pupil), absence in self.absences.items():
            self.absences_of.setdefault(pupil, {})[lesson] = absence

    def _columns(self) -> tuple[Column, ...]:
        found: list[Column] = []
        for lesson in self.lessons:
            works: list[WorkFacts | None] = [*self.works.get(lesson.id, [])]
            if all(work is not None and work.makes_up for work in works):
                # What some make up here leaves room for the answers of this lesson.
                works.insert(0, None)
            found += [self._column(lesson, work) for work in works]
        return tuple(found)

    def _column(self, lesson: LessonFacts, work: WorkFacts | None) -> Column:
        homework = self.homework.get(lesson.id)
        plain = work is None or work.code == PLAIN_ANSWER
        return Column(
            lesson.id, work.id if work else None, work.code if work else PLAIN_ANSWER, lesson.day, lesson.number,
            "" if plain or work is None else work.short, _named(work), work.weight if work else 1,
            lesson.state, lesson.topic, homework.said if homework else "", self._closed(lesson.day),
            self.substitutes.get(lesson.substitute, "") if lesson.substitute else "", lesson.on_paper,
            for_all=work is not None and work.for_all,
            due=self._due(lesson, work) if work and not plain and not lesson.on_paper else None,
            marks=work.marks if work else 1, root=work.root if work else None,
            corrects=bool(work and work.corrected),
            passes=self.rules.passes(lesson.day, self.course.grade, self.course.subject_id),
        )  # fmt: skip

    def _due(self, lesson: LessonFacts, work: WorkFacts) -> datetime:
        return work_due(
            self.calendar, self.rules, lesson.day, work.due_days, self.course.grade, self.course.school_class
        )

    def _row(self, columns: tuple[Column, ...], pupil: PupilId, stays: list[Member]) -> Row:
        # Most cells are empty: only those with something in them are made.
        cells = self._empty_cells(columns, pupil, stays)
        for work, written in self.marks_of.get(pupil, {}).items():
            place = self.place_of_work[work]
            cells[place] = replace(cells[place], marks=written, between=self.between)
        for lesson, absence in self.absences_of.get(pupil, {}).items():
            place = self.place_of_lesson[lesson]
            cells[place] = replace(cells[place], absence=absence)
        for (work, corrects), later in self.later_of.get(pupil, {}).items():
            place = self.place_of_work[work]
            if corrects:
                cells[place] = replace(cells[place], corrected=later.marks, corrected_on=later.day)
            else:
                cells[place] = replace(cells[place], made_up=later.marks, made_up_on=later.day)
        for work, own in self.dates_of.get(pupil, {}).items():
            place = self.place_of_work[work]
            given = any(mark.value is not Value.DEBT for mark in (*cells[place].seen, *cells[place].made_up))
            told = "" if given else own.told(columns[place].kind)
            ahead = own.why is DateWhy.LATER and own.day > self.school.clock.today()
            cells[place] = replace(cells[place], own_date=told, awaited=ahead)
        brought = [
            one for one in self.elsewhere.earlier.get(pupil, [])
            if not self.plans.leave_out(pupil, self.course.subject_id, one.day)
        ]  # fmt: skip
        self._show_earlier(columns, cells, brought)
        if columns and columns[0].of_certificates:
            cells[0] = self.elsewhere.cell(pupil)
        if self.periods:
            # An average and a forecast are of a period: marks of several count together in none.
            results = tuple(self.elsewhere.result(pupil, period.number) for period in self.periods)
            return Row(pupil, stays[-1].name.short, tuple(cells), None, None, results=results)
        if self.passes:
            return self._passing(columns, pupil, stays, cells)
        counted = [
            Given(int(e.written.mark.value), e.weight, e.root, e.source, e.corrects)
            for e in brought
            if e.written.mark.value.counts
        ]
        counted += [Given(value, weight) for value, weight in self.elsewhere.counted(pupil)]
        mine = sorted(self.place_of_work[work] for work in self.marks_of.get(pupil, {}))
        counted += given_in([columns[place] for place in mine], [cells[place] for place in mine])
        seen = forecast(self.rules.settled(counted, *self.about), self.thresholds, self.minimum)
        result = self.elsewhere.result(pupil, self.period.number)
        return Row(pupil, stays[-1].name.short, tuple(cells), seen.average, seen.proposed, result)

    def _passing(self, columns: tuple[Column, ...], pupil: PupilId, stays: list[Member], cells: list[Cell]) -> Row:
        """The line of a pupil where works are passed or not passed: there is no average."""
        result = self.elsewhere.result(pupil, self.period.number)
        row = Row(pupil, stays[-1].name.short, tuple(cells), None, None, result)
        return replace(row, forecast=scales.proposed(scales.worth(columns, row)))

    def _show_earlier(self, columns: tuple[Column, ...], cells: list[Cell], brought: list[EarlierMark]) -> None:
        """Earlier marks stand in the locked cells: each on its day or the next free one, else where there is room."""
        for mark in brought:
            free = [place for place, cell in enumerate(cells) if not (cell.enrolled or cell.left_out or cell.marks)]
            if free:
                place = next((place for place in free if columns[place].day >= mark.day), free[-1])
                origin = f"{mark.group} {short_date(mark.day)}"
                cells[place] = replace(cells[place], marks=(mark.written,), origin=origin)

    def _empty_cells(self, columns: tuple[Column, ...], pupil: PupilId, stays: list[Member]) -> list[Cell]:
        first, last = (columns[0].day, columns[-1].day) if columns else (self.period.starts, self.period.ends)
        alone = pupil in self.elsewhere.home or self.plans.ever(pupil, self.course.subject_id)
        if not alone and any(stay.span.covers(first) and stay.span.covers(last) for stay in stays):
            return [EMPTY] * len(columns)
        return [self._empty(pupil, column.day, stays) for column in columns]

    def _empty(self, pupil: PupilId, day: date, stays: list[Member]) -> Cell:
        if not any(stay.span.covers(day) for stay in stays):
            return LOCKED
        if self.plans.leave_out(pupil, self.course.subject_id, day):
            return LEFT_OUT
        return self.elsewhere.empty(pupil, day)


def _named(work: WorkFacts | None) -> str:
    """«Контрольная работа», «Контрольная работа за 12.01»."""
    if work is None or work.makes_up is None:
        return work.name if work else ""
    if work.corrected:
        return _("{work}: {kind} of {day}").format(work=work.name, kind=work.corrected, day=short_date(work.makes_up))
    return _("{work} of {day}, made up").format(work=work.name, day=short_date(work.makes_up))
