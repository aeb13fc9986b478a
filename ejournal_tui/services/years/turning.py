"""The year turns: classes go on, some repeat, some leave, the workload goes along; one deed, one undo (C26)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import ClassName
from ...domain.people.people import Actor, PupilId
from ...domain.text.words import full_date
from ...domain.years import next_workload, promotion
from ...domain.years.promotion import Fate, Turn
from ...domain.years.year import YearId, next_calendar
from ...i18n import N_, _
from ...storage.log.records import Record
from ...storage.people import people
from ...storage.school import School
from ...storage.years import turning
from ..people.personal import PersonalChange
from .founding import write_calendar
from .prospect import Prospect, faults_of, prospect_of

A_DAY = timedelta(days=1)
STANDING = (Fate.CONDITIONAL, Fate.REPEATS)
"""What is said of a pupil beside the class."""


@dataclass(frozen=True)
class TurnYear(PersonalChange):
    """Bring classes into the next year: its calendar, classes, pupils, workload, subgroups; leavers leave."""

    TITLE = N_("the next study year")
    turn: Turn
    expects: str
    """What the person saw, as the prospect said it."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the data of every class that is brought on or formed."""
        if not self.turn.classes:
            return _("There is no class to bring into the next year.")
        return policy.may_keep_pupils(actor, {_grade(school, one) for one in self.turn.classes})

    def facts(self) -> Mapping[str, object]:
        """When, and how many classes."""
        return {"starts": self.turn.starts.isoformat(), "classes": len(self.turn.classes)}

    def carry_out(self, school: School, record: Record) -> None:
        """Write it all; raises Invalid and Conflict."""
        year = turning.year_to_turn(school)
        if year is None:
            raise Invalid(_("The journal has no study year yet."))
        prospect = prospect_of(school, frozenset(_grade(school, one) for one in self.turn.classes))
        self._require_time(prospect)
        self._require_seen(prospect)
        _Turning(school, record, prospect, self.turn, year.id).write()

    def _require_time(self, prospect: Prospect) -> None:
        if prospect.today < prospect.opens:
            raise Invalid(
                _("The year turns after its last day of lessons, {day}.").format(day=full_date(prospect.opens)),
                _("What you have chosen is kept until then."),
            )
        turn = replace(self.turn, starts=prospect.turn.starts) if prospect.prepared else self.turn
        for fault in faults_of(prospect, turn):
            raise Invalid(fault, _("Put it right, then do it again."))

    def _require_seen(self, prospect: Prospect) -> None:
        known = {one.id for one in prospect.classes}
        named = {one.of for one in self.turn.classes if one.of is not None}
        if prospect.seen != self.expects or not named <= known:
            raise Conflict(
                _("Somebody has changed classes, pupils or the workload meanwhile."),
                _("Nothing was written: look at the summary again, then do it."),
            )

    def check(self, school: School) -> None:
        """Everybody in one class a day."""
        if turning.twice_placed(school):
            raise Conflict(
                _("Somebody would be in two classes on one day: nothing was written."),
                _("Look at the cards of those who have moved lately."),
            )


def _grade(school: School, one: promotion.ClassTurn) -> int:
    if one.of is not None:
        return people.school_class(school, one.of).name.grade
    return one.to.grade if one.to is not None else 0


class _Turning:
    """Writes the next year, from the calendar down to the subgroups."""

    def __init__(self, school: School, record: Record, prospect: Prospect, turn: Turn, this: YearId) -> None:
        self.school = school
        self.record = record
        self.this = this
        self.classes = [one for one in prospect.classes if turn.of_class(one.id) is not None]
        known = {pupil for one in self.classes for pupil, _name in one.pupils}
        self.turn = replace(turn, pupils=tuple(one for one in turn.pupils if one.pupil in known))
        self.loads = prospect.loads
        self.to = promotion.destinations(self.turn, self.classes)

    def write(self) -> None:
        following = next((one for one in self.school.years() if one.starts > self._this_starts), None)
        starts = following.starts if following else self.turn.starts
        self.first, self.last = starts.isoformat(), (starts - A_DAY).isoformat()
        # Asked before anything is written: what is remembered of the years must not hold half a deed.
        calendar = self.school.calendar_of(self.this)
        self.existing = turning.names_of(self.school, following.id) if following else {}
        self.year = following.id if following else write_calendar(
            self.record, next_calendar(calendar, starts, self.turn.ends)
        )  # fmt: skip
        leavers = self._end_this_year()
        groups = self._form_classes()
        self._place_pupils(groups)
        self._hand_on_workload(groups)
        # Last: whose brother or sister stays is known by now.
        self.record.update_many("account", ("closes",), turning.accounts_of(self.school, leavers))

    @property
    def _this_starts(self) -> date:
        return self.school.calendar_of(self.this).starts

    def _end_this_year(self) -> dict[PupilId, str]:
        """Every stay, lead and teaching of these classes ends before the new year; answers who leaves, and when."""
        leaving = {
            pupil: (day or self.turn.starts - A_DAY, order.strip())
            for pupil, (day, order) in promotion.leavings(self.turn, self.classes).items()
        }
        rows: list[tuple[Any, ...]] = []
        for key, pupil, starts, is_class in turning.open_memberships(self.school, self.to, self.this):
            left = leaving.get(PupilId(pupil))
            if left and left[0].isoformat() < starts:
                raise Invalid(
                    _("{name} came only on {day}, after the day of leaving.").format(
                        name=people.name_of(self.school, "pupil", pupil).short,
                        day=full_date(date.fromisoformat(starts)),
                    ),
                    _("Write a later last day."),
                )
            ends, order = (left[0].isoformat(), left[1] if is_class else "") if left else (self.last, "")
            rows.append((key, ends, order))
        self.record.update_many("membership", ("ends", "left_order"), rows)
        keys = [one.id for one in self.classes]
        grades = {one.name.grade for one in self.classes}
        for table, ended in (
            ("teaching", turning.open_teaching(self.school, keys, grades, self.this)),
            ("class_teacher", turning.open_leads(self.school, keys)),
        ):
            self.record.update_many(table, ("ends",), [(key, self.last) for key in ended])
        return {pupil: day.isoformat() for pupil, (day, _order) in leaving.items()}

    def _form_classes(self) -> dict[ClassName, int]:
        formed = [one for one in self.turn.classes if one.to is not None]
        keys = self.record.insert_many(
            "study_group", ("year", "kind", "name", "grade", "letter", "of_class", "follows"),
            [(self.year, "class", str(one.to), one.to.grade, one.to.letter, None, one.of) for one in formed if one.to],
        )  # fmt: skip
        self.record.insert_many(
            "class_teacher", ("school_class", "staff", "starts", "ends"),
            [(key, one.teacher, self.first, None) for key, one in zip(keys, formed, strict=True) if one.teacher],
        )  # fmt: skip
        names = {one.to: key for key, one in zip(keys, formed, strict=True) if one.to}
        return {**self.existing, **names}

    def _place_pupils(self, groups: Mapping[ClassName, int]) -> None:
        standing = {one.pupil: one.fate.value for one in self.turn.pupils if one.fate in STANDING}
        self._join([
            (groups[to], pupil, standing.get(pupil, "")) for pupil, to in self.to.items() if to is not None
        ], self.turn.order.strip())  # fmt: skip

    def _join(self, places: list[tuple[int, PupilId, str]], order: str) -> None:
        self.record.insert_many(
            "membership", ("study_group", "pupil", "starts", "ends", "order_number", "left_order", "standing"),
            [(group, pupil, self.first, None, order, "", standing) for group, pupil, standing in places],
        )  # fmt: skip

    def _hand_on_workload(self, groups: Mapping[ClassName, int]) -> None:
        wanted = next_workload.next_loads(self.turn, self.loads, self.classes)
        split = [load for load in wanted if load.subgroup]
        keys = self.record.insert_many(
            "study_group", ("year", "kind", "name", "grade", "letter", "of_class", "follows"),
            [(self.year, "subgroup", load.subgroup, load.to.grade, load.to.letter, groups[load.to], None)
             for load in split],
        )  # fmt: skip
        of = {load.place: key for load, key in zip(split, keys, strict=True)}
        courses = self.record.insert_many(
            "course", ("subject", "study_group", "half_hours"),
            [(load.subject, of.get(load.place, groups[load.to]), load.half_hours) for load in wanted],
        )  # fmt: skip
        self.record.insert_many(
            "teaching", ("course", "staff", "starts", "ends"),
            [(course, staff, self.first, None)
             for course, load in zip(courses, wanted, strict=True) for staff in load.teachers],
        )  # fmt: skip
        self._join([(of[load.place], pupil, "") for load in split for pupil in load.members], "")
