"""Asking the deputy head to let a closed lesson be corrected."""

from datetime import date, timedelta

from ....domain.errors import Refusal
from ....domain.groups.groups import CourseId
from ....domain.text.words import full_date
from ....i18n import N_, _
from ....services.journal.corrections import USUAL_WINDOW, AskCorrection
from ....services.typed import read_day
from ...commands import Command
from ...dialogs.form import Field, Form, Values
from ..base import JournalScreen

ASK_CORRECTION = Command(
    "ask_correction", ("ctrl+r",), N_("ask to correct"),
    N_("Ask the deputy head to let a closed lesson be corrected: what, why and until when."),
)  # fmt: skip


def asking(course: CourseId, day: date, today: date) -> AskCorrection:
    """A request about one lesson, for as long as is usual."""
    return AskCorrection(course, day, day, "", today + timedelta(days=USUAL_WINDOW))


async def ask_to_correct(screen: JournalScreen, course: CourseId, day: date) -> None:
    """Ask for the days, the reason and the term, and send it."""
    today = screen.desk.clock.today()
    start = asking(course, day, today)

    async def accept(values: Values) -> str:
        first, last, why, until = values
        try:
            begins = read_day(first, day)
            ends = read_day(last, day) if last.strip() else begins
            change = AskCorrection(course, begins, ends, why, read_day(until, today))
            await screen.desk.do(change)
        except Refusal as refusal:
            return f"{refusal.title} {refusal.advice}".strip()
        sent.append(change)
        return ""

    sent: list[AskCorrection] = []
    fields = [
        Field(_("Lessons from"), full_date(day)),
        Field(_("until"), "", _("the same day"), optional=True),
        Field(_("What and why"), "", _("a mark to the wrong pupil")),
        Field(_("Correct until"), full_date(start.expires)),
    ]
    await screen.dialog(Form(_("Ask the deputy head to open a closed lesson"), fields, accept))
    if sent:
        screen.say(_("Asked: “Today” tells the answer."), _("Ctrl+Z takes it back."))
