"""What the next study year asks about a class, a pupil, a course, and the decision that follows."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from textual.screen import ModalScreen

from ....domain.errors import Invalid
from ....domain.groups.groups import ClassName
from ....domain.people.people import StaffId
from ....domain.text.words import full_date
from ....domain.years.promotion import ENDING, ClassTurn, Fate, NextLoad, PupilTurn, Turn, targets
from ....i18n import _
from ....services.typed import read_class, read_day, read_text
from ....services.years.prospect import Prospect
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from .next_year_steps import About, Place

Dialog = Callable[[ModalScreen[Any]], Awaitable[Any]]


@dataclass(frozen=True)
class Asking:
    """One question after the other; each answers the turn as it would be, None where nothing was decided."""

    prospect: Prospect
    turn: Turn
    dialog: Dialog
    today: date

    async def about(self, about: About) -> Turn | None:
        """Whatever the line speaks of."""
        if isinstance(about, ClassTurn):
            return await self._class(about)
        if isinstance(about, Place):
            return await self._pupil(about)
        return await self._course(about) if isinstance(about, NextLoad) else None

    # Classes

    async def _class(self, one: ClassTurn) -> Turn | None:
        teacher, name, leaves = _("Class teacher…"), _("Another name…"), _("The whole class leaves…")
        dates, stays, gone = _("Last day and order…"), _("The class goes on after all…"), _("Not formed after all")
        words = [dates, stays] if one.to is None else [teacher, name, leaves if one.of is not None else gone]
        index = await self.dialog(Choose(self._title(one), [(word,) for word in words]))
        chosen = None if index is None else words[index]
        if chosen == teacher:
            return await self._class_teacher(one)
        if chosen in (name, stays):
            return await self._rename(one)
        if chosen in (dates, leaves):
            left = await self._leaving(self._title(one), one.left, one.order)
            return left and self.turn.with_class(replace(one, to=None, teacher=None, left=left[0], order=left[1]), one)
        if chosen == gone:
            return replace(self.turn, classes=tuple(other for other in self.turn.classes if other != one))
        return None

    def _title(self, one: ClassTurn) -> str:
        now = next((str(present.name) for present in self.prospect.classes if present.id == one.of), "")
        return f"{now} → {one.to}" if now and one.to else now or str(one.to)

    async def _class_teacher(self, one: ClassTurn) -> Turn | None:
        chosen = await self._somebody(_("Class teacher of {name}").format(name=one.to), ())
        return chosen and self.turn.with_class(replace(one, teacher=chosen[0]), one)

    async def _somebody(self, title: str, first: Sequence[StaffId]) -> tuple[StaffId | None] | None:
        staff = sorted(self.prospect.staff, key=lambda row: row[0] not in first)
        rows = [(name.full, post) for _key, name, post in staff] + [(_("Nobody yet"), "")]
        index = await self.dialog(Choose(title, [(name,) for name, _post in rows], searches=True))
        if index is None:
            return None
        return (staff[index][0],) if index < len(staff) else (None,)

    async def _rename(self, one: ClassTurn) -> Turn | None:
        present = next((found.name for found in self.prospect.classes if found.id == one.of), None)
        usual = one.to or (ClassName(min(present.grade + 1, 11), present.letter) if present else None)

        def read(typed: tuple[str, ...]) -> ClassName:
            name = read_class(typed[0])
            if present is not None and name.grade != present.grade + 1:
                raise Invalid(_("{name} goes a grade up, not to {grade}.").format(name=present, grade=name.grade))
            return name

        filled = await self.dialog(FillIn(self._title(one), [(_("Class"), str(usual or ""))], read))
        return filled and self.turn.with_class(replace(one, to=read(filled), left=None, order=""), one)

    async def new_class(self) -> Turn | None:
        """A class that nobody comes into by going a grade up."""
        filled = await self.dialog(FillIn(_("New class"), [(_("Class"), "")], lambda typed: read_class(typed[0])))
        return filled and self.turn.with_class(ClassTurn(None, read_class(filled[0])), None)

    async def _leaving(self, title: str, left: date | None, order: str) -> tuple[date, str] | None:
        # Most classes that leave do so by one order on one day: the next one is offered the same.
        before = next((one for one in reversed(self.turn.classes) if one.left is not None), None)
        last = left or (before.left if before else None) or self.today
        number = order or (before.order if before else "")
        fields = [(_("Last day"), full_date(last)), (_("Order No."), number)]

        def read(typed: tuple[str, ...]) -> tuple[date, str]:
            return read_day(typed[0], last), read_text(typed[1], _("Order No."))

        filled = await self.dialog(FillIn(title, fields, read))
        return filled and read(filled)

    # Pupils

    async def _pupil(self, place: Place) -> Turn | None:
        own, grade = self.turn.of_class(place.of.id), place.of.name.grade
        goes_on = own is not None and own.to is not None
        fates = [Fate.GOES_ON, *([Fate.CONDITIONAL] if goes_on else []), Fate.REPEATS, Fate.MOVES, Fate.LEAVES]
        title, verdict = f"{place.of.name} {place.name.short}", self.prospect.verdicts.get(place.pupil)
        if verdict is not None:
            # Another decision is the council's: here only what goes with it is chosen.
            fates, title = [fate for fate in fates if verdict.allows(fate)], f"{title}: {verdict.told}"
        rows = [(_("leaves with the class") if fate is Fate.GOES_ON and not goes_on else fate.words,) for fate in fates]
        index = await self.dialog(Choose(title, rows))
        if index is None:
            return None
        fate = fates[index]
        if fate in (Fate.GOES_ON, Fate.CONDITIONAL):
            turn = PupilTurn(place.pupil, fate) if fate is Fate.CONDITIONAL else None
            return self.turn.with_pupil(place.pupil, turn)
        if fate is Fate.LEAVES:
            left = await self._leaving(place.name.short, None, "")
            return left and self.turn.with_pupil(place.pupil, PupilTurn(place.pupil, fate, None, *left))
        names = targets(fate, grade, self.turn, self.prospect.existing, own.to if own else None)
        chosen = await self._which(place, names)
        return None if chosen is None else self.turn.with_pupil(place.pupil, PupilTurn(place.pupil, fate, chosen))

    async def _which(self, place: Place, names: Sequence[ClassName]) -> ClassName | None:
        title = _("{name}: class of {year}").format(name=place.name.short, year=self.prospect.title)
        none = _("No class of that grade is formed yet.")
        index = await self.dialog(Choose(title, [(str(name),) for name in names] or [(none,)]))
        return names[index] if index is not None and names else None

    def ticked(self, place: Place) -> Turn | str:
        """A pupil of grade 9 for grade 10, or not any more; words where that cannot be."""
        if place.of.name.grade != ENDING[0]:
            return _("Only pupils of grade 9 are ticked for grade 10.")
        if any(one.pupil == place.pupil and one.fate is Fate.MOVES for one in self.turn.pupils):
            return self.turn.with_pupil(place.pupil, None)
        verdict = self.prospect.verdicts.get(place.pupil)
        if verdict is not None and not verdict.allows(Fate.MOVES):
            return _("The council decided: {decision}.").format(decision=verdict.told)
        names = targets(Fate.MOVES, ENDING[0], self.turn, self.prospect.existing, None)
        if not names:
            return _("No class of grade 10 is formed yet: Ins in step 2 forms one.")
        same = [name for name in names if name.letter == place.of.name.letter]
        return self.turn.with_pupil(place.pupil, PupilTurn(place.pupil, Fate.MOVES, (same or names)[0]))

    # Workload

    async def _course(self, load: NextLoad) -> Turn | None:
        given = {(name, subject, group): who for name, subject, group, who in self.turn.teachers}
        if load.teachers and load.place not in given:
            names = ", ".join(self.prospect.name_of(staff) for staff in load.teachers)
            goes_on = _("{teacher} goes on with the class.").format(teacher=names)
            await self.dialog(Choose(goes_on, [(_("Leave it so"),)]))
            return None
        able = [staff for one in self.prospect.loads if one.subject == load.subject for staff in one.teachers]
        title = f"{load.to} {load.subject_name} {load.subgroup}".strip()
        chosen = await self._somebody(title, able)
        if chosen is None:
            return None
        others = tuple(row for row in self.turn.teachers if row[:3] != load.place)
        more = ((*load.place, chosen[0]),) if chosen[0] is not None else ()
        return replace(self.turn, teachers=(*others, *more))
