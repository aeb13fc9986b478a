"""The roll call: part of a surname and an answer, as fast as the hand goes."""

from textual import events
from textual.message import Message
from typing_extensions import override

from ....domain.attendance.attendance import Absence
from ....domain.groups.individual_plans import not_learnt
from ....domain.journal.lessons import LessonId, Row
from ....i18n import _, ngettext
from ....services.attendance.attendance import PutAbsence
from ....services.journal.gradebook import LessonPage
from ...desk import Desk
from ...keyboard import found
from ...widgets.fields import TextInput
from .fast_entry import FastEntryScreen
from .joint import everybody, lesson_of, rolls

ANSWERS = {"1": Absence.ABSENT, "2": Absence.LATE, "3": Absence.ILL, "4": Absence.EXCUSED, "0": None}
"""The digits that refine an answer; Enter alone says «н»."""


class RollField(TextInput):
    """Empties itself the moment an answer is given: what is typed next belongs to the next pupil."""

    class Turned(Message):
        """The person wants another of the pupils who are called so."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    async def _on_key(self, event: events.Key) -> None:
        sign = event.character or ""
        turns = {"down": 1, "up": -1}
        answered = event.key == "enter" or (self.value and sign in ANSWERS)
        if not answered and not (self.value and event.key in turns):
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        if event.key in turns:
            self.post_message(self.Turned(turns[event.key]))
            return
        self.post_message(self.Submitted(self, self.value + (sign if sign in ANSWERS else "")))
        self.value = ""

    @override
    async def action_submit(self) -> None:
        """Enter is answered above, in the order of the keys."""


def answer(typed: str) -> tuple[str, Absence | None]:
    """The part of a surname that was typed, and what was said of the pupil."""
    return (typed[:-1], ANSWERS[typed[-1]]) if typed[-1:] in ANSWERS else (typed, Absence.ABSENT)


def called(typed: str, rows: tuple[Row, ...]) -> list[Row]:
    """The pupils who are called so, in either layout: first those whose surname begins so."""
    hits = [row for row in rows if typed.strip() and found(typed, row.name)]
    by_surname = [row for row in hits if found(typed.split()[0], row.name.split()[0])]
    return by_surname + [row for row in hits if row not in by_surname]


class RollCallScreen(FastEntryScreen):
    """What the page of a lesson does about who is there."""

    def __init__(self, desk: Desk, lesson: LessonId) -> None:
        super().__init__(desk)
        self._lesson = lesson
        self.page: LessonPage | None = None
        self._turn = 0
        """How many pupils called alike the person has passed over."""
        self._nobody = False

    def ahead(self, page: LessonPage) -> bool:
        """Whether the lesson is still to come: there is nobody to call yet."""
        return page.day > self.desk.clock.today()

    def advice(self, page: LessonPage) -> str:
        """What to do first on this page."""
        if self.ahead(page):
            return _("The lesson lies ahead: its topic and homework can be written beforehand.")
        if page.roll_at is None:
            return _("Roll call: letters find a surname, Enter marks “н”; Enter in the empty field: the rest are here.")
        return _("Enter takes the topic of the plan; Tab goes on; marks are typed in the list.")

    def note_on(self, row: Row, letter: Absence | None) -> str:
        """What stands out about an answer; nothing here."""
        return ""

    def said_by_family(self, row: Row) -> str:
        """What the family says of a pupil's absence; nothing here."""
        return ""

    async def call_roll(self) -> None:
        """Whoever is not marked absent is here."""
        if self.page is not None and await self.do(rolls(self.page)):
            await self.load()
            self.query_one("#topic").focus()
            advice = _("Topic: Enter takes the one of the plan, or type your own; Ctrl+F: phrases.")
            self.say(_("The roll is called."), advice)

    def search(self, typed: str) -> None:
        """Show the pupil that is meant so far."""
        self._turn = 0
        if self.page is not None and typed:
            self._show_called(self.page, typed)
        elif self.page is not None and self._nobody:
            self._nobody = False
            self.say(self.advice(self.page))

    def on_roll_field_turned(self, event: RollField.Turned) -> None:
        """Another of the pupils who are called so."""
        self._turn += event.step
        if self.page is not None:
            self._show_called(self.page, self.query_one("#roll", RollField).value)

    def _show_called(self, page: LessonPage, typed: str) -> None:
        hits = called(typed, everybody(page))
        self._nobody = not hits
        if not hits:
            self.say(_("Nobody is called “{text}”.").format(text=typed), _("Backspace corrects it."))
            return
        row = hits[self._turn % len(hits)]
        if row in page.grid.rows:
            self.view().move_to(page.grid.rows.index(row), 0)
        others = len(hits) - 1
        more = ngettext(
            "{count} more is called so: ↓ shows the next.", "{count} more are called so: ↓ shows the next.", others
        )
        left_out = any(cell.left_out for cell in row.cells)
        name = self._called_as(page, row)
        words = _("{name}: Enter “н”, 2 “о”, 0 present.").format(name=name)
        asked = f"{name}: {not_learnt()}." if left_out else words
        self.say(
            asked,
            ". ".join(filter(None, (self.said_by_family(row), more.format(count=others) if others else ""))),
        )

    def _called_as(self, page: LessonPage, row: Row) -> str:
        """How a pupil is called here, with the group where it is another's (C08)."""
        _lesson, grid, group = lesson_of(page, row)
        if not group:
            return self.called(row)
        number = _("No. {number}").format(number=[r.pupil for r in grid.rows].index(row.pupil) + 1)
        return f"{number if self.view().projector else row.name} ({group})"

    async def answer_roll(self, typed: str) -> None:
        """Write down what was said of the pupil that is shown."""
        page = self.page
        assert page is not None
        name, letter = answer(typed)
        hits = called(name, everybody(page))
        self._nobody = False
        if not hits:
            self.app.bell()
            self.say(_("Nobody is called “{text}”.").format(text=name))
            return
        row = hits[self._turn % len(hits)]
        lesson, grid, _group = lesson_of(page, row)
        seen = grid.absence(row, lesson)
        if letter is not seen and await self.do(PutAbsence(lesson, row.pupil, letter, seen)):
            words = letter.words if letter else _("is here")
            sign = letter.value if letter else "—"
            told = (self.note_on(row, letter), self.said_by_family(row) if letter else "")
            note = " ".join(filter(None, told)) or _("Ctrl+Z takes it back.")
            self.say(f"{self._called_as(page, row)}: {sign} — {words}", note)
            await self.load()
