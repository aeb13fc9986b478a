"""The roll of a lesson beside those of the same day: who was where before, what is still to be called."""

from dataclasses import dataclass
from datetime import date

from ...domain.attendance.attendance import Absence
from ...domain.journal.lessons import LessonId
from ...domain.people.people import PupilId
from ..groups.individual_plans import learns
from ..journal.lessons import LessonFacts
from ..school import School


@dataclass(frozen=True)
class Before:
    """What an earlier lesson of the day says of a pupil."""

    pupil: PupilId
    number: int
    letter: Absence | None


def before(school: School, lesson: LessonFacts) -> list[Before]:
    """The earlier lessons of the day with a roll, or a letter, of the pupils of a lesson; in the order of the day."""
    day = lesson.day.isoformat()
    rows = school.db.sql(
        "SELECT m.pupil, l.number, a.letter FROM membership o JOIN membership m ON m.pupil=o.pupil"
        " JOIN course c ON c.study_group=m.study_group JOIN lesson l ON l.course=c.id AND l.day=?"
        " LEFT JOIN absence a ON a.lesson=l.id AND a.pupil=m.pupil"
        " WHERE o.study_group=? AND o.starts<=? AND (o.ends IS NULL OR o.ends>=?)"
        " AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?) AND l.number<?"
        " AND l.state IN ('planned','held') AND (l.roll_at IS NOT NULL OR a.letter IS NOT NULL)"
        f" AND {learns('m.pupil', 'c.subject', 'l.day')}"
        " ORDER BY l.number, m.pupil",
        day, lesson.group, day, day, day, day, lesson.number,
    )  # fmt: skip
    return [Before(PupilId(pupil), number, Absence(letter) if letter else None) for pupil, number, letter in rows]


def uncalled(school: School, group: int, day: date) -> list[LessonId]:
    """The lessons of a group on a day whose roll was not called yet, in order."""
    rows = school.db.sql(
        "SELECT l.id FROM lesson l JOIN course c ON c.id=l.course WHERE c.study_group=? AND l.day=?"
        " AND l.state IN ('planned','held') AND l.roll_at IS NULL AND l.on_paper_at IS NULL ORDER BY l.number, l.id",
        group, day.isoformat(),
    )  # fmt: skip
    return [LessonId(key) for (key,) in rows]


def rest_of_day(school: School, pupil: int, day: date, number: int) -> list[tuple[LessonId, bool]]:
    """The lessons of a pupil from one on, and whether something stands there: a letter or a mark."""
    rows = school.db.sql(
        "SELECT l.id, (SELECT COUNT(*) FROM absence a WHERE a.lesson=l.id AND a.pupil=m.pupil)"
        " + (SELECT COUNT(*) FROM mark k JOIN work w ON w.id=k.work WHERE w.lesson=l.id AND k.pupil=m.pupil)"
        " FROM membership m JOIN course c ON c.study_group=m.study_group JOIN lesson l ON l.course=c.id AND l.day=?"
        " WHERE m.pupil=? AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?) AND l.number>=?"
        f" AND l.state IN ('planned','held') AND {learns('m.pupil', 'c.subject', 'l.day')} ORDER BY l.number, l.id",
        day.isoformat(), pupil, day.isoformat(), day.isoformat(), number,
    )  # fmt: skip
    return [(LessonId(key), bool(stands)) for key, stands in rows]


def missed_with(school: School, lesson: int) -> dict[PupilId, Absence]:
    """Who missed a lesson, with the letter."""
    rows = school.db.sql("SELECT pupil, letter FROM absence WHERE lesson=? AND letter<>'о' ORDER BY pupil", lesson)
    return {PupilId(pupil): Absence(letter) for pupil, letter in rows}


def touched_at(school: School, lesson: int) -> set[PupilId]:
    """The pupils with a letter or a mark at a lesson."""
    rows = school.db.sql(
        "SELECT pupil FROM absence WHERE lesson=? UNION"
        " SELECT k.pupil FROM mark k JOIN work w ON w.id=k.work WHERE w.lesson=?",
        lesson, lesson,
    )  # fmt: skip
    return {PupilId(pupil) for (pupil,) in rows}
