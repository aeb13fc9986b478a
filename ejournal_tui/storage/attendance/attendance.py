"""Attendance of classes: lessons, who was in them, letters and papers of whole stretches of days."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.attendance.absences import ClassLesson, KeptPaper, Paper, PaperKind
from ...domain.attendance.attendance import Absence
from ...domain.groups.groups import CourseId
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.people.people import Name, PupilId
from ..log.records import Record
from ..school import School

PAPER_COLUMNS = (
    "pupil", "kind", "reason", "letter", "number", "stated", "starts", "ends", "first_lesson", "last_lesson",
    "author", "at",
)  # fmt: skip


def lessons_of_groups(
    school: School, groups: Collection[int], first: date, last: date
) -> list[tuple[int, ClassLesson]]:
    """The lessons of groups in a stretch of days with their group, by day and number; those called off left out."""
    rows = school.db.sql(
        "SELECT c.study_group, l.id, l.course, l.day, l.number, s.short, s.name, l.state, l.roll_at FROM lesson l"
        " JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        f" WHERE c.study_group IN ({','.join('?' * len(groups))}) AND l.day BETWEEN ? AND ?"
        " AND l.state IN ('planned','held') AND l.on_paper_at IS NULL ORDER BY l.day, l.number, s.short, l.id",
        *groups, first.isoformat(), last.isoformat(),
    ) if groups else []  # fmt: skip
    return [
        (group, ClassLesson(LessonId(key), CourseId(course), date.fromisoformat(day), number, short, name,
                            LessonState(state), roll is not None))
        for group, key, course, day, number, short, name, state, roll in rows
    ]  # fmt: skip


def letters(
    school: School, pupils: Collection[int], first: date, last: date
) -> dict[tuple[LessonId, PupilId], tuple[Absence, int | None]]:
    """What stands at lessons of pupils in a stretch of days, with the minutes of who was late."""
    rows = school.db.sql(
        "SELECT a.lesson, a.pupil, a.letter, a.minutes FROM absence a JOIN lesson l ON l.id=a.lesson"
        f" WHERE a.pupil IN ({','.join('?' * len(pupils))}) AND l.day BETWEEN ? AND ?",
        *pupils, first.isoformat(), last.isoformat(),
    ) if pupils else []  # fmt: skip
    return {(LessonId(lesson), PupilId(p)): (Absence(letter), minutes) for lesson, p, letter, minutes in rows}


def _paper(row: tuple[object, ...]) -> KeptPaper:
    key, pupil, kind, reason, letter, number, stated, starts, ends, first, last = row
    day = date.fromisoformat
    return KeptPaper(key, Paper(  # type: ignore[arg-type]  # a row of the driver
        PupilId(pupil), PaperKind(str(kind)), str(reason), Absence(str(letter)), str(number),  # type: ignore[arg-type]
        day(str(stated)), day(str(starts)), day(str(ends)), None if first is None else (first, last),  # type: ignore[arg-type]
    ))  # fmt: skip


_PAPER = f"SELECT id, {', '.join(PAPER_COLUMNS[:10])} FROM absence_paper"


def papers(school: School, pupils: Collection[int], first: date, last: date) -> list[KeptPaper]:
    """The papers of pupils that speak of some day of a stretch, the latest first."""
    rows = school.db.sql(
        f"{_PAPER} WHERE pupil IN ({','.join('?' * len(pupils))}) AND starts<=? AND ends>=? ORDER BY starts DESC, id",
        *pupils, last.isoformat(), first.isoformat(),
    ) if pupils else []  # fmt: skip
    return [_paper(row) for row in rows]


def paper(school: School, key: int) -> KeptPaper | None:
    """A paper, None when it is there no more."""
    rows = school.db.sql(f"{_PAPER} WHERE id=?", key)
    return _paper(rows[0]) if rows else None


def paper_values(found: Paper, author: int, at: int) -> dict[str, object]:
    """A paper as the columns of its row."""
    first, last = found.lessons or (None, None)
    values = (
        found.pupil, found.kind.value, found.reason, found.letter.value, found.number, found.stated.isoformat(),
        found.starts.isoformat(), found.ends.isoformat(), first, last, author, at,
    )  # fmt: skip
    return dict(zip(PAPER_COLUMNS, values, strict=True))


@dataclass(frozen=True)
class PlainAbsence:
    """An absence of a pupil with its lesson."""

    key: int
    lesson: int
    day: date
    number: int


def plain(school: School, pupil: int, first: date, last: date, letter: Absence) -> list[PlainAbsence]:
    """The absences of a pupil of one letter in a stretch of days."""
    rows = school.db.sql(
        "SELECT a.id, l.id, l.day, l.number FROM absence a JOIN lesson l ON l.id=a.lesson WHERE a.pupil=?"
        " AND l.day BETWEEN ? AND ? AND a.letter=? ORDER BY a.id",
        pupil, first.isoformat(), last.isoformat(), letter.value,
    )  # fmt: skip
    return [PlainAbsence(key, lesson, date.fromisoformat(day), number) for key, lesson, day, number in rows]


def apply_paper(school: School, record: Record, key: int, found: Paper) -> int:
    """Give the letter of a paper to every plain «н» that it covers; answers how many."""
    rows = plain(school, found.pupil, found.starts, found.ends, Absence.ABSENT)
    keys = [one.key for one in rows if found.covers(one.day, one.number)]
    written = (found.letter.value, school.ledger.actor, school.ledger.at, key)
    record.update_many("absence", ("letter", "author", "at", "paper"), [(one, *written) for one in keys])
    return len(keys)


def lift_paper(school: School, record: Record, key: int, found: Paper) -> int:
    """Turn what a paper has given back into plain «н»; answers how many."""
    rows = school.db.sql("SELECT id FROM absence WHERE paper=? ORDER BY id", key)
    by_it = school.db.sql("SELECT id FROM absence WHERE paper=? AND letter=?", key, found.letter.value)
    written = (Absence.ABSENT.value, school.ledger.actor, school.ledger.at, None)
    record.update_many("absence", ("letter", "author", "at", "paper"), [(one, *written) for (one,) in by_it])
    others = [(one, None) for (one,) in rows if (one,) not in by_it]
    record.update_many("absence", ("paper",), others)
    return len(by_it)


@dataclass(frozen=True)
class Relative:
    """A guardian to call."""

    name: Name
    relation: str
    phone: str


def relatives(school: School, pupils: Collection[int], day: date) -> dict[PupilId, list[Relative]]:
    """Whom to call about pupils."""
    found: dict[PupilId, list[Relative]] = {}
    rows = school.db.sql(
        "SELECT k.pupil, g.surname, g.given, g.patronymic, k.relation, g.phone FROM guardianship k"
        f" JOIN guardian g ON g.id=k.guardian WHERE k.pupil IN ({','.join('?' * len(pupils))})"
        " AND (k.ends IS NULL OR k.ends>=?) ORDER BY k.pupil, g.search_key",
        *pupils, day.isoformat(),
    ) if pupils else []  # fmt: skip
    for pupil, surname, given, patronymic, relation, phone in rows:
        found.setdefault(PupilId(pupil), []).append(Relative(Name(surname, given, patronymic), relation, phone))
    return found


def taught_here(school: School, groups: Iterable[int], staff: int, first: date, last: date) -> set[CourseId]:
    """The courses of groups that somebody teaches at some time of a stretch of days."""
    wanted = list(groups)
    rows = school.db.sql(
        "SELECT DISTINCT c.id FROM course c JOIN teaching t ON t.course=c.id"
        f" WHERE c.study_group IN ({','.join('?' * len(wanted))}) AND t.staff=? AND t.starts<=?"
        " AND (t.ends IS NULL OR t.ends>=?)",
        *wanted, staff, last.isoformat(), first.isoformat(),
    ) if wanted else []  # fmt: skip
    return {CourseId(key) for (key,) in rows}


def substituted(school: School, staff: int, first: date, last: date) -> set[LessonId]:
    """The lessons that somebody keeps instead of their teachers."""
    rows = school.db.sql(
        "SELECT id FROM lesson WHERE substitute=? AND day BETWEEN ? AND ?", staff, first.isoformat(), last.isoformat()
    )
    return {LessonId(key) for (key,) in rows}


def classes_taught(school: School, staff: int, day: date) -> set[int]:
    """The classes that somebody gives lessons to on a day."""
    rows = school.db.sql(
        "SELECT COALESCE(g.of_class, g.id) FROM teaching t JOIN course c ON c.id=t.course"
        " JOIN study_group g ON g.id=c.study_group WHERE t.staff=? AND t.starts<=? AND (t.ends IS NULL OR t.ends>=?)"
        " UNION SELECT COALESCE(g.of_class, g.id) FROM lesson l JOIN course c ON c.id=l.course"
        " JOIN study_group g ON g.id=c.study_group WHERE l.substitute=? AND l.day=?",
        staff, day.isoformat(), day.isoformat(), staff, day.isoformat(),
    )  # fmt: skip
    return {key for (key,) in rows}


def enrolled_by_class(school: School, day: date) -> dict[int, int]:
    """How many pupils are in each class on a day."""
    rows = school.db.sql(
        "SELECT m.study_group, COUNT(DISTINCT m.pupil) FROM membership m JOIN study_group g ON g.id=m.study_group"
        " WHERE g.kind='class' AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?) GROUP BY m.study_group",
        day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return dict(rows)


def letters_of_school(school: School, day: date) -> list[tuple[int, PupilId, Name, int, Absence]]:
    """Every letter of a day: class, pupil, name, number of the lesson; by name and number."""
    rows = school.db.sql(
        "SELECT m.study_group, p.id, p.surname, p.given, p.patronymic, l.number, a.letter FROM absence a"
        " JOIN lesson l ON l.id=a.lesson JOIN pupil p ON p.id=a.pupil JOIN membership m ON m.pupil=p.id"
        " JOIN study_group g ON g.id=m.study_group WHERE g.kind='class' AND l.day=? AND m.starts<=l.day"
        " AND (m.ends IS NULL OR m.ends>=l.day) ORDER BY p.search_key, p.id, l.number",
        day.isoformat(),
    )
    return [(group, PupilId(key), Name(s, g, p), number, Absence(x)) for group, key, s, g, p, number, x in rows]


def rolls_of_school(school: School, day: date) -> dict[int, tuple[int, int]]:
    """The lessons of each class on a day: how many, and the number of the last with a roll call, 0 if none."""
    rows = school.db.sql(
        "SELECT COALESCE(g.of_class, g.id), COUNT(*), MAX(CASE WHEN l.roll_at IS NULL THEN 0 ELSE l.number END)"
        " FROM lesson l JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group WHERE l.day=?"
        " AND l.state IN ('planned','held') GROUP BY COALESCE(g.of_class, g.id)",
        day.isoformat(),
    )
    return {group: (count, last) for group, count, last in rows}


def classes_with_plain_absences(school: School, first: date, last: date) -> set[int]:
    """The classes in which somebody was away without a reason in a stretch of days."""
    rows = school.db.sql(
        "SELECT DISTINCT m.study_group FROM absence a JOIN lesson l ON l.id=a.lesson"
        " JOIN membership m ON m.pupil=a.pupil JOIN study_group g ON g.id=m.study_group"
        " WHERE g.kind='class' AND a.letter=? AND l.day BETWEEN ? AND ? AND m.starts<=l.day"
        " AND (m.ends IS NULL OR m.ends>=l.day)",
        Absence.ABSENT.value, first.isoformat(), last.isoformat(),
    )  # fmt: skip
    return {key for (key,) in rows}
