"""What belongs to a lesson besides its texts: where each part stands, and the menu of what else can be done."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from textual.widgets import Static

from ....domain.journal.homework import pupils_text
from ....domain.journal.lessons import LessonId
from ....domain.journal.marks import MADE_UP, PLAIN_ANSWER
from ....domain.text.words import short_date
from ....i18n import N_, _, ngettext
from ....services.homework.homework import SetHomework
from ....services.journal.gradebook import LessonPage
from ....services.journal.lessons import DeclareWork, RemoveWork, SetLessonKind
from ....services.session import Change
from ...commands import Command
from ...dialogs.choose import Choose
from ...safe import T
from ..base import JournalScreen
from .joint import as_one, everybody, homeworks
from .lesson_notes import NoteWriting
from .lesson_works import limits_told, work_asked_for
from .work_dates import choose_work, later_part, owe_absent

PARTS = Command(
    "parts", ("f2",), N_("lesson: more"),
    N_("The rest are here, kind of lesson, kinds of work, nothing set for home."), 95,
)  # fmt: skip


class LessonParts(NoteWriting):
    """What the page of a lesson shows and does about the parts of the lesson."""

    def show_parts(self, page: LessonPage) -> None:
        """Show where each part of the lesson stands."""
        missing = sum(1 for row in everybody(page) if any(c.absence and c.absence.missed for c in row.cells))
        roll = _("not called yet")
        if page.roll_at is not None:
            absent = ngettext("{count} absent", "{count} absent", missing).format(count=missing)
            here = _("all here")
            roll = f"{absent if missing else here}, {self.desk.clock.local(page.roll_at):%H:%M}"
        self._aside("roll", roll)
        offered = _("by plan: Enter") if page.plan_approved else _("plan not approved: Enter")
        self._aside("topic", "" if page.topic else offered if page.planned else _("missing"))
        due = _("for {day}").format(day=short_date(page.homework_for)) if page.homework_for else ""
        homework = _("none set") if page.nothing_set else due
        tasks = " · ".join(
            _("homework {whom}: {text}").format(whom=pupils_text(len(task.pupils)), text=task.text)
            for _place, task in page.tasks
        )
        self._aside("homework", _("until {time}").format(time=page.homework_until) if page.homework_until else homework)
        kind = next((name for key, name in page.kinds if key == page.kind), _("kind of lesson: not said"))
        until = {column.kind_name: column.due for column in page.grid.columns}
        works = ", ".join(_work_words(name, until.get(name)) for _key, name in page.works)
        paper = _("from the paper journal") if any(column.on_paper for column in page.grid.columns) else ""
        groups = ", ".join(other.group for other in page.joined)
        joint = _("together with {groups}").format(groups=groups) if groups else ""
        notes = _("notes for families: {count}").format(count=page.notes) if page.notes else ""
        told = (page.state, paper, self.announced(), joint, page.substitution, kind, works, tasks, notes)
        self.query_one("#parts", Static).update(T(" · ".join(filter(None, told))))

    def _aside(self, key: str, text: str) -> None:
        self.query_one(f"#{key}-aside", Static).update(T(text))

    def action_parts(self) -> None:
        """What else belongs to a lesson; in the field of the homework, what belongs to that."""
        page = self.page
        if page is None:
            return
        if self.focused is not None and self.focused.id == "homework":
            self.action_homework()
            return
        words = (_("The rest are here"), _("Kind of lesson…"), _("Add a kind of work…"), _("Nothing set for home"))
        rows = [(text,) for text in words]
        rows += [(_("Remove: {work}").format(work=name),) for _kind, name in page.works]
        rows.append((_("Homework: day, minutes, for whom…"),))
        rows.append((_("Note for the family of the pupil in the list…"),))
        rows.append((_("Add a work: weight, two marks…"),))
        if self._dated(page):
            rows += [(_("Debt of all who were absent…"),), (_("Part of the class writes it later…"),)]
        self.app.push_screen(Choose(_("Lesson"), rows), self._part_chosen)

    def _part_chosen(self, index: int | None) -> None:
        page = self.page
        if index is None or page is None:
            return
        if index == 0:
            self.run_worker(self.call_roll(), exclusive=False)
        elif index == 1:
            kinds = [(name,) for _key, name in page.kinds]
            self._choose(_("Kind of lesson"), kinds, lambda n: SetLessonKind(self._lesson, page.kinds[n][0], page.kind))
        elif index == 2:
            works = [(name, short) for _key, short, name in page.work_kinds]
            self._choose(_("Kind of work"), works, lambda n: DeclareWork(self._lesson, page.work_kinds[n][0]))
        elif index == 3:
            nothing = SetHomework(self._lesson, "", nothing=True, expects=page.homework, expects_terms=page.terms)
            self._do_later(as_one([nothing, *homeworks(page, "", nothing=True)]))
        elif index < 4 + len(page.works):
            self._do_later(RemoveWork(self._lesson, page.works[index - 4][0]))
        elif index == 4 + len(page.works):
            self.action_homework()
        elif index == 5 + len(page.works):
            self.action_note()
        elif index == 6 + len(page.works):
            self.run_worker(self._declare_otherwise(page), exclusive=False)
        else:
            deed = owe_absent if index == 7 + len(page.works) else later_part
            self.run_worker(self._date(page, deed), exclusive=False)

    @staticmethod
    def _dated(page: LessonPage) -> list[tuple[str, str]]:
        """The works for which pupils may have dates of their own."""
        return [
            (column.work_code, column.kind_name)
            for column in page.grid.columns
            if column.work and column.work_code != PLAIN_ANSWER and MADE_UP not in column.work_code
        ]

    async def _date(self, page: LessonPage, deed: Callable[[JournalScreen, LessonId, str], Awaitable[bool]]) -> None:
        """Give pupils dates of their own for one of the works (C03, C04)."""
        if page.why_not:
            self.say(page.why_not)
            return
        code = await choose_work(self, self._dated(page))
        if code is not None:
            await deed(self, self._lesson, code)

    async def _declare_otherwise(self, page: LessonPage) -> None:
        if change := await work_asked_for(self, page):
            self._do_later(change)

    def _choose(self, title: str, rows: Sequence[tuple[str, ...]], change: Callable[[int], Change]) -> None:
        def chosen(index: int | None) -> None:
            if index is not None:
                self._do_later(change(index))

        self.app.push_screen(Choose(title, rows), chosen)

    def _do_later(self, change: Change) -> None:
        async def deed() -> None:
            if await self.do(change):
                await self.load()
                told = await limits_told(self, self._lesson) if isinstance(change, DeclareWork) else ""
                self.say(told or _("Saved."), _("Ctrl+Z takes it back."))

        self.run_worker(deed(), exclusive=False)


def _work_words(name: str, due: datetime | None) -> str:
    """A work with the term of its marks."""
    return _("{work} (marks until {day})").format(work=name, day=short_date(due.date())) if due else name
