"""The timetable: a week by class, by teacher, by room; who may changes it here, and lessons follow."""

from collections.abc import Mapping
from datetime import date

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.text.words import weekday_name
from ....domain.timetable.timetable import Cell, Filling, SlotStep
from ....domain.timetable.week import Timetable, View
from ....i18n import N_, _, ngettext
from ....services.session import Guarded
from ....services.timetable.timetable import CopyTimetable, PutSlots
from ....services.timetable.timetable_view import ShowTimetable
from ...commands import DETAILS, FIND, PRINT, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...widgets.week_grid import WeekGrid
from .timetable_cells import cell_lines, cells, lesson_words, place_words, set_by, state_words, told, version_words
from .timetable_deeds import ZEROTH, TimetableDeeds

SET = Command("set_lesson", ("enter", "insert"), N_("set a lesson"), N_("Choose the lesson of this cell."), 100)
MOVE = Command(
    "move", ("f6",), N_("move"), N_("Take the lesson up; F6 on another cell puts it there or swaps the two."), 80
)
CLEAR = Command("clear", ("delete",), N_("take out"), N_("Take the lesson out of the week."), 60)
ROOM = Command("room", ("к",), N_("room"), N_("Change the room of the lesson."), 50)
WEEKS = Command("weeks", ("н",), N_("odd/even"), N_("Hold the lesson every week, in odd weeks or in even ones."))
CLASH = Command("next_clash", ("с",), N_("clash"), N_("Go to the next clash, wherever it is."), 55)
VIEW = Command("turn_view", ("в",), N_("view"), N_("Show the week by class, by teacher, by room."), 86)
VERSIONS = Command(
    "versions", ("т",), N_("timetables"), N_("Choose another timetable, begin one from a day on, take one back."), 85
)
CHANGING = (SET, MOVE, CLEAR, ROOM, WEEKS, ZEROTH)
ORDER = (View.CLASS, View.TEACHER, View.ROOM)
LEAST = 7
"""Lessons of a day that are shown at least."""


class TimetableScreen(TimetableDeeds):
    """The week."""

    COMMANDS_HERE = (SET, MOVE, CLEAR, ROOM, WEEKS, ZEROTH, CLASH, VIEW, VERSIONS, FIND, DETAILS, PRINT)
    HIDES_REFUSED = True

    def __init__(self, desk: Desk, name: str, starts: date | None = None) -> None:
        super().__init__(desk)
        self._who = name
        self.starts = starts

    @override
    def body(self) -> ComposeResult:
        yield WeekGrid()

    @override
    def requests(self) -> Mapping[str, Guarded]:
        """A class teacher changes the own class, so it depends on what is shown."""
        found = self.found
        if found is None or found.version is None:
            return {command.action: CopyTimetable(self.desk.clock.today(), None) for command in CHANGING}
        courses = [offer.course for offer in found.offers if self.view is View.CLASS and self.key in offer.classes]
        # A cell that does not exist asks for the right alone.
        steps = tuple(SlotStep(course, 0, 0, Filling(""), None) for course in courses[:1])
        asked: Guarded = PutSlots(found.version.starts, steps) if steps else CopyTimetable(found.next_day, None)
        return {command.action: asked for command in CHANGING}

    @override
    async def load(self) -> None:
        """Ask for the whole timetable and show the week."""
        found = await self.ask(ShowTimetable(self.starts))
        if found is None:
            return
        first, stood, self.found = self.found is None, self.found and self.found.version, found
        if (stood and stood.starts) != (found.version and found.version.starts):
            # What was taken up belongs to the timetable that was shown.
            self.taken = ()
        if self.starts is not None and (found.version is None or found.version.starts != self.starts):
            # It was taken back.
            self.starts = None
        if first:
            self._begin_somewhere(found)
        self._keep_key(found)
        self.show()

    def _begin_somewhere(self, found: Timetable) -> None:
        if found.own_class is not None:
            self.view, self.key = View.CLASS, found.own_class
        elif not found.keeps_all and any(key == found.own_staff for key, _name in found.teachers):
            self.view, self.key = View.TEACHER, found.own_staff

    def _keep_key(self, found: Timetable) -> None:
        keys = [key for key, _name in self._choices(found)]
        if self.key not in keys:
            self.key = keys[0] if keys else None

    def _choices(self, found: Timetable) -> list[tuple[object, str]]:
        """Whose weeks there are in this view."""
        if self.view is View.CLASS:
            return [(key, name) for key, name in found.classes]
        if self.view is View.TEACHER:
            return [(key, name) for key, name in found.teachers]
        return [(room, _("room {room}").format(room=room)) for room in found.rooms]

    def show(self) -> None:
        """Draw the week that was asked for."""
        found = self.found
        assert found is not None
        version = found.version
        parts = [_("Timetable"), dict(self._choices(found)).get(self.key, "")]
        if version is not None:
            parts.append(version_words(version, version.starts == found.now, found.until))
        self.title_line(" · ".join(part for part in parts if part), self._who)
        week = self.query_one(WeekGrid)
        week.empty = _("No classes yet: the officer enters staff and workload first.")
        taken = frozenset(slot.place for slot in self.taken)
        texts = cells(found, self.view, self.key, taken)
        days = [weekday_name(day) for day in range(1, found.weekdays + 1)] if self.key is not None else []
        week.show(days, self._numbers(texts), texts, {n: starts for n, (starts, _ends) in found.bells.items()})
        week.focus()
        self.tell()

    def _numbers(self, texts: Mapping[Cell, object]) -> list[int]:
        used = [number for _weekday, number in texts]
        rung = list(self.found.bells) if self.found else []
        return list(range(min([0 if self.zeroth else 1, *used]), max([LEAST, *used, *rung]) + 1))

    def tell(self) -> None:
        """The lessons of the cell under the cursor, what clashes, who has set them."""
        found = self.found
        if found is None:
            return
        ones = self.here()
        first = "; ".join(told(one) for one in ones)
        clashing = [clash.words for one in ones for clash in found.clashing(one.slot)]
        second = "! " + clashing[0] if clashing else set_by(ones)
        if self.taken:
            what = ", ".join(lesson_words(one) for one in self.here(self.origin))
            second = _("{lessons} taken up: F6 puts it here, Esc leaves it.").format(lessons=what)
        if found.version is None:
            first, second = _("There is no timetable yet."), ""
            if found.classes:
                second = _("The dispatcher begins one: Enter on a cell.")
        self.summarise(first or _("{place}: no lesson").format(place=place_words(self.cell())), second or self._state())

    def _state(self) -> str:
        found = self.found
        assert found is not None
        return state_words(found, self._offers(found) if self.view is View.CLASS else (), CLASH.key)

    @override
    def cell(self) -> Cell:
        return self.query_one(WeekGrid).cell

    def on_week_grid_moved(self, _event: WeekGrid.Moved) -> None:
        """Tell what stands there."""
        self.tell()

    async def on_week_grid_turned(self, event: WeekGrid.Turned) -> None:
        """The next class, teacher or room."""
        if self.found is None:
            return
        keys = [key for key, _name in self._choices(self.found)]
        if keys:
            await self._turn(keys[(keys.index(self.key) + event.step) % len(keys)])

    async def _turn(self, key: object) -> None:
        self.key, self.taken = key, ()
        self.show()
        await self.weigh()

    async def action_turn_view(self) -> None:
        """By class, by teacher, by room: the lesson under the cursor stays in sight."""
        found = self.found
        if found is None:
            return
        ones = self.here()
        self.view = ORDER[(ORDER.index(self.view) + 1) % len(ORDER)]
        key = self.key
        if ones:
            one = ones[0]
            near = {View.CLASS: min(one.classes, default=None), View.TEACHER: next(iter(one.teachers), None),
                    View.ROOM: one.slot.room}  # fmt: skip
            key = near[self.view]
        self.key = key
        self._keep_key(found)
        await self._turn(self.key)

    def action_find(self) -> None:
        """Find a class, a teacher, a room by typing."""
        self.start(self._find())

    async def _find(self) -> None:
        if self.found is None:
            return
        choices = self._choices(self.found)
        titles = {View.CLASS: _("Class"), View.TEACHER: _("Teacher"), View.ROOM: _("Room")}
        rows = [(name,) for _key, name in choices]
        if not rows:
            self.say(_("There is nothing to choose from yet."))
            return
        index = await self.dialog(Choose(titles[self.view], rows, searches=True))
        if index is not None:
            await self._turn(choices[index][0])

    async def action_next_clash(self) -> None:
        """From clash to clash, through the classes."""
        found = self.found
        if found is None or not found.clashes:
            self.say(_("Nothing clashes in this timetable."))
            return
        here, mine = self.cell(), {one.slot.place for one in self.here()}
        at = [n for n, told_ in enumerate(found.clashes) if told_.clash.one.place in mine]
        following = found.clashes[(at[-1] + 1 if at else 0) % len(found.clashes)]
        one = found.at(following.clash.one)
        assert one is not None
        self.view, key = View.CLASS, min(one.classes, default=None)
        self.key = key
        self._keep_key(found)
        await self._turn(self.key)
        self.query_one(WeekGrid).go((one.slot.weekday, one.slot.number))
        self.tell()
        more = ngettext("{count} clash in all.", "{count} clashes in all.", len(found.clashes))
        where = "" if here != self.cell() or len(found.clashes) > 1 else _("It is this one.")
        self.say("! " + following.words, f"{more.format(count=len(found.clashes))} {where}".strip())

    def action_details(self) -> None:
        """Everything about the cell, what has no place, every clash."""
        found = self.found
        if found is None:
            return
        lines = cell_lines(found, self.here(), self._offers(found) if self.view is View.CLASS else ())
        self.app.push_screen(ShowText(place_words(self.cell()), lines))

    def action_set_lesson(self) -> None:
        """Choose a lesson for the cell."""
        if not self.refused(SET.action):
            self.start(self.changing(self.set_lesson()))

    def action_move(self) -> None:
        """Take up, put down."""
        if self.refused(MOVE.action):
            return
        if self.taken:
            if self.cell() == self.origin:
                self._let_go()
            else:
                self.start(self.changing(self.put_down()))
        elif ones := self.here():
            self.taken, self.origin = tuple(one.slot for one in ones), self.cell()
            self.show()
        else:
            self.say(_("No lesson stands here to be moved."))

    def _let_go(self) -> None:
        self.taken = ()
        self.show()

    async def action_back(self) -> None:
        """What was taken up stays where it was; else back."""
        if self.taken:
            self._let_go()
        else:
            await super().action_back()

    def action_clear(self) -> None:
        """Take out."""
        if not self.refused(CLEAR.action):
            self.start(self.changing(self.clear()))

    def action_room(self) -> None:
        """Another room."""
        if not self.refused(ROOM.action):
            self.start(self.changing(self.change_room()))

    def action_weeks(self) -> None:
        """Odd or even weeks."""
        if not self.refused(WEEKS.action):
            self.start(self.changing(self.change_weeks()))

    def action_versions(self) -> None:
        """The timetables of the year."""
        self.start(self.choose_version())

    def action_print(self) -> None:
        """As a workbook."""
        self.start(self.save_workbook())

    @override
    def help_words(self) -> list[str]:
        return [
            _("The week of a class, a teacher or a room: PgUp and PgDn turn to the next one, F3 finds it."),
            _("! marks a clash: it is told and may be kept. Lessons still to be held follow every change at once; "
              "held ones and those with homework or entries stay."),
            _("What the dispatcher has set by hand a class teacher does not change."),
        ]  # fmt: skip
