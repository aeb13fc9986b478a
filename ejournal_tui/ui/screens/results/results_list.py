"""The lines of the table of results: what a key writes there, and the words about a pupil's standing."""

from textual import events
from textual.message import Message
from typing_extensions import override

from ....domain.journal.marks import Mark, Value
from ....domain.results.scales import PASSED
from ....domain.results.standing import Standing
from ....domain.text.words import decimal
from ....i18n import _, ngettext
from ...keyboard import RESULT_KEYS
from ...widgets.pick_list import PickList

ALPHABET = " ".join(Mark(value).text for value in dict.fromkeys(RESULT_KEYS.values()))
"""Of an exam, which is of either scale."""
FIVES = " ".join(Mark(value).text for value in dict.fromkeys(RESULT_KEYS.values()) if value not in PASSED)
PASSES = " ".join((
    "+", Mark(Value.PASS).text, "-", Mark(Value.FAIL).text, Mark(Value.NOT_ATTESTED).text, Mark(Value.EXEMPT).text,
))  # fmt: skip
NAMES, PERIOD, OTHER = 19, 15, 4
DIFFERS, NEAR = "!", "+"
"""Behind a result that differs from the proposal; behind a proposal that is nearly one better."""


def standing_words(one: Standing, share: int) -> str:
    """How a pupil stands: «ср. 4,45 → 4, почти 5; отметок 4 из 5; пропущено 3 из 24»."""
    parts = [] if one.proposed is None else [_("proposed {mark}").format(mark=one.proposed_text)]
    parts += filter(None, [doubts(one)])
    if one.missed:
        parts.append(_("missed {missed} of {lessons}").format(missed=one.missed, lessons=one.lessons))
    if one.unattested(share):
        parts.append(_("not attested?"))
    return "; ".join(parts) or _("no marks")


class ResultList(PickList):
    """Lines that take results: the cursor goes on before the result is saved, as a fast hand expects."""

    class Typed(Message):
        """A result was typed on a line."""

        def __init__(self, index: int, value: Value) -> None:
            super().__init__()
            self.index = index
            self.value = value

    @override
    def on_key(self, event: events.Key) -> None:
        """Results first; what is none of them goes on to the list's own keys."""
        value = None if event.key.startswith(("alt+", "ctrl+")) else RESULT_KEYS.get(event.character or "")
        if value is None or not self.rows:
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.Typed(self.index, value))
        self.go(self.index + 1)

    def go(self, index: int) -> None:
        """Put the cursor on a line without telling about it."""
        with self.prevent(PickList.Moved):
            self.move(index)


def doubts(one: Standing) -> str:
    """The average, and what asks for a second look: «4,40; почти 5; отметок 4 из 5»."""
    parts = [decimal(one.average)] if one.average is not None else []
    if one.near is not None:
        parts.append(_("nearly {mark}").format(mark=one.near))
    if one.missing:
        parts.append(_("{marks} of {minimum} marks").format(marks=one.marks, minimum=one.minimum))
    if one.debts:
        parts.append(ngettext("{count} debt", "{count} debts", one.debts).format(count=one.debts))
    return "; ".join(parts)


def whys() -> list[str]:
    """What is usually said of a pupil who is not attested."""
    return [
        _("illness"), _("treatment in a sanatorium"), _("came to the class late in the period"),
        _("lessons missed without a reason"), _("too few marks"),
    ]  # fmt: skip
