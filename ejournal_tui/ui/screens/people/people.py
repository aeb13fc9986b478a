"""People: pupils, guardians and staff are looked up, and what is held about them is changed from the card."""

from collections.abc import Mapping
from typing import cast

from textual import work
from typing_extensions import override

from ....domain.people.cards import PersonKind, PupilCard
from ....i18n import N_, _
from ....services.journal.own_lessons import HomeTeacher, ListHomeTeachers
from ....services.people.class_lists import ShowClassList
from ....services.people.individual_plans import PutLeftOut, ShowPlanEffect
from ....services.session import Change, Guarded
from ...commands import Command
from ...dialogs.choose import Choose
from ...dialogs.form import Notice, Values
from ...host import Host
from ...widgets.lines import StatusLine
from .people_deeds import Deed, Deeds
from .people_outside import certificate_deeds, home_deeds, plan_deeds
from .people_papers import save_class_list, save_extract
from .people_reading import AFTER, BEFORE, LISTS, OPEN, PAPERS, READERS, PeopleReadingScreen, key_of

EDIT = Command("edit", ("f2",), N_("change"), N_("Choose what to change on this card."), 95)
NEW = Command("new", ("insert",), N_("new"), N_("Enter a new pupil of this class, or somebody new on the staff."), 80)
PAPER = Command(
    "print", ("f7",), N_("print"),
    N_("Save as a PDF: the list of the class, or everything held about the person of the card."), 50,
)  # fmt: skip


class PeopleScreen(PeopleReadingScreen):
    """Pupils, guardians, staff."""

    COMMANDS_HERE = (OPEN, EDIT, LISTS, NEW, PAPERS, PAPER, READERS, BEFORE, AFTER)

    @override
    async def action_undo(self) -> None:
        """Take back the last change; the card shows it."""
        await super().action_undo()
        await self._keep_saying()

    @override
    async def action_redo(self) -> None:
        """Do again what was taken back; the card shows it."""
        await super().action_redo()
        await self._keep_saying()

    async def _keep_saying(self) -> None:
        said = self.query_one(StatusLine).said
        await self._again()
        self.say(*said)

    @work
    async def action_print(self) -> None:
        """The list of the class shown, or everything held about the person of the card."""
        card, shown = self._card, self._lists[self._at] if self._lists else None
        home, desk = cast(Host, self.app).home.path, self.desk
        if card is not None:
            saving = save_extract(desk, home, *key_of(card))
        elif shown is not None and shown.school_class is not None:
            saving = save_class_list(desk, home, shown.school_class.key, str(shown.school_class.name))
        else:
            self.say(_("A paper is made of a card or of the list of a class."))
            return
        self.say(_("Making the paper…"))
        path = await self._attempt(lambda: saving)
        if path is not None:
            self.say(_("The paper is ready: {name}.").format(name=path.name),
                     _("Copy it with: scp SERVER:{path} .").format(path=path))  # fmt: skip

    @override
    def requests(self) -> Mapping[str, Guarded]:
        new, shown = self._new(), self._lists[self._at].school_class if self._lists else None
        found: dict[str, Guarded] = {NEW.action: new.probe} if new else {}
        return {**found, PAPER.action: ShowClassList(shown.key)} if shown else found

    def _new(self) -> Deed | None:
        shown = self._lists[self._at] if self._lists else None
        deeds = Deeds(self.desk.clock.today(), self._class_lines)
        if shown and shown.school_class:
            return deeds.enrol(shown.school_class)
        return deeds.hire() if shown and shown.kind is PersonKind.STAFF else None

    @work
    async def action_new(self) -> None:
        """A new pupil of the class shown, or somebody new on the staff."""
        new = self._new()
        if new is None:
            self.say(_("New people are entered in the list of a class or of the staff."))
        elif why := self._refused.get(NEW.action):
            self.say(why)
        else:
            await self.fill_in(new)

    @work
    async def action_edit(self) -> None:
        """What can be done to whoever's card is open."""
        if self._card is None:
            await self.action_open()
        if self._card is None:
            return
        today = self.desk.clock.today()
        deeds = Deeds(today, self._class_lines).of(self._card)
        if isinstance(self._card, PupilCard):
            deeds += certificate_deeds(self._card, today)
            deeds += plan_deeds(self._card, today)
            deeds += home_deeds(self._card, today, await self._home_teachers(self._card))
        probes = {deed.key: deed.probe for deed in deeds}
        refused = await self._attempt(lambda: self.desk.objections(probes))
        if refused is None:
            return
        possible = [deed for deed in deeds if deed.key not in refused]
        if not possible:
            self.say(next(iter(refused.values()), ""))
            return
        chosen = await self.app.push_screen_wait(Choose(self._card.name.short, [(one.words,) for one in possible]))
        if chosen is not None:
            await self.fill_in(possible[chosen])

    async def _home_teachers(self, card: PupilCard) -> tuple[HomeTeacher, ...]:
        """Who may teach the pupil at home, for whoever arranges it."""
        query = ListHomeTeachers(card.pupil)
        if not card.at_home or await self._attempt(lambda: self.desk.objections({"teachers": query})) != {}:
            return ()
        return await self.ask(query) or ()

    @override
    async def consider(self, change: Change, values: Values) -> str:
        """What a plan leaves behind in the journal, once for what is typed."""
        if not isinstance(change, PutLeftOut) or self._considered == (change, values):
            return ""
        self._considered = (change, values)
        told = await self.desk.ask(ShowPlanEffect(change.pupil, change.subject, change.starts, change.ends))
        return Notice("\n".join((told, _("Enter once more writes it down.")))) if told else ""

    _considered: tuple[Change, Values] | None = None

    @override
    async def show_done(self, deed: Deed) -> None:
        """The list and the card anew, and which split subjects now lack a subgroup."""
        await self.load()
        await self._again()
        lacking = self._card.lacking if isinstance(self._card, PupilCard) else ()
        if lacking and deed.key.startswith("move:"):
            self.say(_("Saved. Without a subgroup now: {subjects}.").format(subjects=", ".join(lacking)),
                     _("Ctrl+Z takes it back."))  # fmt: skip
        else:
            self.say(_("Saved."), _("Ctrl+Z takes it back."))

    @override
    def help_words(self) -> list[str]:
        return [
            _("The number is that of the paper list: by name on 1 September, arrivals behind, leavers keep theirs."),
            _("Type a part of a name, in either layout: pupils, staff and guardians of the whole school are found."),
            _("Enter opens the card, F2 changes it with the number and date of the paper; every reading is logged."),
        ]
