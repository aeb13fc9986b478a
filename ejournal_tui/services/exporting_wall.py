"""The slots of a timetable as the cells of the wall: one subject and its rooms in each."""

from ..domain.groups import ClassName
from ..i18n import _
from ..storage import handed_out, timetable
from ..storage.school import School
from ..storage.timetable import Standing
from . import reference
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
        found: dict[tuple[int, int, ClassName], dict[str, set[tuple[int, str]]]] = {}
        for slot in stands.slots:
            name, subject = told[slot.course]
            place = (slot.weekday, slot.number, name)
            found.setdefault(place, {}).setdefault(subject, set()).add((slot.course, slot.room))
        for place, subjects in sorted(found.items()):
            self._take(place, subjects)

    def _take(self, place: tuple[int, int, ClassName], subjects: dict[str, set[tuple[int, str]]]) -> None:
        words = {subject: self._words(place[2], subject, slots) for subject, slots in sorted(subjects.items())}
        if len(words) == 1 and (only := next(iter(words.values()))):
            self.cells[place] = only
            return
        weekday, number, name = place
        for subject, slots in sorted(subjects.items()):
            rooms = "/".join(sorted(room for _course, room in slots))
            said = _("{school_class}, day {weekday}, lesson {number}: {subject} {rooms} does not fit into a cell.")
            self.left_out.append(
                said.format(school_class=name, weekday=weekday, number=number, subject=subject, rooms=rooms).strip()
            )

    def _words(self, name: ClassName, subject: str, slots: set[tuple[int, str]]) -> str:
        """The words of a cell, "" where the import would not read the same slots from them."""
        from ..exchange.layouts import wall_spelling
        from ..exchange.timetable import CELL

        aliases = reference.aliases()
        spelled = wall_spelling(self._short.get(subject, subject), aliases)
        offered = self._offered.get((name, subject), [])
        rooms = tuple(room for _course, room in sorted(slots, key=lambda slot: offered.index(slot[0])))
        match = CELL.fullmatch(words := f"{spelled} {'/'.join(rooms)}")
        fits = match and aliases.get(match[1].casefold()) == subject and match[2] == "/".join(rooms)
        return words if fits and set(pair(offered, rooms, self._rooms)) == slots else ""
