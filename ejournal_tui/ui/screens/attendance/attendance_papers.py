"""Papers about absence, asked step by step: the reason, the paper, its days; the list of a class."""

import re
from datetime import date

from ....domain.attendance.absences import Attending, ClassAttendance, KeptPaper, Paper, PaperKind
from ....domain.attendance.attendance import Absence
from ....domain.errors import Invalid, Refusal
from ....domain.people.people import PupilId
from ....domain.text.dates import read_day
from ....domain.text.words import full_date, short_date
from ....i18n import _, ngettext
from ....services.attendance.absence_reasons import ListAbsenceReasons
from ....services.attendance.documents import ApplyAbsencePapers, PutAbsencePaper, WithdrawAbsencePaper
from ....services.session import Change
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.form import Field, Form, Values
from ..asking import start
from ..journal.cells import GridScreen

USUAL = {"illness": PaperKind.CERTIFICATE, "contest": PaperKind.ORDER, "frost": PaperKind.ORDER,
         "quarantine": PaperKind.ORDER, "sanatorium": PaperKind.CERTIFICATE,
         "check_up": PaperKind.CERTIFICATE}  # fmt: skip
"""What a reason is usually written on, by its code; a statement of the family otherwise."""
_LESSONS = re.compile(r"(\d{1,2})(?:\s*[-–—]\s*(\d{1,2}))?")


def read_lessons(typed: str) -> tuple[int, int] | None:
    """«1-3», «4»; nothing for whole days; raises Invalid."""
    if not typed.strip():
        return None
    found = _LESSONS.fullmatch(typed.strip())
    if found is None:
        raise Invalid(_("“{text}”: lessons are written like 1-3.").format(text=typed.strip()[:20]))
    return int(found[1]), int(found[2] or found[1])


def read_kind(typed: str) -> PaperKind:
    """A paper by the first letters of its name; raises Invalid."""
    said = typed.strip().casefold()
    kinds = [kind for kind in PaperKind if said and kind.words.casefold().startswith(said)]
    if len(kinds) != 1:
        expected = ", ".join(kind.words for kind in PaperKind)
        raise Invalid(_("“{typed}”: {expected}.").format(typed=typed[:40], expected=expected))
    return kinds[0]


class PaperAsking(GridScreen):
    """Asks for papers about absence."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: ClassAttendance | None = None

    def pupil(self) -> Attending | None:
        """The pupil under the cursor; each screen says who."""
        raise NotImplementedError

    @property
    def day(self) -> date:
        """The day under the cursor."""
        raise NotImplementedError

    @property
    def shown_span(self) -> tuple[date, date]:
        """The days that are shown."""
        raise NotImplementedError

    def _refuses(self, action: str) -> bool:
        """Whether the door would refuse; says why."""
        if why := self._refused.get(action):
            self.say(why)
        return bool(why)

    def action_paper(self) -> None:
        """Enter a paper about the pupil under the cursor."""
        pupil = self.pupil()
        if not self._refuses("paper") and pupil is not None:
            start(self, self._enter(pupil))

    async def _enter(self, pupil: Attending) -> None:
        reasons = await self.ask(ListAbsenceReasons())
        if reasons is None:
            return
        rows = [(f"{one.name}", one.letter.value) for one in reasons]
        index = await self.dialog(Choose(_("{name}: why").format(name=pupil.name), rows))
        if index is None:
            return
        reason = reasons[index]
        first, last = self._stretch(pupil)
        kind = USUAL.get(reason.code, PaperKind.STATEMENT)
        today = self.desk.clock.today()
        blank = Paper(pupil.pupil, kind, reason.name, reason.letter, "", today, first, last)
        await self._fill_paper(pupil.name, blank, None)

    def _stretch(self, pupil: Attending) -> tuple[date, date]:
        """The days in a row, around the one under the cursor, on which the pupil is away without a reason."""
        found = self.found
        assert found is not None
        day = self.day
        if day not in found.days:
            return day, day
        away = [
            any((letter := pupil.letters.get(lesson.id)) and letter.absence is Absence.ABSENT
                for lesson in pupil.lessons if lesson.day == one)
            for one in found.days
        ]  # fmt: skip
        here = first = last = found.days.index(day)
        while first and away[first - 1] and away[here]:
            first -= 1
        while last + 1 < len(away) and away[last + 1] and away[here]:
            last += 1
        return found.days[first], found.days[last]

    async def _fill_paper(self, name: str, start: Paper, replaces: KeptPaper | None) -> None:
        found = self.found
        assert found is not None
        lessons = "" if start.lessons is None else "-".join(map(str, dict.fromkeys(start.lessons)))
        fields = (
            Field(_("Paper"), start.kind.words, ", ".join(kind.words for kind in PaperKind)),
            Field(_("Number"), start.number, _("if there is one")),
            Field(_("Date of the paper"), full_date(start.stated)),
            Field(_("Away from"), full_date(start.starts)),
            Field(_("Until"), full_date(start.ends)),
            Field(_("Lessons"), lessons, _("all; or like 1-3"), optional=True),
        )  # fmt: skip
        done: list[int] = []

        async def accept(values: Values) -> str:
            near = start.starts
            try:
                paper = Paper(
                    start.pupil, read_kind(values[0]), start.reason, start.letter, values[1],
                    read_day(values[2], self.desk.clock.today()), read_day(values[3], near),
                    read_day(values[4], near), read_lessons(values[5]),
                )  # fmt: skip
                receipt = self._saved(await self.desk.do(PutAbsencePaper(found.school_class, paper, replaces)))
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            done.append(sum(entity == "absence" for entity, _key in receipt.touched) if receipt else 0)
            return ""

        title = f"{name}: {start.reason} ({start.letter.value})"
        if await self.dialog(Form(title, fields, accept)) is None and done:
            await self.load()
            words = ngettext("The paper is entered: {count} lesson.", "The paper is entered: {count} lessons.", done[0])
            self.say(words.format(count=done[0]), _("Ctrl+Z takes it back."))

    async def action_cover(self) -> None:
        """Let the papers cover what was written since."""
        found = self.found
        if found is None or self._refuses("cover"):
            return
        if receipt := await self.do(ApplyAbsencePapers(found.school_class, *self.shown_span)):
            await self.load()
            count = sum(entity == "absence" for entity, _key in receipt.touched)
            words = ngettext("{count} “н” has its paper now.", "{count} “н” have their papers now.", count)
            self.say(words.format(count=count), _("Ctrl+Z takes it back."))

    def action_papers(self) -> None:
        """The papers of the class in the days that are shown."""
        if not self._refuses("papers") and self.found is not None:
            start(self, self._list_papers(self.found))

    async def _list_papers(self, found: ClassAttendance) -> None:
        first, last = self.shown_span
        if not found.papers:
            self.say(
                _("No papers from {first} to {last}.").format(first=short_date(first), last=short_date(last)),
                _("F2 enters one; a month and a period have papers of their own days."),
            )
            return
        names = {pupil.pupil: pupil.name for pupil in found.pupils}
        rows = [(f"{names[one.paper.pupil]}, {one.paper.when}: {one.paper.words}",) for one in found.papers]
        index = await self.dialog(Choose(_("Papers of the class"), rows, searches=True))
        if index is not None and found.leads:
            await self._one_paper(found, found.papers[index], names)

    async def _one_paper(self, found: ClassAttendance, kept: KeptPaper, names: dict[PupilId, str]) -> None:
        name = names[kept.paper.pupil]
        title = f"{name}: {kept.paper.words}"
        index = await self.dialog(Choose(title, [(_("Change it"),), (_("Withdraw it: “н” stands there again"),)]))
        if index == 0:
            await self._fill_paper(name, kept.paper, kept)
        elif index == 1:
            await self._done(WithdrawAbsencePaper(found.school_class, kept))

    async def _done(self, change: Change) -> None:
        if await self.do(change):
            await self.load()
            self.say(_("Saved."), _("Ctrl+Z takes it back."))
