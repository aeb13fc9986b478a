"""The results of a class in all subjects of a period: given ones, else what the marks propose (domain rules 3)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ...domain import policy
from ...domain.errors import Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.marks import Mark, Value
from ...domain.journal.outside import Result
from ...domain.people.people import Actor, ClassId, PupilId
from ...domain.results.hours import Attended
from ...domain.results.quality import ClassFigures, Figures, class_figures, figures
from ...domain.years.year import Calendar, Period, period_title
from ...i18n import _
from ...storage.groups.groups import CourseFacts
from ...storage.papers import papers
from ...storage.people import people
from ...storage.results import decisions, results
from ...storage.school import School
from ..rules import rulebook
from ..session import Query
from . import class_year
from .standings import Standings


@dataclass(frozen=True)
class ClassCell:
    """A pupil's result in a subject."""

    course: CourseId | None
    """The pupil's own, of several groups of the subject."""
    result: Result | None = None
    proposed: int | None = None
    """What the marks propose while there is no result."""
    number: int | None = None
    """Of the course's period whose result is due in that of the class; None where none is."""
    attended: Attended | None = None
    """In a class without marks: how often the pupil was there (C29)."""
    raised: Value | None = None
    """What waits for the deputy head."""
    until: date | None = None
    """Until when the result is put off."""

    @property
    def due(self) -> bool:
        """Whether the subject gives a result in this period."""
        return self.number is not None

    @property
    def value(self) -> Value | None:
        """What counts: the result, else the proposal."""
        if self.result is not None:
            return self.result.value
        return Value(self.proposed) if self.proposed is not None else None

    @property
    def text(self) -> str:
        """«4», «4*» from paper, «(4)» proposed, «5?» to approve, «отс» put off, «·» nothing yet."""
        if self.attended is not None:
            return self.attended.text
        if self.result is not None:
            return self.result.text
        if self.raised is not None:
            return f"{Mark(self.raised).text}?"
        if self.until is not None:
            return _("off")
        if self.proposed is not None:
            return f"({Mark(Value(self.proposed)).text})"
        return "·" if self.due else ""


@dataclass(frozen=True)
class ClassRow:
    """A pupil's line."""

    pupil: PupilId
    name: str
    cells: tuple[ClassCell | None, ...]
    """In step with the subjects; None where the pupil does not learn the subject."""

    @property
    def values(self) -> tuple[Value | None, ...]:
        """What counts in each subject."""
        return tuple(cell.value if cell is not None else None for cell in self.cells)


@dataclass(frozen=True)
class ClassSubject:
    """A column."""

    name: str
    short: str
    figures: Figures


@dataclass(frozen=True)
class ClassResults:
    """Pupils and subjects of a class in a period."""

    school_class: ClassId
    title: str
    """«7А»."""
    number: int
    periods: tuple[tuple[int, str], ...]
    """Those that have begun, with their titles."""
    subjects: tuple[ClassSubject, ...]
    rows: tuple[ClassRow, ...]
    whole: ClassFigures
    classes: tuple[tuple[ClassId, str], ...]
    """The classes that the person may see."""
    markless: bool = False
    """Whether the class is taught without marks: hours and attendance are shown (C29)."""

    @property
    def period_title(self) -> str:
        """«I триместр»."""
        return dict(self.periods)[self.number]

    @property
    def due(self) -> list[ClassCell]:
        """The cells in which a result is wanted."""
        return [cell for row in self.rows for cell in row.cells if cell is not None and cell.due]


@dataclass(frozen=True)
class ShowClassResults(Query[ClassResults]):
    """The results of a class, or of the person's first one, in a period or in the one in hand."""

    school_class: ClassId | None = None
    number: int | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, who leads the school."""
        return policy.may_see_class_results(actor, self.school_class)

    def answer(self, actor: Actor, school: School) -> ClassResults:
        """In a constant number of queries; raises Invalid where there is no class or no period to show."""
        seen = {
            one.id: one.name
            for one in people.classes(school)
            if policy.may_see_class_results(actor, one.id) is None
        }
        marked = (key for key, name in seen.items() if name.grade > 1)
        wanted = self.school_class or next(marked, None) or next(iter(seen), None)
        if wanted is None or wanted not in seen:
            raise Invalid(_("There is no class to show."), _("Classes come with the lists of pupils."))
        table = _Table(school, wanted, seen[wanted].grade, self.number)
        rows = table.rows()
        columns = zip(*(row.values for row in rows), strict=True)
        low = rulebook(school).degree_of_low(table.period.ends, seen[wanted].grade)
        return ClassResults(
            wanted, str(seen[wanted]), table.number, table.titles,
            tuple(
                ClassSubject(*words, figures(values, low))
                for words, values in zip(table.subjects.values(), columns, strict=False)
            ),
            rows, class_figures(row.values for row in rows), tuple((key, str(name)) for key, name in seen.items()),
            seen[wanted].grade == 1,
        )  # fmt: skip


class _Table:
    """Brings the results of a class together."""

    def __init__(self, school: School, school_class: ClassId, grade: int, number: int | None) -> None:
        self._school = school
        self._calendar: Calendar = school.calendar()
        self._today = school.clock.today()
        found = self._calendar.periods_of(grade, school_class)
        self.periods = [one for one in found if one.starts <= self._today] or list(found[:1])
        self._markless = grade == 1
        of_year = () if self._markless else class_year.columns(grade, self.periods, found)
        self.of_year = number in dict(of_year)
        wanted = None if self.of_year else number
        period = next((one for one in reversed(self.periods) if wanted in (one.number, None)), None)
        if period is None:
            raise Invalid(_("The class has no such period."), _("Look at the periods in the settings of the school."))
        self.period = period
        self.number = number if self.of_year and number else period.number
        self.titles = (*((one.number, period_title(one.scheme, one.number)) for one in self.periods), *of_year)
        # Who left before the period's end is not in its figures.
        self._names = dict(people.pupils_of_class(school, school_class, min(period.ends, self._today)))
        self._standings: dict[date, Standings] = {}
        self._cells: dict[tuple[PupilId, int], ClassCell] = {}
        self.subjects: dict[int, tuple[str, str]] = {}
        """Name and short name by subject, in the order of the names."""

    def rows(self) -> tuple[ClassRow, ...]:
        """The lines, by name."""
        found = results.of_all_subjects(self._school, self._names, self._school.year())
        given = {(one.pupil, one.subject, one.scheme, one.number): one for one in found}
        subjects: dict[int, tuple[str, str]] = {}
        if self.of_year:
            return self._rows_of_year(found, subjects)
        if self._markless:
            return self._rows_of_hours(subjects)
        raised, put_off = decisions.of_all_subjects(self._school, self._names, self._school.year())
        for pupil, course in self._learning():
            subjects[course.subject_id] = course.subject, course.short
            period = self._period_of(course)
            one = given.get((pupil, course.subject_id, period.scheme, period.number)) if period is not None else None
            cell = self._cell(pupil, course, period, one.result if one else None)
            if period is not None:
                whose = pupil, course.subject_id, period.scheme, period.number
                cell = replace(cell, raised=raised.get(whose), until=put_off.get(whose))
            self._cells[pupil, course.subject_id] = cell
        day = min(self.period.ends, self._today)
        standings = self._until(day)
        for one in found:
            place = one.pupil, one.subject
            left_out = standings.plans.leave_out(one.pupil, one.subject, day)
            here = (one.scheme, one.number) == (self.period.scheme, self.period.number)
            if place not in self._cells and here and not left_out:
                # Given before the pupil left the course.
                subjects[one.subject] = one.subject_name, one.short
                self._cells[place] = ClassCell(None, one.result, number=one.number)
        return self._sorted(subjects)

    def _rows_of_year(
        self, given: list[results.SubjectResult], subjects: dict[int, tuple[str, str]]
    ) -> tuple[ClassRow, ...]:
        year = class_year.ClassYear(self._school, self._calendar, list(self._names), self.number, given)
        for pupil, course in self._learning():
            subjects[course.subject_id] = course.subject, course.short
            self._cells[pupil, course.subject_id] = ClassCell(course.id, *year.cell(pupil, course))
        for one in year.found:
            if (one.pupil, one.subject) not in self._cells:
                subjects[one.subject] = one.subject_name, one.short
                self._cells[one.pupil, one.subject] = ClassCell(None, one.result, number=self.number)
        return self._sorted(subjects)

    def _rows_of_hours(self, subjects: dict[int, tuple[str, str]]) -> tuple[ClassRow, ...]:
        """How often each pupil was there, subject by subject."""
        day = min(self.period.ends, self._today)
        there = papers.attended(self._school, list(self._names), self.period.starts, day)
        for pupil, course in self._learning():
            subjects[course.subject_id] = course.subject, course.short
            found = Attended(*there.get((pupil, course.short), (0, 0)))
            self._cells[pupil, course.subject_id] = ClassCell(course.id, attended=found)
        return self._sorted(subjects)

    def _sorted(self, subjects: dict[int, tuple[str, str]]) -> tuple[ClassRow, ...]:
        self.subjects = dict(sorted(subjects.items(), key=lambda pair: pair[1]))
        return tuple(
            ClassRow(pupil, name.short, tuple(self._cells.get((pupil, subject)) for subject in self.subjects))
            for pupil, name in self._names.items()
        )

    def _learning(self) -> Iterator[tuple[PupilId, CourseFacts]]:
        day = min(self.period.ends, self._today)
        standings = self._until(day)
        for course in standings.courses:
            for pupil in self._names:
                if course.markless == self._markless and standings.learns(pupil, course, day):
                    yield pupil, course

    def _period_of(self, course: CourseFacts) -> Period | None:
        """The period of a course whose result is given in that of the class: few hours a week have half-years."""
        mine = self._calendar.periods_of(course.grade, course.school_class, course.id)
        return next((one for one in reversed(mine) if self.period.starts <= one.ends <= self.period.ends), None)

    def _cell(self, pupil: PupilId, course: CourseFacts, period: Period | None, result: Result | None) -> ClassCell:
        if period is None:
            return ClassCell(course.id)
        if result is not None:
            return ClassCell(course.id, result, number=period.number)
        seen = self._until(min(period.ends, self._today)).explain(pupil, course)
        return ClassCell(course.id, None, seen.forecast.proposed, period.number)

    def _until(self, day: date) -> Standings:
        if day not in self._standings:
            self._standings[day] = Standings(self._school, list(self._names), day)
        return self._standings[day]
