"""The results of an exam, typed from its protocol against the clock (C30)."""

from collections.abc import Mapping

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.journal.marks import Mark, Value
from ....domain.people.people import ClassId
from ....domain.results.exams import ExamLine, ExamRow
from ....i18n import N_, _, ngettext
from ....services.results.exams import GiveExamResults, ShowExams
from ....services.results.giving import Given
from ....services.session import Guarded
from ...commands import FIND, Command
from ...desk import Desk
from ...widgets.lines import StatusLine
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen
from ..finding import find_line
from .exam_words import clock_words
from .results_list import ALPHABET, ResultList

ERASE = Command("erase", ("delete",), N_("erase"), N_("Take the result out."), 60)


class ExamScreen(JournalScreen):
    """Who took the exam; a key enters a result and goes down."""

    COMMANDS_HERE = (FIND, ERASE)

    def __init__(self, desk: Desk, school_class: ClassId, exam: int, name: str) -> None:
        super().__init__(desk)
        self._class, self._exam, self._who = school_class, exam, name
        self._line: ExamLine | None = None

    @override
    def body(self) -> ComposeResult:
        yield ResultList(
            [ListColumn("", 3, True), ListColumn(_("Pupil"), 30), ListColumn(_("Result"), 9), ListColumn("", 0)],
            searches=False, empty=_("The protocol was taken out meanwhile."),
        )

    @override
    async def load(self) -> None:
        """Ask for the exam again."""
        first, table = self._line is None, await self.ask(ShowExams(self._class))
        if table is None:
            return
        self._line = next((one for one in table.exams if one.exam.key == self._exam), None)
        line, rows = self._line, self.query_one(PickList)
        rows.show([_cells(n, row) for n, row in enumerate(line.rows, 1)] if line else [])
        if line is not None:
            title = _("Exam · {group} · {subject}, protocol No. {protocol}")
            self.title_line(
                title.format(group=table.title, subject=line.subject_name, protocol=line.exam.protocol), self._who
            )
        if first:
            rows.focus()
            self._tell()

    @override
    def requests(self) -> Mapping[str, Guarded]:
        return {ERASE.action: GiveExamResults(self._class, self._exam, ())}

    @override
    def show_footer(self, lead: str = "") -> None:
        """What may be written leads, for whoever may write."""
        super().show_footer("" if self._refused else ALPHABET)

    def _at(self, index: int) -> ExamRow | None:
        rows = self._line.rows if self._line is not None else ()
        return rows[index] if 0 <= index < len(rows) else None

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell about the pupil under the cursor."""
        self._tell()

    def _tell(self) -> None:
        row, line = self._at(self.query_one(PickList).index), self._line
        if row is None or line is None:
            return
        late = _("entered after the term") if row.late else ""
        told = " · ".join(filter(None, (row.name, row.told or _("no result"), late)))
        self.say(told, self._advice(line))

    def _advice(self, line: ExamLine) -> str:
        if self._refused:
            return next(iter(self._refused.values()))
        words = ngettext("{count} has no result.", "{count} have no result.", line.missing)
        left = words.format(count=line.missing) if line.missing else _("Everybody has a result.")
        return f"{left} · {clock_words(line)}"

    async def on_result_list_typed(self, event: ResultList.Typed) -> None:
        """Enter what was typed."""
        if not await self._put(event.index, event.value):
            rows = self.query_one(ResultList)
            if rows.index == event.index + 1:
                rows.go(event.index)

    async def action_erase(self) -> None:
        """Take the result out."""
        await self._put(self.query_one(PickList).index, None)

    async def _put(self, index: int, value: Value | None) -> bool:
        """Make a line say a result; answers whether it says so now."""
        row = self._at(index)
        if row is None:
            return False
        stands = row.result.value if row.result else None
        if stands == value:
            self.say(_("{name}: it stands so already.").format(name=row.name))
            return True
        done = await self.do(GiveExamResults(self._class, self._exam, (Given(row.pupil, value, stands),)))
        said = self.query_one(StatusLine).said
        await self.load()
        if done is None or self._line is None:
            self.say(*said)
            return False
        now = self._at(index)
        late = now is not None and now.late and value is not None
        words = [Mark(value).text if value is not None else _("taken out"), *([_("entered after the term")] * late)]
        back = _("Ctrl+Z takes it back.")
        self.say(f"{row.name}: {' · '.join(words)}", f"{self._advice(self._line)} · {back}")
        return True

    def action_find(self) -> None:
        """Go to a pupil by typing."""
        line = self._line
        if line is not None:
            find_line(self, _("Pupil"), [(row.name,) for row in line.rows])

    @override
    def help_words(self) -> list[str]:
        return [
            _("A key enters the result of the protocol and goes down; the family sees it in the diary at once."),
            _("Digits write marks, з passed, о excused, н did not come; Del takes a result out."),
        ]


def _cells(number: int, row: ExamRow) -> tuple[str, ...]:
    late = _("entered after the term") if row.late else ""
    return str(number), row.name, row.result.text if row.result else "·", late
