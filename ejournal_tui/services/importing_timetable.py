"""The wall timetable into slots, bells and the year's lessons."""

from dataclasses import dataclass
from datetime import date

from ..domain import policy
from ..domain.handed_in import BellRow, SlotRow
from ..domain.people import Actor
from ..i18n import N_, _
from ..storage import timetable
from ..storage.school import School
from .importing import Import, Tally


@dataclass(frozen=True)
class ImportTimetable(Import):
    """The wall timetable and the bells, and from them the year's lessons."""

    TITLE = N_("import of the timetable")
    slots: tuple[SlotRow, ...]
    bells: tuple[BellRow, ...]
    starts: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """The dispatcher, or the console of the home (O8.2a)."""
        return policy.may_keep_timetable(actor)

    def tally(self, school: School, write: bool) -> Tally:
        """Bells, slots and lessons; a cell that leads to no course is a conflict."""
        tally = Tally()
        if school.db.sql("SELECT 1 FROM slot LIMIT 1"):
            tally.conflicts.append(_("The journal has a timetable already; a new version comes from its screen."))
            return tally
        resolved = self._resolve(school, tally)
        tally.add(N_("slots"), len(resolved))
        tally.add(N_("bells"), len(self.bells))
        if not write or tally.conflicts:
            return tally
        ledger = school.ledger
        ledger.insert_many("bell", ("number", "starts", "ends"), [(b.number, b.starts, b.ends) for b in self.bells])
        table = ledger.insert(
            "timetable", year=school.year(), starts=self.starts.isoformat(), ends=None, title=school.calendar().title
        )
        ledger.insert_many(
            "slot", ("timetable", "course", "weekday", "number", "room"), [(table, *slot) for slot in resolved]
        )
        tally.add(N_("lessons"), timetable.make_lessons(school, self.starts, school.calendar().ends))
        return tally

    def _resolve(self, school: School, tally: Tally) -> list[tuple[int, int, int, str]]:
        found: list[tuple[int, int, int, str]] = []
        offered = timetable.courses_by_subject(school)
        rooms = timetable.teacher_rooms(school)
        for row in self.slots:
            courses = offered.get((row.school_class, row.subject), [])
            pairs = _pair(courses, row.rooms, rooms)
            if not pairs:
                tally.conflicts.append(
                    _("{address}: the workload has no {subject} in {name} that fits the rooms {rooms}.").format(
                        address=row.address, subject=row.subject, name=row.school_class, rooms="/".join(row.rooms)
                    )
                )
            found += [(course, row.weekday, row.number, room) for course, room in pairs]
        return found


def _pair(courses: list[int], rooms: tuple[str, ...], own_rooms: dict[int, str]) -> list[tuple[int, str]]:
    """Courses to rooms: as many of each in the order of the groups, or the one whose teacher has the room."""
    if len(courses) == len(rooms):
        return list(zip(courses, rooms, strict=True))
    if len(rooms) == 1:
        mine = [course for course in courses if own_rooms.get(course) == rooms[0]]
        return [(mine[0], rooms[0])] if len(mine) == 1 else []
    return []
