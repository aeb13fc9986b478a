"""What pupils do not learn by an individual plan (C15)."""

from datetime import date
from typing import TYPE_CHECKING

from ...domain.groups.individual_plans import LeftOut, Plans, Subject
from ...domain.people.people import PupilId, Span

if TYPE_CHECKING:
    from ..school import School

INDIVIDUAL_PLAN = ("pupil", "subject", "starts", "ends", "number", "stated", "author", "at")


def learns(pupil: str, subject: str, day: str) -> str:
    """The condition that a pupil's plan does not leave a subject out on a day, of columns or placeholders."""
    return (
        f"NOT EXISTS (SELECT 1 FROM individual_plan ip WHERE ip.pupil={pupil} AND ip.subject={subject}"
        f" AND ip.starts<={day} AND (ip.ends IS NULL OR ip.ends>={day}))"
    )


def plans(school: "School") -> Plans:
    """The plans of all pupils; subjects are found by number and by short name."""
    found: dict[tuple[PupilId, Subject], list[Span]] = {}
    for pupil, key, short, starts, ends in school.db.sql(
        "SELECT i.pupil, i.subject, s.short, i.starts, i.ends FROM individual_plan i JOIN subject s ON s.id=i.subject"
        " ORDER BY i.id"
    ):
        for name in (key, short):
            found.setdefault((PupilId(pupil), name), []).append(_span(starts, ends))
    return Plans(found)


def _span(starts: str, ends: str | None) -> Span:
    return Span(date.fromisoformat(starts), date.fromisoformat(ends) if ends else None)


def left_out(school: "School", pupil: int) -> list[LeftOut]:
    """What the plan of a pupil leaves out, past stretches first."""
    rows = school.db.sql(
        "SELECT i.id, i.subject, s.name, i.starts, i.ends, i.number, i.stated FROM individual_plan i"
        " JOIN subject s ON s.id=i.subject WHERE i.pupil=? ORDER BY i.starts, s.name, i.id",
        pupil,
    )
    return [
        LeftOut(key, subject, name, _span(starts, ends), number, date.fromisoformat(stated))
        for key, subject, name, starts, ends, number, stated in rows
    ]


def learns_in(school: "School", course: int, pupil: int, day: date) -> bool | None:
    """Whether a pupil of the group of a course learns its subject on a day; None for whoever is not in the group."""
    rows = school.db.sql(
        f"SELECT CASE WHEN {learns('m.pupil', 'c.subject', '?')} THEN 1 ELSE 0 END FROM course c"
        " JOIN membership m ON m.study_group=c.study_group WHERE c.id=? AND m.pupil=?"
        " AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)",
        *[day.isoformat()] * 2, course, pupil, *[day.isoformat()] * 2,
    )  # fmt: skip
    return bool(rows[0][0]) if rows else None


def left_out_of(school: "School", course: int, day: date) -> frozenset[PupilId]:
    """Who does not learn the subject of a course on a day."""
    rows = school.db.sql(
        "SELECT i.pupil FROM individual_plan i JOIN course c ON c.subject=i.subject WHERE c.id=?"
        " AND i.starts<=? AND (i.ends IS NULL OR i.ends>=?)",
        course, day.isoformat(), day.isoformat(),
    )  # fmt: skip
    return frozenset(PupilId(pupil) for (pupil,) in rows)


def taught_to(school: "School", pupil: int, day: date) -> list[tuple[int, str]]:
    """The subjects of the groups that a pupil is in on a day, by name."""
    return school.db.sql(
        "SELECT DISTINCT s.id, s.name FROM membership m JOIN course c ON c.study_group=m.study_group"
        " JOIN subject s ON s.id=c.subject WHERE m.pupil=? AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)"
        " ORDER BY s.name",
        pupil, day.isoformat(), day.isoformat(),
    )  # fmt: skip


def standing_within(
    school: "School", pupil: int, subject: int, first: date, last: date | None
) -> tuple[int, int]:
    """How many marks and letters a pupil has in a subject in a stretch of days."""
    days = (first.isoformat(), (last or date.max).isoformat())
    ((marks,),) = school.db.sql(
        "SELECT COUNT(*) FROM mark k JOIN work w ON w.id=k.work JOIN lesson l ON l.id=w.lesson"
        " JOIN course c ON c.id=l.course WHERE k.pupil=? AND c.subject=? AND l.day BETWEEN ? AND ?",
        pupil, subject, *days,
    )  # fmt: skip
    ((letters,),) = school.db.sql(
        "SELECT COUNT(*) FROM absence a JOIN lesson l ON l.id=a.lesson JOIN course c ON c.id=l.course"
        " WHERE a.pupil=? AND c.subject=? AND l.day BETWEEN ? AND ?",
        pupil, subject, *days,
    )  # fmt: skip
    return int(marks), int(letters)
