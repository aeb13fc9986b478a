"""Exams, olympiads and competitions of a class: protocols with their clock, and who won what (C30)."""

from collections.abc import Mapping

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.errors import Refusal
from ....domain.people.people import ClassId
from ....domain.results.exams import Contest, ContestLevel, Exam, ExamLine, read_level
from ....domain.text.words import full_date
from ....i18n import N_, _, ngettext
from ....services.results.contests import PutContest
from ....services.results.exams import ContestLine, ExamTable, PutExam, ShowExams, moment_words
from ....services.results.moments import read_moment
from ....services.session import Guarded
from ....services.typed import read_day
from ...commands import FIND, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...dialogs.form import Field, Form, Values
from ...dialogs.tick import Tick
from ...widgets.pick_list import ListColumn, PickList
from ..asking import AskingScreen
from ..finding import find_line
from .exam_results import ExamScreen
from .exam_words import clock_words

OPEN = Command("open", ("enter",), N_("open"), N_("Enter the results of an exam, or change an olympiad."), 100)
EXAM = Command("new_exam", ("insert",), N_("protocol"), N_("Write down the protocol of an exam."), 95)
CONTEST = Command("new_contest", ("о",), N_("olympiad"), N_("Write down an olympiad or competition of a pupil."), 92)
EDIT = Command("edit", ("f2",), N_("change"), N_("Change the protocol: its moment and who took the exam."), 85)
ERASE = Command("erase", ("delete",), N_("take out"), N_("Take a protocol without results, or an olympiad, out."), 60)
CLASS = Command("choose_class", ("к",), N_("class"), N_("Choose another class."), 80)


class ExamsScreen(AskingScreen):
    """Protocols first, then olympiads and competitions."""

    COMMANDS_HERE = (OPEN, EXAM, CONTEST, EDIT, CLASS, FIND, ERASE)

    def __init__(self, desk: Desk, name: str, school_class: ClassId | None = None) -> None:
        super().__init__(desk)
        self._who = name
        self._class = school_class
        self._table: ExamTable | None = None

    @override
    def body(self) -> ComposeResult:
        yield PickList(
            [ListColumn("", 12), ListColumn("", 36), ListColumn("", 0)], searches=False,
            empty=_("Nothing is written down yet: Ins begins the protocol of an exam, {key} an olympiad.").format(
                key=CONTEST.key
            ),
        )

    @override
    async def load(self) -> None:
        """Ask for the class again."""
        found = await self.ask(ShowExams(self._class))
        if found is None:
            return
        self._table, self._class = found, found.school_class
        self.title_line(_("Exams and competitions · {group}").format(group=found.title), self._who)
        rows = self.query_one(PickList)
        rows.show([
            *((moment_words(one.exam.received), _exam(one), _state(one)) for one in found.exams),
            *((full_date(one.contest.day), one.name, _contest(one.contest)) for one in found.contests),
        ])  # fmt: skip
        rows.focus()
        self._tell()

    @override
    def requests(self) -> Mapping[str, Guarded]:
        if self._table is None:
            return {}
        now = self.desk.clock.now().replace(tzinfo=None)
        new = PutExam(Exam(self._table.school_class, 0, "", now, ()))
        return {command.action: new for command in (EXAM, CONTEST, EDIT, ERASE)}

    @property
    def _line(self) -> ExamLine | ContestLine | None:
        table, index = self._table, self.query_one(PickList).index
        lines: list[ExamLine | ContestLine] = [*table.exams, *table.contests] if table is not None else []
        return lines[index] if 0 <= index < len(lines) else None

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell about the line."""
        self._tell()

    def _tell(self) -> None:
        table, line = self._table, self._line
        if table is None:
            return
        wanting = sum(one.missing for one in table.exams)
        left = ngettext("{count} result is wanting.", "{count} results are wanting.", wanting).format(count=wanting)
        if isinstance(line, ExamLine):
            self.summarise(f"{_exam(line)} · {_state(line)}", left if wanting else "")
        elif line is not None:
            self.summarise(f"{line.name} · {line.contest.words}", left if wanting else "")
        else:
            self.summarise("", "")

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter opens the line."""
        self.action_open()

    def action_open(self) -> None:
        """The results of the exam; an olympiad to be changed."""
        line = self._line
        if isinstance(line, ExamLine):
            self.app.push_screen(ExamScreen(self.desk, line.exam.school_class, line.exam.key, self._who))
        elif line is not None:
            self.action_edit()

    @work
    async def action_new_exam(self) -> None:
        """Subject, protocol with its moment, who took it."""
        table = self._table
        if table is None or self.refused(EXAM.action):
            return
        rows = [(name,) for _key, name in table.subjects]
        index = await self.dialog(Choose(_("Exam in"), rows, searches=True))
        if index is None:
            return
        now = self.desk.clock.now().replace(tzinfo=None, second=0, microsecond=0)
        subject, title = table.subjects[index]
        everybody = tuple(pupil for pupil, _name in table.pupils)
        exam = await self._filled(title, Exam(table.school_class, subject, "", now, everybody))
        if exam is not None and await self.do(PutExam(exam)):
            await self.load()
            self.say(_("Written down: enter the results with Enter."), _("Ctrl+Z takes it back."))

    @work
    async def action_edit(self) -> None:
        """The protocol or the olympiad under the cursor."""
        line = self._line
        if line is None or self.refused(EDIT.action):
            return
        if isinstance(line, ContestLine):
            await self._fill_contest(line.name, line.contest)
            return
        exam = await self._filled(line.subject_name, line.exam)
        if exam is not None and await self.do(PutExam(exam, line.exam)):
            await self.load()
            self.say(_("Saved."), _("Ctrl+Z takes it back."))

    async def _filled(self, title: str, exam: Exam) -> Exam | None:
        """The protocol as it was typed and ticked, None where the person left."""
        today, table = self.desk.clock.today(), self._table
        assert table is not None
        fields = [
            (_("Protocol no."), exam.protocol), (_("Received on"), full_date(exam.received.date())),
            (_("at (hour)"), f"{exam.received:%H:%M}"),
        ]  # fmt: skip
        typed = await self.dialog(FillIn(title, fields, lambda said: read_moment(said[1], said[2], today)))
        if typed is None:
            return None
        names = list(table.pupils)
        gone = [pupil for pupil in exam.pupils if pupil not in dict(names)]
        ticked = [n for n, (pupil, _name) in enumerate(names) if pupil in exam.pupils]
        chosen = await self.dialog(
            Tick(_("Who took the exam: {subject}").format(subject=title), [name for _pupil, name in names], ticked)
        )
        if chosen is None:
            return None
        pupils = (*gone, *(pupil for n, (pupil, _name) in enumerate(names) if n in chosen))
        received = read_moment(typed[1], typed[2], today)
        return Exam(exam.school_class, exam.subject, typed[0], received, tuple(sorted(pupils)), exam.key)

    @work
    async def action_new_contest(self) -> None:
        """The pupil, then what, how far, with what result."""
        table = self._table
        if table is None or self.refused(CONTEST.action):
            return
        rows = [(name,) for _pupil, name in table.pupils]
        index = await self.dialog(Choose(_("Olympiad or competition of"), rows, searches=True))
        if index is None:
            return
        now = self.desk.clock.now().replace(tzinfo=None, second=0, microsecond=0)
        pupil, name = table.pupils[index]
        levels = list(ContestLevel)
        level = await self.dialog(Choose(_("{name}: what level").format(name=name), [(x.words,) for x in levels]))
        if level is not None:
            await self._fill_contest(name, Contest(pupil, "", levels[level], "", now.date(), now))

    async def _fill_contest(self, name: str, stands: Contest) -> None:
        today = self.desk.clock.today()
        fields = (
            Field(_("What"), stands.name, _("olympiad in physics")),
            Field(_("Result"), stands.place, _("winner, 2nd place")),
            Field(_("Level"), stands.level.words, ", ".join(one.words for one in ContestLevel)),
            Field(_("Took place on"), full_date(stands.day)),
            Field(_("Received on"), full_date(stands.received.date())),
            Field(_("at (hour)"), f"{stands.received:%H:%M}"),
        )  # fmt: skip
        saved: list[bool] = []

        async def accept(values: Values) -> str:
            what, place, level, day, received, hour = values
            try:
                wanted = Contest(
                    stands.pupil, what, read_level(level), place, read_day(day, today),
                    read_moment(received, hour, today), stands.key,
                )  # fmt: skip
                self._saved(await self.desk.do(PutContest(wanted, stands if stands.key else None)))
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            saved.append(True)
            return ""

        await self.dialog(Form(name, fields, accept))
        if saved:
            self.say(_("Saved; the family sees it now."), _("Ctrl+Z takes it back."))

    async def action_erase(self) -> None:
        """Take out what stands on the line."""
        line = self._line
        if line is None or self.refused(ERASE.action):
            return
        change = PutExam(None, line.exam) if isinstance(line, ExamLine) else PutContest(None, line.contest)
        if await self.do(change):
            await self.load()
            self.say(_("Taken out."), _("Ctrl+Z brings it back."))

    def action_choose_class(self) -> None:
        """Another class."""
        table = self._table
        if table is None:
            return

        def chosen(index: int | None) -> None:
            if index is not None:
                self._class = table.classes[index][0]
                self.run_worker(self._reload(), group="class", exclusive=True)

        self.app.push_screen(Choose(_("Class"), [(title,) for _key, title in table.classes], searches=True), chosen)

    async def _reload(self) -> None:
        await self.load()
        await self.weigh()

    def action_find(self) -> None:
        """Go to a line by typing."""
        table = self._table
        if table is None:
            return
        rows = [(_exam(one),) for one in table.exams]
        rows += [(f"{one.name}: {one.contest.name}",) for one in table.contests]

        find_line(self, _("Exams and competitions"), rows)

    @override
    def help_words(self) -> list[str]:
        return [
            _("Exams are entered by their protocol: its number, the day and hour it came, who took the exam."),
            _("From that moment 24 hours run (a rule of the school); what came later is told beside the entry."),
            _("Families see each result in the diary as soon as it is entered; olympiads and competitions too."),
        ]


def _exam(one: ExamLine) -> str:
    return _("Exam: {subject}, No. {protocol}").format(subject=one.subject_name, protocol=one.exam.protocol)


def _state(one: ExamLine) -> str:
    """How many results there are, and how the clock stands."""
    filled = _("{filled} of {total}").format(filled=len(one.rows) - one.missing, total=len(one.rows))
    return f"{filled}, {clock_words(one)}"


def _contest(one: Contest) -> str:
    return f"{one.name}, {one.level.words}: {one.place}"
