"""Who teaches a course from when: begun, shared, handed on, ended, and who signs (C18, C09)."""

from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.groups.workload import CourseLoad, TeacherSpan
from ...domain.people.people import Actor, StaffId
from ...domain.text.words import full_date
from ...i18n import N_, _
from ...storage.groups import workload as store
from ...storage.log.records import Record
from ...storage.people import people
from ...storage.school import School
from ..people.personal import PersonalChange, require_seen
from ..people.staffing import end_after
from .grouping import require_year

A_DAY = timedelta(days=1)


class LoadChange(PersonalChange):
    """A change of the workload."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_keep_workload(actor)


def load_of(school: School, course: int, day: date) -> CourseLoad:
    """A course of the year; raises Invalid."""
    found = store.loads(school, day, course)
    if not found:
        raise Invalid(_("There is no such course."), _("Go back and choose again."))
    return found[0]


def _require_staff(school: School, staff: int, first: date) -> None:
    rows = school.db.sql("SELECT dismissed FROM staff WHERE id=?", staff)
    if not rows:
        raise Invalid(_("There is no such member of staff."), _("Choose another teacher."))
    if rows[0][0] and date.fromisoformat(rows[0][0]) < first:
        name = people.name_of(school, "staff", staff).initials
        raise Invalid(_("{name} has left the school by then.").format(name=name), _("Choose another teacher."))


def begin_teaching(
    school: School, record: Record, load: CourseLoad, staff: StaffId, day: date, until: date | None = None
) -> None:
    """Let somebody teach a course from a day; raises Invalid."""
    require_year(school, day)
    _require_staff(school, staff, day)
    last = until or date.max
    if last < day:
        raise Invalid(_("The last day is before the first one."), _("Check the days."))
    mine = [one for one in load.teachers if one.staff == staff]
    if any(one.span.starts <= last and (one.span.ends or date.max) >= day for one in mine):
        raise Invalid(_("{name} teaches this course in these days already.").format(name=mine[0].name),
                      _("Choose another teacher or day."))  # fmt: skip
    record.insert(
        "teaching", course=load.course, staff=staff, starts=day.isoformat(), ends=until and until.isoformat(),
        signs=None,
    )  # fmt: skip


def _end(record: Record, one: TeacherSpan, last: date) -> None:
    end_after(record, "teaching", store.TEACHING, one.key, one.span.starts, last)


def _teacher(school: School, load: CourseLoad, key: int, expects: date | None) -> TeacherSpan:
    one = next((one for one in load.teachers if one.key == key), None)
    if one is None:
        raise Conflict(_("This teacher's work in the course is gone."), _("Look at the course again."))
    words = _("{name} until {day}").format(name=one.name, day=full_date(one.span.ends)) if one.span.ends else one.name
    require_seen(school, "teaching", key, one.span.ends, expects, words)
    return one


@dataclass(frozen=True)
class AddTeacher(LoadChange):
    """Let somebody teach a course from a day, beside whoever teaches it."""

    TITLE = N_("teacher of a course")
    course: CourseId
    staff: StaffId
    day: date
    until: date | None = None

    def carry_out(self, school: School, record: Record) -> None:
        """Write it; raises Invalid."""
        begin_teaching(school, record, load_of(school, self.course, self.day), self.staff, self.day, self.until)

    def check(self, school: School) -> None:
        """Nobody twice at once in one course."""
        require_no_twins(school, self.course)


@dataclass(frozen=True)
class EndTeaching(LoadChange):
    """Let somebody's work in a course end with a day."""

    TITLE = N_("teacher's work ended")
    course: CourseId
    key: int
    """The teacher's work, as the workload shows it."""
    day: date
    """The last day."""
    expects: date | None = None

    def carry_out(self, school: School, record: Record) -> None:
        """Date it; raises Invalid and Conflict."""
        one = _teacher(school, load_of(school, self.course, school.calendar().starts), self.key, self.expects)
        require_year(school, self.day)
        if one.span.ends == self.day:
            raise Invalid(_("It stands so already."), _("Write another day."))
        if self.day < one.span.starts - A_DAY:
            raise Invalid(
                _("The work began on {day}.").format(day=full_date(one.span.starts)), _("Write a later day.")
            )
        if one.span.ends and one.span.ends < self.day:
            _require_staff(school, one.staff, self.day)
        _end(record, one, self.day)

    def check(self, school: School) -> None:
        """Nobody twice at once in one course."""
        require_no_twins(school, self.course)


@dataclass(frozen=True)
class HandOver(LoadChange):
    """Hand a course from one teacher to another from a day: debts and deadlines pass on, authorship stays (C18)."""

    TITLE = N_("course handed over")
    course: CourseId
    key: int
    """The work that ends."""
    staff: StaffId
    day: date
    """The new teacher's first day."""
    expects: date | None = None

    def carry_out(self, school: School, record: Record) -> None:
        """End the one work, begin the other; raises Invalid and Conflict."""
        load = load_of(school, self.course, school.calendar().starts)
        one = _teacher(school, load, self.key, self.expects)
        require_year(school, self.day)
        if self.day < one.span.starts:
            raise Invalid(
                _("The work began on {day}.").format(day=full_date(one.span.starts)), _("Write a later day.")
            )
        last = self.day - A_DAY
        if one.span.ends is None or one.span.ends > last:
            _end(record, one, last)
        begin_teaching(school, record, load, self.staff, self.day)
        if one.signs:
            made = record.steps[-1].key
            record.update("teaching", made, signs=1)

    def check(self, school: School) -> None:
        """Nobody twice at once in one course."""
        require_no_twins(school, self.course)


@dataclass(frozen=True)
class NameSigner(LoadChange):
    """Name who of a course's teachers signs its results (C18)."""

    TITLE = N_("signer of a course")
    course: CourseId
    staff: StaffId
    expects: StaffId | None
    """Who the person saw named."""

    def carry_out(self, school: School, record: Record) -> None:
        """Write it; raises Invalid and Conflict."""
        load = load_of(school, self.course, school.calendar().starts)
        named = next((one for one in load.teachers if one.signs), None)
        key, words = (named.key, named.name) if named else (0, _("nobody"))
        require_seen(school, "teaching", key, named and named.staff, self.expects, words)
        lasting = [one for one in load.lasting(school.clock.today()) if one.staff == self.staff]
        if not lasting:
            raise Invalid(_("Only who teaches the course signs its results."), _("Choose one of its teachers."))
        for one in load.teachers:
            record.update("teaching", one.key, signs=1 if one == lasting[-1] else None)


@dataclass(frozen=True)
class SwapTeachers(LoadChange):
    """Let the teachers of two subgroups change places from a day, with the rooms of lessons given at once (C09)."""

    TITLE = N_("teachers of subgroups swapped")
    course: CourseId
    other: CourseId
    day: date
    expects: tuple[tuple[StaffId, ...], tuple[StaffId, ...]]
    """Who taught the one and the other when the person looked."""

    def carry_out(self, school: School, record: Record) -> None:
        """End and begin everybody's work crosswise, exchange rooms; raises Invalid and Conflict."""
        require_year(school, self.day)
        one, other = (load_of(school, course, self.day) for course in (self.course, self.other))
        if one.course == other.course or (one.subject, one.school_class) != (other.subject, other.school_class):
            raise Invalid(_("Teachers are swapped between subgroups of one subject in one class."))
        stand = tuple(tuple(sorted(t.staff for t in load.on(self.day))) for load in (one, other))
        key = next((t.key for load in (one, other) for t in load.on(self.day)), 0)
        require_seen(school, "teaching", key, stand, self.expects, _("other teachers"))
        if stand[0] == stand[1]:
            raise Invalid(_("The same teacher keeps both groups: there is nothing to swap."))
        if any(t.span.starts > self.day for load in (one, other) for t in load.teachers):
            raise Invalid(
                _("A teacher begins in one of these groups later: that would be lost."),
                _("Put that right first, or choose a later day."),
            )
        leaving = [(load, load.on(self.day)) for load in (one, other)]
        for _load, there in leaving:
            for teacher in there:
                _end(record, teacher, self.day - A_DAY)
        for (_load, there), to in zip(leaving, (other, one), strict=True):
            for teacher in there:
                self._write(record, teacher, to)
        self._swap_rooms(school, record)

    def _write(self, record: Record, teacher: TeacherSpan, to: CourseLoad) -> None:
        ends = teacher.span.ends
        record.insert(
            "teaching", course=to.course, staff=teacher.staff, starts=self.day.isoformat(),
            ends=ends and ends.isoformat(), signs=1 if teacher.signs else None,
        )  # fmt: skip

    def _swap_rooms(self, school: School, record: Record) -> None:
        mine = store.planned_rooms(school, self.course, self.day)
        theirs = {(on, number): (key, room) for key, on, number, room in
                  store.planned_rooms(school, self.other, self.day)}  # fmt: skip
        for key, on, number, room in mine:
            if (on, number) in theirs:
                other, there = theirs[on, number]
                record.update("lesson", key, room=there)
                record.update("lesson", other, room=room)

    def check(self, school: School) -> None:
        """Nobody twice at once in one course."""
        require_no_twins(school, self.course)
        require_no_twins(school, self.other)


def require_no_twins(school: School, course: int) -> None:
    """Refuse somebody who would teach a course twice at once; raises Conflict."""
    rows = school.db.sql(
        "SELECT 1 FROM teaching t JOIN teaching u ON u.course=t.course AND u.staff=t.staff AND t.id<u.id"
        " WHERE t.course=? AND u.starts<=COALESCE(t.ends,'9999') AND t.starts<=COALESCE(u.ends,'9999') LIMIT 1",
        course,
    )
    if rows:
        raise Conflict(_("Somebody has changed this since: nothing was taken back."), _("Look at the course again."))
