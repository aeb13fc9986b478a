"""Class teachers: who leads a class from a day (O8.1b)."""

from dataclasses import dataclass
from datetime import date

from ...domain.errors import Conflict, Invalid
from ...domain.people.people import ClassId, Name, StaffId
from ...domain.text.words import full_date
from ...i18n import N_, _
from ...storage.log.records import Record
from ...storage.school import School
from ..people.personal import require_school_day, require_seen
from ..people.staffing import A_DAY, StaffChange, end_after


@dataclass(frozen=True)
class LeadClass(StaffChange):
    """Make somebody the class teacher from a day; the one before leads until the day before."""

    TITLE = N_("class teacher")
    school_class: ClassId
    staff: StaffId
    day: date
    expects: StaffId | None
    """Who led the class when the person looked."""

    def carry_out(self, school: School, record: Record) -> None:
        """End the one lead and begin the other; raises Invalid and Conflict."""
        require_school_day(school, self.day, self.school_class)
        stands = leader_of(school, self.school_class)
        key, staff, starts, words = stands or (0, None, None, _("nobody"))
        require_seen(school, "class_teacher", key, staff, self.expects, words)
        if staff == self.staff:
            raise Invalid(_("It stands so already."), _("Look at the card."))
        if starts and self.day < starts:
            raise Invalid(
                _("The last change is of {day}: the new one cannot be earlier.").format(day=full_date(starts)),
                _("Write a later day."),
            )
        columns = ("school_class", "staff", "starts", "ends")
        for one, since in _leads_from(school, self.school_class, self.day):
            end_after(record, "class_teacher", columns, one, since, self.day - A_DAY)
        record.insert(
            "class_teacher", school_class=self.school_class, staff=self.staff, starts=self.day.isoformat(), ends=None
        )

    def check(self, school: School) -> None:
        """One class teacher without an end at most."""
        rows = school.db.sql(
            "SELECT 1 FROM class_teacher WHERE school_class=? AND ends IS NULL", self.school_class
        )
        if len(rows) > 1:
            raise Conflict(_("Somebody has changed this since: nothing was taken back."))


def _leads_from(school: School, school_class: int, day: date) -> list[tuple[int, date]]:
    """Who leads a class on a day or later: the rows, since when."""
    rows = school.db.sql(
        "SELECT id, starts FROM class_teacher WHERE school_class=? AND (ends IS NULL OR ends>=?) ORDER BY id",
        school_class, day.isoformat(),
    )  # fmt: skip
    return [(key, date.fromisoformat(starts)) for key, starts in rows]


def leader_of(school: School, school_class: int) -> tuple[int, StaffId, date, str] | None:
    """Who leads a class without an end: the row, the person, since when, the name."""
    rows = school.db.sql(
        "SELECT t.id, t.staff, t.starts, s.surname, s.given, s.patronymic FROM class_teacher t"
        " JOIN staff s ON s.id=t.staff WHERE t.school_class=? AND t.ends IS NULL ORDER BY t.id DESC LIMIT 1",
        school_class,
    )
    if not rows:
        return None
    key, staff, starts, *name = rows[0]
    return key, StaffId(staff), date.fromisoformat(starts), Name(*name).initials
