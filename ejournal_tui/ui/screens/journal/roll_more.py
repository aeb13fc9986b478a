"""The roll call beyond a letter a pupil: who was missing before, minutes, who has left, the day at once."""

from collections.abc import Callable

from typing_extensions import override

from ....domain.attendance.attendance import Absence
from ....domain.errors import Invalid
from ....domain.journal.lessons import Row
from ....domain.text.words import capital
from ....i18n import N_, _, ngettext
from ....services.attendance.attendance import PutAbsence
from ....services.attendance.roll import CallDay, LeaveEarly, RollHints, SetMinutesLate, ShowMinutes, ShowRollHints
from ....services.session import Change, Together
from ...commands import Command
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ..asking import start
from .roll_call import RollCallScreen

ROLL_MORE = Command(
    "roll_more", ("f7",), N_("roll: more"),
    N_("Those missing before, who has left, minutes late, the roll of the whole day."), 93,
)  # fmt: skip


def read_late(typed: str) -> int | None:
    """Minutes as they are typed; nothing forgets them; raises Invalid."""
    if not typed.strip():
        return None
    if not typed.strip().isascii() or not typed.strip().isdigit() or len(typed.strip()) > 3:
        raise Invalid(_("“{text}”: write the minutes as a number.").format(text=typed.strip()[:20]))
    return int(typed)


class RollMore(RollCallScreen):
    """What the page of a lesson does about the roll of the day."""

    hints: RollHints | None = None

    async def look_back(self) -> str:
        """Who was missing before this lesson, for the second line; "" when nobody was or the roll is called."""
        page = self.page
        if page is None or self.ahead(page):
            return ""
        self.hints = await self.ask(ShowRollHints(self._lesson))
        missing = self._missing_before()
        if not missing or page.roll_at is not None:
            return ""
        names = ", ".join(self.called(row) for row, _letter in missing)
        return _("Missing before: {names}. F7 writes them.").format(names=names)

    def _missing_before(self) -> list[tuple[Row, Absence]]:
        """Those missing at the lesson before who have no letter here."""
        page, hints = self.page, self.hints
        if page is None or hints is None:
            return []
        letters = {pupil: letter for pupil, letter, _number in hints.absent}
        return [
            (row, letters[row.pupil]) for row in page.grid.rows
            if row.pupil in letters and page.grid.absence(row, self._lesson) is None
            and not any(cell.marks for cell in row.cells)
        ]  # fmt: skip

    @override
    def note_on(self, row: Row, letter: Absence | None) -> str:
        number = self.hints.here.get(row.pupil) if self.hints else None
        if letter is Absence.ABSENT and number is not None:
            return _("Was at lesson {number}, is missing now!").format(number=number)
        return ""

    @override
    def said_by_family(self, row: Row) -> str:
        notice = self.hints.notices.get(row.pupil) if self.hints else None
        return capital(notice.told) if notice else ""

    def announced(self) -> str:
        """Of how many the family says that they are away; "" of nobody."""
        count = len(self.hints.notices) if self.hints else 0
        return _("the family says away: {count}").format(count=count) if count else ""

    def action_roll_more(self) -> None:
        """Choose what to write."""
        if self.page is not None:
            start(self, self._choose_roll())

    async def _choose_roll(self) -> None:
        page = self.page
        assert page is not None
        self.hints = await self.ask(ShowRollHints(self._lesson))
        found = page.grid.at(self.view().place)
        missing = self._missing_before()
        lines: list[tuple[str, Callable[[], Change]]] = []
        if missing:
            words = ngettext(
                "As before: {count} missing ({names})", "As before: {count} missing ({names})", len(missing)
            ).format(count=len(missing), names=", ".join(self.called(row) for row, _letter in missing))
            changes = tuple(PutAbsence(self._lesson, row.pupil, Absence.ABSENT) for row, _letter in missing)
            lines.append((words, lambda: Together(changes)))
        lines.append((_("The rest are here, in all my lessons with the class today"), lambda: CallDay(self._lesson)))
        if found is not None:
            row = found[0]
            words = _("{name}: left, “н” from this lesson on").format(name=self.called(row))
            lines.append((words, lambda: LeaveEarly(self._lesson, row.pupil)))
        rows = [(words,) for words, _change in lines]
        late = found is not None and page.grid.absence(found[0], self._lesson) is Absence.LATE
        if found is not None and late:
            rows.append((_("{name}: minutes late…").format(name=self.called(found[0])),))
        index = await self.dialog(Choose(_("Roll call"), rows))
        if index is None:
            return
        if index < len(lines):
            await self._write_roll(lines[index][1]())
        elif found is not None:
            await self._write_minutes(found[0])

    async def _write_minutes(self, row: Row) -> None:
        stands = await self.ask(ShowMinutes(self._lesson, row.pupil))
        filled = await self.dialog(
            FillIn(self.called(row), [(_("Minutes late"), str(stands or ""))], lambda typed: read_late(typed[0]))
        )
        if filled is not None:
            await self._write_roll(SetMinutesLate(self._lesson, row.pupil, read_late(filled[0]), stands))

    async def _write_roll(self, change: Change) -> None:
        if await self.do(change):
            await self.load()
            self.say(_("Saved."), _("Ctrl+Z takes it back."))
