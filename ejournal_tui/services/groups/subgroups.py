"""Subgroups of a class made from a day and dissolved before one (O8.1e)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.text.words import full_date
from ...i18n import N_, _, ngettext
from ...storage.groups import division as store
from ...storage.log.records import Record
from ...storage.people import people
from ...storage.school import School
from ..people.personal import require_seen
from ..people.staffing import end_after
from .grouping import A_DAY, GroupChange, require_year

LONGEST_NAME = 24


@dataclass(frozen=True)
class MakeSubgroup(GroupChange):
    """Make a subgroup of a class for a subject from a day; the deputy head gives it a teacher."""

    TITLE = N_("subgroup made")
    course: CourseId
    name: str
    day: date

    def carry_out(self, school: School, record: Record) -> None:
        """Write the group and its course with the hours of the subject; raises Invalid."""
        require_year(school, self.day)
        division = store.division_of(school, self.course, self.day)
        name = " ".join(self.name.split())
        if division.school_class is None:
            raise Invalid(_("Only a class is divided into subgroups."))
        if not name or len(name) > LONGEST_NAME:
            raise Invalid(_("A subgroup needs a short name."), _("Write one, like “group 3”."))
        if any(part.name.casefold() == name.casefold() for part in division.parts):
            raise Invalid(_("{name} is there already.").format(name=name), _("Write another name."))
        facts = people.school_class(school, division.school_class)
        group = record.insert(
            "study_group", year=school.year(), kind="subgroup", name=name, grade=facts.name.grade,
            letter=facts.name.letter, of_class=division.school_class, starts=self.day.isoformat(), ends=None,
        )  # fmt: skip
        hours = store.half_hours(school, division.owner, division.subject)
        record.insert("course", subject=division.subject, study_group=group, half_hours=hours or 0)

    def facts(self) -> Mapping[str, object]:
        """Of which subject and class, since when."""
        return {"course": self.course, "day": self.day.isoformat()}


@dataclass(frozen=True)
class DissolveGroup(GroupChange):
    """Let a group end before a day: its pupils leave it, its teachers' work ends; the past stays."""

    TITLE = N_("group dissolved")
    course: CourseId
    group: int
    day: date
    """The first day without it."""
    expects: date | None = None
    """The last day of the group that the person saw."""

    def carry_out(self, school: School, record: Record) -> None:
        """Date everything that lasts longer; raises Invalid and Conflict."""
        require_year(school, self.day)
        division = store.division_of(school, self.course, self.day)
        part = division.part(self.group)
        if part is None:
            raise Conflict(_("The group is dissolved already."), _("Look at the groups again."))
        stands = part.span.ends
        require_seen(
            school, "study_group", self.group, stands, self.expects, full_date(stands) if stands else part.name
        )
        count = store.lessons_after(school, self.group, self.day)
        if count:
            raise Invalid(
                ngettext(
                    "{count} lesson of this group stands in the timetable from that day on.",
                    "{count} lessons of this group stand in the timetable from that day on.",
                    count,
                ).format(count=count),
                _("Ask the dispatcher to take them out first, or choose a later day."),
            )
        for stay in store.stays(school, (self.group,), self.day):
            end_after(record, "membership", store.MEMBERSHIP, stay.key, stay.span.starts, self.day - A_DAY)
        self._end_teaching(school, record)
        record.update("study_group", self.group, ends=(self.day - A_DAY).isoformat())

    def _end_teaching(self, school: School, record: Record) -> None:
        rows = school.db.sql(
            "SELECT t.id, t.starts FROM teaching t JOIN course c ON c.id=t.course WHERE c.study_group=?"
            " AND (t.ends IS NULL OR t.ends>=?) ORDER BY t.id",
            self.group, self.day.isoformat(),
        )  # fmt: skip
        for key, starts in rows:
            columns = ("course", "staff", "starts", "ends", "signs")
            end_after(record, "teaching", columns, key, date.fromisoformat(starts), self.day - A_DAY)
