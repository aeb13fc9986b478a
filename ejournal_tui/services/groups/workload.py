"""The workload: which courses there are, with how many hours (decisions)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...domain.errors import Invalid
from ...domain.groups.groups import CourseId
from ...domain.groups.workload import hours_words
from ...domain.people.people import ClassId, StaffId
from ...i18n import N_, _
from ...storage.log.records import Record
from ...storage.people import people
from ...storage.school import School
from ..people.personal import require_seen
from .course_teachers import LoadChange, begin_teaching, load_of
from .grouping import require_year

MOST_HALF_HOURS = 40
LONGEST_NAME = 24


def _require_hours(half_hours: int) -> None:
    if not 1 <= half_hours <= MOST_HALF_HOURS:
        raise Invalid(_("A course has from half an hour to 20 hours a week."), _("Write the hours like 4 or 0.5."))


@dataclass(frozen=True)
class AddCourse(LoadChange):
    """Teach a subject to a class, or to a new group of several classes, from a day."""

    TITLE = N_("course added")
    school_class: ClassId | None
    subject: int
    half_hours: int
    staff: StaffId
    day: date
    name: str = ""
    """What a group of several classes is called."""
    grade: int = 0
    """Its grade: the bells and holidays that it follows."""

    def carry_out(self, school: School, record: Record) -> None:
        """Write the course, its teacher, and the group where it is new; raises Invalid."""
        require_year(school, self.day)
        _require_hours(self.half_hours)
        group = self._class(school) if self.school_class is not None else self._group(school, record)
        course = record.insert("course", subject=self.subject, study_group=group, half_hours=self.half_hours)
        begin_teaching(school, record, load_of(school, course, self.day), self.staff, self.day)

    def _class(self, school: School) -> int:
        facts = people.school_class(school, self.school_class or 0)
        if school.db.sql("SELECT 1 FROM course WHERE subject=? AND study_group=?", self.subject, facts.id):
            raise Invalid(_("{school_class} is taught this subject already.").format(school_class=facts.name),
                          _("Change that course instead."))  # fmt: skip
        return facts.id

    def _group(self, school: School, record: Record) -> int:
        name = " ".join(self.name.split())
        if not name or len(name) > LONGEST_NAME:
            raise Invalid(_("A group needs a short name."), _("Write one, like “Robotics 7”."))
        if school.db.sql(
            "SELECT 1 FROM study_group WHERE year=? AND kind='cross' AND name=? AND ends IS NULL", school.year(), name
        ):
            raise Invalid(_("{name} is there already.").format(name=name), _("Write another name."))
        return record.insert(
            "study_group", year=school.year(), kind="cross", name=name, grade=self.grade, letter="", of_class=None,
            starts=self.day.isoformat(), ends=None,
        )  # fmt: skip

    def facts(self) -> Mapping[str, object]:
        """What to whom."""
        return {"school_class": self.school_class, "subject": self.subject, "half_hours": self.half_hours}


@dataclass(frozen=True)
class ChangeHours(LoadChange):
    """Change the hours a week of a course; they count for the whole year, the log keeps what they were."""

    TITLE = N_("hours of a course")
    course: CourseId
    half_hours: int
    expects: int

    def carry_out(self, school: School, record: Record) -> None:
        """Write them; raises Invalid and Conflict."""
        _require_hours(self.half_hours)
        load = load_of(school, self.course, school.calendar().starts)
        words = _("{hours} h").format(hours=hours_words(load.half_hours))
        require_seen(school, "course", self.course, load.half_hours, self.expects, words)
        if self.half_hours == load.half_hours:
            raise Invalid(_("It stands so already."), _("Write other hours."))
        record.update("course", self.course, half_hours=self.half_hours)
