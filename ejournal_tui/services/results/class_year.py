"""The year, exam and final marks of a class, as columns of its table of results (R1-3.2)."""

from collections.abc import Collection, Mapping

from ...domain.journal.marks import Value
from ...domain.journal.outside import Result, ResultKind
from ...domain.people.people import PupilId
from ...domain.results.year_marks import of_scale, proposal
from ...domain.years.year import Calendar, Period
from ...i18n import N_, _
from ...storage.groups.groups import CourseFacts
from ...storage.results import year_results
from ...storage.results.results import SubjectResult
from ...storage.school import School
from ..rules import rulebook
from .year_proposals import FINAL_GRADES, year_parts

YEAR, EXAM, FINAL = 101, 102, 103
"""In place of the number of a period."""
KINDS = {YEAR: ResultKind.YEAR, EXAM: ResultKind.EXAM, FINAL: ResultKind.FINAL}
_TITLES = {YEAR: N_("marks of the year"), EXAM: N_("exams"), FINAL: N_("final marks")}


def columns(grade: int, begun: Collection[Period], periods: Collection[Period]) -> tuple[tuple[int, str], ...]:
    """What of the year can be looked at, with its title: from the last period on, finals in 9 and 11."""
    if len(begun) < len(periods):
        return ()
    wanted = (YEAR, EXAM, FINAL) if grade in FINAL_GRADES else (YEAR, EXAM)
    return tuple((number, _(_TITLES[number])) for number in wanted)


class ClassYear:
    """What the pupils of a class have of the year, and what its periods propose."""

    def __init__(
        self, school: School, calendar: Calendar, pupils: Collection[PupilId], number: int,
        given: Collection[SubjectResult],
    ) -> None:  # fmt: skip
        self._calendar, self._rules, self._number = calendar, rulebook(school), number
        self.found = [one for one in year_results.of_years(school, pupils) if one.kind is KINDS[number]]
        self._results = {(one.pupil, one.subject): one.result for one in self.found}
        self._periods: dict[tuple[int, str], dict[tuple[PupilId, int], Result]] = {}
        for one in given:
            self._periods.setdefault((one.subject, one.scheme), {})[one.pupil, one.number] = one.result

    def cell(self, pupil: PupilId, course: CourseFacts) -> tuple[Result | None, int | None, int | None]:
        """The mark, what is proposed while there is none, and the number of the column where one is wanted."""
        stands = self._results.get((pupil, course.subject_id))
        if self._number == EXAM and stands is None:
            return None, None, None
        if stands is not None or self._number != YEAR:
            return stands, None, self._number
        periods = self._calendar.periods_of(course.grade, course.school_class, course.id)
        given: Mapping[tuple[PupilId, int], Result] = self._periods.get(
            (course.subject_id, periods[-1].scheme if periods else ""), {}
        )
        about = (self._calendar.ends, course.grade, course.subject_id)
        proposed = proposal(year_parts(periods, given, pupil), self._rules.year_thresholds(*about))
        found = of_scale(proposed, self._rules.passes(*about))
        return None, int(Value.PASS) if found.value is Value.PASS else found.mark, self._number
