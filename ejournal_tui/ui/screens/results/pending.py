"""What stands in the place of a result: one that waits for the deputy head, or one put off until a day."""

from datetime import date, timedelta

from ....domain.errors import Refusal
from ....domain.groups.groups import CourseId
from ....domain.journal.marks import Mark
from ....domain.journal.outside import Result, ResultPeriod, ResultRow
from ....domain.results.approval import Deferral, Pending
from ....domain.text.words import full_date, short_date
from ....i18n import N_, _
from ....services.results.deferring import DeferResult, deferral_words
from ....services.results.raising import stands_with
from ....services.typed import read_day
from ...commands import Command
from ...dialogs.form import Field, Form, Values
from ..base import JournalScreen

DEFER = Command(
    "defer", ("ctrl+d",), N_("put off"), N_("Put the result off until a day, with a reason: a long illness."), 50
)


def settled(pending: Pending, today: date) -> bool:
    """Whether nobody has to give a result now: it waits, or is put off until a day ahead."""
    deferral = pending.deferral
    return pending.waiting is not None or (deferral is not None and not deferral.over(today))


def pending_cell(shown: str, result: Result | None, pending: Pending, today: date) -> str:
    """A cell of the table: «5 ждёт», «4 → 5 ждёт», «отсрочка 15.12», else the result as it is."""
    if pending.waiting is not None:
        words = _("{mark} waits").format(mark=Mark(pending.waiting.value).text)
        return f"{result.text} → {words}" if result is not None else words
    deferral = pending.deferral
    if result is not None or deferral is None:
        return shown
    words = _("over {day}") if deferral.over(today) else _("put off {day}")
    return words.format(day=short_date(deferral.until))


def pending_words(result: Result | None, pending: Pending, today: date) -> str:
    """The same in a sentence, "" where nothing waits."""
    told = stands_with(result, pending)
    if told or result is not None or pending.deferral is None:
        return told
    return deferral_words(pending.deferral, today)


async def put_off(
    screen: JournalScreen, course: CourseId, row: ResultRow, period: ResultPeriod, stands: Deferral | None
) -> None:
    """Ask until when and why, and put the result off."""
    today = screen.desk.clock.today()

    async def accept(values: Values) -> str:
        try:
            day = read_day(values[0], today)
            expects = stands.until if stands is not None else None
            await screen.desk.do(DeferResult(course, row.pupil, period.number, day, values[1], expects))
        except Refusal as refusal:
            return f"{refusal.title} {refusal.advice}".strip()
        done.append(day)
        return ""

    done: list[date] = []
    title = _("{name}: the result of {period} is put off").format(name=row.name, period=period.title)
    soon = _("a day, like {day}").format(day=short_date(today + timedelta(days=14)))
    fields = [
        Field(_("Until"), full_date(stands.until) if stands else "", soon),
        Field(_("Reason"), stands.why if stands else "", _("long illness, certificate No. 12")),
    ]
    await screen.dialog(Form(title, fields, accept))
    if done:
        screen.say(
            _("{name} · {period}: put off until {day}.").format(
                name=row.name, period=period.title, day=short_date(done[0])
            ),
            _("It may be given sooner, also in a closed period. Ctrl+Z takes it back."),
        )


async def take_back_deferral(
    screen: JournalScreen, course: CourseId, row: ResultRow, number: int, stands: Deferral
) -> None:
    """The result is wanted again as of everybody."""
    if await screen.do(DeferResult(course, row.pupil, number, None, "", stands.until)) is not None:
        await screen.load()
        screen.say(_("{name}: put off no more.").format(name=row.name), _("Ctrl+Z takes it back."))
