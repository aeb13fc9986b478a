"""Whole lessons at once: what a teacher brings from paper (C25)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.attendance.attendance import Absence
from ...domain.errors import Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.lessons import LessonId
from ...domain.journal.marks import Mark
from ...domain.people.people import Actor, PupilId, Span, StaffId
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.journal import corrections
from ...storage.school import School
from ..rules import rulebook
from ..session import Change
from .keeping import reason_objection, too_late

REASONS = (Absence.ILL, Absence.EXCUSED)
"""The letters that only a document gives."""


@dataclass(frozen=True)
class WorkRecord:
    """A work with its marks."""

    kind: int
    weight: int
    for_all: bool
    marks: tuple[tuple[PupilId, Mark], ...]


@dataclass(frozen=True)
class LessonRecord:
    """A lesson as it was held."""

    lesson: LessonId
    course: CourseId
    day: date
    topic: str
    plan_entry: int | None
    kind: int | None
    works: tuple[WorkRecord, ...]
    absences: tuple[tuple[PupilId, Absence], ...]
    homework: str | None
    """None says nothing; "" is «не задано»."""
    minutes: int | None = None


def _keepers(spans: Iterable[tuple[StaffId, Span]], day: date, today: date) -> set[StaffId]:
    """Who keeps a lesson of a day, as `groups.keepers` says it of one."""
    then, now = ({staff for staff, span in spans if span.covers(at)} for at in (day, max(day, today)))
    return then | now if then.isdisjoint(now) else then


@dataclass(frozen=True)
class EnterRecords(Change):
    """Enter lessons that nobody has begun to keep, as one deed of their teacher."""

    TITLE = N_("lessons entered together")
    records: tuple[LessonRecord, ...]

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of every one of the lessons, in open periods (O8.5); reasons by the class teacher (O8.4d)."""
        if not self.records:
            return policy.may_keep_lesson(actor, (), None, False)
        spans = groups.teaching(school, {record.course for record in self.records})
        courses = {c: groups.course(school, c) for c in {record.course for record in self.records}}
        substitutes, rules, today = self._substitutes(school), rulebook(school), school.clock.today()
        for record in self.records:
            course = courses[record.course]
            teachers = _keepers(spans.get(record.course, ()), record.day, today)
            period = school.calendar(record.day).period_of(record.day, course.grade, course.school_class, course.id)
            closed = period.closed
            why = policy.may_keep_lesson(actor, teachers, substitutes.get(record.lesson), False)
            if why is None:
                why = policy.may_enter(closed) or too_late(school, rules, record.day, course.grade)
                if why and corrections.allowed(school, actor.staff, record.course, record.day):
                    why = None
            if why is None and any(letter in REASONS for _pupil, letter in record.absences):
                why = reason_objection(actor, rules, record.day, course.grade, course.school_class)
            if why is not None:
                return why
        return None

    def _substitutes(self, school: School) -> dict[LessonId, StaffId]:
        keys = [record.lesson for record in self.records]
        marks = ",".join("?" * len(keys))
        return dict(
            school.db.sql(f"SELECT id, substitute FROM lesson WHERE substitute IS NOT NULL AND id IN ({marks})", *keys)
        )

    def apply(self, school: School) -> None:
        """Write them; raises Invalid when a lesson is kept already, lies ahead or belongs elsewhere."""
        self._require_untouched(school)
        self._require_possible(school)
        ledger = school.ledger
        at = ledger.at
        ledger.update_many(
            "lesson",
            ("state", "topic", "plan_entry", "kind", "roll_at", "held_at"),
            [(r.lesson, "held", r.topic, r.plan_entry, r.kind, at, at) for r in self.records],
        )
        works = [(r.lesson, w.kind, w.weight, int(w.for_all)) for r in self.records for w in r.works]
        keys = ledger.insert_many("work", ("lesson", "kind", "weight", "for_all"), works)
        bundles = [w.marks for r in self.records for w in r.works]
        author = ledger.actor
        ledger.insert_many(
            "mark",
            ("work", "pupil", "place", "value", "sign", "comment", "author", "at"),
            [
                (key, pupil, 0, int(mark.value), mark.sign, "", author, at)
                for key, marks in zip(keys, bundles, strict=True)
                for pupil, mark in marks
            ],
        )
        ledger.insert_many(
            "absence",
            ("lesson", "pupil", "letter", "author", "at"),
            [(r.lesson, pupil, letter.value, author, at) for r in self.records for pupil, letter in r.absences],
        )
        ledger.insert_many(
            "homework",
            ("lesson", "text", "none_set", "minutes", "author", "at"),
            [
                (r.lesson, r.homework, int(not r.homework), r.minutes if r.homework else None, author, at)
                for r in self.records
                if r.homework is not None
            ],
        )

    def facts(self) -> Mapping[str, object]:
        """How many lessons, of which courses' days."""
        return {"lessons": len(self.records)}

    def _require_untouched(self, school: School) -> None:
        keys = [record.lesson for record in self.records]
        marks = ",".join("?" * len(keys))
        rows = school.db.sql(f"SELECT id, course, day, state, topic, roll_at FROM lesson WHERE id IN ({marks})", *keys)
        found = {key: rest for key, *rest in rows}
        today = school.clock.today().isoformat()
        for record in self.records:
            course, day, state, topic, roll_at = found.get(record.lesson, (0, "", "", "", None))
            if course != record.course or day != record.day.isoformat():
                raise Invalid(_("A lesson in this list belongs to another course or day."))
            if state != "planned" or topic or roll_at is not None:
                raise Invalid(_("A lesson of {day} is kept already.").format(day=day))
            if day > today:
                raise Invalid(_("A lesson of {day} has not been held yet.").format(day=day))


    def _require_possible(self, school: School) -> None:
        """Refuse strangers to a group, marks beside an absence, works that the school does not know."""
        courses = {record.course for record in self.records}
        stays = groups.stays(school, courses)
        subjects = {course: groups.course(school, course).subject_id for course in courses}
        plans = school.plans()
        weights = dict(school.db.sql("SELECT id, weight FROM work_kind"))
        for record in self.records:
            marked = {pupil for work in record.works for pupil, _mark in work.marks}
            missed = {pupil for pupil, letter in record.absences if letter.missed}
            here = stays.get(record.course, {})
            for pupil in marked | {pupil for pupil, _letter in record.absences}:
                if not any(span.covers(record.day) for span in here.get(pupil, ())):
                    raise Invalid(_("A pupil in this list was not in the group on {day}.").format(day=record.day))
                if plans.leave_out(pupil, subjects[record.course], record.day):
                    raise Invalid(
                        _("A pupil in this list does not learn the subject on {day}.").format(day=record.day)
                    )
            if marked & missed:
                raise Invalid(_("A mark stands beside an absence on {day}.").format(day=record.day))
            if any(weights.get(work.kind) != work.weight for work in record.works):
                raise Invalid(_("A kind of work in this list is not the school's."))
