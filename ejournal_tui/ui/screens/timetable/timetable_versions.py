"""The timetables of a year: which one is shown, which is changed from which day on, new ones, those taken back."""

from collections.abc import Coroutine, Iterable, Sequence
from datetime import date
from typing import Any, cast

from ....domain.text.dates import read_day
from ....domain.text.words import full_date
from ....domain.timetable.timetable import Filling, Slot, SlotStep
from ....domain.timetable.week import Foreseen, Timetable
from ....domain.workbooks.handed_out import Kind
from ....i18n import _
from ....services.timetable.timetable import CopyTimetable, DropTimetable, PutSlots, Timetabling
from ....services.timetable.timetable_view import PreviewTimetable
from ....services.workbooks.exporting import export_workbook
from ....services.workbooks.outbox import save_new
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...host import Host
from ...widgets.lines import StatusLine
from ..asking import AskingScreen
from .timetable_cells import version_words


class TimetableVersions(AskingScreen):
    """Which timetable is shown, and from which day on it is changed."""

    found: Timetable | None = None
    starts: date | None = None
    """The timetable that is shown: the one from this day; None for the one that holds now."""
    _begun = False
    """Whether a timetable was begun for the deed in hand and nothing is changed in it yet."""
    _as_it_began: frozenset[date] = frozenset()
    """The timetables that hold already and are to be changed from their beginning on."""

    async def load_keeping_words(self) -> None:
        """Show what stands there now under what was said last."""
        said = self.query_one(StatusLine).said
        await self.load()
        self.say(*said)

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

    def kept(self) -> None:
        """What was begun for the deed in hand holds something now."""
        self._begun = False

    # Before anything else: which timetable is changed, and from which day on.

    async def ready(self, probe: Iterable[Slot] = ()) -> Timetable | None:
        """The timetable to change: one that holds already is gone on with in a copy from a day on.

        `probe` are slots to be changed: whoever may not is told before being asked anything.
        """
        found = self.found
        if found is None or await self._forbidden(found, probe):
            return None
        version = found.version
        if version is None:
            return await self._begin(_("There is no timetable yet. From which day on?"), None)
        if version.starts >= self.desk.clock.today() or version.starts in self._as_it_began:
            return found
        title = _("This timetable holds since {day}. From which day on is it changed?")
        return await self._begin(title.format(day=full_date(version.starts)), version.starts)

    async def _forbidden(self, found: Timetable, probe: Iterable[Slot]) -> bool:
        """Whether the door would refuse to change these; says why."""
        steps = tuple(SlotStep(*slot.place, None, Filling(slot.room, slot.weeks)) for slot in probe)
        if found.version is None or not steps:
            return False
        change = PutSlots(found.version.starts, steps)
        refused = await self._attempt(lambda: self.desk.objections({"put": change}))
        if refused:
            self.say(refused["put"])
        return bool(refused)

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

    async def foresee(self, change: Timetabling) -> Foreseen | None:
        """What a change would do to lessons and clashes."""
        # Asked step by step beside the screen, so that this is drawn before the journal is busy.
        self.say(_("One moment…"))
        return await self.ask(PreviewTimetable(change))

    async def agreed(self, title: str, foreseen: Foreseen) -> bool:
        """Whether the person wants it, knowing what it does."""
        lines = [title, *(f"· {words}" for words in foreseen.lessons), *(f"! {words}" for words in foreseen.clashes)]
        return await self.dialog(Choose("\n".join(lines), [(_("Yes"),), (_("No"),)])) == 0

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
        foreseen = await self.foresee(change)
        if foreseen is None or (foreseen.lessons and not await self.agreed(_("A new timetable"), foreseen)):
            return
        if await self.do(change):
            await self._show_from(first)
            said = _("A timetable from {day} has begun: change it now.").format(day=full_date(first))
            self.say(said, _("Ctrl+Z takes it back."))

    async def _drop(self, found: Timetable) -> None:
        assert found.version is not None
        change = DropTimetable(found.version.starts, found.digest)
        foreseen = await self.foresee(change)
        title = _("Take the timetable {words} back?").format(words=version_words(found.version, False))
        if foreseen is not None and await self.agreed(title, foreseen) and await self.do(change):
            await self._show_from(None)
            self.say(_("The timetable is taken back."), _("Ctrl+Z brings it back."))

    async def save_workbook(self) -> None:
        """The timetable that is shown as a workbook that can be taken in again."""
        home = cast(Host, self.app).home.path
        starts = self.found.version.starts if self.found and self.found.version else None
        path = await self._attempt(lambda: self.desk.run(
            lambda session: (made := export_workbook(session, Kind.TIMETABLE, starts=starts), save_new(
                home, f"timetable-{starts}" if starts else "timetable", "xlsx", made.xlsx, made.copy,
            ))[1]
        ))  # fmt: skip
        if path is not None:
            self.say(
                _("The workbook is ready: {path}").format(path=path),
                _("Copy it with: scp SERVER:{path} .").format(path=path),
            )
