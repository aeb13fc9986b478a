"""Asking the deputy head to let the results of a closed period be corrected."""

from datetime import timedelta

from ....domain.errors import Refusal
from ....domain.groups.groups import CourseId
from ....domain.text.words import full_date
from ....i18n import N_, _
from ....services.journal.corrections import USUAL_WINDOW
from ....services.results.correcting import AskResultCorrection
from ....services.typed import read_day
from ...commands import Command
from ...dialogs.form import Field, Form, Values
from ..base import JournalScreen

ASK_RESULTS = Command(
    "ask_correction", ("ctrl+r",), N_("ask to correct"),
    N_("Ask the deputy head to let the results of the closed period be corrected."),
)  # fmt: skip


async def ask_to_correct_results(screen: JournalScreen, course: CourseId, number: int, title: str) -> None:
    """Ask for the reason and the term, and send it."""
    today = screen.desk.clock.today()

    async def accept(values: Values) -> str:
        try:
            change = AskResultCorrection(course, number, values[0], read_day(values[1], today))
            await screen.desk.do(change)
        except Refusal as refusal:
            return f"{refusal.title} {refusal.advice}".strip()
        sent.append(change)
        return ""

    sent: list[AskResultCorrection] = []
    fields = [
        Field(_("What and why"), "", _("whose result, and what is wrong")),
        Field(_("Correct until"), full_date(today + timedelta(days=USUAL_WINDOW))),
    ]
    heading = _("Ask the deputy head to open the results: {title}").format(title=title)
    await screen.dialog(Form(heading, fields, accept))
    if sent:
        screen.say(_("Asked: “Today” tells the answer."), _("Ctrl+Z takes it back."))
