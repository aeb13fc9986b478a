"""What a change of the settings would touch, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import CourseId
from ...domain.journal.marks import Value
from ...domain.people.people import ClassId
from ...domain.results.mistakes import Given
from ...domain.results.results import Total
from ...domain.years.year import Period, Scheme
from ..school import School


@dataclass(frozen=True)
class Reached:
    """What a pupil has reached in a subject in a stretch of days."""

    grade: int
    subject: int
    half_hours: int
    weighted: Total
    plain: Total
    marks: int
    doubtful: tuple[Given, ...] = ()
    """Marks of works whose mistakes were worked on: which of them count is for the rule; they are in no sum."""


def courses(school: School) -> list[tuple[CourseId, int, ClassId]]:
    """The courses of the year with grade and class; a group of several classes stands for itself."""
    return school.db.sql(
        "SELECT c.id, g.grade, COALESCE(g.of_class, g.id) FROM course c JOIN study_group g ON g.id=c.study_group"
        " WHERE g.year=? ORDER BY c.id",
        school.year(),
    )


def reached(school: School, period: Period, among: Sequence[CourseId]) -> list[Reached]:
    """The sums of every pupil and subject of some courses in a period; marks follow the pupil (C16)."""
    doubtful = _doubtful(school, period, among)
    rows = school.db.sql(
        "SELECT m.pupil, g.grade, c.subject, MAX(c.half_hours), SUM(m.value*w.weight), SUM(w.weight), SUM(m.value),"
        " COUNT(*) FROM mark m JOIN work w ON w.id=m.work JOIN lesson l ON l.id=w.lesson JOIN course c ON c.id=l.course"
        " JOIN subject s ON s.id=c.subject JOIN study_group g ON g.id=c.study_group WHERE l.day BETWEEN ? AND ?"
        f" AND m.value<=5 AND w.weight>0 AND s.markless=0 AND c.id IN ({','.join('?' * len(among))})"
        " GROUP BY g.grade, c.subject, m.pupil",
        period.starts.isoformat(), period.ends.isoformat(), *among,
    ) if among else []  # fmt: skip
    found = []
    for pupil, grade, subject, hours, points, weight, values, count in rows:
        aside = doubtful.get((pupil, subject), ())
        found.append(
            Reached(
                grade, subject, hours,
                Total(int(points) - sum(x.value * x.weight for x in aside), int(weight) - sum(x.weight for x in aside)),
                Total(int(values) - sum(x.value for x in aside), count - len(aside)), count, aside,
            )
        )  # fmt: skip
    return found


def _doubtful(
    school: School, period: Period, among: Sequence[CourseId]
) -> dict[tuple[int, int], tuple[Given, ...]]:
    """The marks of works that somebody has worked on the mistakes of, by pupil and subject."""
    corrected = school.db.sql(
        "SELECT DISTINCT r.id FROM work w JOIN work r ON r.id=w.makes_up JOIN lesson l ON l.id=w.lesson"
        f" WHERE w.kind<>r.kind AND l.day BETWEEN ? AND ? AND l.course IN ({','.join('?' * len(among))})",
        period.starts.isoformat(), period.ends.isoformat(), *among,
    ) if among else []  # fmt: skip
    if not corrected:
        return {}
    roots = [key for (key,) in corrected]
    wanted = ",".join("?" * len(roots))
    rows = school.db.sql(
        "SELECT m.pupil, c.subject, m.value, w.weight, COALESCE(w.makes_up, w.id), w.id,"
        " CASE WHEN r.kind<>w.kind THEN 1 ELSE 0 END FROM mark m JOIN work w ON w.id=m.work"
        " JOIN lesson l ON l.id=w.lesson JOIN course c ON c.id=l.course LEFT JOIN work r ON r.id=w.makes_up"
        f" WHERE (w.id IN ({wanted}) OR w.makes_up IN ({wanted})) AND l.day BETWEEN ? AND ? AND m.value<=5"
        " AND w.weight>0 ORDER BY l.day, l.number, w.id, m.place",
        *roots, *roots, period.starts.isoformat(), period.ends.isoformat(),
    )  # fmt: skip
    found: dict[tuple[int, int], tuple[Given, ...]] = {}
    for pupil, subject, value, weight, root, source, corrects in rows:
        one = Given(value, weight, root, source, bool(corrects))
        found[pupil, subject] = (*found.get((pupil, subject), ()), one)
    return found


def double_cells(school: School) -> list[tuple[CourseId, int, int]]:
    """How many cells with two marks each course of the year has: course, subject, count."""
    return school.db.sql(
        "SELECT c.id, c.subject, COUNT(*) FROM mark m JOIN work w ON w.id=m.work JOIN lesson l ON l.id=w.lesson"
        " JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group WHERE m.place=1 AND g.year=?"
        " GROUP BY c.id, c.subject",
        school.year(),
    )


def marks_by_scale(school: School, first: date, last: date) -> list[tuple[CourseId, int, int]]:
    """How many digits and how many passes, given or refused, each course has in a stretch of days."""
    return school.db.sql(
        "SELECT l.course, SUM(CASE WHEN m.value<=5 THEN 1 ELSE 0 END), SUM(CASE WHEN m.value IN (?, ?) THEN 1 ELSE 0"
        " END) FROM mark m JOIN work w ON w.id=m.work JOIN lesson l ON l.id=w.lesson WHERE l.day BETWEEN ? AND ?"
        " GROUP BY l.course",
        int(Value.PASS), int(Value.FAIL), first.isoformat(), last.isoformat(),
    )  # fmt: skip


def missed(school: School, period: Period, among: Sequence[CourseId]) -> list[tuple[CourseId, int, int]]:
    """How many lessons each pupil missed in each of some courses in a period, and how many were held."""
    if not among:
        return []
    days, wanted = (period.starts.isoformat(), period.ends.isoformat()), ",".join("?" * len(among))
    held = dict(
        school.db.sql(
            "SELECT course, COUNT(*) FROM lesson WHERE state='held' AND day BETWEEN ? AND ?"
            f" AND course IN ({wanted}) GROUP BY course",
            *days, *among,
        )
    )  # fmt: skip
    rows = school.db.sql(
        "SELECT l.course, a.pupil, COUNT(*) FROM absence a JOIN lesson l ON l.id=a.lesson WHERE a.letter<>'о'"
        f" AND l.state='held' AND l.day BETWEEN ? AND ? AND l.course IN ({wanted}) GROUP BY l.course, a.pupil",
        *days, *among,
    )  # fmt: skip
    return [(course, count, held[course]) for course, _pupil, count in rows]


def still_held(school: School, first: date) -> list[tuple[date, int, int, int]]:
    """The lessons that are still to be held from a day on: day, number, grade, class."""
    rows = school.db.sql(
        "SELECT l.day, l.number, g.grade, COALESCE(g.of_class, g.id) FROM lesson l JOIN course c ON c.id=l.course"
        " JOIN study_group g ON g.id=c.study_group WHERE l.day>=? AND l.state='planned'",
        first.isoformat(),
    )
    return [(date.fromisoformat(day), number, grade, school_class) for day, number, grade, school_class in rows]


def entered(school: School, first: date, last: date, grades: tuple[int, ...]) -> tuple[int, int]:
    """How many lessons were held by some grades in a stretch of days, and with how many marks."""
    ((lessons, marks),) = school.db.sql(
        "SELECT COUNT(DISTINCT l.id), COUNT(m.id) FROM lesson l JOIN course c ON c.id=l.course"
        " JOIN study_group g ON g.id=c.study_group LEFT JOIN work w ON w.lesson=l.id LEFT JOIN mark m ON m.work=w.id"
        f" WHERE l.state='held' AND l.day BETWEEN ? AND ? AND g.grade IN ({','.join('?' * len(grades))})",
        first.isoformat(), last.isoformat(), *grades,
    ) if grades else [(0, 0)]  # fmt: skip
    return int(lessons), int(marks)


def low_results(school: School) -> list[tuple[int, Scheme, int, int]]:
    """The results of the year that are a 2 or "not attested": grade, scheme, number of the period, how many."""
    rows = school.db.sql(
        "SELECT g.grade, r.scheme, r.number, COUNT(DISTINCT r.id) FROM result r JOIN membership m ON m.pupil=r.pupil"
        " JOIN study_group g ON g.id=m.study_group WHERE r.year=? AND r.kind='period' AND r.value IN (?, ?)"
        " AND g.kind='class' AND g.year=r.year AND m.ends IS NULL GROUP BY g.grade, r.scheme, r.number",
        school.year(), int(Value.TWO), int(Value.NOT_ATTESTED),
    )  # fmt: skip
    return [(grade, Scheme(scheme), number, count) for grade, scheme, number, count in rows]


def by_day(school: School, first: date, last: date) -> list[tuple[date, CourseId, int]]:
    """How many lessons each course has on each day of a stretch."""
    rows = school.db.sql(
        "SELECT day, course, COUNT(*) FROM lesson WHERE state IN ('planned','held') AND day BETWEEN ? AND ?"
        " GROUP BY day, course",
        first.isoformat(), last.isoformat(),
    )  # fmt: skip
    return [(date.fromisoformat(day), CourseId(course), lessons) for day, course, lessons in rows]


def count(school: School, what: str, *values: object) -> int:
    """How many rows "FROM ... WHERE ..." finds."""
    ((found,),) = school.db.sql(f"SELECT COUNT(*) {what}", *values)
    return int(found)
