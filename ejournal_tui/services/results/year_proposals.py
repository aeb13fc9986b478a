"""From what year and final marks follow for the pupils of a course (domain rules 3)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from ...domain.journal.marks import Value
from ...domain.journal.outside import Result, ResultKind
from ...domain.people.people import PupilId
from ...domain.results.results import MATHEMATICAL
from ...domain.results.year_marks import Part, Proposal, YearRow, YearTable, of_scale, proposal
from ...domain.years.year import Period, period_short, period_title
from ...i18n import _
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts
from ...storage.results import results, year_results
from ...storage.results.year_results import EarlierResult
from ...storage.school import School
from .. import reference
from ..rules import rulebook

NINE, ELEVEN = 9, 11
FINAL_GRADES = (NINE, ELEVEN)


def year_parts(
    periods: tuple[Period, ...], given: Mapping[tuple[PupilId, int], Result], pupil: PupilId
) -> list[Part]:
    """The results of a year's periods."""
    found = ((period_short(p.scheme, p.number), given.get((pupil, p.number))) for p in periods)
    return [Part(title, one.value if one else None) for title, one in found]


def _subjects(school: School) -> list[tuple[int, str]]:
    return school.db.sql("SELECT id, name FROM subject ORDER BY id")


class YearProposals:
    """The pupils of a course with what they have of the year; asked in a constant number of queries."""

    def __init__(self, school: School, course: CourseFacts) -> None:
        self._course = course
        calendar = school.calendar_of(course.year)
        day = max(calendar.starts, min(school.clock.today(), calendar.ends))
        plans = school.plans()
        self.names = {
            m.pupil: m.name.short for m in groups.members(school, course.group, day, day)
            if not plans.leave_out(m.pupil, course.subject_id, day)
        }  # fmt: skip
        self.periods = calendar.periods_of(course.grade, course.school_class, course.id)
        scheme = calendar.scheme_of(course.grade, course.school_class, course.id)
        self.given = results.of_pupils(school, self.names, course.subject_id, scheme, course.year)
        self._rules, self._ends = rulebook(school), calendar.ends
        self.passes = self._rules.passes(self._ends, course.grade, course.subject_id)
        """Whether the year is passed or not passed."""
        self.maths = self._maths(school) if course.grade == NINE and reference.is_maths(course.subject) else {}
        self._exams = [key for key, name in _subjects(school) if reference.is_maths(name)] if self.maths else []
        subjects = {course.subject_id, *self.maths, *self._exams}
        self._of_year: dict[tuple[PupilId, int, ResultKind], Result] = {
            (one.pupil, one.subject, one.kind): one.result
            for one in year_results.of_years(school, self.names, course.year, subjects)
        }
        self._earlier: dict[PupilId, list[EarlierResult]] = {}
        self._learned: frozenset[PupilId] = frozenset()
        if course.grade == ELEVEN:
            self._earlier = year_results.of_grades(school, self.names, course.subject_id, (ELEVEN - 1,))
            self._learned = year_results.with_results_of(school, self.names, ELEVEN - 1)

    @property
    def finals(self) -> bool:
        """Whether final marks are given here."""
        return self._course.grade in FINAL_GRADES

    def stands(self, pupil: PupilId, kind: ResultKind) -> Result | None:
        """A mark of the year that stands; the exam of mathematics is that of its parts."""
        found = self._of_year.get((pupil, self._course.subject_id, kind))
        if found is None and kind is ResultKind.EXAM:
            exams = (self._of_year.get((pupil, subject, kind)) for subject in self._exams)
            return next((one for one in exams if one is not None), None)
        return found

    def proposal(self, pupil: PupilId, kind: ResultKind) -> Proposal:
        """What a year or final mark follows from."""
        if kind is ResultKind.YEAR:
            about = (self._ends, self._course.grade, self._course.subject_id)
            found = proposal(year_parts(self.periods, self.given, pupil), self._rules.year_thresholds(*about))
        else:
            found = proposal(list(self._final_parts(pupil)), MATHEMATICAL)
        return of_scale(found, self.passes)

    def table(self, told: Callable[[Result], str], opens: date) -> YearTable:
        """Everything as a table."""
        return YearTable(
            f"{self._course.group_title} · {self._course.subject}",
            tuple(period_title(p.scheme, p.number) for p in self.periods),
            tuple(self._row(pupil, name, told) for pupil, name in self.names.items()),
            opens, self.finals, self._course.markless, self.passes,
        )  # fmt: skip

    def _row(self, pupil: PupilId, name: str, told: Callable[[Result], str]) -> YearRow:
        year, exam, final = (self.stands(pupil, kind) for kind in year_results.OF_YEAR)
        return YearRow(
            pupil, name, tuple(self.given.get((pupil, p.number)) for p in self.periods), year,
            self.proposal(pupil, ResultKind.YEAR), exam, final,
            self.proposal(pupil, ResultKind.FINAL) if self.finals else Proposal(()),
            tuple(told(one) if one else "" for one in (year, exam, final)),  # type: ignore[arg-type]  # three of three
        )

    def _final_parts(self, pupil: PupilId) -> Iterator[Part]:
        """What a final mark is the mean of: in 9 year and exam, in 11 the periods and years of both classes."""
        if self._course.grade == ELEVEN:
            yield from self._of_two_years(pupil)
            return
        together = self.maths and self._rules.maths_together(self._ends, NINE)
        parts = self.maths if together and len(self.maths) > 1 else {}
        for subject, name in parts.items():
            yield Part(name, self._value(pupil, subject, ResultKind.YEAR))
        if not parts:
            yield Part(_("year"), self._value(pupil, self._course.subject_id, ResultKind.YEAR))
        exam = self.stands(pupil, ResultKind.EXAM)
        if exam is not None or reference.is_examined(self._course.subject):
            yield Part(_("exam"), exam.value if exam else None)

    def _of_two_years(self, pupil: PupilId) -> Iterator[Part]:
        before = self._earlier.get(pupil, [])
        if not before and pupil not in self._learned:
            yield Part(_("class {grade}").format(grade=ELEVEN - 1), None)
        for one in before:
            title = period_short(one.scheme, one.number) if one.scheme else _("year")
            yield Part(_("class {grade}: {part}").format(grade=one.grade, part=title), one.value)
        if before and all(one.kind is not ResultKind.YEAR for one in before):
            yield Part(_("class {grade}: {part}").format(grade=ELEVEN - 1, part=_("year")), None)
        yield from year_parts(self.periods, self.given, pupil)
        yield Part(_("year"), self._value(pupil, self._course.subject_id, ResultKind.YEAR))

    def _value(self, pupil: PupilId, subject: int, kind: ResultKind) -> Value | None:
        found = self._of_year.get((pupil, subject, kind))
        return found.value if found else None

    def _maths(self, school: School) -> dict[int, str]:
        """The subjects of mathematics that the pupils learn, by name."""
        day = self._ends
        found = groups.courses_of_groups(school, groups.groups_of(school, self.names, day, day))
        return {one.subject_id: one.subject for one in found if not one.markless and reference.is_maths(one.subject)}
