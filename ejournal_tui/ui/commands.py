"""The key catalogue: every command is declared once with its words; bindings, footer, menu, help follow."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual.binding import Binding

from ..i18n import N_, _
from .keyboard import sign_of, twins

FOOTER_KEYS = 6

Enabled = Callable[[str], bool]
"""Whether the door would let an action pass."""


def everything(_action: str) -> bool:
    """Where nothing is refused."""
    return True


@dataclass(frozen=True)
class Command:
    """One thing a person can do with a key."""

    action: str
    """The name of the screen's `action_…` method."""
    keys: tuple[str, ...]
    """Textual's key names, the one to show first; letters answer in both layouts by themselves."""
    title: str
    """Msgid of one or two words, for the footer and the menu."""
    help: str
    """Msgid of the sentence that F1 shows."""
    weight: int = 0
    """How much it matters in the footer; the six heaviest are shown, 0 never."""
    priority: bool = False
    """Whether it answers even while a text field has the focus."""

    @property
    def key(self) -> str:
        """The key as a person reads it: «F5», «Ctrl+Z», «Esc»."""
        return "+".join(_(_NAMES.get(part, part.capitalize())) for part in self.keys[0].split("+"))

    @property
    def words(self) -> str:
        """The title in the reader's language."""
        return _(self.title)

    @property
    def sentence(self) -> str:
        """The help in the reader's language."""
        return _(self.help)


_NAMES = {
    "left": "←", "right": "→", "escape": "Esc", "enter": "Enter", "delete": "Del", "insert": "Ins",
    "space": N_("Space"),
}  # fmt: skip


@dataclass(frozen=True)
class FooterItem:
    """One key of the footer."""

    key: str
    words: str
    enabled: bool = True
    """False where the door would refuse: the key is shown in brackets."""


@dataclass(frozen=True)
class MenuLine:
    """One line of the F10 menu."""

    command: Command
    sign: str
    """The digit that chooses it, a letter from the tenth on."""
    words: str
    key: str


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Textual's bindings of the commands, each in both layouts."""
    return [
        Binding(",".join(name for key in command.keys for name in twins(key)), command.action,
                show=False, priority=command.priority)
        for command in commands
    ]  # fmt: skip


def footer(commands: Sequence[Command], enabled: Enabled = everything) -> list[FooterItem]:
    """The six commands that matter most, in the order of their declaration."""
    shown = sorted((c for c in commands if c.weight), key=lambda c: -c.weight)[:FOOTER_KEYS]
    return [FooterItem(c.key, c.words, enabled(c.action)) for c in commands if c in shown]


def menu(commands: Iterable[Command], enabled: Enabled = everything) -> list[MenuLine]:
    """The lines of the menu: what is possible here, each with a digit or a letter as a twin of its key."""
    possible = [c for c in commands if c is not MENU and enabled(c.action)]
    return [
        MenuLine(command, sign_of(n), command.words, command.key)
        for n, command in enumerate(possible)
    ]


def help_lines(commands: Iterable[Command]) -> list[tuple[str, str]]:
    """Key and sentence of every command, for F1."""
    return [(command.key, command.sentence) for command in commands]


HELP = Command("help", ("f1",), N_("help"), N_("Explain the keys of this place."), 10)
DETAILS = Command("details", ("f2",), N_("details"), N_("Show or edit the details."), 30)
FIND = Command("find", ("f3",), N_("find"), N_("Find by typing a part of the name, in either layout."), 70)
HISTORY = Command("history", ("f4",), N_("history"), N_("Show who changed this, and when."), 60)
DEEDS = Command("deeds", ("f4",), N_("my changes"), N_("Show what was done under your name, and from where."), 15)
CELL = Command("cell", ("f2",), N_("cell"), N_("Open the cell: its works, marks with comments; Enter does so too."), 61)
FILL = Command("fill", ("f5",), N_("fill"), N_("Fill the column, with a preview first."), 62)
LESSON = Command("lesson", ("f6",), N_("lesson"), N_("Open the page of this lesson."), 80)
PRINT = Command("print", ("f7",), N_("print"), N_("Print or export what is shown."), 40)
RESULTS = Command("results", ("f8",), N_("results"), N_("Show the results of the period and the year."), 65)
MESSAGES = Command("messages", ("f9",), N_("messages"), N_("Read and write messages."), 55)
MENU = Command("menu", ("f10", "space"), N_("menu"), N_("Show everything that is possible here."), 100)
LOCK = Command("lock", ("f12",), N_("lock"), N_("Lock the screen; nothing typed is lost."), 90, priority=True)
UNDO = Command("undo", ("ctrl+z",), N_("undo"), N_("Take back the last change."), 0)
REDO = Command("redo", ("ctrl+y",), N_("redo"), N_("Do the change again that was taken back."), 0)
BACK = Command("back", ("escape",), N_("back"), N_("Go back; unfinished text is kept as a draft."), 20)
SAVED = Command("saved", ("ctrl+s",), N_("saved?"), N_("Say when the last change was saved."))
DIRECTION = Command(
    "direction", ("ш",), N_("down or right"),
    N_("Let a typed mark move the cursor down to the next pupil, or right to the next lesson; kept for you."),
)  # fmt: skip
REPEAT = Command("repeat", ("с",), N_("repeat"), N_("Write the last mark here too, and go on."))
SAME_KIND = Command(
    "same_kind", ("у",), N_("kind of work"), N_("Declare a kind of work here: first the one of the column before."),
)  # fmt: skip
NEXT_GAP = Command(
    "next_gap", ("к",), N_("next gap"),
    N_("Go to the next pupil without a mark in a work for all, then to the next lesson not filled in."),
)  # fmt: skip
PERIOD = Command("period", ("т",), N_("period"), N_("Choose another period."))
PROJECTOR = Command("projector", ("я",), N_("projector"), N_("Hide or show the names, for a projector."))
PAST = Command("past", ("в",), N_("as of a day"), N_("Show this as it stood at the end of a day, to be read only."))
WEEK_BACK = Command("week_back", ("х",), N_("week back"), N_("Go a week back."))
WEEK_ON = Command("week_on", ("ъ",), N_("week on"), N_("Go a week on."))
