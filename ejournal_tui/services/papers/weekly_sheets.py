"""A class's week as its families read it: lessons, marks, homework, standings, forecast."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from ...domain.attendance.attendance import Absence
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.journal.marks import Mark, Value
from ...domain.papers.papers import (
    NO_LESSON,
    Missed,
    PupilWeek,
    SheetDay,
    SheetDebt,
    SheetLesson,
    Stamp,
    SubjectStanding,
    WeeklySheets,
)
from ...domain.people.people import ClassId, PupilId
from ...domain.results.forecast import Risk, forecast
from ...domain.results.results import weighted_average
from ...domain.results.scales import PASSED
from ...domain.text.words import short_date
from ...domain.years.year import Period, period_title
from ...i18n import _
from ...storage.groups import groups
from ...storage.groups.groups import Enrolled
from ...storage.journal import conduct, homework, outside, standing, work_dates
from ...storage.journal.outside import Brought
from ...storage.papers import papers as store
from ...storage.papers.papers import PaperLesson, PaperMark
from ...storage.people import people
from ...storage.school import School
from .. import reference
from ..journal.elsewhere import covered
from ..rules import rulebook


def weekly_sheets(
    school: School, school_class: ClassId, day: date, roll: Sequence[Enrolled], stamp: Stamp
) -> WeeklySheets:
    """The sheets of the pupils of a roll for the week of a day, in a constant number of queries."""
    return _Week(school, school_class, day, roll).sheets(stamp)


class _Week:
    def __init__(self, school: School, school_class: ClassId, day: date, roll: Sequence[Enrolled]) -> None:
        self.school = school
        self.roll = roll
        self.found = people.school_class(school, school_class)
        grade = self.found.name.grade
        self.calendar = school.calendar(day)
        self.days = self.calendar.week_of(day, grade, school_class)
        first, self.last = self.days[0], self.days[-1]
        self.period = self.calendar.period_of(first, grade, school_class)
        self.markless = grade == 1
        self.rules = rulebook(school)
        pupils = [one.pupil for one in roll]
        self.groups = groups.groups_of(school, pupils, first, self.last)
        self.courses = groups.courses_of_groups(school, self.groups)
        self.plans = school.plans()
        self.subjects = {course.short: course.subject_id for course in self.courses}
        alone = {course.group for course in self.courses if course.individual}
        self.home = outside.home_spans(school, pupils, reference.home_forms()) if alone else {}
        self.own = {group: self.groups[group] for group in alone}
        self.lessons: dict[date, list[PaperLesson]] = defaultdict(list)
        for lesson in store.lessons_of_groups(school, self.groups, first, self.last):
            self.lessons[lesson.day].append(lesson)
        told = [lesson.id for its in self.lessons.values() for lesson in its if lesson.told]
        self.notes = conduct.notes(school, told)
        moved = [lesson.id for its in self.lessons.values() for lesson in its if lesson.state == LessonState.MOVED]
        self.moved = standing.moved_to(school, moved)
        self.tasks = homework.tasks(school, told)
        self.absences = store.absences_of_pupils(school, pupils, first, self.last)
        self.marks: dict[PupilId, list[PaperMark]] = defaultdict(list)
        for mark in store.marks_of_pupils(school, pupils, min(self.calendar.starts, first), self.last):
            self.marks[mark.pupil].append(mark)
        self.brought: dict[tuple[PupilId, date], list[Brought]] = defaultdict(list)
        for one in outside.certificate_marks(school, pupils, self.calendar.starts, self.last):
            self.brought[one.pupil, one.day].append(one)
            self.marks[one.pupil].append(
                PaperMark(LessonId(0), one.pupil, one.subject, one.day, one.mark, outside.PLAIN_WEIGHT)
            )
        for marks in self.marks.values():
            marks.sort(key=lambda mark: mark.day)
        self.dated: dict[tuple[PupilId, str], list[tuple[date, date, bool]]] = defaultdict(list)
        for pupil, subject, at, until, marked in work_dates.debts_of_pupils(
            school, pupils, self.calendar.starts, self.last
        ):
            self.dated[pupil, subject].append((at, until, marked))

    def sheets(self, stamp: Stamp) -> WeeklySheets:
        """The finished sheets."""
        months = self._months()
        grade = self.found.name.grade
        return WeeklySheets(
            self.school.setting("name"), str(self.found.name), self.found.teacher,
            tuple(SheetDay(day, self.calendar.free_because(day, grade, self.found.id)) for day in self.days),
            tuple(self._pupil(one, months) for one in self.roll), stamp,
            period_title(self.period.scheme, self.period.number), months, self.markless,
        )  # fmt: skip

    def _months(self) -> tuple[date, ...]:
        starts, last = self.calendar.starts, min(self.last, self.calendar.ends)
        count = (last.year - starts.year) * 12 + last.month - starts.month + 1
        return tuple(
            date(starts.year + (starts.month - 1 + n) // 12, (starts.month - 1 + n) % 12 + 1, 1) for n in range(count)
        )

    def _pupil(self, one: Enrolled, months: tuple[date, ...]) -> PupilWeek:
        marks = self.marks[one.pupil]
        written: dict[int, list[str]] = defaultdict(list)
        said: dict[int, list[str]] = defaultdict(list)
        before: PaperMark | None = None
        for mark in marks:
            if mark.mark.value != Value.DEBT:
                self._write(written[mark.lesson], mark, before)
                before = mark
            # What the teacher says stands beneath the subject, where substitutions are told.
            if mark.corrects:
                said[mark.lesson].append(_("{mark}: work on mistakes").format(mark=_called(mark)))
            if mark.comment:
                said[mark.lesson].append(f"{_called(mark)}: {mark.comment}")
        days = tuple(
            (
                *(self._lesson(x, one.pupil, written, said) for x in self.lessons[day] if self._sat(one, x)),
                *self._notes(one.pupil, day),
                *self._of_papers(one.pupil, day),
            )
            for day in self.days
        )
        letters = [lesson.absence for day in days for lesson in day if lesson.absence]
        missed = Missed(
            sum(letter.missed for letter in letters), letters.count(Absence.ILL), letters.count(Absence.EXCUSED),
            letters.count(Absence.LATE),
        )  # fmt: skip
        trend = self._trend(marks, months)
        if self.markless:
            return PupilWeek(one.name.full, days, (), missed, trend)
        standings, debts = self._standings(one.pupil)
        return PupilWeek(one.name.full, days, standings, missed, trend, debts=debts)

    def _write(self, written: list[str], mark: PaperMark, before: PaperMark | None) -> None:
        """Put a mark down: the second of a work stands behind the first as the school writes it."""
        about = (self.period.ends, self.found.name.grade, self.subjects.get(mark.subject))
        between = self.rules.between_marks(*about)
        if between and mark.work and before is not None and before.work == mark.work:
            written[-1] += between + mark.mark.text
        else:
            written.append(mark.mark.text)

    def _trend(self, marks: Sequence[PaperMark], months: tuple[date, ...]) -> tuple[int | None, ...]:
        """The average of each month, of all subjects together."""
        counted: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for subject in {mark.subject for mark in marks}:
            its = [mark for mark in marks if mark.subject == subject and mark.mark.value.counts]
            for mark, one in zip(its, self._counted(its, subject, self.period), strict=True):
                counted[mark.day.year, mark.day.month].append(one)
        return tuple(weighted_average(counted[month.year, month.month]) for month in months)

    def _notes(self, pupil: PupilId, day: date) -> tuple[SheetLesson, ...]:
        """What the teachers of a day tell the family, beneath its lessons."""
        found = ((lesson, self.notes.get((lesson.id, pupil))) for lesson in self.lessons[day])
        return tuple(
            SheetLesson(NO_LESSON, lesson.subject, note.text, note=f"{note.kind}:") for lesson, note in found if note
        )

    def _of_papers(self, pupil: PupilId, day: date) -> tuple[SheetLesson, ...]:
        """What certificates tell of a day: a line a subject beneath the lessons (C17)."""
        told: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in self.brought.get((pupil, day), ()):
            told[one.subject, one.number].append(one.mark.text)
        note = _("certificate No. {number}")
        return tuple(
            SheetLesson(NO_LESSON, subject, marks=tuple(texts), note=note.format(number=number))
            for (subject, number), texts in told.items()
        )

    def _sat(self, one: Enrolled, lesson: PaperLesson) -> bool:
        if lesson.group not in self.own and self._taught_alone(one.pupil, lesson.day):
            return False
        if self.plans.leave_out(one.pupil, lesson.subject, lesson.day):
            return False
        return any(span.covers(lesson.day) for span in self.groups[lesson.group].get(one.pupil, ()))

    def _taught_alone(self, pupil: PupilId, day: date) -> bool:
        """Whether the pupil has lessons at home in place of those of the class (C14)."""
        own = any(covered(spans.get(pupil, ()), day) for spans in self.own.values())
        return own and covered(self.home.get(pupil, ()), day)

    def _lesson(
        self, lesson: PaperLesson, pupil: PupilId, written: dict[int, list[str]], said: dict[int, list[str]]
    ) -> SheetLesson:
        note = _("substitution") if lesson.substituted else ""
        if not lesson.state.takes_place:
            note = _("cancelled") if lesson.state == "cancelled" else _("moved")
            if lesson.id in self.moved:
                day, number = self.moved[lesson.id]
                note = _("moved to {day}, lesson {number}").format(day=short_date(day), number=number)
        note = "; ".join(filter(None, (note, *said.get(lesson.id, ()))))
        return SheetLesson(
            lesson.number, lesson.subject, self._homework(lesson, pupil), tuple(written.get(lesson.id, ())),
            self.absences.get((lesson.id, pupil)), note, not lesson.state.takes_place, lesson.topic,
        )  # fmt: skip

    def _homework(self, lesson: PaperLesson, pupil: PupilId) -> str | None:
        """What all have to do, and what this pupil has."""
        own = [task.text for task in self.tasks.get(lesson.id, {}).values() if pupil in task.pupils]
        return "; ".join(filter(None, (lesson.homework, *own))) if own else lesson.homework

    def _standings(self, pupil: PupilId) -> tuple[tuple[SubjectStanding, ...], tuple[SheetDebt, ...]]:
        """Where the pupil stands in each subject of the groups that were the pupil's this week, and what is owed."""
        mine = [
            course for course in self.courses
            if not course.markless and pupil in self.groups[course.group]
            and not self.plans.leave_out(pupil, course.subject_id, self.last)
        ]  # fmt: skip
        found, debts = [], list[SheetDebt]()
        for subject, course in {course.short: course for course in mine}.items():
            period = self.calendar.period_of(self.days[0], course.grade, course.school_class, course.id)
            about = (period.ends, course.grade, course.subject_id)
            marks = [m for m in self.marks[pupil] if m.subject == subject and period.covers(m.day)]
            counted = self._counted([m for m in marks if m.mark.value.counts], subject, period)
            least = self.rules.minimum(course.half_hours, period.scheme, *about)
            seen = forecast(counted, self.rules.thresholds(*about), least)
            owed = self._owed(pupil, subject, period, marks)
            passed = [m for m in marks if m.mark.value in PASSED and m.weight]
            debts += owed
            found.append(
                SubjectStanding(
                    subject, seen.average, sum(weight > 0 for _value, weight in counted), seen.proposed, len(owed),
                    Risk.TWO in seen.risks,
                ) if not self.rules.passes(*about) else SubjectStanding(
                    subject, None, len(passed), None, len(owed), False,
                )
            )  # fmt: skip
        return tuple(found), tuple(sorted(debts, key=lambda one: (one.until or date.max, one.day, one.subject)))

    def _owed(
        self, pupil: PupilId, subject: str, period: Period, marks: Sequence[PaperMark]
    ) -> list[SheetDebt]:
        """What is owed in a subject: where a «д» stands, and where a day was set for a test that was missed."""
        dated = [one for one in self.dated.get((pupil, subject), ()) if period.covers(one[0])]
        owed = [SheetDebt(subject, at, until) for at, until, _marked in dated]
        points = Counter(mark.day for mark in marks if mark.mark.value == Value.DEBT)
        points.subtract(at for at, _until, marked in dated if marked)
        return owed + [SheetDebt(subject, day) for day in points.elements()]

    def _counted(self, marks: Sequence[PaperMark], subject: str, period: Period) -> list[tuple[int, int]]:
        """Marks as they count by the rules of a period."""
        about = (period.ends, self.found.name.grade, self.subjects.get(subject))
        return self.rules.settled([mark.given for mark in marks], *about)


def _called(mark: PaperMark) -> str:
    """A mark as a note speaks of it: a sign and the letter of a debt are the teacher's own."""
    return _("debt") if mark.mark.value == Value.DEBT else Mark(mark.mark.value).text
