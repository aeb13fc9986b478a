"""Dates of pupils' own for works, and what is still owed (C03, C04)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import CourseId, group_title
from ...domain.journal.lessons import LessonId
from ...domain.journal.marks import PLAIN_ANSWER, Value, WorkId
from ...domain.journal.work_dates import DateWhy, Owed, OwnDate
from ...domain.people.people import Name, PupilId
from ..groups.individual_plans import learns
from ..mornings.today import owed_by
from ..school import School

SETTLED = (
    "EXISTS (SELECT 1 FROM work y JOIN mark x ON x.work=y.id AND x.pupil={pupil} AND x.value<>"
    f"{int(Value.DEBT)} WHERE y.id={{work}} OR y.makes_up={{work}})"
)
"""Whether a pupil has a mark for a work, given in its lesson or made up."""


def dates(school: School, works: Iterable[int]) -> dict[tuple[WorkId, PupilId], OwnDate]:
    """The dates of pupils' own for works."""
    wanted = list(works)
    if not wanted:
        return {}
    rows = school.db.sql(
        f"SELECT work, pupil, day, why FROM work_date WHERE work IN ({','.join('?' * len(wanted))})", *wanted
    )
    return {
        (WorkId(work), PupilId(pupil)): OwnDate(date.fromisoformat(day), DateWhy(why)) for work, pupil, day, why in rows
    }


def put_dates(school: School, work: int, wanted: Mapping[PupilId, OwnDate | None]) -> None:
    """Give pupils their dates for a work, or take them away, inside a deed."""
    ledger = school.ledger
    present = dict(school.db.sql("SELECT pupil, id FROM work_date WHERE work=?", work))
    for pupil, own in wanted.items():
        key = present.get(pupil)
        if own is None:
            if key is not None:
                ledger.delete("work_date", key)
            continue
        values = {"day": own.day.isoformat(), "why": own.why.value, "author": ledger.actor, "at": ledger.at}
        if key is None:
            ledger.insert("work_date", work=work, pupil=pupil, **values)
        else:
            ledger.update("work_date", key, **values)


def settled(school: School, work: int) -> frozenset[PupilId]:
    """Who has a mark for a work, given in its lesson or made up."""
    rows = school.db.sql(
        "SELECT DISTINCT x.pupil FROM work y JOIN mark x ON x.work=y.id WHERE (y.id=? OR y.makes_up=?) AND x.value<>?",
        work, work, int(Value.DEBT),
    )  # fmt: skip
    return frozenset(PupilId(pupil) for (pupil,) in rows)


def has_dates(school: School, work: int) -> bool:
    """Whether pupils have dates of their own for a work."""
    return bool(school.db.sql("SELECT 1 FROM work_date WHERE work=? LIMIT 1", work))


def next_days(school: School, course: int, after: date) -> list[date]:
    """The next two days on which a course has a lesson."""
    rows = school.db.sql(
        "SELECT DISTINCT day FROM lesson WHERE course=? AND day>? AND state IN ('planned','held') ORDER BY day LIMIT 2",
        course, after.isoformat(),
    )  # fmt: skip
    return [date.fromisoformat(day) for (day,) in rows]


def owed_in(school: School, course: int, day: date) -> list[Owed]:
    """What the pupils who are in a course on a day still have to do, those with the nearest date first."""
    rows = school.db.sql(
        "SELECT p.id, p.surname, p.given, p.patronymic, l.id, l.day, k.code, k.short, d.day, d.why FROM lesson l"
        " JOIN course c ON c.id=l.course JOIN work w ON w.lesson=l.id AND w.makes_up IS NULL"
        " JOIN work_kind k ON k.id=w.kind JOIN membership m ON m.study_group=c.study_group AND m.starts<=?"
        " AND (m.ends IS NULL OR m.ends>=?) JOIN pupil p ON p.id=m.pupil"
        " LEFT JOIN work_date d ON d.work=w.id AND d.pupil=p.id WHERE l.course=? AND (d.id IS NOT NULL OR"
        f" EXISTS (SELECT 1 FROM mark o WHERE o.work=w.id AND o.pupil=p.id AND o.value={int(Value.DEBT)}))"
        f" AND NOT {SETTLED.format(pupil='p.id', work='w.id')} AND {learns('p.id', 'c.subject', 'l.day')}"
        " ORDER BY CASE WHEN d.day IS NULL THEN 1 ELSE 0 END, d.day, p.search_key, l.day, w.id",
        *[day.isoformat()] * 2, course,
    )  # fmt: skip
    return [
        Owed(
            PupilId(pupil), Name(surname, given, patronymic).short, LessonId(lesson), date.fromisoformat(at), code,
            "" if code == PLAIN_ANSWER else short, OwnDate(date.fromisoformat(own), DateWhy(why)) if own else None,
        )
        for pupil, surname, given, patronymic, lesson, at, code, short, own, why in rows
    ]  # fmt: skip


def debts_of_pupils(
    school: School, pupils: Collection[PupilId], first: date, last: date
) -> list[tuple[PupilId, str, date, date, bool]]:
    """The dated debts of pupils: pupil, subject's short name, day of the work, the date, whether «д» stands there."""
    wanted = list(pupils)
    if not wanted:
        return []
    rows = school.db.sql(
        "SELECT d.pupil, s.short, l.day, d.day,"
        " CASE WHEN EXISTS (SELECT 1 FROM mark o WHERE o.work=w.id AND o.pupil=d.pupil) THEN 1 ELSE 0 END"
        " FROM work_date d JOIN work w ON w.id=d.work"
        " JOIN lesson l ON l.id=w.lesson JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        f" WHERE d.why='debt' AND l.day BETWEEN ? AND ? AND d.pupil IN ({','.join('?' * len(wanted))})"
        f" AND NOT {SETTLED.format(pupil='d.pupil', work='w.id')} AND {learns('d.pupil', 'c.subject', 'l.day')}"
        " ORDER BY d.day",
        first.isoformat(), last.isoformat(), *wanted,
    )  # fmt: skip
    return [
        (PupilId(pupil), short, date.fromisoformat(day), date.fromisoformat(until), bool(marked))
        for pupil, short, day, until, marked in rows
    ]


@dataclass(frozen=True)
class LateDebts:
    """Pupils of a course whose date for a work is over."""

    lesson: LessonId
    course: CourseId
    day: date
    group: str
    subject: str
    code: str
    kind: str
    until: date
    pupils: int


def late_debts(school: School, staff: int, first: date, today: date) -> list[LateDebts]:
    """The debts past their date in the works that somebody keeps."""
    owed, values = owed_by(staff, today)
    rows = school.db.sql(
        "SELECT l.id, l.course, l.day, g.kind, g.grade, g.letter, g.name, s.short, k.code, k.short, d.day, COUNT(*)"
        " FROM work_date d JOIN work w ON w.id=d.work JOIN work_kind k ON k.id=w.kind JOIN lesson l ON l.id=w.lesson"
        " JOIN course c ON c.id=l.course JOIN study_group g ON g.id=c.study_group JOIN subject s ON s.id=c.subject"
        f" WHERE {owed} AND d.why='debt' AND d.day<? AND l.day>=? AND l.state IN ('planned','held')"
        " AND EXISTS (SELECT 1 FROM membership m WHERE m.study_group=c.study_group AND m.pupil=d.pupil"
        " AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?))"
        f" AND NOT {SETTLED.format(pupil='d.pupil', work='w.id')} AND {learns('d.pupil', 'c.subject', 'l.day')}"
        " GROUP BY l.id, l.course, l.day, g.kind, g.grade, g.letter, g.name, s.short, k.code, k.short, d.day"
        " ORDER BY d.day, l.id",
        *values, today.isoformat(), first.isoformat(), *[today.isoformat()] * 2,
    )  # fmt: skip
    return [
        LateDebts(
            LessonId(lesson), CourseId(course), date.fromisoformat(day), group_title(kind, grade, letter, name),
            subject, code, short, date.fromisoformat(until), count,
        )
        for lesson, course, day, kind, grade, letter, name, subject, code, short, until, count in rows
    ]  # fmt: skip
