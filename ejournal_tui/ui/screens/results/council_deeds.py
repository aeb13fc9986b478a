"""What the council's screen asks, step by step, and does: one pupil, many pupils, taking out."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from ....domain.errors import Refusal
from ....domain.people.people import ClassId, PupilId
from ....domain.results.council import BULK, Decision, DecisionKind, fault, kinds_for
from ....domain.text.words import full_date
from ....i18n import _, ngettext
from ....services.results.council import ClassBulk, CouncilRow, CouncilTable, PreviewCouncil
from ....services.results.deciding import DecideAtCouncil, Decided
from ....services.session import Change, Together
from ....services.typed import read_day
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.form import Field, Form, Values
from ...dialogs.text import ShowText
from ...dialogs.tick import Tick
from ..asking import AskingScreen

Scope = tuple[str, tuple[ClassId, ...]]
Making = Callable[[str, date, str], Change]
"""Makes the change once number and day of the protocol and the text are known."""


class CouncilDeeds(AskingScreen):
    """Asks what was decided and enters it; the number and day of the protocol are offered again the next time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._protocol = ""
        self._day = full_date(desk.clock.today())

    # One pupil

    async def decide_singly(self, table: CouncilTable, row: CouncilRow) -> None:
        """Choose the decision; what does not fit says why."""
        kinds = kinds_for(table.grade)
        rows = [(kind.words(table.grade), fault(kind, row.standing)) for kind in kinds]
        index = await self.dialog(Choose(f"{row.name}: {row.standing.words}".removesuffix(": "), rows, wide=True))
        if index is None:
            return
        kind = kinds[index]
        if why := fault(kind, row.standing):
            self.app.bell()
            self.say(_("{name}: {why}.").format(name=row.name, why=why), _("Another decision has to be chosen."))
            return
        before = row.decisions.get(kind.matter)
        word = before.word if before and before.kind is kind else ""

        def change(protocol: str, day: date, word: str) -> Change:
            decided = Decided(row.pupil, Decision(kind, protocol, day, word), before)
            return DecideAtCouncil(table.school_class, kind.matter, (decided,))

        if await self._write(f"{row.name} — {kind.words(table.grade)}", change, word):
            self.say(_("{name} — {decision}.").format(name=row.name, decision=kind.words(table.grade)),
                     _("Ctrl+Z takes it back."))  # fmt: skip

    async def _write(self, title: str, change: Making, word: str | None = None) -> bool:
        """Ask for number and day of the protocol, the text where there is one, and do it."""
        fields = [Field(_("Protocol No."), self._protocol), Field(_("of"), self._day)]
        if word is not None:
            fields.append(Field(_("Text"), word, _("may stay empty"), optional=True))
        done: list[bool] = []

        async def accept(values: Values) -> str:
            try:
                day = read_day(values[1], self.desk.clock.today())
                await self.desk.do(change(values[0], day, values[2] if word is not None else ""))
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            self._protocol, self._day = values[0].strip(), full_date(day)
            done.append(True)
            return ""

        left = await self.dialog(Form(title, fields, accept))
        if left:
            # What was typed is offered again: nothing is lost by looking something up.
            self._protocol, self._day = left[0], left[1]
        return bool(done)

    # Many pupils

    async def decide_for_many(self, table: CouncilTable) -> None:
        """Choose the decision and for whom, see who is in, then the protocol."""
        kinds = [kind for kind in BULK if kind in kinds_for(table.grade)]
        index = await self.dialog(Choose(_("Decision for many"), [(kind.of_many(table.grade),) for kind in kinds]))
        if index is None:
            return
        kind, scopes = kinds[index], _scopes(table, kinds[index])
        place = 0 if len(scopes) == 1 else await self.dialog(Choose(
            kind.of_many(None), [(words,) for words, _classes in scopes]
        ))  # fmt: skip
        if place is None:
            return
        found = await self.ask(PreviewCouncil(scopes[place][1], kind))
        if found is None:
            return
        grades = {grade for key, _title, grade in table.classes if key in scopes[place][1]}
        await self._preview(kind, kind.of_many(table.grade if len(grades) == 1 else None), found)

    async def _preview(self, kind: DecisionKind, title: str, found: Sequence[ClassBulk]) -> None:
        ready = [one for one in found if not one.open_period]
        within = {(one.school_class, pupil) for one in ready for pupil in one.found.included}
        everybody = [(one, pupil) for one in ready for pupil in one.found.included]
        exceptions = _exceptions(found)
        if not everybody:
            self.app.bell()
            if len(exceptions) > 1:
                await self.dialog(ShowText(_("{title}: exceptions").format(title=title), exceptions))
            self.say(_("There is nobody to decide about."), exceptions[0] if exceptions else "")
            return
        while True:
            count = len(within)
            write = ngettext("Enter it for {count} pupil…", "Enter it for {count} pupils…", count).format(count=count)
            rows = [(write,), (_("Choose among them…"),)]
            if exceptions:
                rows.append((_("Exceptions: {count}").format(count=len(exceptions)),))
            chosen = await self.dialog(Choose(title, rows))
            if chosen is None:
                return
            if chosen == 2:
                await self.dialog(ShowText(_("{title}: exceptions").format(title=title), exceptions))
            elif chosen == 1:
                within = await self._tick(title, everybody, within)
            elif not within:
                self.app.bell()
            else:
                break
        whom = frozenset(within)

        def change(protocol: str, day: date, _word: str) -> Change:
            return _for_many(kind, ready, whom, protocol, day)

        if await self._write(f"{title}: {len(within)}", change):
            words = ngettext("Entered for {count} pupil.", "Entered for {count} pupils.", len(within))
            self.say(words.format(count=len(within)), _("Ctrl+Z takes it back."))

    async def _tick(
        self, title: str, everybody: Sequence[tuple[ClassBulk, PupilId]], within: set[tuple[ClassId, PupilId]]
    ) -> set[tuple[ClassId, PupilId]]:
        several = len({one.school_class for one, _pupil in everybody}) > 1
        names = [f"{one.title} {one.names[pupil]}" if several else one.names[pupil] for one, pupil in everybody]
        ticked = [n for n, (one, pupil) in enumerate(everybody) if (one.school_class, pupil) in within]
        answer = await self.dialog(Tick(title, names, ticked))
        if answer is None:
            return within
        return {(everybody[n][0].school_class, everybody[n][1]) for n in answer}

    # Taking out

    async def take_out(self, table: CouncilTable, row: CouncilRow) -> None:
        """Take a decision out; which, where there are several."""
        standing = list(row.decisions.items())
        if not standing:
            self.say(_("Nothing is decided about {name} yet.").format(name=row.name))
            return
        rows = [(one.told(table.grade),) for _matter, one in standing]
        index = await self.dialog(Choose(_("{name}: take out").format(name=row.name), rows, wide=True))
        if index is None:
            return
        matter, one = standing[index]
        if await self.do(DecideAtCouncil(table.school_class, matter, (Decided(row.pupil, None, one),))):
            await self.load()
            self.say(_("Taken out: {decision}.").format(decision=one.told(table.grade)), _("Ctrl+Z brings it back."))


def _scopes(table: CouncilTable, kind: DecisionKind) -> list[Scope]:
    """The class, its grade, all classes for which the decision is one."""
    fitting = [(key, grade) for key, _title, grade in table.classes if kind in kinds_for(grade)]
    found: list[Scope] = []
    for words, classes in (
        (_("class {name}").format(name=table.title), (table.school_class,)),
        (_("all classes of grade {grade}").format(grade=table.grade),
         tuple(key for key, grade in fitting if grade == table.grade)),
        (_("all classes"), tuple(key for key, _grade in fitting)),
    ):  # fmt: skip
        if classes not in [known for _words, known in found]:
            found.append((words, classes))
    return found


def _exceptions(found: Sequence[ClassBulk]) -> list[str]:
    """Who is not in and why, class by class."""
    several, lines = len(found) > 1, []
    for one in found:
        if one.open_period:
            lines.append(_("{name}: {period} is not closed yet").format(name=one.title, period=one.open_period))
            continue
        before = f"{one.title} " if several else ""
        lines += [f"{before}{one.names[pupil]} — {why}" for pupil, why in one.found.exceptions]
        if one.found.decided:
            count = len(one.found.decided)
            words = ngettext("{count} pupil has a decision already", "{count} pupils have a decision already", count)
            lines.append(f"{before}{words.format(count=count)}")
    return lines


def _for_many(
    kind: DecisionKind, found: Sequence[ClassBulk], within: Collection[tuple[ClassId, PupilId]],
    protocol: str, day: date,
) -> Change:  # fmt: skip
    """One deed, class by class."""
    changes = []
    for one in found:
        pupils = [pupil for pupil in one.found.included if (one.school_class, pupil) in within]
        if pupils:
            decided = tuple(Decided(pupil, Decision(kind, protocol, day)) for pupil in pupils)
            changes.append(DecideAtCouncil(one.school_class, kind.matter, decided))
    return changes[0] if len(changes) == 1 else Together(tuple(changes))
