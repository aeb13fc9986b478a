"""The wall timetable into slots, bells and the year's lessons."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.groups.groups import ClassName, CourseId
from ...domain.people.people import Actor
from ...domain.text.words import full_date
from ...domain.timetable.timetable import Hand, Slot, Version, in_force
from ...domain.workbooks.handed_in import BellRow, SlotRow
from ...i18n import N_, _, ngettext
from ...storage.people import people
from ...storage.school import School
from ...storage.timetable import laying, timetable
from ...storage.timetable.slots import SetSlot, add_version
from ...storage.timetable.timetable import Standing
from .importing import Import, Tally, missing_class


@dataclass(frozen=True)
class ImportTimetable(Import):
    """The wall timetable and the bells, and from them the year's lessons."""

    TITLE = N_("import of the timetable")
    slots: tuple[SlotRow, ...]
    bells: tuple[BellRow, ...]
    starts: date
    anew: bool = False
    """Whether it may begin on that day beside the timetables that stand."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The dispatcher, or the console of the home (O8.2a)."""
        return policy.may_keep_timetable(actor)

    def tally(self, school: School, write: bool) -> Tally:
        """Bells, slots and lessons; a cell that leads to no course is a conflict."""
        tally = Tally(ruling=self.ruling)
        resolved = self._resolve(school, tally)
        last = school.calendar().ends
        if self.starts > last:
            tally.contradict(
                _("The timetable begins on {starts}, after the last day of the study year, {last}.").format(
                    starts=full_date(self.starts), last=full_date(last)
                )
            )
        if tally.contradictions:
            return tally
        self._bells(school, tally, write)
        versions = timetable.versions(school)
        stands = self._stands(school, versions, {slot for _row, slot in resolved})
        if stands is not None:
            self._compare(stands, resolved, tally)
            return tally
        slots = [slot for _row, slot in resolved]
        version = Version(0, self.starts, None, frozenset(slots))
        laid = laying.look(school, self.starts, last, versions=[*versions, version])
        tally.add(N_("slots"), len(slots))
        tally.add(N_("lessons"), len(laid.missing))
        if versions:
            # Beside a timetable that stands, what becomes of its lessons is worth a look.
            tally.fresh += [f"· {words}" for words in laid.sentences()]
        if write:
            add_version(school, self.starts, None, [SetSlot(slot, Hand()) for slot in slots])
            laying.carry_out(school, laid)
        return tally

    def _stands(self, school: School, versions: Sequence[Version], found: Set[Slot]) -> Standing | None:
        """What the file is laid beside: the timetable of its day; None where it begins another one."""
        same = next((version for version in versions if version.starts == self.starts), None)
        if same is None and self.anew:
            held = in_force(versions, self.starts)
            same = held if held and held.slots == found else None
        elif same is None:
            same = versions[-1] if versions else None
        return Standing(same.starts, same.slots, {}) if same else None

    def _bells(self, school: School, tally: Tally, write: bool) -> None:
        stand = timetable.bells(school)
        new = []
        for bell in self.bells:
            if bell.number not in stand:
                new.append((bell.number, bell.starts, bell.ends))
            elif stand[bell.number] == (bell.starts, bell.ends):
                tally.keep(N_("bells"))
            else:
                tally.contradict(
                    _("{address}: lesson {number} is {stands} in the journal and {found} in the file.").format(
                        address=bell.address, number=bell.number, stands="–".join(stand[bell.number]),
                        found=f"{bell.starts}–{bell.ends}",
                    ),
                    bell.address,
                )  # fmt: skip
        tally.add(N_("bells"), len(new))
        if write:
            school.ledger.insert_many("bell", ("number", "starts", "ends"), new)

    def _compare(self, stands: Standing, resolved: list[tuple[SlotRow, Slot]], tally: Tally) -> None:
        """A timetable that stands is unchanged as a whole or contradicted as a whole: lessons rest on it."""
        other = {row.address: None for row, slot in resolved if slot not in stands.slots}
        lost = stands.slots - {slot for _row, slot in resolved}
        if self.starts != stands.starts and not self.anew:
            tally.contradict(
                _("The timetable begins on {stands} in the journal and on {found} in the file.").format(
                    stands=full_date(stands.starts), found=full_date(self.starts)
                )
            )
        if other:
            tally.contradict(
                ngettext(
                    "{address}: the journal has a timetable already, and in {count} cell the file differs from it.",
                    "{address}: the journal has a timetable already, and in {count} cells, from this one on, "
                    "the file differs from it.",
                    len(other),
                ).format(address=next(iter(other)), count=len(other)),
                *other,
            )
        if lost:
            tally.contradict(
                ngettext(
                    "The timetable of the journal has {count} lesson a week that the file has not.",
                    "The timetable of the journal has {count} lessons a week that the file has not.",
                    len(lost),
                ).format(count=len(lost))
            )
        if not tally.contradictions:
            tally.keep(N_("slots"), len(resolved))

    def _resolve(self, school: School, tally: Tally) -> list[tuple[SlotRow, Slot]]:
        found: list[tuple[SlotRow, Slot]] = []
        offered = timetable.courses_by_subject(school)
        rooms = timetable.teacher_rooms(school)
        classes = people.class_ids(school)
        no_class: dict[ClassName, list[str]] = {}
        no_course: dict[tuple[ClassName, str, str], list[str]] = {}
        for row in self.slots:
            pairs = pair(offered.get((row.school_class, row.subject), []), row.rooms, rooms)
            if row.school_class not in classes:
                no_class.setdefault(row.school_class, []).append(row.address)
            elif not pairs:
                no_course.setdefault((row.school_class, row.subject, "/".join(row.rooms)), []).append(row.address)
            found += [(row, Slot(CourseId(course), row.weekday, row.number, room, row.weeks)) for course, room in pairs]
        tally.gather(no_course, _no_course)
        tally.gather(no_class, missing_class)
        return found


def _no_course(what: tuple[ClassName, str, str], cells: int) -> str:
    name, subject, rooms = what
    return ngettext(
        "the workload has no {subject} in {name} that fits the rooms {rooms}, as {count} cell has it.",
        "the workload has no {subject} in {name} that fits the rooms {rooms}, as {count} cells have it.",
        cells,
    ).format(name=name, subject=subject, rooms=rooms, count=cells)


def pair(courses: list[int], rooms: tuple[str, ...], own_rooms: dict[int, str]) -> list[tuple[int, str]]:
    """Courses to rooms of a cell: as many of each in the order of the groups, or the one whose teacher has the room."""
    if len(courses) == len(rooms):
        return list(zip(courses, rooms, strict=True))
    if len(rooms) == 1:
        mine = [course for course in courses if own_rooms.get(course) == rooms[0]]
        return [(mine[0], rooms[0])] if len(mine) == 1 else []
    return []
