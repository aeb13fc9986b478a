"""Homework: what lessons set, for whom, for when; and when that is, by the lessons as they stand."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain.groups.groups import CourseId, group_title
from ...domain.journal.homework import CourseDays, Given, Task, Terms
from ...domain.journal.lessons import LessonId
from ...domain.people.people import PupilId
from ...domain.timetable.laying import Laying
from ..groups.groups import teacher_names
from ..school import School
from ..timetable import substitutions

LONGEST_BREAK = timedelta(days=60)
"""What was given earlier and for no chosen day was due long ago."""
Key = tuple[int, ...]


def course_days(school: School, courses: Collection[int], first: date) -> dict[CourseId, CourseDays]:
    """On which days from `first` on courses have lessons, and where those went that were moved away."""
    if not courses:
        return {}
    marks = ",".join("?" * len(courses))
    held: dict[int, list[date]] = {}
    for course, day in school.db.sql(
        f"SELECT DISTINCT course, day FROM lesson WHERE course IN ({marks}) AND day>=? AND state IN ('planned','held')"
        " ORDER BY day",
        *courses, first.isoformat(),
    ):  # fmt: skip
        held.setdefault(course, []).append(date.fromisoformat(day))
    moved: dict[int, dict[date, date]] = {}
    for course, day, place in school.db.sql(
        "SELECT l.course, l.day, m.day FROM lesson l JOIN substitution s ON s.lesson=l.id AND s.kind='moved'"
        f" JOIN lesson m ON m.id=s.moved_to WHERE l.course IN ({marks}) AND l.day>=?",
        *courses, first.isoformat(),
    ):  # fmt: skip
        moved.setdefault(course, {})[date.fromisoformat(day)] = date.fromisoformat(place)
    return {
        CourseId(course): CourseDays(tuple(held.get(course, ())), moved.get(course))
        for course in courses
    }  # fmt: skip


def due_day(school: School, course: int, given: date, terms: Terms) -> date | None:
    """When a homework is due."""
    return course_days(school, [course], given)[CourseId(course)].due(given, terms)


_GIVEN = (
    "SELECT l.id, l.course, g.id, g.kind, g.grade, g.letter, g.name, s.short, l.day, l.number, h.text, h.due, h.on_day,"
    " h.minutes, {own} FROM {table} h JOIN lesson l ON l.id=h.lesson JOIN course c ON c.id=l.course"
    " JOIN subject s ON s.id=c.subject JOIN study_group g ON g.id=c.study_group"
    " WHERE c.study_group IN ({marks}) AND h.text<>'' AND l.day<? AND (l.day>=? OR h.due>=?)"
)


def given_to(school: School, groups: Collection[int], first: date, last: date) -> list[Given]:
    """The homework that is due to some groups in a stretch of days, by day, number and subject."""
    if not groups:
        return []
    marks = ",".join("?" * len(groups))
    rows = []
    for table, own in (("homework", "NULL, 0"), ("personal_homework", "h.place, h.id")):
        rows += school.db.sql(
            _GIVEN.format(table=table, own=own, marks=marks),
            *groups, last.isoformat(), (first - LONGEST_BREAK).isoformat(), first.isoformat(),
        )  # fmt: skip
    if not rows:
        return []
    of = _pupils(school, [row[-1] for row in rows if row[-1]])
    days = course_days(school, {row[1] for row in rows}, date.fromisoformat(min(row[8] for row in rows)))
    found = []
    for row in rows:
        key, course, group, *named, subject, day, number, text, due, on_day, minutes, place, own = row
        terms = Terms(date.fromisoformat(due) if due else None, bool(on_day), minutes)
        given = date.fromisoformat(day)
        when = days[CourseId(course)].due(given, terms)
        if when is not None and first <= when <= last:
            found.append(
                Given(LessonId(key), CourseId(course), group, group_title(*named), subject, given,
                      number, when, text, minutes, terms, of.get(own, ()), place)
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.due, one.subject, one.group_title, one.day, one.number, one.place or 0))


def _pupils(school: School, homeworks: Collection[int]) -> dict[int, tuple[PupilId, ...]]:
    found: dict[int, tuple[PupilId, ...]] = {}
    rows = school.db.sql(
        "SELECT h.homework, h.pupil FROM homework_pupil h JOIN pupil p ON p.id=h.pupil"
        f" WHERE h.homework IN ({','.join('?' * len(homeworks))}) ORDER BY p.search_key, p.id",
        *homeworks,
    ) if homeworks else []  # fmt: skip
    for homework, pupil in rows:
        found[homework] = (*found.get(homework, ()), PupilId(pupil))
    return found


def tasks(school: School, lessons: Iterable[int]) -> dict[LessonId, dict[int, Task]]:
    """The homework of some pupils of lessons, by its place."""
    wanted = list(lessons)
    rows = school.db.sql(
        "SELECT id, lesson, place, text, due, on_day, minutes FROM personal_homework"
        f" WHERE lesson IN ({','.join('?' * len(wanted))}) ORDER BY place",
        *wanted,
    ) if wanted else []  # fmt: skip
    of = _pupils(school, [row[0] for row in rows])
    found: dict[LessonId, dict[int, Task]] = {}
    for key, lesson, place, text, due, on_day, minutes in rows:
        terms = Terms(date.fromisoformat(due) if due else None, bool(on_day), minutes)
        found.setdefault(LessonId(lesson), {})[place] = Task(text, of.get(key, ()), terms)
    return found


def put_task(school: School, lesson: int, place: int, task: Task | None) -> None:
    """Set a homework of some pupils or take it away, inside a deed."""
    ledger = school.ledger
    rows = school.db.sql("SELECT id FROM personal_homework WHERE lesson=? AND place=?", lesson, place)
    stands = dict(
        school.db.sql("SELECT pupil, id FROM homework_pupil WHERE homework=?", rows[0][0])
    ) if rows else {}  # fmt: skip
    for pupil, key in stands.items():
        if task is None or pupil not in task.pupils:
            ledger.delete("homework_pupil", key)
    if task is None:
        for (key,) in rows:
            ledger.delete("personal_homework", key)
        return
    values = {**terms_row(task.terms), "text": task.text, "author": ledger.actor, "at": ledger.at}
    if rows:
        ledger.update("personal_homework", rows[0][0], **values)
        homework = rows[0][0]
    else:
        homework = ledger.insert("personal_homework", lesson=lesson, place=place, **values)
    for pupil in task.pupils:
        if pupil not in stands:
            ledger.insert("homework_pupil", homework=homework, pupil=pupil)


def terms_row(terms: Terms) -> Mapping[str, object]:
    """The columns of when and how long."""
    return {
        "due": terms.due.isoformat() if terms.due else None, "on_day": int(terms.on_day) or None,
        "minutes": terms.minutes,
    }  # fmt: skip


@dataclass(frozen=True)
class Unsaid:
    """A lesson that took place and of which nobody has said what is set for home."""

    lesson: LessonId
    course: CourseId
    day: date
    number: int
    subject: str
    group_title: str
    teachers: str
    """Who has to say it, surname and initials."""


def unsaid(school: School, groups: Collection[int], first: date, last: date) -> list[Unsaid]:
    """The lessons of groups in a stretch of days up to today without a word on homework, in order."""
    last = min(last, school.clock.today())
    if not groups or last < first:
        return []
    rows = school.db.sql(
        "SELECT l.id, l.course, l.day, l.number, s.short, g.kind, g.grade, g.letter, g.name, l.substitute FROM lesson l"
        " JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject JOIN study_group g ON g.id=c.study_group"
        f" WHERE c.study_group IN ({','.join('?' * len(groups))}) AND l.day BETWEEN ? AND ?"
        " AND l.state IN ('planned','held') AND l.on_paper_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM homework h WHERE h.lesson=l.id) ORDER BY l.day, l.number, g.name, l.id",
        *groups, first.isoformat(), last.isoformat(),
    )  # fmt: skip
    named = teacher_names(school, {row[1] for row in rows}, last)
    away = substitutions.names(school, {row[-1] for row in rows if row[-1] is not None})
    return [
        Unsaid(LessonId(key), CourseId(course), date.fromisoformat(day), number, subject, group_title(*group),
               away[substitute] if substitute else ", ".join(named.get(CourseId(course), ())))
        for key, course, day, number, subject, *group, substitute in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class LastHomework:
    """What the lesson before set."""

    day: date
    text: str
    minutes: int | None


def last_homework(school: School, course: int, before: date) -> LastHomework | None:
    """The last homework of a course that was set for all before a day."""
    rows = school.db.sql(
        "SELECT l.day, h.text, h.minutes FROM homework h JOIN lesson l ON l.id=h.lesson WHERE l.course=? AND l.day<?"
        " AND h.text<>'' ORDER BY l.day DESC, l.number DESC LIMIT 1",
        course, before.isoformat(),
    )  # fmt: skip
    return LastHomework(date.fromisoformat(rows[0][0]), *rows[0][1:]) if rows else None


def carried(school: School, laying: Laying) -> int:
    """How many homeworks are due on another day once lessons have come and gone."""
    if not laying.leaving and not laying.missing:
        return 0
    leaving = {lesson.id for lesson in laying.leaving}
    changed = [(one.course, one.day) for one in laying.leaving] + [(one.course, one.day) for one in laying.missing]
    first, courses = min(day for _course, day in changed) - LONGEST_BREAK, {int(course) for course, _day in changed}
    before = course_days(school, courses, first)
    held: dict[int, set[date]] = {course: set() for course in courses}
    for key, course, day in school.db.sql(
        "SELECT id, course, day FROM lesson WHERE day>=? AND state IN ('planned','held')", first.isoformat()
    ):
        if key not in leaving and course in courses:
            held[course].add(date.fromisoformat(day))
    for one in laying.missing:
        held[one.course].add(one.day)
    after = {course: CourseDays(tuple(sorted(held[course])), before[CourseId(course)].moved) for course in courses}
    count = 0
    for table in ("homework", "personal_homework"):
        for course, day, due, on_day in school.db.sql(
            f"SELECT l.course, l.day, h.due, h.on_day FROM {table} h JOIN lesson l ON l.id=h.lesson"
            " WHERE h.text<>'' AND l.day>=?", first.isoformat(),
        ):  # fmt: skip
            if course in courses:
                terms = Terms(date.fromisoformat(due) if due else None, bool(on_day))
                given = date.fromisoformat(day)
                was, will = before[CourseId(course)].due(given, terms), after[course].due(given, terms)
                count += was != will and was is not None
    return count
