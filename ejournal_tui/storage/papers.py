"""Everything a class's weekly sheets need, in a handful of queries for the whole class."""

from collections import defaultdict
from datetime import date, timedelta

from ..domain.attendance import Absence
from ..domain.forecast import Risk, forecast
from ..domain.marks import Mark, Value
from ..domain.papers import Missed, PupilWeek, SheetDay, SheetLesson, Stamp, SubjectStanding, WeeklySheets
from ..domain.results import MATHEMATICAL, minimum_marks, weighted_average
from ..domain.year import Period, period_title
from ..i18n import _
from . import people
from .school import School

DAYS_SHOWN = 5


def weekly_sheets(
    school: School, school_class: int, first: date, only: set[int] | None, stamp: Stamp, pupil: int | None = None
) -> WeeklySheets:
    """The week of a class from Monday on; `only` names the pupils wanted, None means all."""
    return _Week(school, school_class, first).sheets(only, stamp, pupil)


class _Week:
    def __init__(self, school: School, school_class: int, first: date) -> None:
        self.school = school
        self.key = school_class
        ((self.grade, self.letter),) = school.db.sql("SELECT grade, letter FROM study_group WHERE id=?", school_class)
        calendar = school.calendar()
        saturday = first + timedelta(days=5)
        count = 6 if calendar.week > 5 or calendar.weekday(saturday, self.grade) is not None else DAYS_SHOWN
        self.days = [first + timedelta(days=n) for n in range(count)]
        self.last = self.days[-1]
        self.period: Period = calendar.period_of(first, self.grade)
        self.markless = self.grade == 1
        self.groups = self._groups()
        self.lessons = self._lessons()
        self.marks, self.absences = self._entries()
        self.counted = self._period_marks()

    def _groups(self) -> dict[int, set[int]]:
        """The groups of the class and who is in them this week."""
        rows = self.school.db.sql(
            "SELECT m.study_group, m.pupil FROM membership m JOIN study_group g ON g.id=m.study_group"
            " WHERE (g.id=? OR g.of_class=?) AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)",
            self.key, self.key, self.last.isoformat(), self.days[0].isoformat(),
        )  # fmt: skip
        found: dict[int, set[int]] = defaultdict(set)
        for group, pupil in rows:
            found[group].add(pupil)
        return found

    def _lessons(self) -> dict[str, list[tuple[int, int, int, str, str, str | None, int | None]]]:
        """By day: lesson, group, number, subject, state, homework, substitute."""
        rows = self.school.db.sql(
            "SELECT l.day, l.id, g.id, l.number, s.short, l.state, CASE WHEN h.none_set=1 THEN '' ELSE h.text END,"
            " l.substitute FROM lesson l JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
            " JOIN subject s ON s.id=c.subject LEFT JOIN homework h ON h.lesson=l.id"
            " WHERE (g.id=? OR g.of_class=?) AND l.day BETWEEN ? AND ? ORDER BY l.day, l.number, g.name",
            self.key, self.key, self.days[0].isoformat(), self.last.isoformat(),
        )  # fmt: skip
        found: dict[str, list[tuple[int, int, int, str, str, str | None, int | None]]] = defaultdict(list)
        for day, *rest in rows:
            found[day].append(tuple(rest))
        return found

    def _entries(self) -> tuple[dict[tuple[int, int], list[str]], dict[tuple[int, int], Absence]]:
        between = (self.key, self.key, self.days[0].isoformat(), self.last.isoformat())
        source = (
            " JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group"
            " WHERE (g.id=? OR g.of_class=?) AND l.day BETWEEN ? AND ?"
        )
        marks: dict[tuple[int, int], list[str]] = defaultdict(list)
        for lesson, pupil, value, sign in self.school.db.sql(
            "SELECT l.id, m.pupil, m.value, m.sign FROM mark m JOIN work w ON w.id=m.work"
            f" JOIN lesson l ON l.id=w.lesson{source} ORDER BY w.id, m.place",
            *between,
        ):
            if value != Value.DEBT:
                marks[lesson, pupil].append(Mark(Value(value), sign).text)
        absences = {
            (lesson, pupil): Absence(letter)
            for lesson, pupil, letter in self.school.db.sql(
                f"SELECT l.id, a.pupil, a.letter FROM absence a JOIN lesson l ON l.id=a.lesson{source}", *between
            )
        }
        return marks, absences

    def _period_marks(self) -> dict[int, dict[str, list[tuple[date, int, int]]]]:
        """By pupil and subject: day, value, weight of every mark of the year up to the week's end."""
        rows = self.school.db.sql(
            "SELECT m.pupil, s.short, l.day, m.value, w.weight FROM mark m JOIN work w ON w.id=m.work"
            " JOIN lesson l ON l.id=w.lesson JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
            " WHERE m.pupil IN (SELECT pupil FROM membership WHERE study_group=?) AND l.day<=? ORDER BY l.day, m.id",
            self.key, self.last.isoformat(),
        )  # fmt: skip
        found: dict[int, dict[str, list[tuple[date, int, int]]]] = defaultdict(lambda: defaultdict(list))
        for pupil, subject, day, value, weight in rows:
            found[pupil][subject].append((date.fromisoformat(day), value, weight))
        return found

    def sheets(self, only: set[int] | None, stamp: Stamp, pupil: int | None) -> WeeklySheets:
        """The finished sheets."""
        found = next(c for c in people.classes(self.school) if c.id == self.key)
        roll = [
            (key, name)
            for key, name in people.pupils_of_class(self.school, self.key, self.last)
            if (only is None or key in only) and pupil in (None, key)
        ]
        calendar = self.school.calendar()
        months = self._months()
        return WeeklySheets(
            self.school.setting("name"), str(found.name), found.teacher,
            tuple(
                SheetDay(d, calendar.free_because(d, self.grade) or self._nothing_on(d)) for d in self.days
            ),
            tuple(self._pupil(key, name.full, months) for key, name in roll), stamp,
            period_title(self.period.scheme, self.period.number), months, self.markless,
        )  # fmt: skip

    def _nothing_on(self, day: date) -> str:
        return "" if self.lessons.get(day.isoformat()) else _("no lessons")

    def _months(self) -> tuple[date, ...]:
        starts = self.school.calendar().starts
        count = (self.last.year - starts.year) * 12 + self.last.month - starts.month + 1
        return tuple(
            date(starts.year + (starts.month - 1 + n) // 12, (starts.month - 1 + n) % 12 + 1, 1) for n in range(count)
        )

    def _pupil(self, pupil: int, name: str, months: tuple[date, ...]) -> PupilWeek:
        days = tuple(tuple(self._day(day.isoformat(), pupil)) for day in self.days)
        letters = [lesson.absence for day in days for lesson in day if lesson.absence]
        missed = Missed(
            sum(letter.missed for letter in letters), letters.count(Absence.ILL), letters.count(Absence.EXCUSED),
            letters.count(Absence.LATE),
        )  # fmt: skip
        marks = self.counted.get(pupil, {})
        trend = tuple(
            weighted_average(
                (value, weight)
                for entries in marks.values()
                for day, value, weight in entries
                if value <= Value.FIVE and (day.year, day.month) == (month.year, month.month)
            )
            for month in months
        )
        return PupilWeek(name, days, () if self.markless else tuple(self._standings(marks)), missed, trend)

    def _day(self, day: str, pupil: int) -> list[SheetLesson]:
        found = []
        for lesson, group, number, subject, state, homework, substitute in self.lessons.get(day, []):
            if pupil not in self.groups.get(group, ()):
                continue
            note = _("substitution") if substitute is not None else ""
            found.append(
                SheetLesson(
                    number, subject, homework, tuple(self.marks.get((lesson, pupil), ())),
                    self.absences.get((lesson, pupil)), note, state == "cancelled",
                )
            )  # fmt: skip
        return found

    def _standings(self, marks: dict[str, list[tuple[date, int, int]]]) -> list[SubjectStanding]:
        rows = self.school.db.sql(
            "SELECT s.short, c.half_hours FROM course c JOIN subject s ON s.id=c.subject"
            " JOIN study_group g ON g.id=c.study_group WHERE (g.id=? OR g.of_class=?) AND s.markless=0",
            self.key, self.key,
        )  # fmt: skip
        hours: dict[str, int] = dict(rows)
        found = []
        for subject in sorted(hours):
            mine = [entry for entry in marks.get(subject, []) if self.period.covers(entry[0])]
            counted = [(value, weight) for _day, value, weight in mine if value <= Value.FIVE]
            seen = forecast(counted, MATHEMATICAL, minimum_marks(hours[subject], self.period.scheme))
            found.append(
                SubjectStanding(
                    subject, seen.average, len(counted), seen.proposed,
                    sum(1 for entry in mine if entry[1] == Value.DEBT), Risk.TWO in seen.risks,
                )
            )  # fmt: skip
        return found
