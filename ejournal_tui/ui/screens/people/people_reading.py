"""Looking people up: lists left, card right; anybody is found by typing a part of the name."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from typing_extensions import override

from ....domain.people.card_lines import Card, CardLine, lines_of, statement_words, wrapped
from ....domain.people.cards import GuardianCard, PersonKind, PersonLine, PupilCard, StaffCard
from ....domain.people.people import GuardianId, PupilId, StaffId
from ....domain.text.words import short_date
from ....i18n import N_, _, ngettext
from ....services.history.cards import CardLife
from ....services.history.readers import CardReaders
from ....services.people.people import (
    ClassLine,
    FindPeople,
    ListClasses,
    RecentStatements,
    ShowGuardianCard,
    ShowPupilCard,
    ShowStaffCard,
)
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from .people_forms import FormScreen
from .people_lists import FindList, ListOf, row_of

OPEN = Command("open", ("enter",), N_("card"), N_("Open the card under the cursor; each reading is logged."), 100)
LISTS = Command("lists", ("f3",), N_("lists"), N_("Choose a list: a class, those who left, staff, guardians."), 85)
PAPERS = Command("papers", ("f4",), N_("statements"), N_("Show which contacts families changed by paper lately."), 60)
CARD_LIFE = Command(
    "papers", ("f4",), N_("history"), N_("Who changed this card, and when; each reading is logged."), 60
)  # fmt: skip
READERS = Command(
    "readers", ("f6",), N_("who looked"), N_("Who has read this card, and when; this is logged too."), 55
)  # fmt: skip
BEFORE = Command("list_before", ("left",), N_("list before"), N_("Show the list before."))
AFTER = Command("list_after", ("right",), N_("next list"), N_("Show the next list."))

PLACE = "people"
"""Under which the sitting remembers the list."""
WIDE, LABEL = 110, 16
"""Columns from which a card stands beside the list, and those of what a line is."""


class PeopleReadingScreen(FormScreen):
    """Pupils, guardians, staff to look up."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (OPEN, LISTS, PAPERS, BEFORE, AFTER)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._class_lines: tuple[ClassLine, ...] = ()
        self._lists: list[ListOf] = []
        self._at = -1
        self._text = self._listed = self._news = ""
        self._found: tuple[PersonLine, ...] = ()
        self._card: Card | None = None
        self._lines: list[CardLine] = []

    @override
    def body(self) -> ComposeResult:
        with Horizontal(id="both"):
            yield FindList([ListColumn("", 2, True), ListColumn("", 38), ListColumn("", 0)], id="people")
            yield PickList([ListColumn("", LABEL), ListColumn("", 0)], searches=False, id="card")

    @property
    def _people(self) -> PickList:
        return self.query_one("#people", PickList)

    @property
    def _shown(self) -> PickList:
        return self.query_one("#card", PickList)

    def on_resize(self) -> None:
        """One of the two where there is no room for both."""
        wide = self.size.width >= WIDE
        self._people.display = wide or self._card is None
        self._shown.display = wide or self._card is not None
        self._show_lines()

    @override
    async def load(self) -> None:
        """Ask for the list again; an open card stands until it is opened anew: each reading is logged."""
        found = await self.ask(ListClasses())
        if found is None:
            return
        self._class_lines = tuple(one for one in found if not one.ahead)
        told = await self.ask(RecentStatements())
        self._news = ngettext(
            "{count} contact changed by statement lately: F4.", "{count} contacts changed by statement lately: F4.",
            len(told),
        ).format(count=len(told)) if told else ""  # fmt: skip
        classes = [ListOf(one.title, PersonKind.PUPIL, one) for one in found]
        others = ((_("Left school"), PersonKind.PUPIL), (_("Staff"), PersonKind.STAFF),
                  (_("Guardians"), PersonKind.GUARDIAN))  # fmt: skip
        self._lists = [*classes, *(ListOf(title, kind) for title, kind in others)]
        self._at = min(self._at, len(self._lists) - 1) if self._at >= 0 else self._begins_at()
        await self._show_list()
        if self._card is None:
            self._people.focus()

    def _begins_at(self) -> int:
        """The list looked at last; else the own class, or one whose data are kept, or one that is taught."""
        titles, last = [one.title for one in self._lists], self.desk.places.get(PLACE)
        if last in titles:
            return titles.index(last)
        classes = [one.school_class for one in self._lists if one.school_class is not None]
        own = [at for at, one in enumerate(classes) if one.own]
        taught = [at for at, one in enumerate(classes) if one.taught]
        return next(iter(own + taught), 0)

    async def _show_list(self, first: bool = False) -> None:
        shown, text = self._lists[self._at], self._text
        found = await self.ask(
            FindPeople(text, shown.kind, shown.school_class.key if shown.school_class else None)
        )
        if found is None or text != self._text:
            return
        self._found, self._listed = found, text
        if self._card is None:
            title = _("“{text}”").format(text=text) if text else shown.title
            self.title_line(_("People") + f" · {title}", self._who)
        rows = self._people
        rows.empty = _("Nobody is found: Esc shows the list again.") if text else shown.why_empty
        rows.show([row_of(one) for one in found], 0 if first else None)
        if self._card is None:
            self.summarise(
                _("Letters find anybody in the school by name; ← and → turn the lists."),
                " ".join(filter(None, (_("In this list: {count}.").format(count=len(found)), self._news))),
            )

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Ask for what is typed."""
        self._text = event.text
        self._show_found()

    @work(exclusive=True, group="find")
    async def _show_found(self) -> None:
        await self._show_list(True)

    async def on_pick_list_chosen(self, event: PickList.Chosen) -> None:
        """Enter opens a card, from the list or from a line of another card."""
        if not self._shown.has_focus:
            await self.action_open()
        elif self._lines and (leads_to := self._lines[event.index].leads_to):
            await self._open_card(*leads_to)

    async def action_open(self) -> None:
        """The card under the cursor, for those who may read it."""
        if self._listed != self._text:
            # Enter was quicker than the list: it means whoever is found first.
            await self._show_list(True)
        if self._found:
            one = self._found[self._people.index]
            await self._open_card(one.kind, one.key)

    async def _open_card(self, kind: PersonKind, key: int) -> bool:
        queries = {
            PersonKind.PUPIL: ShowPupilCard(PupilId(key)), PersonKind.GUARDIAN: ShowGuardianCard(GuardianId(key)),
            PersonKind.STAFF: ShowStaffCard(StaffId(key)),
        }  # fmt: skip
        card: Card | None = await self.ask(queries[kind])  # type: ignore[arg-type]  # one of three queries
        if card is None:
            return False
        same = self._card is not None and key_of(self._card) == key_of(card)
        self._card = card
        self.on_resize()
        self._show_lines(None if same else 0)
        self.title_line(_("People") + f" · {card.name.full}", self._who)
        self._shown.focus()
        self.summarise(card.name.full, _("F2 changes, Esc goes back to the list."))
        return True

    def _show_lines(self, index: int | None = None) -> None:
        if self._card is not None:
            width = self.size.width // (2 if self.size.width >= WIDE else 1)
            self._lines = wrapped(lines_of(self._card, self._when), width - LABEL - 4)
            self._shown.show([(one.label, one.text) for one in self._lines], index)

    def _when(self, at: int) -> str:
        moment = self.desk.clock.local(at)
        return f"{short_date(moment.date())} {moment:%H:%M}"

    async def _again(self) -> None:
        """The open card, read anew."""
        card = self._card
        if card is not None and not await self._open_card(*key_of(card)):
            self._close_card()

    def _close_card(self) -> None:
        self._card = None
        self._lines = []
        self._shown.show([])
        self.on_resize()
        self._people.focus()

    @override
    async def action_back(self) -> None:
        """From the card to the list, from what was found to the list, then to the screen before."""
        if self._card is not None:
            self._close_card()
            await self._show_list()
        elif self._text:
            self._text = ""
            await self._show_list(True)
        else:
            await super().action_back()

    async def _turn(self, step: int) -> None:
        if self._lists:
            self._at = (self._at + step) % len(self._lists)
            await self._show(self._at)

    async def _show(self, at: int) -> None:
        self._at, self._text = at, ""
        self.desk.places[PLACE] = self._lists[at].title
        if self._card is not None:
            self._close_card()
        await self._show_list(True)
        await self.weigh()

    async def action_list_before(self) -> None:
        """The list before."""
        await self._turn(-1)

    async def action_list_after(self) -> None:
        """The next list."""
        await self._turn(1)

    @work
    async def action_lists(self) -> None:
        """Choose a list."""
        rows = [(one.title, one.school_class.teacher if one.school_class else "") for one in self._lists]
        chosen = await self.app.push_screen_wait(Choose(_("Lists"), rows, searches=True))
        if chosen is not None:
            await self._show(chosen)

    @property
    @override
    def commands(self) -> tuple[Command, ...]:
        """On an open card F4 tells of the card, in a list of the statements."""
        own = super().commands if self._card is not None else [c for c in super().commands if c is not READERS]
        return tuple(CARD_LIFE if c is PAPERS and self._card is not None else c for c in own)

    async def action_papers(self) -> None:
        """What families changed by paper in the last month; on an open card, what was ever changed on it."""
        if self._card is not None:
            await self._card_life(self._card)
            return
        found = await self.ask(RecentStatements())
        if found is not None:
            lines = [f"{one.about}: {statement_words(one, self._when)}" for one in found]
            empty = _("No contact was changed in the last month.")
            self.app.push_screen(ShowText(_("Contacts changed by statement"), lines, empty))


    @work
    async def action_readers(self) -> None:
        """Who has opened the card, its history, or printed all of it."""
        card = self._card
        if card is None:
            self.say(_("Open a card first: Enter. F6 then tells who has read it."))
            return
        told = await self.ask(CardReaders(*key_of(card)))
        if told is not None:
            title = _("Who looked: {name}").format(name=card.name.full)
            self.app.push_screen(ShowText(title, [line.sentence() for line in told], _("Nobody has opened it yet.")))

    async def _card_life(self, card: Card) -> None:
        told = await self.ask(CardLife(*key_of(card)))
        if told is not None:
            lines = [line.sentence() for line in told]
            self.app.push_screen(ShowText(card.name.full, lines, _("Nothing was ever changed on this card.")))


def key_of(card: Card) -> tuple[PersonKind, int]:
    """Whose card it is."""
    if isinstance(card, PupilCard):
        return PersonKind.PUPIL, card.pupil
    if isinstance(card, GuardianCard):
        return PersonKind.GUARDIAN, card.guardian
    assert isinstance(card, StaffCard)
    return PersonKind.STAFF, card.staff
