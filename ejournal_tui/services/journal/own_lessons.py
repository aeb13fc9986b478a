"""Tuition at home as lessons: who teaches the pupil what, and when (C14)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.people.cards import stay_on
from ...domain.people.people import Actor, PupilId, Role, StaffId
from ...domain.text.words import full_date
from ...i18n import N_, _
from ...storage.groups import groups, stays
from ...storage.groups.groups import CourseFacts
from ...storage.journal import outside, own_lessons
from ...storage.log.records import Record
from ...storage.people import cards
from ...storage.school import School
from .. import reference
from ..people.families import keeper_of_pupil
from ..people.personal import PersonalChange
from ..session import Query
from ..typed import read_day

NUMBERS = range(1, 13)
A_WEEK = timedelta(days=7)
_PARTS = re.compile(r"[\s,;]+")
_DAY = re.compile(r"\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?")
Times = tuple[tuple[date, int], ...]
"""Days and numbers of lessons."""


def read_times(typed: str, near: date) -> Times:
    """Days with the numbers of their lessons: «16.01 3 4, 18.01 2»; raises Invalid."""
    found: list[tuple[date, int]] = []
    day: date | None = None
    for part in filter(None, _PARTS.split(typed)):
        if _DAY.fullmatch(part):
            day = read_day(part, near)
        elif day is None or not part.isdecimal() or len(part) > 2:
            raise Invalid(
                _("“{text}”: a day and the numbers of its lessons are expected.").format(text=part[:20]),
                _("Write it like 16.01 3 4."),
            )
        else:
            found.append((day, int(part)))
    if not found:
        raise Invalid(_("No day and lesson is written."), _("Write it like 16.01 3 4."))
    return tuple(sorted(set(found)))


def _require_at_home(school: School, pupil: PupilId, day: date) -> None:
    spans = outside.home_spans(school, [pupil], reference.home_forms()).get(pupil, [])
    if not any(span.covers(day) for span in spans):
        raise Invalid(
            _("The pupil is not taught at home on {day}.").format(day=full_date(day)),
            _("First enter the order: “Tuition at home…”."),
        )


@dataclass(frozen=True)
class HomeTeacher:
    """Somebody who can teach a subject at home."""

    subject: int
    subject_name: str
    staff: StaffId
    name: str


@dataclass(frozen=True)
class ListHomeTeachers(Query[tuple[HomeTeacher, ...]]):
    """Who teaches the subjects of a pupil's class, in whichever class: one of them may come home."""

    pupil: PupilId

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the grade's data."""
        return keeper_of_pupil(actor, school, self.pupil)

    def answer(self, actor: Actor, school: School) -> tuple[HomeTeacher, ...]:
        """By subject, then by name."""
        found = own_lessons.teachers_of(school, self.pupil, school.clock.today())
        return tuple(HomeTeacher(subject, name, StaffId(staff), who) for subject, name, staff, who in found)


@dataclass(frozen=True)
class GiveOwnCourse(PersonalChange):
    """Let a pupil be taught a subject at home, alone with a teacher."""

    TITLE = N_("own lessons at home")
    pupil: PupilId
    subject: int
    staff: StaffId
    half_hours: int
    day: date
    """The first day."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the grade's data."""
        return keeper_of_pupil(actor, school, self.pupil)

    def carry_out(self, school: School, record: Record) -> None:
        """Make the group of one where there is none yet, the course and its teacher; raises Invalid."""
        _require_at_home(school, self.pupil, self.day)
        if not 1 <= self.half_hours <= 60:
            raise Invalid(_("The hours a week are a number like 2 or 0,5."))
        card = cards.staff_card(school, self.staff, self.day)
        if card.dismissed is not None and card.dismissed < self.day:
            raise Invalid(_("{name} has left the school.").format(name=card.name.initials))
        here = stay_on(stays.class_stays(school, self.pupil), self.day)
        if here is None:
            raise Invalid(_("The pupil is in no class on this day."))
        group = own_lessons.group_of(school, self.pupil, self.day)
        if group is None:
            group = own_lessons.new_group(
                school, record, self.pupil, here.school_class, self.day, _("at home {number}")
            )
        elif school.db.sql("SELECT 1 FROM course WHERE study_group=? AND subject=?", group, self.subject):
            raise Conflict(_("The pupil is taught this subject at home already."), _("Look at the card."))
        else:
            self._reach_back(school, record, group)
        course = record.insert("course", subject=self.subject, study_group=group, half_hours=self.half_hours)
        record.insert("teaching", course=course, staff=self.staff, starts=self.day.isoformat(), ends=None)

    def _reach_back(self, school: School, record: Record, group: int) -> None:
        """The group is there from the earliest of its courses on."""
        ((key, starts),) = school.db.sql(
            "SELECT id, starts FROM membership WHERE study_group=? AND pupil=? ORDER BY id DESC LIMIT 1",
            group, self.pupil,
        )  # fmt: skip
        if self.day.isoformat() < starts:
            record.update("membership", key, starts=self.day.isoformat())

    def facts(self) -> Mapping[str, object]:
        """Whose, what, from when."""
        return {"pupil": self.pupil, "subject": self.subject, "day": self.day.isoformat()}


@dataclass(frozen=True)
class PutOwnLessons(PersonalChange):
    """Put lessons at home on days, once or week after week; or take out those still to come."""

    TITLE = N_("days of own lessons")
    course: CourseId
    times: Times
    until: date | None = None
    """Repeat them week after week up to this day."""
    take_out: bool = False

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the grade's data, and the course's teacher."""
        if actor.is_(Role.TEACHER) and actor.staff in groups.teachers(school, self.course, school.clock.today()):
            return None
        return policy.may_keep_pupils(actor, {groups.course(school, self.course).grade})

    def carry_out(self, school: School, record: Record) -> None:
        """Write every lesson, or none; raises Invalid and Conflict."""
        course = groups.course(school, self.course)
        pupil = own_lessons.pupil_of(school, self.course)
        if pupil is None:
            raise Invalid(_("This is no course of a pupil taught at home."))
        times = self._spread(school, course)
        for day, number in times:
            if self.take_out:
                self._take(school, record, day, number)
            else:
                self._put(school, record, PupilId(pupil), course.group, day, number)

    def _spread(self, school: School, course: CourseFacts) -> list[tuple[date, int]]:
        """Every day meant: repeated ones only where the class learns."""
        calendar = school.calendar()
        found: list[tuple[date, int]] = []
        for day, number in self.times:
            if number not in NUMBERS or calendar.weekday(day, course.grade, course.school_class) is None:
                raise Invalid(
                    _("The class has no lessons at {day}, number {number}.").format(day=full_date(day), number=number),
                    _("Choose a school day and a lesson of the bells."),
                )
            found.append((day, number))
            later = day + A_WEEK
            while self.until is not None and later <= min(self.until, calendar.ends):
                if calendar.weekday(later, course.grade, course.school_class) is not None:
                    found.append((later, number))
                later += A_WEEK
        return sorted(set(found))

    def _put(self, school: School, record: Record, pupil: PupilId, group: int, day: date, number: int) -> None:
        _require_at_home(school, pupil, day)
        if not groups.is_member(school, group, pupil, day):
            raise Invalid(_("The own lessons begin later than {day}.").format(day=full_date(day)))
        course = groups.course(school, self.course)
        if school.calendar(day).period_of(day, course.grade, course.school_class, course.id).closed:
            raise Invalid(_("The period is closed: ask the deputy head to open it."))
        teachers = groups.teachers(school, self.course, day)
        if not teachers:
            raise Invalid(_("Nobody teaches this course on {day}.").format(day=full_date(day)))
        busy = own_lessons.held_then(school, day, number, tuple(teachers), group)
        if busy is not None:
            raise Conflict(
                _("{day}, lesson {number}: the teacher or the pupil has {lesson} then.").format(
                    day=full_date(day), number=number, lesson=busy
                ),
                _("Choose another day or number."),
            )
        record.insert(
            "lesson", course=self.course, day=day.isoformat(), number=number, room="", state="planned", topic="",
            plan_entry=None, kind=None, substitute=None, roll_at=None, held_at=None, on_paper_at=None,
        )  # fmt: skip

    def _take(self, school: School, record: Record, day: date, number: int) -> None:
        rows = school.db.sql(
            "SELECT id, state, topic, roll_at FROM lesson WHERE course=? AND day=? AND number=?",
            self.course, day.isoformat(), number,
        )  # fmt: skip
        if not rows:
            raise Invalid(
                _("There is no lesson at {day}, number {number}.").format(day=full_date(day), number=number),
                _("Look at the card."),
            )
        key, state, topic, roll = rows[0]
        used = [
            table
            for table in ("work", "homework", "personal_homework", "conduct_note", "absence", "substitution")
            if school.db.sql(f"SELECT 1 FROM {table} WHERE lesson=? LIMIT 1", key)
        ]
        if state != "planned" or topic or roll is not None or used:
            raise Invalid(
                _("Something is on record of the lesson of {day}: it stays.").format(day=full_date(day)),
                _("The dispatcher can call it off."),
            )
        record.delete("lesson", key, own_lessons.LESSON)

    def facts(self) -> Mapping[str, object]:
        """Whose course, how many days."""
        return {"course": self.course, "lessons": len(self.times), "out": self.take_out}


def end_own_lessons(school: School, record: Record, pupil: PupilId, day: date) -> None:
    """End the lessons alone of a pupil who is back in the class, or moves, from a day on."""
    own_lessons.end(school, record, pupil, day)
    for key, starts in school.db.sql(
        "SELECT m.id, m.starts FROM membership m JOIN study_group g ON g.id=m.study_group WHERE g.kind='individual'"
        " AND m.pupil=? AND (m.ends IS NULL OR m.ends>=?) ORDER BY m.id",
        pupil, day.isoformat(),
    ):  # fmt: skip
        if starts < day.isoformat():
            record.update("membership", key, ends=(day - timedelta(days=1)).isoformat())
        else:
            record.delete("membership", key, stays.MEMBERSHIP)


