"""The rows that papers are made of, for many pupils at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ...domain.attendance.attendance import Absence
from ...domain.groups.groups import CourseId
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.journal.marks import Mark, Value
from ...domain.people.people import ClassId, PupilId
from ...domain.results.mistakes import Given
from ..groups.individual_plans import learns
from ..school import School


@dataclass(frozen=True)
class PaperLesson:
    """A lesson as families read it."""

    id: LessonId
    group: int
    day: date
    number: int
    subject: str
    state: LessonState
    homework: str | None
    """None while nothing is said; "" for «не задано»."""
    substituted: bool
    topic: str
    told: bool = False
    """Whether it has homework of some pupils or notes for families."""


def lessons_of_groups(school: School, groups: Collection[int], first: date, last: date) -> list[PaperLesson]:
    """The lessons of groups in a stretch of days, in order."""
    rows = school.db.sql(
        "SELECT l.id, c.study_group, l.day, l.number, s.short, l.state, CASE h.none_set WHEN 1 THEN '' ELSE h.text END,"
        " l.substitute, l.topic, CASE WHEN EXISTS (SELECT 1 FROM personal_homework p WHERE p.lesson=l.id)"
        " OR EXISTS (SELECT 1 FROM conduct_note n WHERE n.lesson=l.id) THEN 1 ELSE 0 END"
        " FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        f" LEFT JOIN homework h ON h.lesson=l.id WHERE c.study_group IN ({','.join('?' * len(groups))})"
        " AND l.day BETWEEN ? AND ? ORDER BY l.day, l.number, c.study_group, l.id",
        *groups, first.isoformat(), last.isoformat(),
    ) if groups else []  # fmt: skip
    return [
        PaperLesson(
            LessonId(key), group, date.fromisoformat(day), number, subject, LessonState(state), homework,
            substitute is not None, topic, bool(told),
        )
        for key, group, day, number, subject, state, homework, substitute, topic, told in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class PaperMark:
    """A mark with what an average asks of it."""

    lesson: LessonId
    pupil: PupilId
    subject: str
    day: date
    mark: Mark
    weight: int
    comment: str = ""
    kind: str = ""
    """The short name of its kind of work."""
    course: CourseId | None = None
    """The course it was given in; None for that of a certificate."""
    root: int = 0
    """The work that it was given for, though it be given in a later lesson."""
    work: int = 0
    """The work that it stands in."""
    corrects: bool = False
    """Whether it was given for a work on mistakes."""

    @property
    def given(self) -> Given:
        """As an average asks for it."""
        weight = self.weight if self.mark.value.counts else 0
        return Given(int(self.mark.value), weight, self.root, self.work, self.corrects)


def marks_of_pupils(school: School, pupils: Collection[int], first: date, last: date) -> list[PaperMark]:
    """Every mark of pupils in a stretch of days that counts as theirs, in the order of lessons, works and places."""
    rows = school.db.sql(
        "SELECT l.id, m.pupil, s.short, l.day, m.value, m.sign, w.weight, m.comment, k.short, c.id,"
        " COALESCE(w.makes_up, w.id), w.id, CASE WHEN mw.kind<>w.kind THEN 1 ELSE 0 END FROM mark m"
        " JOIN work w ON w.id=m.work LEFT JOIN work mw ON mw.id=w.makes_up"
        " JOIN work_kind k ON k.id=w.kind JOIN lesson l ON l.id=w.lesson"
        " JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        f" WHERE m.pupil IN ({','.join('?' * len(pupils))}) AND l.day BETWEEN ? AND ?"
        f" AND {learns('m.pupil', 'c.subject', 'l.day')}"
        " ORDER BY l.day, l.number, l.id, w.id, m.place",
        *pupils, first.isoformat(), last.isoformat(),
    ) if pupils else []  # fmt: skip
    return [
        PaperMark(
            LessonId(lesson), PupilId(pupil), subject, date.fromisoformat(day), Mark(Value(value), sign), weight, said,
            kind, CourseId(course), root, work, bool(corrects),
        )
        for lesson, pupil, subject, day, value, sign, weight, said, kind, course, root, work, corrects in rows
    ]  # fmt: skip


def attended(
    school: School, pupils: Collection[int], first: date, last: date
) -> dict[tuple[PupilId, str], tuple[int, int]]:
    """How many lessons of each subject were held for pupils in a stretch of days, and how many each missed."""
    marks = ",".join("?" * len(pupils))
    rows = school.db.sql(
        "SELECT m.pupil, s.short, COUNT(*), COUNT(a.id) FROM membership m JOIN course c ON c.study_group=m.study_group"
        " JOIN subject s ON s.id=c.subject JOIN lesson l ON l.course=c.id AND l.day>=m.starts"
        " AND (m.ends IS NULL OR l.day<=m.ends) LEFT JOIN absence a ON a.lesson=l.id AND a.pupil=m.pupil"
        f" AND a.letter<>'о' WHERE m.pupil IN ({marks}) AND l.day BETWEEN ? AND ? AND l.state='held'"
        f" AND {learns('m.pupil', 'c.subject', 'l.day')}"
        " GROUP BY m.pupil, s.short",
        *pupils, first.isoformat(), last.isoformat(),
    ) if pupils else []  # fmt: skip
    return {(PupilId(pupil), subject): (held, missed) for pupil, subject, held, missed in rows}


def absences_of_pupils(
    school: School, pupils: Collection[int], first: date, last: date
) -> dict[tuple[LessonId, PupilId], Absence]:
    """The absences of pupils in a stretch of days."""
    rows = school.db.sql(
        "SELECT a.lesson, a.pupil, a.letter FROM absence a JOIN lesson l ON l.id=a.lesson"
        f" WHERE a.pupil IN ({','.join('?' * len(pupils))}) AND l.day BETWEEN ? AND ?",
        *pupils, first.isoformat(), last.isoformat(),
    ) if pupils else []  # fmt: skip
    return {(LessonId(lesson), PupilId(pupil)): Absence(letter) for lesson, pupil, letter in rows}


def released(school: School, week: date) -> dict[ClassId, int]:
    """The classes whose sheets of a week were given to the print, with the ids of the releases."""
    rows = school.db.sql("SELECT school_class, id FROM sheet_release WHERE week=?", week.isoformat())
    return {ClassId(found): key for found, key in rows}
