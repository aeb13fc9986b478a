"""Where pupils stand in their subjects: which marks count and what they promise (R2-2, domain rules 3)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from ...domain.journal.lessons import LessonId
from ...domain.journal.marks import Value
from ...domain.people.people import PupilId
from ...domain.results.explanation import CountedMark, Explanation, WorkWeight, kinds_used
from ...domain.years.year import Period, period_title
from ...i18n import _
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts
from ...storage.journal import outside, work_dates
from ...storage.papers import papers as store
from ...storage.papers.papers import PaperMark
from ...storage.school import School
from ..rules import rulebook


class Standings:
    """The marks of pupils up to a day, asked for in a constant number of queries."""

    def __init__(self, school: School, pupils: Collection[PupilId], day: date) -> None:
        self.school = school
        self.day = day
        self.calendar = school.calendar(day)
        self.rules = rulebook(school)
        self.groups = groups.groups_of(school, pupils, self.calendar.starts, day)
        self.courses = groups.courses_of_groups(school, self.groups)
        self.plans = school.plans()
        self._titles = {course.id: course.group_title for course in self.courses}
        found = store.marks_of_pupils(school, pupils, self.calendar.starts, day)
        brought = outside.certificate_marks(school, pupils, self.calendar.starts, day)
        self._marks = _by_subject(found, brought)
        self._certificates = {(one.pupil, one.subject, one.day): one.number for one in brought}
        self._plain = WorkWeight(*school.plain_answer())
        self._pupils = pupils
        self._owed: defaultdict[tuple[PupilId, str], list[tuple[date, date, bool]]] = defaultdict(list)
        for pupil, subject, at, until, marked in work_dates.debts_of_pupils(school, pupils, self.calendar.starts, day):
            self._owed[pupil, subject].append((at, until, marked))
        self._attended: dict[Period, Mapping[tuple[PupilId, str], tuple[int, int]]] = {}

    def learns(self, pupil: PupilId, course: CourseFacts, day: date) -> bool:
        """Whether a pupil is in a course on a day, and no individual plan leaves its subject out (C15)."""
        spans = self.groups[course.group].get(pupil, ())
        return any(span.covers(day) for span in spans) and not self.plans.leave_out(pupil, course.subject_id, day)

    def passes(self, course: CourseFacts) -> bool:
        """Whether a course is passed or not passed in the period of the day: nothing is foreseen there."""
        period = self.calendar.period_of(self.day, course.grade, course.school_class, course.id)
        return self.rules.passes(period.ends, course.grade, course.subject_id)

    def of(self, pupil: PupilId) -> list[tuple[CourseFacts, Explanation]]:
        """The subjects with digits in which the pupil is on the day, by name."""
        found: dict[str, CourseFacts] = {}
        for course in self.courses:
            if not course.markless and self.learns(pupil, course, self.day) and not self.passes(course):
                found[course.short] = course
        return [(course, self.explain(pupil, course)) for _short, course in sorted(found.items())]

    def explain(self, pupil: PupilId, course: CourseFacts) -> Explanation:
        """A pupil's forecast in a course, for the period of the day."""
        period = self.calendar.period_of(self.day, course.grade, course.school_class, course.id)
        about = (period.ends, course.grade, course.subject_id)
        given = [one for one in self._marks[pupil, course.short] if period.covers(one.day)]
        counted = self.rules.settled([one.given for one in given], *about)
        marks = tuple(
            CountedMark(
                one.day, one.kind or self._plain.short, one.mark, weight, self._origin(one, course),
                bool(one.given.weight and not weight),
            )
            for one, (_value, weight) in zip(given, counted, strict=True)
        )
        # One more mark of a kind is a new one: work on mistakes only takes the place of another.
        fresh = [mark for mark, one in zip(marks, given, strict=True) if not one.corrects]
        owed = [one for one in self._owed[pupil, course.short] if period.covers(one[0])]
        held, missed = self._lessons(period).get((pupil, course.short), (0, 0))
        return Explanation(
            course.subject, course.short, period_title(period.scheme, period.number), marks,
            self.rules.thresholds(*about),
            self.rules.minimum(course.half_hours, period.scheme, *about),
            kinds_used(fresh, self._plain) if self.rules.weighs(*about) else (WorkWeight(_("mark"), 1),),
            held, missed,
            sum(one.mark.value is Value.DEBT for one in given) + sum(not marked for _at, _until, marked in owed),
            tuple(until for _at, until, _marked in owed),
        )  # fmt: skip

    def _lessons(self, period: Period) -> Mapping[tuple[PupilId, str], tuple[int, int]]:
        if period not in self._attended:
            self._attended[period] = store.attended(
                self.school, self._pupils, period.starts, min(period.ends, self.day)
            )
        return self._attended[period]

    def _origin(self, one: PaperMark, course: CourseFacts) -> str:
        if one.course == course.id:
            return ""
        if one.course is not None:
            return _("from {where}").format(where=self._titles.get(one.course, "—"))
        number = self._certificates.get((one.pupil, one.subject, one.day), "")
        return _("certificate No. {number}").format(number=number)


def _by_subject(
    found: Iterable[PaperMark], brought: Iterable[outside.Brought]
) -> defaultdict[tuple[PupilId, str], list[PaperMark]]:
    marks: defaultdict[tuple[PupilId, str], list[PaperMark]] = defaultdict(list)
    for one in found:
        marks[one.pupil, one.subject].append(one)
    for paper in brought:
        marks[paper.pupil, paper.subject].append(
            PaperMark(
                LessonId(0), paper.pupil, paper.subject, paper.day, paper.mark, outside.PLAIN_WEIGHT
            )
        )
    for its in marks.values():
        its.sort(key=lambda mark: mark.day)
    return marks
