"""Changing the timetable: each deed is asked step by step, with what it does to the lessons told before it is done."""

from collections.abc import Coroutine, Sequence
from datetime import date
from typing import Any, cast

from ...domain.dates import read_day
from ...domain.handed_out import Kind
from ...domain.timetable import Cell, Filling, Slot, SlotStep, Weeks, exchanged
from ...domain.week import Foreseen, Offer, Placed, Timetable, View
from ...domain.words import full_date
from ...i18n import _
from ...services.exporting import export_workbook
from ...services.outbox import save_new
from ...services.timetable import CopyTimetable, DropTimetable, PutSlots, Timetabling
from ...services.timetable_view import PreviewTimetable
from ..dialogs.choose import Choose
from ..dialogs.fill_in import FillIn
from ..host import Host
from ..widgets.lines import StatusLine
from .asking import AskingScreen
from .timetable_cells import (
    lesson_words,
    offer_row,
    place_words,
    told,
    version_words,
    weeks_words,
)


class TimetableDeeds(AskingScreen):
    """What a person who may changes in the week."""

    found: Timetable | None = None
    view = View.CLASS
    key: object = None
    starts: date | None = None
    """The timetable that is shown: the one from this day; None for the one that holds now."""
    taken: tuple[Slot, ...] = ()
    """What was taken up to be put elsewhere, and from where."""
    origin: Cell = (0, 0)
    _begun = False
    """Whether a timetable was begun for the deed in hand and nothing is changed in it yet."""
    _as_it_began: frozenset[date] = frozenset()
    """The timetables that hold already and are to be changed from their beginning on."""

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

    async def changing(self, deed: Coroutine[Any, Any, None]) -> None:
        """A deed from its first question on; what was begun for it alone goes with it."""
        stood, self._begun = self.starts, False
        await deed
        if not self._begun:
            return
        receipt = await self._attempt(self.desk.undo)
        if receipt is not None:
            said = self.query_one(StatusLine).said
            await self._show_from(stood)
            self.say(*said)

    # Before anything else: which timetable is changed, and from which day on.

    async def _ready(self) -> Timetable | None:
        """The timetable to change: one that holds already is gone on with in a copy from a day on."""
        found = self.found
        if found is None:
            return None
        version = found.version
        if version is None:
            return await self._begin(_("There is no timetable yet. From which day on?"), None)
        if version.starts >= self.desk.clock.today() or version.starts in self._as_it_began:
            return found
        title = _("This timetable holds since {day}. From which day on is it changed?")
        return await self._begin(title.format(day=full_date(version.starts)), version.starts)

    async def _begin(self, title: str, source: date | None) -> Timetable | None:
        assert self.found is not None
        fields = [(_("From"), full_date(self.found.next_day))]
        filled = await self.dialog(FillIn(title, fields, lambda typed: read_day(typed[0], self.desk.clock.today())))
        if filled is None:
            return None
        day = read_day(filled[0], self.desk.clock.today())
        if source is not None and day <= source:
            self._as_it_began |= {source}
            return self.found
        if all(version.starts != day for version in self.found.versions):
            if not await self.do(CopyTimetable(day, source)):
                return None
            self._begun = True
        return await self._show_from(day)

    async def _show_from(self, day: date | None) -> Timetable | None:
        self.starts = day
        await self.load()
        return self.found

    async def _foresee(self, change: Timetabling) -> Foreseen | None:
        return await self.ask(PreviewTimetable(change))

    async def _agreed(self, title: str, foreseen: Foreseen) -> bool:
        """Whether the person wants it, knowing what it does."""
        lines = [title, *(f"· {words}" for words in foreseen.lessons), *(f"! {words}" for words in foreseen.clashes)]
        return await self.dialog(Choose("\n".join(lines), [(_("Yes"),), (_("No"),)])) == 0

    async def _put(self, steps: Sequence[SlotStep], title: str, said: str, ask: bool = True) -> bool:
        """Do steps, asked about where lessons change or clash."""
        assert self.found is not None
        assert self.found.version is not None
        change = PutSlots(self.found.version.starts, tuple(steps))
        if (foreseen := await self._foresee(change)) is None:
            return False
        if (ask or foreseen.clashes) and not await self._agreed(title, foreseen):
            return False
        if not await self.do(change):
            await self.load_keeping_words()
            return False
        self._begun = False
        await self.load()
        self.say(said, "; ".join([*foreseen.lessons, _("Ctrl+Z takes it back.")]))
        return True

    async def load_keeping_words(self) -> None:
        """Show what stands there now under the refusal that told of it."""
        raise NotImplementedError

    # Setting a lesson.

    async def set_lesson(self) -> None:
        """Choose a course for the cell, then its room."""
        cell = self.cell()
        if self.found is None or not self._offers(self.found):
            self.say(_("No courses are taught here: the workload has to be entered first."))
            return
        found = await self._ready()
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
        foreseen = await self._foresee(PutSlots(self.found.version.starts, (first,)))
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
        if one is None or await self._ready() is None:
            return
        filled = await self.dialog(FillIn(lesson_words(one), [(_("Room"), one.slot.room)]))
        if filled is not None and filled[0] != one.slot.room:
            await self._fill(one, Filling(filled[0], one.slot.weeks), ask=False)

    async def change_weeks(self) -> None:
        """Every week, odd ones, even ones."""
        one = await self._one_of(_("Which lesson?"))
        if one is None or await self._ready() is None:
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
        if not ones or await self._ready() is None:
            return
        steps = [SlotStep(*one.slot.place, None, Filling(one.slot.room, one.slot.weeks)) for one in ones]
        title = _("Take out: {lessons}").format(lessons=", ".join(map(lesson_words, ones)))
        await self._put(steps, title, title)

    # Moving and swapping.

    async def put_down(self) -> None:
        """Put what was taken up into this cell; where lessons stand already, swap or put it beside them."""
        cell, origin, taken = self.cell(), self.origin, self.taken
        if await self._ready() is None:
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

    # Versions.

    async def choose_version(self) -> None:
        """Another timetable to look at, a new one, or this one taken back."""
        found = self.found
        if found is None:
            return
        versions = sorted(found.versions, key=lambda version: version.starts)
        rows = [(version_words(version, version.starts == found.now),) for version in versions]
        version = found.version
        extra = []
        if version is not None and not self._refused:
            extra = [(_("A new one as this, from a day on…"),), (_("Take this one back…"),)]
        elif version is None and not self._refused:
            extra = [(_("The first one, from a day on…"),)]
        if not rows and not extra:
            self.say(_("There is no timetable yet."))
            return
        index = await self.dialog(Choose(_("Timetables"), [*rows, *extra]))
        if index is None:
            return
        if index < len(rows):
            await self._show_from(versions[index].starts)
        elif version is None or index == len(rows):
            await self._copy(version.starts if version else None)
        else:
            await self._drop(found)

    async def _copy(self, source: date | None) -> None:
        assert self.found is not None
        title = _("A new timetable. Without a last day it lasts until the next one.")
        fields = [(_("From"), full_date(self.found.next_day)), (_("To"), "")]
        today = self.desk.clock.today()

        def read(typed: Sequence[str]) -> tuple[date, date | None]:
            first = read_day(typed[0], today)
            return first, read_day(typed[1], first) if typed[1] else None

        filled = await self.dialog(FillIn(title, fields, read))
        if filled is None:
            return
        first, last = read(filled)
        change = CopyTimetable(first, source, last)
        foreseen = await self._foresee(change)
        if foreseen is None or (foreseen.lessons and not await self._agreed(_("A new timetable"), foreseen)):
            return
        if await self.do(change):
            await self._show_from(first)
            said = _("A timetable from {day} has begun: change it now.").format(day=full_date(first))
            self.say(said, _("Ctrl+Z takes it back."))

    async def _drop(self, found: Timetable) -> None:
        assert found.version is not None
        change = DropTimetable(found.version.starts, found.digest)
        foreseen = await self._foresee(change)
        title = _("Take the timetable {words} back?").format(words=version_words(found.version, False))
        if foreseen is not None and await self._agreed(title, foreseen) and await self.do(change):
            await self._show_from(None)
            self.say(_("The timetable is taken back."), _("Ctrl+Z brings it back."))

    async def save_workbook(self) -> None:
        """The timetable that is shown as a workbook that can be taken in again."""
        home = cast(Host, self.app).home.path
        starts = self.found.version.starts if self.found and self.found.version else None
        path = await self._attempt(lambda: self.desk.run(
            lambda session: save_new(
                home, f"timetable-{starts}" if starts else "timetable", "xlsx",
                export_workbook(session, Kind.TIMETABLE, starts=starts).xlsx,
            )
        ))  # fmt: skip
        if path is not None:
            self.say(
                _("The workbook is ready: {path}").format(path=path),
                _("Copy it with: scp SERVER:{path} .").format(path=path),
            )
