"""The register of workplaces: where each terminal stands, and so who signs in there; no personal data here."""

from collections.abc import Mapping
from datetime import date

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.accounts.zones import REGISTERED, Terminal, Zone, machine_of
from ....domain.errors import Refusal
from ....domain.text.words import full_date
from ....i18n import N_, _, ngettext
from ....services.accounts.terminals import (
    TESTED,
    PutTerminal,
    RecordSelfTest,
    ShowTerminals,
    TerminalList,
    Unregistered,
)
from ....services.session import Guarded
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.form import Field, Form, Values
from ...dialogs.tick import Tick
from ...keyboard import HARD_LETTERS
from ...widgets.pick_list import ListColumn, PickList
from ..asking import AskingScreen
from ..finding import sought

OPEN = Command("open", ("enter",), N_("register"), N_("Register the place, or say anew where it stands."), 100)
HERE = Command("here", ("insert",), N_("this place"), N_("Register the place where you sit."), 95)
OTHER = Command("other", ("f5",), N_("by key"), N_("Register a terminal by its SSH key or its address."), 90)
TEST = Command("test", ("f6",), N_("self-test"), N_("Look whether this place shows and does everything right."), 85)
RETIRE = Command("retire", ("delete",), N_("take out"), N_("Take the workplace out of the register."), 80)
_ENTERS = {
    Zone.STAFF: N_("the staff sign in, families do not"), Zone.CLASS: N_("the staff sign in, families do not"),
    Zone.PUPIL: N_("pupils and parents sign in, the staff do not"),
    Zone.HOME: N_("the staff sign in; no file and no code leaves"),
}  # fmt: skip
_LOOK = {
    "keys": N_("F1–F12, Ins, Del and the arrows do what the last line says"),
    "letters": N_("these letters stand whole: {letters}"),
    "frames": N_("the lines of this frame join: ┌─┬─┐ ├─┼─┤ └─┴─┘"),
    "layout": N_("the keyboard changes between Russian and Latin"),
    "light": N_("the line under the cursor can be told from the others"),
    "printing": N_("a page comes out of the printer"),
}
"""What somebody looks at for each part of the self-test."""


class TerminalsScreen(AskingScreen):
    """Officer, lab assistant: who signs in where."""

    COMMANDS_HERE = (OPEN, HERE, OTHER, TEST, RETIRE)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._found: TerminalList | None = None

    @override
    def body(self) -> ComposeResult:
        yield PickList(
            [ListColumn("", 1), ListColumn(_("workplace"), 24), ListColumn(_("stands in"), 16),
             ListColumn(_("room"), 8), ListColumn(_("key or address"), 0)],
            empty=_("No workplace is registered: the staff and families sign in everywhere alike. Ins registers this."),
        )  # fmt: skip

    @override
    def requests(self) -> Mapping[str, Guarded]:
        request = PutTerminal(Terminal("", "", Zone.CLASS))
        return {command.action: request for command in self.COMMANDS_HERE}

    @override
    async def load(self) -> None:
        """Ask for the register again."""
        found = await self.ask(ShowTerminals())
        if found is None:
            return
        self._found = found
        self.title_line(_("Workplaces"), self._who)
        rows = self.query_one(PickList)
        rows.show([
            *((_sign(one), one.name, one.zone.words, one.room, one.source) for one in found.terminals),
            *(("", _("not registered"), "", "", one.source) for one in found.unregistered),
        ])  # fmt: skip
        rows.focus()
        self._tell()

    @property
    def _line(self) -> Terminal | Unregistered | None:
        found, place = self._found, self.query_one(PickList).index
        lines: list[Terminal | Unregistered] = [*found.terminals, *found.unregistered] if found is not None else []
        return lines[place] if place < len(lines) else None

    def _tell(self) -> None:
        found, line = self._found, self._line
        if found is None:
            return
        if isinstance(line, Terminal):
            first = f"{line.told}: {_tested(line) or _(_ENTERS[line.zone])}"
        elif line is not None:
            when = f"{self.desk.clock.local(line.at):%d.%m %H:%M}"
            first = _("Somebody signed in here or tried to, last on {when}.").format(when=when)
        else:
            first = ""
        self.summarise(first, self._state(found))

    def _state(self, found: TerminalList) -> str:
        if not found.terminals:
            return _("Nothing is told apart yet: begin with this place (Ins).")
        count = len(found.unregistered)
        if not count:
            return _("Every place not in the list counts as the pupils'.")
        return ngettext(
            "{count} place is not registered and counts as the pupils'.",
            "{count} places are not registered and count as the pupils'.", count,
        ).format(count=count)  # fmt: skip

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell who signs in at the place under the cursor."""
        self._tell()

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Tell what is looked for."""
        if event.text:
            self.say(sought(event))
        else:
            self._tell()

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter opens the line."""
        self.action_open()

    @work
    async def action_open(self) -> None:
        """Where the workplace under the cursor stands, its name and room."""
        line = self._line
        if line is None:
            self.say(_("Nothing is told apart yet: begin with this place (Ins)."))
        elif not self.refused(OPEN.action):
            await self._fill(line if isinstance(line, Terminal) else None, line.source)

    @work
    async def action_here(self) -> None:
        """The place where the person sits."""
        found = self._found
        if found is None or self.refused(HERE.action):
            return
        await self._fill(found.here.terminal, _lasting(found.source))

    @work
    async def action_other(self) -> None:
        """A terminal that nobody has used yet."""
        if not self.refused(OTHER.action):
            await self._fill(None, "")

    @work
    async def action_test(self) -> None:
        """The self-test of the place where the person sits (C36)."""
        found = self._found
        if found is None or self.refused(TEST.action):
            return
        if found.here.terminal is None:
            self.say(_("This place does not stand in the register."), _("Register it first."))
            return
        parts = list(TESTED)
        title = _("{place}: tick with Space what is right").format(place=found.here.terminal.name)
        right = await self.dialog(Tick(title, [_(_LOOK[part]).format(letters=HARD_LETTERS) for part in parts], ()))
        if right is None:
            return
        faults = tuple(part for n, part in enumerate(parts) if n not in right)
        if await self.do(RecordSelfTest(faults)):
            await self.load()
            self.say(_("The self-test is written down."), _wanting(faults) or _("Everything is right here."))

    @work
    async def action_retire(self) -> None:
        """Take the workplace under the cursor out."""
        line = self._line
        if self.refused(RETIRE.action):
            return
        if not isinstance(line, Terminal):
            self.say(_("This place does not stand in the register."))
        elif await self.do(PutTerminal(None, line)):
            await self.load()
            self.say(_("Taken out: {name}.").format(name=line.told), _("Ctrl+Z brings it back."))

    async def _fill(self, stands: Terminal | None, source: str) -> None:
        title = stands.name if stands else source or _("New workplace")
        rows = [(zone.words, _(_ENTERS[zone])) for zone in REGISTERED]
        index = await self.dialog(Choose(_("{place}: where does it stand?").format(place=title), rows, wide=True))
        if index is None:
            return
        fields = [
            Field(_("Name"), stands.name if stands else "", _("room 12")),
            Field(_("Room"), stands.room if stands else "", _("may stay empty"), optional=True),
            Field(_("Key or address"), source, _("SHA256:… of its SSH key, or 10.1.0.7"), optional=bool(source)),
        ]
        done: list[Terminal] = []

        async def accept(values: Values) -> str:
            name, room, key = values
            tested, faults = (stands.tested, stands.faults) if stands else (None, None)
            wanted = Terminal(key, name, REGISTERED[index], room, tested, faults)
            try:
                self._saved(await self.desk.do(PutTerminal(wanted, stands)))
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            done.append(wanted)
            return ""

        await self.dialog(Form(f"{title}: {REGISTERED[index].words}", fields, accept))
        if done:
            self.say(f"{done[0].told}: {_(_ENTERS[done[0].zone])}", _("Ctrl+Z takes it back."))

    @override
    def help_words(self) -> list[str]:
        return [
            _("With the first workplace registered the staff sign in only where the staff sit, families where pupils"
              " do."),
            _("F6 tests the place where you sit: + before its name is well, ! wants attention."),
            _("A place that is not in the list counts as the pupils': register every place of the staff."),
            _("The right password of a teacher at a pupils' place is refused like a wrong one; the history tells it."),
        ]  # fmt: skip


def _tested(one: Terminal) -> str:
    """«проверен 15.01.2018», with what was found wanting; "" before its first self-test."""
    if one.tested is None:
        return ""
    told = _("tested on {day}").format(day=full_date(date.fromisoformat(one.tested)))
    wanting = _wanting(tuple(one.faults.split(","))) if one.faults else _("everything is right")
    return f"{told}, {wanting}"


def _sign(one: Terminal) -> str:
    """«+» where the self-test found everything right, «!» where not."""
    return "" if one.tested is None else "!" if one.faults else "+"


def _wanting(faults: tuple[str, ...]) -> str:
    return _("wanting: {parts}").format(parts=", ".join(_(TESTED[part]) for part in faults)) if faults else ""


def _lasting(source: str) -> str:
    """This place; a window of a desktop is the machine, for its number is another every time."""
    return source if source.rpartition(":")[2].startswith("tty") else machine_of(source) or source
