"""The slots of a timetable as the cells of the wall: a subject and its rooms, and in which weeks."""

from ...domain.groups.groups import ClassName
from ...domain.timetable.timetable import Weeks
from ...i18n import _
from ...storage.school import School
from ...storage.timetable import timetable
from ...storage.timetable.timetable import Standing
from ...storage.workbooks import handed_out
from .. import reference
from .importing_timetable import pair


class Wall:
    """What each cell of the wall says, and the lessons that no cell can say so that the import understands it."""

    def __init__(self, school: School, stands: Standing) -> None:
        self.cells: dict[tuple[int, int, ClassName], str] = {}
        """What stands at a day of the week, a number and a class."""
        self.left_out: list[str] = []
        self._offered = timetable.courses_by_subject(school)
        self._rooms = timetable.teacher_rooms(school)
        self._short = handed_out.short_names(school)
        told = {key: (name, subject) for (name, subject, _group), key in timetable.courses(school).items()}
        found: dict[tuple[int, int, ClassName], dict[tuple[str, Weeks], set[tuple[int, str]]]] = {}
        for slot in stands.slots:
            name, subject = told[slot.course]
            place = (slot.weekday, slot.number, name)
            found.setdefault(place, {}).setdefault((subject, slot.weeks), set()).add((slot.course, slot.room))
        for place, parts in sorted(found.items()):
            self._take(place, parts)

    def _take(
        self, place: tuple[int, int, ClassName], parts: dict[tuple[str, Weeks], set[tuple[int, str]]]
    ) -> None:
        weekday, number, name = place
        said = _("{school_class}, day {weekday}, lesson {number}: {subject} {rooms} does not fit into a cell.")
        fitting = []
        for (subject, weeks), slots in sorted(parts.items()):
            # The wall has a column for each class and none for a group of several.
            if name.letter and (words := self._words(name, subject, slots, weeks)):
                fitting.append(words)
                continue
            rooms = "/".join(sorted(room for _course, room in slots))
            self.left_out.append(
                said.format(school_class=name, weekday=weekday, number=number, subject=subject, rooms=rooms).strip()
            )
        if fitting:
            self.cells[place] = "; ".join(fitting)

    def _words(self, name: ClassName, subject: str, slots: set[tuple[int, str]], weeks: Weeks) -> str:
        """The words of a lesson in a cell, "" where the import would not read the same slots from them."""
        from ...exchange.lists.timetable import CELL, PARTS, SIGNS
        from ...exchange.outgoing.layouts import wall_spelling

        aliases = reference.aliases()
        spelled = wall_spelling(self._short.get(subject, subject), aliases)
        offered = self._offered.get((name, subject), [])
        rooms = tuple(room for _course, room in sorted(slots, key=lambda slot: offered.index(slot[0])))
        match = CELL.fullmatch(words := f"{spelled} {'/'.join(rooms)}")
        fits = match and aliases.get(match[1].casefold()) == subject and match[2] == "/".join(rooms)
        fits = fits and not PARTS.search(words) and set(pair(offered, rooms, self._rooms)) == slots
        return words + SIGNS[weeks] if fits else ""
