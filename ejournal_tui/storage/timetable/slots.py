"""The slots of the timetable's versions with whose hand set them: read one by one, and written inside a deed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import CourseId, GroupKind
from ...domain.people.people import AccountId, ClassId, Name, Role, StaffId
from ...domain.timetable.timetable import Filling, Hand, Slot, Version, Weeks
from ..school import School
from . import timetable

SLOT = ("timetable", "course", "weekday", "number", "room", "weeks", "author", "at", "role")


@dataclass(frozen=True)
class SetSlot:
    """A slot and who set it."""

    slot: Slot
    hand: Hand


def version_from(school: School, starts: date) -> Version | None:
    """The timetable of the year that begins on a day."""
    return next((version for version in timetable.versions(school) if version.starts == starts), None)


def of_version(school: School, version: int) -> list[SetSlot]:
    """All slots of a version."""
    rows = school.db.sql(
        "SELECT course, weekday, number, room, weeks, author, at, role FROM slot WHERE timetable=?"
        " ORDER BY weekday, number, course",
        version,
    )
    return [
        SetSlot(Slot(CourseId(course), weekday, number, room, Weeks(weeks)), _hand(*hand))
        for course, weekday, number, room, weeks, *hand in rows
    ]


def _hand(author: int | None, at: int | None, role: str) -> Hand:
    return Hand(None if author is None else AccountId(author), at, Role(role) if role else None)


def at(school: School, version: int, place: tuple[CourseId, int, int]) -> tuple[int, Filling, Hand] | None:
    """What stands at a place of a course, with its id."""
    rows = school.db.sql(
        "SELECT id, room, weeks, author, at, role FROM slot WHERE timetable=? AND course=? AND weekday=? AND number=?",
        version, *place,
    )  # fmt: skip
    return (rows[0][0], Filling(rows[0][1], Weeks(rows[0][2])), _hand(*rows[0][3:])) if rows else None


def put(school: School, version: int, place: tuple[CourseId, int, int], wanted: Filling | None, hand: Hand) -> None:
    """Set what stands at a place of a course, or take it away."""
    stands = at(school, version, place)
    if wanted is None:
        if stands is not None:
            school.ledger.delete("slot", stands[0])
        return
    values = {
        "room": wanted.room, "weeks": wanted.weeks.value, "author": hand.author, "at": hand.at,
        "role": hand.role.value if hand.role else "",
    }  # fmt: skip
    if stands is not None:
        school.ledger.update("slot", stands[0], **values)
    else:
        course, weekday, number = place
        school.ledger.insert("slot", timetable=version, course=course, weekday=weekday, number=number, **values)


def add_version(school: School, starts: date, ends: date | None, slots: Iterable[SetSlot]) -> int:
    """A timetable as a whole."""
    key = school.ledger.insert(
        "timetable", year=school.year(), starts=starts.isoformat(), ends=ends.isoformat() if ends else None,
        title=school.calendar().title,
    )  # fmt: skip
    school.ledger.insert_many("slot", SLOT, [
        (key, *one.slot.place, one.slot.room, one.slot.weeks.value, one.hand.author, one.hand.at,
         one.hand.role.value if one.hand.role else "")
        for one in sorted(slots, key=lambda one: one.slot)
    ])  # fmt: skip
    return key


def remove_version(school: School, version: int) -> None:
    """Take a timetable away with its slots."""
    for (key,) in school.db.sql("SELECT id FROM slot WHERE timetable=?", version):
        school.ledger.delete("slot", key)
    school.ledger.delete("timetable", version)


@dataclass(frozen=True)
class CourseWeek:
    """A course as the timetable's screen needs it."""

    id: CourseId
    subject: str
    short: str
    group: int
    kind: GroupKind
    group_name: str
    grade: int
    letter: str
    school_class: ClassId | None
    half_hours: int


def courses(school: School) -> dict[CourseId, CourseWeek]:
    """The courses of the year."""
    rows = school.db.sql(
        "SELECT c.id, s.name, s.short, g.id, g.kind, g.name, g.grade, g.letter,"
        " CASE g.kind WHEN 'class' THEN g.id ELSE g.of_class END, c.half_hours FROM course c"
        " JOIN subject s ON s.id=c.subject JOIN study_group g ON g.id=c.study_group WHERE g.year=?"
        " ORDER BY s.name, g.name, c.id",
        school.year(),
    )
    return {
        CourseId(key): CourseWeek(
            CourseId(key), subject, short, group, GroupKind(kind), name, grade, letter,
            ClassId(of) if of is not None else None, hours,
        )
        for key, subject, short, group, kind, name, grade, letter, of, hours in rows
    }  # fmt: skip


def teachers(school: School, day: date) -> tuple[dict[CourseId, tuple[StaffId, ...]], dict[StaffId, str]]:
    """Who teaches each course on a day, and what they are called."""
    rows = school.db.sql(
        "SELECT t.course, s.id, s.surname, s.given, s.patronymic FROM teaching t JOIN staff s ON s.id=t.staff"
        " JOIN course c ON c.id=t.course JOIN study_group g ON g.id=c.study_group"
        " WHERE g.year=? AND t.starts<=? AND (t.ends IS NULL OR t.ends>=?) ORDER BY s.search_key, s.id",
        school.year(), day.isoformat(), day.isoformat(),
    )  # fmt: skip
    found: dict[CourseId, tuple[StaffId, ...]] = {}
    names: dict[StaffId, str] = {}
    for course, staff, *name in rows:
        found[CourseId(course)] = (*found.get(CourseId(course), ()), StaffId(staff))
        names[StaffId(staff)] = Name(*name).initials
    return found, names


def sharing(school: School, day: date) -> dict[int, set[int]]:
    """The groups that have pupils in common on a day; whole classes only beside groups of several classes."""
    rows = school.db.sql(
        "SELECT DISTINCT a.study_group, b.study_group FROM membership a JOIN membership b"
        " ON b.pupil=a.pupil AND b.study_group<>a.study_group JOIN study_group g ON g.id=a.study_group"
        " WHERE g.year=? AND g.kind<>'class' AND a.starts<=? AND (a.ends IS NULL OR a.ends>=?)"
        " AND b.starts<=? AND (b.ends IS NULL OR b.ends>=?)",
        school.year(), *[day.isoformat()] * 4,
    )  # fmt: skip
    found: dict[int, set[int]] = {}
    for one, other in rows:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found
