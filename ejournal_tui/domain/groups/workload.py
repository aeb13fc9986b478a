"""Who teaches what to whom, how many hours a week, and from when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ..people.people import ClassId, Span, StaffId
from ..text.words import decimal
from .groups import CourseId

NORMS = {
    1: (21, 21), 2: (23, 26), 3: (23, 26), 4: (23, 26), 5: (29, 32), 6: (30, 33), 7: (32, 35), 8: (33, 36),
    9: (33, 36), 10: (34, 37), 11: (34, 37),
}  # fmt: skip
"""The most hours a week a pupil of a grade may have in a week of five days and of six (SanPiN 2.4.2.2821-10)."""
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class TeacherSpan:
    """Somebody's work in a course."""

    key: int
    staff: StaffId
    name: str
    span: Span
    signs: bool
    """Whether the results are signed by this one where several teach."""


@dataclass(frozen=True)
class CourseLoad:
    """A course with its hours and its teachers."""

    course: CourseId
    group: int
    title: str
    """«7А», «7А, гр. 1», or the name of a group of several classes."""
    school_class: ClassId | None
    class_title: str
    grade: int
    subject: int
    subject_name: str
    divided: bool
    """Whether it is for a part of a class."""
    half_hours: int
    teachers: tuple[TeacherSpan, ...]
    """Past ones first."""
    vacant: date | None
    """From when the course has no teacher; None where it always has."""

    def on(self, day: date) -> tuple[TeacherSpan, ...]:
        """Who teaches on a day."""
        return tuple(one for one in self.teachers if one.span.covers(day))

    def lasting(self, day: date) -> tuple[TeacherSpan, ...]:
        """Who teaches on a day or later."""
        return tuple(one for one in self.teachers if one.span.ends is None or one.span.ends >= day)


def signer(teachers: Iterable[TeacherSpan], day: date) -> TeacherSpan | None:
    """Who signs the results of a period that ends on a day: who is named for it, else who has taught longest."""
    there = sorted((one for one in teachers if one.span.covers(day)), key=lambda one: (one.span.starts, one.key))
    return next((one for one in there if one.signs), there[0] if there else None)


def vacant_from(teachers: Iterable[TeacherSpan], first: date, last: date) -> date | None:
    """The first day of a stretch on which nobody teaches."""
    day = first
    for one in sorted(teachers, key=lambda one: one.span.starts):
        if one.span.starts > day:
            return day
        if one.span.ends is None:
            return None
        day = max(day, one.span.ends + _A_DAY)
    return day if day <= last else None


def hours_words(half_hours: int) -> str:
    """Half hours as they are read: «4», «0,5»."""
    return decimal(half_hours * 500, half_hours % 2)


def class_hours(loads: Iterable[CourseLoad], school_class: ClassId) -> int:
    """The half hours a week of a pupil of a class: of a divided subject those of one subgroup."""
    found: dict[tuple[int, bool], int] = {}
    for load in loads:
        if load.school_class == school_class:
            key = (load.subject, load.divided)
            found[key] = max(found.get(key, 0), load.half_hours)
    return sum(found.values())


def teacher_hours(loads: Iterable[CourseLoad], staff: StaffId, day: date) -> int:
    """The half hours a week that somebody teaches on a day; shared ones count for each."""
    return sum(load.half_hours for load in loads if any(one.staff == staff for one in load.on(day)))


def most_hours(grade: int, week: int) -> int:
    """The most hours a week for a grade in a week of so many days."""
    five, six = NORMS[grade]
    return six if week > 5 else five
