"""A pupil's cell of a lesson, opened: its works, the marks in them, who wrote them and what is said of them."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.errors import Refusal
from ....domain.journal.lessons import Written
from ....domain.journal.marks import PLAIN_ANSWER, Mark, Value, Why, read_marks, why_words
from ....domain.text.words import short_date, weekday_short
from ....i18n import N_, _
from ....services.history.cells import CellLife
from ....services.journal.gradebook import ShowLesson
from ....services.journal.lessons import DeclareWork
from ....services.journal.marks import PutMarks
from ....services.session import Guarded
from ...commands import HISTORY, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.form import Field, Form, Values
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..asking import AskingScreen
from .cell_lines import ALPHABET, KEYS, MEANINGS, PASSING, CellLine, CellList, CellTarget
from .lesson_works import limits_told
from .mistakes import can_correct, work_on_mistakes
from .why import ask_why, typed_why, wants_why

EDIT = Command("edit", ("f2",), N_("mark, comment"), N_("Write the mark and what is to be said of it; Enter does."), 90)
MORE = Command("more", ("insert",), N_("one mark more"), N_("Add a second mark to this work: “54”."), 70)
WORK = Command("declare", ("в",), N_("kind of work"), N_("Declare another work of this lesson."), 80)
ERASE = Command("erase", ("delete",), N_("erase"), N_("Erase the mark under the cursor."), 60)


class CellScreen(AskingScreen):
    """The works of a lesson for one pupil: marks with their comments, authors and times."""

    COMMANDS_HERE = (EDIT, MORE, WORK, ERASE, HISTORY)

    def __init__(self, desk: Desk, target: CellTarget, name: str) -> None:
        super().__init__(desk)
        self._target = target
        self._who = name
        self._lines: tuple[CellLine, ...] = ()
        self._shown = False

    @override
    def body(self) -> ComposeResult:
        columns = (ListColumn(_("work"), 22), ListColumn(_("weight"), 4, True), ListColumn(_("mark"), 7),
                   ListColumn(_("by whom, when"), 26), ListColumn(_("comment"), 0))  # fmt: skip
        yield CellList(columns, searches=False, empty=_("This lesson is no longer in the journal: Esc goes back."))

    @override
    async def load(self) -> None:
        """Ask for the cell again."""
        found = await self.ask(self._target.query)
        if found is None:
            return
        first = not self._shown
        self._shown, self.head = True, found.head
        row = next((row for row in found.rows if row.pupil == self._target.pupil), None)
        pairs = zip(found.columns, row.cells, strict=True) if row else ()
        here = [(column, cell) for column, cell in pairs if column.lesson == self._target.lesson]
        self._lines = tuple(
            CellLine(column, cell, place)
            for column, cell in here
            for place in (range(len(cell.marks)) if cell.marks else (None,))
        )
        absence = next((cell.absence for _column, cell in here if cell.absence), None)
        if here:
            column = here[0][0]
            day = _("{day}, lesson {number}").format(
                day=f"{weekday_short(column.day)} {short_date(column.day)}", number=column.number
            )
            missed = absence.words if absence else ""
            self.title_line(" · ".join(filter(None, (self._target.called, found.title, day, missed))), self._who)
        start = [n for n, line in enumerate(self._lines) if line.column.work_code == self._target.work_code]
        rows = self.query_one(PickList)
        rows.show([self._row(line) for line in self._lines], start[0] if first and start else None)
        if first:
            rows.focus()
        self._tell()

    def _row(self, line: CellLine) -> tuple[str, ...]:
        column, written = line.column, line.written
        name = column.kind_name or _("answer in the lesson")
        if written is None:
            return name, str(column.weight), "·", "", ""
        return name, str(column.weight), written.mark.text, self._by(written), written.comment

    def _by(self, written: Written) -> str:
        moment = self.desk.clock.local(written.at)
        return f"{written.author} {short_date(moment.date())} {moment:%H:%M}"

    @property
    def _line(self) -> CellLine | None:
        index = self.query_one(PickList).index
        return self._lines[index] if index < len(self._lines) else None

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell about the line."""
        self._tell()

    def _tell(self) -> None:
        line = self._line
        if line is None:
            return
        if why := self._refused.get(EDIT.action):
            self.summarise(why)
        elif line.written is None:
            words = _("No mark yet: a digit writes it, Enter writes it with a comment.")
            if line.column.passes:
                words = _("No mark yet: + passed, - not passed; Enter writes it with a comment.")
            self.summarise(words, line.column.topic)
        else:
            advice = _("+ or - replaces the mark; Enter: mark and comment; Ins: a second mark.") if (
                line.column.passes
            ) else _("A digit replaces the mark; Enter: mark and comment; Ins: a second mark.")
            self.summarise(line.written.comment or line.column.topic, advice)

    @override
    def requests(self) -> Mapping[str, Guarded]:
        where = (self._target.lesson, self._target.pupil)
        put = PutMarks(*where, (), (), self._target.work_code)
        return {EDIT.action: put, MORE.action: put, ERASE.action: put,
                WORK.action: DeclareWork(self._target.lesson, 0)}  # fmt: skip

    @override
    async def weigh(self) -> None:
        """Say at once why nothing can be written here."""
        await super().weigh()
        self._tell()

    @override
    def show_footer(self, lead: str = "") -> None:
        """What may be written leads, for whoever may write."""
        passes = bool(self._lines) and self._lines[0].column.passes
        super().show_footer("" if self._refused else PASSING if passes else ALPHABET)

    def on_cell_list_typed(self, event: CellList.Typed) -> None:
        """A key writes the mark of the line."""
        if event.index >= len(self._lines) or self.refused(EDIT.action):
            return
        line = self._lines[event.index]
        stands = line.written.mark if line.written else None
        if event.sign in ("+", "-") and not line.column.passes:
            if stands is None or not stands.value.counts:
                self.say(_("+ and - belong to a mark: write the mark first."))
                return
            mark = replace(stands, sign="" if stands.sign == event.sign else event.sign)
            self.start(self._put(line, line.with_mark(mark), mark.text))
            return
        value = KEYS[event.sign]
        if value is Value.PASS and stands is not None and stands.value is Value.PASS:
            value = Value.FAIL
        mark = Mark(value)
        if mark == stands:
            self.say(_("{name}: it stands so already.").format(name=self._target.called))
            return
        told = f"{mark.text} — {_(MEANINGS[value])}" if value in MEANINGS else mark.text
        self.start(self._put(line, line.with_mark(mark), told))

    async def _put(self, line: CellLine, marks: tuple[Mark, ...], told: str) -> None:
        """Write the work's marks; each mark that stays keeps what is said of it."""
        reason = ""
        if wants_why(self.desk.clock, line.cell.marks, marks):
            given = await ask_why(self)
            if given is None:
                self.say(_("{name}: the mark stays as it was.").format(name=self._target.called))
                return
            if given == Why.CORRECTIONS and can_correct(line.column, line.cell, marks) and await work_on_mistakes(
                self, line.column, line.cell, self._target.pupil, self._target.called, marks
            ):  # fmt: skip
                return
            reason = given
        if await self.do(self._change(line, marks, self._comments(line, marks), reason)):
            await self.load()
            why = f" — {why_words(reason)}" if reason else ""
            self.say(f"{self._target.called}: {told}{why}", _("Ctrl+Z takes it back."))

    def _comments(self, line: CellLine, marks: tuple[Mark, ...]) -> tuple[str, ...]:
        said = list(line.cell.said)
        if len(marks) < len(said) and line.place is not None:
            del said[line.place]
        return tuple((said + [""] * len(marks))[: len(marks)])

    def _change(self, line: CellLine, marks: tuple[Mark, ...], comments: tuple[str, ...], reason: str) -> PutMarks:
        return PutMarks(
            self._target.lesson, self._target.pupil, marks, line.cell.seen, line.column.work_code,
            comments, line.cell.said, reason,
        )  # fmt: skip

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter: the mark and its comment."""
        self.action_edit()

    def action_edit(self) -> None:
        """Write the mark under the cursor and what is said of it."""
        if self._line is not None and not self.refused(EDIT.action):
            self.start(self._edit(self._line))

    def action_more(self) -> None:
        """Add a mark to the work."""
        if self._line is not None and not self.refused(MORE.action):
            self.start(self._edit(replace(self._line, place=None)))

    async def _edit(self, line: CellLine) -> None:
        written = line.written
        fields = [
            Field(_("Mark"), written.mark.text if written else "", _("5, 4-, 5/4, pass, exempt, n/a")),
            Field(_("Comment"), written.comment if written else "", _("may stay empty; the family sees it"), True),
        ]
        if wants_why(self.desk.clock, line.cell.marks, ()):
            hint = ", ".join(f"{number} {why.words}" for number, why in enumerate(Why, 1))
            fields.append(Field(_("Why changed"), "", hint, True))
        work = line.column.kind_name or _("answer in the lesson")
        title = f"{self._target.called} · {work}"
        unfinished = await self.dialog(Form(title, fields, partial(self._accept, line)))
        if unfinished is None:
            await self.load()
            self.say(_("Saved."), _("Ctrl+Z takes it back."))

    async def _accept(self, line: CellLine, values: Values) -> str:
        """Write what was filled in; answers what is wrong with it."""
        try:
            letter = KEYS.get(values[0].strip().lower())
            typed = (Mark(letter),) if letter else read_marks(values[0])
            before = slice(0, len(line.cell.marks) if line.place is None else line.place)
            after = slice(len(line.cell.marks) if line.place is None else line.place + 1, None)
            marks = (*line.cell.seen[before], *typed, *line.cell.seen[after])
            # What is said of two marks typed at once is said of the first.
            said = (values[1], "")[: len(typed)]
            comments = (*line.cell.said[before], *said, *line.cell.said[after])
            reason = typed_why(values[2]) if len(values) > 2 else ""
            if not reason and wants_why(self.desk.clock, line.cell.marks, marks):
                return _("The mark is of an earlier day: say in the last line why it is changed.")
            if (marks, comments) != (line.cell.seen, line.cell.said):
                self._saved(await self.desk.do(self._change(line, marks, comments, reason)))
        except Refusal as refusal:
            return f"{refusal.title} {refusal.advice}".strip()
        return ""

    def action_erase(self) -> None:
        """Erase the mark under the cursor."""
        line = self._line
        if line is None or line.written is None or self.refused(ERASE.action):
            return
        self.start(self._put(line, line.with_mark(None), _("erased")))

    def action_declare(self) -> None:
        """Declare another work of the lesson."""
        if not self.refused(WORK.action):
            self.start(self._declare())

    async def _declare(self) -> None:
        page = await self.ask(ShowLesson(self._target.lesson))
        if page is None:
            return
        stand = {line.column.work_code for line in self._lines} | {PLAIN_ANSWER}
        rows = [(name, short) for _key, short, name in page.work_kinds]
        chosen = await self.dialog(Choose(_("Kind of work"), rows))
        if chosen is None or not await self.do(DeclareWork(self._target.lesson, page.work_kinds[chosen][0])):
            return
        await self.load()
        new = [n for n, line in enumerate(self._lines) if line.column.work_code not in stand]
        if new:
            self.query_one(PickList).move(new[0])
        told = _("{work}: declared. Now its mark.").format(work=page.work_kinds[chosen][2])
        beyond = await limits_told(self, self._target.lesson)
        self.say(told, " ".join(filter(None, (beyond, _("Ctrl+Z takes it back.")))))

    async def action_history(self) -> None:
        """The life of the cell in sentences."""
        told = await self.ask(CellLife(self._target.lesson, self._target.pupil))
        if told is not None:
            empty = _("Nothing was ever written here.")
            self.app.push_screen(ShowText(self._target.called, [line.sentence() for line in told], empty))

    @override
    async def action_back(self) -> None:
        """Go back to the cell in the grid."""
        self.dismiss(None)

    @override
    def help_words(self) -> list[str]:
        return [
            _("Every work of the lesson with the pupil's marks; a key writes the mark of the line."),
            _("5 4 3 2 1; з passed, once more failed; о exempt; н not attested; д a debt; + and - a sign."),
            _("Where a subject is passed or not passed, + writes “passed”, - “not passed”; digits are refused."),
            _("What is said of a mark is seen by the pupil and the family."),
        ]
