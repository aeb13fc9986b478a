"""Changing the week: each deed is asked step by step, with what it does to the lessons told before it is done."""

from collections.abc import Sequence

from ....domain.timetable.timetable import Cell, Filling, Slot, SlotStep, Weeks, exchanged
from ....domain.timetable.week import Offer, Placed, Timetable, View
from ....i18n import N_, _
from ....services.timetable.timetable import PutSlots
from ...commands import Command
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...widgets.week_grid import WeekGrid
from .timetable_cells import lesson_words, offer_row, place_words, told, weeks_words
from .timetable_versions import TimetableVersions

ZEROTH = Command("zeroth", ("0",), N_("lesson 0"), N_("Show the line of zeroth lessons, before the first bell."), 30)


class TimetableDeeds(TimetableVersions):
    """What a person who may changes in the week."""

    view = View.CLASS
    key: object = None
    taken: tuple[Slot, ...] = ()
    """What was taken up to be put elsewhere, and from where."""
    origin: Cell = (0, 0)
    zeroth = False
    """Whether the line of the zeroth lessons is shown where none stands yet."""

    def cell(self) -> Cell:
        """Where the cursor stands."""
        raise NotImplementedError

    def here(self, cell: Cell | None = None) -> list[Placed]:
        """What stands in a cell of the week that is shown."""
        place = cell or self.cell()
        return [
            one
            for one in (self.found.placed if self.found else ())
            if (one.slot.weekday, one.slot.number) == place and one.stands_in(self.view, self.key)
        ]

    def show(self) -> None:
        """Draw the week that was asked for."""
        raise NotImplementedError

    def action_zeroth(self) -> None:
        """Show the line before the first lesson, to set one there, or hide it again."""
        if self.found is None or self.refused(ZEROTH.action):
            return
        self.zeroth = not self.zeroth
        self.show()
        week = self.query_one(WeekGrid)
        weekday, _number = week.cell
        if self.zeroth:
            week.go((weekday, 0))
            how = _("Enter sets it; the sanitary rules do not allow it.")
            self.say(_("Lesson 0 is held before the first one."), how)
        elif week.cell[1] == 0:
            self.say(_("Zeroth lessons stand in this week: they are always shown."))

    async def _put(self, steps: Sequence[SlotStep], title: str, said: str, ask: bool = True) -> bool:
        """Do steps, asked about where lessons change or clash."""
        assert self.found is not None
        assert self.found.version is not None
        change = PutSlots(self.found.version.starts, tuple(steps))
        if (foreseen := await self.foresee(change)) is None:
            return False
        if (ask or foreseen.clashes) and not await self.agreed(title, foreseen):
            return False
        if not await self.do(change):
            await self.load_keeping_words()
            return False
        self.kept()
        await self.load()
        self.say(said, "; ".join([*foreseen.lessons, _("Ctrl+Z takes it back.")]))
        return True

    # Setting a lesson.

    async def set_lesson(self) -> None:
        """Choose a course for the cell, then its room."""
        cell = self.cell()
        if self.found is None or not self._offers(self.found):
            self.say(_("No courses are taught here: the workload has to be entered first."))
            return
        found = await self.ready()
        if found is None:
            return
        offers = self._offers(found)
        rows = [offer_row(offer) for offer in offers]
        index = await self.dialog(Choose(place_words(cell), rows, searches=True))
        if index is None:
            return
        offer = offers[index]
        standing = next((one for one in self.here(cell) if one.slot.course == offer.course), None)
        if standing is not None:
            self.say(_("{lesson} stands here already.").format(lesson=lesson_words(standing)))
            return
        weeks = self._usual_weeks(offer, cell)
        room = str(self.key) if self.view is View.ROOM else offer.room
        await self._set_with_room(cell, offer, room, weeks)

    async def _set_with_room(self, cell: Cell, offer: Offer, room: str, weeks: Weeks) -> None:
        title = f"{place_words(cell)}: {offer_row(offer)[0]}"
        first = SlotStep(offer.course, *cell, Filling(room, weeks), None)
        assert self.found is not None
        assert self.found.version is not None
        foreseen = await self.foresee(PutSlots(self.found.version.starts, (first,)))
        if foreseen is None:
            return
        head = "\n".join([title, *([weeks_words(weeks)] if weeks else []), *(f"· {w}" for w in foreseen.lessons)])
        filled = await self.dialog(FillIn(head, [(_("Room"), room)]))
        if filled is not None:
            step = SlotStep(offer.course, *cell, Filling(filled[0], weeks), None)
            await self._put([step], title, title, ask=False)

    def _offers(self, found: Timetable) -> list[Offer]:
        if self.view is View.CLASS:
            mine = [offer for offer in found.offers if self.key in offer.classes]
        elif self.view is View.TEACHER:
            mine = [offer for offer in found.offers if self.key in offer.teachers]
        else:
            mine = list(found.offers)
        return sorted(mine, key=lambda offer: not offer.missing)

    def _usual_weeks(self, offer: Offer, cell: Cell) -> Weeks:
        """The last half hour of a course goes beside what stands there in the other weeks."""
        if offer.half_hours - offer.placed != 1:
            return Weeks.EVERY
        odd = any(one.slot.weeks is Weeks.ODD for one in self.here(cell))
        return Weeks.EVEN if odd else Weeks.ODD

    async def _one_of(self, title: str) -> Placed | None:
        """The lesson of the cell that is meant."""
        ones = self.here()
        if len(ones) < 2:
            return ones[0] if ones else None
        index = await self.dialog(Choose(title, [(told(one),) for one in ones]))
        return None if index is None else ones[index]

    async def change_room(self) -> None:
        """Another room for a lesson of the cell."""
        one = await self._one_of(_("Whose room?"))
        if one is None or await self.ready([one.slot]) is None:
            return
        filled = await self.dialog(FillIn(lesson_words(one), [(_("Room"), one.slot.room)]))
        if filled is not None and filled[0] != one.slot.room:
            await self._fill(one, Filling(filled[0], one.slot.weeks), ask=False)

    async def change_weeks(self) -> None:
        """Every week, odd ones, even ones."""
        one = await self._one_of(_("Which lesson?"))
        if one is None or await self.ready([one.slot]) is None:
            return
        choices = list(Weeks)
        index = await self.dialog(Choose(lesson_words(one), [(weeks_words(weeks),) for weeks in choices]))
        if index is not None and choices[index] is not one.slot.weeks:
            await self._fill(one, Filling(one.slot.room, choices[index]), ask=True)

    async def _fill(self, one: Placed, wanted: Filling, ask: bool) -> None:
        step = SlotStep(*one.slot.place, wanted, Filling(one.slot.room, one.slot.weeks))
        where = _("room {room}").format(room=wanted.room) if wanted.room else _("no room")
        title = f"{lesson_words(one)}: {where}, {weeks_words(wanted.weeks)}"
        await self._put([step], title, title, ask)

    async def clear(self) -> None:
        """Take a lesson of the cell, or all of them, out of the week."""
        ones = self.here()
        if len(ones) > 1:
            rows = [(_("All of them"),), *((told(one),) for one in ones)]
            index = await self.dialog(Choose(_("What is taken out of {place}?").format(place=place_words(self.cell())),
                                             rows))  # fmt: skip
            if index is None:
                return
            ones = ones if index == 0 else [ones[index - 1]]
        if not ones or await self.ready([one.slot for one in ones]) is None:
            return
        steps = [SlotStep(*one.slot.place, None, Filling(one.slot.room, one.slot.weeks)) for one in ones]
        title = _("Take out: {lessons}").format(lessons=", ".join(map(lesson_words, ones)))
        await self._put(steps, title, title)

    # Moving and swapping.

    async def put_down(self) -> None:
        """Put what was taken up into this cell; where lessons stand already, swap or put it beside them."""
        cell, origin, taken = self.cell(), self.origin, self.taken
        if await self.ready(taken) is None:
            return
        ones = self.here(cell)
        swap = False
        if ones:
            title = _("{place} holds {lessons}").format(
                place=place_words(cell), lessons=", ".join(map(lesson_words, ones))
            )
            index = await self.dialog(Choose(title, [(_("Swap the two"),), (_("Put it beside"),)]))
            if index is None:
                return
            swap = index == 0
        other = [one.slot for one in ones] if swap else []
        steps = exchanged(taken, cell, other, origin)
        words = _("Swap {one} and {other}") if swap else _("Move {one} to {other}")
        title = words.format(one=place_words(origin), other=place_words(cell))
        if await self._put(steps, title, title):
            self.taken = ()
            await self.load_keeping_words()
