"""Why a mark of an earlier day is changed: asked once, answered with a digit (C05)."""

from collections.abc import Callable, Iterable
from datetime import date

from ....clock import Clock
from ....domain.errors import Invalid
from ....domain.journal.lessons import Written
from ....domain.journal.marks import Mark, Why, asks_why
from ....i18n import _
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ..base import JournalScreen


def wants_why(clock: Clock, standing: Iterable[Written], marks: tuple[Mark, ...]) -> bool:
    """Whether a cell's new marks change one that was written on an earlier day."""
    day_of: Callable[[int], date] = lambda at: clock.local(at).date()  # noqa: E731
    return asks_why([(one.mark, day_of(one.at)) for one in standing], marks, clock.today())


async def ask_why(screen: JournalScreen) -> str | None:
    """The reason, None where the person would rather leave the mark as it is; asked from a worker."""
    rows = [*((why.words,) for why in Why), (_("another reason: a word of your own…"),)]
    chosen = await screen.dialog(Choose(_("The mark is of an earlier day. Why is it changed?"), rows))
    if chosen is None:
        return None
    if chosen < len(Why):
        return tuple(Why)[chosen].value
    filled = await screen.dialog(FillIn(_("Why is the mark changed?"), [(_("Reason"), "")], _require_word))
    return filled[0] if filled else None


def _require_word(filled: tuple[str, ...]) -> None:
    if not filled[0]:
        raise Invalid(_("Write the reason in a word or two."))


def typed_why(text: str) -> str:
    """A reason as it is kept: a number or the words of the list, or a word of the teacher's own."""
    typed = text.strip()
    for number, why in enumerate(Why, 1):
        if typed.casefold() in (str(number), why.words.casefold()):
            return why.value
    return typed
