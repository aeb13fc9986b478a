"""Homework on the page of a lesson: with its minutes, for another day, for some pupils; the load is told first."""

from dataclasses import replace
from datetime import date

from ....domain.errors import Refusal
from ....domain.journal.homework import (
    NEXT_LESSON,
    DayLoad,
    Task,
    Terms,
    pupils_text,
    read_count,
    read_minutes,
    write_minutes,
)
from ....domain.journal.lessons import LessonId
from ....domain.people.people import PupilId
from ....domain.text.words import short_date
from ....i18n import _
from ....services.homework.homework import SetHomework, SetTask
from ....services.homework.homework_view import HomeworkAhead, ShowHomeworkAhead
from ....services.journal.gradebook import LessonPage
from ....services.session import Change
from ....services.typed import read_day
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...dialogs.form import Field, Form, Values
from ...dialogs.tick import Tick
from ...widgets.fields import TextInput
from ..asking import start
from ..homework.homework_days import ask_terms, when
from .joint import as_one, homeworks
from .roll_more import RollMore


def shown_homework(page: LessonPage) -> str:
    """The homework as it stands in its field, minutes and all."""
    return write_minutes(page.homework or "", page.terms.minutes)


class HomeworkWriting(RollMore):
    """What the page of a lesson does about homework."""

    def __init__(self, desk: Desk, lesson: LessonId) -> None:
        super().__init__(desk, lesson)
        self._focused: str | None = None
        """Where the person was last; whoever is brought to the homework has been told its load already."""
        self._offer = ""
        """What the plan has for this lesson, also once its topic was taken."""
        self._warned: tuple[str, Terms] | None = None
        """What was told to be more than the class should have: Enter saves it all the same."""

    async def _ahead(self, day: date | None = None) -> HomeworkAhead | None:
        return await self.ask(ShowHomeworkAhead(self._lesson, day))

    def _load_words(self, load: DayLoad | None) -> str:
        if load is None:
            return _("No lesson of this course follows yet.")
        if not load.by_subject:
            return _("For {day} nothing else is set yet; the grade has {norm} min a day.").format(
                day=when(load.day), norm=load.norm
            )
        return _("For {day} the class has {load} already: {subjects}.").format(
            day=when(load.day), load=load.sentence(), subjects=load.told()
        )

    async def tell_load(self, first: str = "") -> None:
        """Say what the class has for the day already, before anything is set."""
        page = self.page
        if page is None or page.why_not or page.grid.columns[0].closed:
            return
        ahead = await self._ahead(page.homework_for)
        if ahead is not None and ahead.days and ahead.days[0].norm:
            words = self._load_words(ahead.of(page.homework_for))
            more = _("F2: another day, minutes, for some pupils, nothing set.")
            self.say(*((first, words) if first else (words, more)))
        elif first:
            self.say(first)

    async def save_homework(self, typed: str) -> None:
        """Enter in the field: what was typed, or what the plan has; more than the norm is told and asked once."""
        page = self.page
        assert page is not None
        try:
            text, minutes = read_minutes(typed)
        except Refusal as refusal:
            self.refuse(refusal)
            return
        stands = page.homework
        planned = self._offer or (page.planned[2] if page.planned else "")
        if not text and stands is None:
            text, minutes = planned, None
        terms = replace(page.terms if stands else NEXT_LESSON, minutes=minutes if text else None)
        if await self.set_homework(page, text, terms):
            self.view().move_to(0, 0)
            self.view().focus()

    async def set_homework(self, page: LessonPage, text: str, terms: Terms) -> bool:
        """Write the homework for all; answers whether the person may go on."""
        stands = page.homework
        changes: list[Change] = []
        if (text, terms) != (stands or "", page.terms):
            changes.append(SetHomework(self._lesson, text, terms=terms, expects=stands, expects_terms=page.terms))
        if text:
            changes += homeworks(page, text, terms=terms)
        if changes:
            if text and await self._warns(text, terms):
                return False
            if not await self.write("homework", as_one(changes)):
                return False
            self._offer = ""
        # As it is kept: what stood there in other words was no draft.
        self.query_one("#homework", TextInput).value = write_minutes(text, terms.minutes)
        await self.load()
        missing = _("No homework yet: F2 says that nothing is set.")
        erased = _("The homework was erased: F2 says that nothing is set.")
        kept = _("Nothing is set for home.") if stands == "" else erased if stands else missing
        self.say(await self._saved_words(terms) if text else kept, _("Now the marks."))
        return True

    async def write(self, key: str, change: Change) -> bool:
        """Save what was typed into a field; its draft is done with."""
        raise NotImplementedError

    async def _warns(self, text: str, terms: Terms) -> bool:
        """Whether to stop once: the class would have more for the day than the norm of its grade."""
        if self._warned == (text, terms):
            return False
        load = await self._day_load(terms)
        if load is None or not load.norm or not terms.minutes or not load.over(terms.minutes):
            return False
        self._warned = (text, terms)
        self.app.bell()
        self.say(
            _("With this the class has {load} for {day}: {subjects}.").format(
                load=load.sentence(terms.minutes), day=when(load.day), subjects=load.told() or "—"
            ),
            _("Enter once more sets it all the same; F2 sets it for another day."),
        )
        return True

    async def _day_load(self, terms: Terms) -> DayLoad | None:
        ahead = await self._ahead(terms.due)
        if ahead is None or not ahead.days:
            return None
        return ahead.of(terms.due) if terms.due else ahead.days[0]

    async def _saved_words(self, terms: Terms) -> str:
        load = await self._day_load(terms)
        saved = _("Homework saved.")
        if load is None or not load.norm:
            return saved
        words = _("For {day} the class has {load}.").format(day=when(load.day), load=load.sentence(terms.minutes or 0))
        return f"{saved} {words}"

    def action_homework(self) -> None:
        """Everything about the homework of this lesson."""
        if self.page is not None:
            start(self, self._ask_homework(self.page))

    async def _ask_homework(self, page: LessonPage) -> None:
        ahead = await self._ahead(page.homework_for)
        if ahead is None:
            return
        due = when(page.homework_for) if page.homework_for else ""
        rows = [
            (_("Nothing set for home"), ""), (_("For another day…"), due),
            (_("How long it takes…"), str(page.terms.minutes or "")), (_("For some pupils…"), ""),
            (_("As last time"), write_minutes(ahead.last.text, ahead.last.minutes)[:30] if ahead.last else "—"),
        ]  # fmt: skip
        rows += [(pupils_text(len(task.pupils)), task.text[:30]) for _place, task in page.tasks]
        title = _("Homework of the lesson")
        if load := ahead.of(page.homework_for):
            title = _("Homework for {day}: {load}").format(day=when(load.day), load=load.sentence())
        index = await self.dialog(Choose(title, rows))
        if index == 0:
            nothing = SetHomework(self._lesson, "", nothing=True, expects=page.homework, expects_terms=page.terms)
            if await self.write("homework", as_one([nothing, *homeworks(page, "", nothing=True)])):
                self.query_one("#homework", TextInput).value = ""
                await self.load()
                self.say(_("Nothing is set for home."), _("Ctrl+Z takes it back."))
        elif index == 1:
            await self._choose_day(page, ahead)
        elif index == 2:
            await self._choose_minutes(page)
        elif index == 4:
            if ahead.last:
                await self.set_homework(page, ahead.last.text, replace(page.terms, minutes=ahead.last.minutes))
            else:
                self.say(_("No earlier lesson of this course has set anything."))
        elif index is not None:
            await self._ask_task(page, ahead, index - 5 if index > 4 else None)

    def _typed(self, page: LessonPage) -> tuple[str, int | None] | None:
        """What is to be set: typed, saved already, or of the plan; None is said to the person."""
        planned = self._offer or (page.planned[2] if page.planned else "")
        try:
            text, minutes = read_minutes(self.query_one("#homework", TextInput).value)
        except Refusal as refusal:
            self.refuse(refusal)
            return None
        if not text and not planned:
            self.say(_("There is no homework yet: type it first, then choose for when it is."))
            return None
        return (text, minutes) if text else (planned, None)

    async def _choose_day(self, page: LessonPage, ahead: HomeworkAhead) -> None:
        typed = self._typed(page)
        if typed is None:
            return
        terms = await ask_terms(self, self._lesson, page.day, ahead, page.terms, typed[1])
        if terms is not None:
            await self.set_homework(page, typed[0], terms)

    async def _choose_minutes(self, page: LessonPage) -> None:
        typed = self._typed(page)
        if typed is None:
            return
        start = str(typed[1] or page.terms.minutes or "")
        filled = await self.dialog(
            FillIn(_("How long does it take?"), [(_("Minutes"), start)], lambda values: read_count(values[0]))
        )
        if filled is not None:
            await self.set_homework(page, typed[0], replace(page.terms, minutes=read_count(filled[0])))

    async def _ask_task(self, page: LessonPage, ahead: HomeworkAhead, which: int | None) -> None:
        """A homework of some pupils: who, then what; nothing typed takes it back."""
        place, seen = page.tasks[which] if which is not None else (None, None)
        rows = [row for row in page.grid.rows if row.cells and (row.cells[0].enrolled or row.cells[0].at_home)]
        number = {row.pupil: n for n, row in enumerate(rows)}
        bundles = [
            (words, frozenset(number[pupil] for pupil in whom if pupil in number)) for words, whom in ahead.subgroups
        ]
        start = {number[pupil] for pupil in seen.pupils if pupil in number} if seen else set[int]()
        ticked = await self.dialog(
            Tick(_("For whom?"), [row.name for row in rows], start, [one for one in bundles if one[1]])
        )
        if ticked is None:
            return
        pupils = tuple(rows[n].pupil for n in sorted(ticked))
        if place is None:
            place = max((taken for taken, _task in page.tasks), default=-1) + 1
        await self._write_task(page, place, seen, pupils)

    async def _write_task(
        self, page: LessonPage, place: int, seen: Task | None, pupils: tuple[PupilId, ...]
    ) -> None:
        start = write_minutes(seen.text, seen.terms.minutes) if seen else ""
        due = short_date(seen.terms.due) if seen and seen.terms.due else ""
        fields = [
            Field(_("What is set"), start), Field(_("For which day?"), due, _("the next lesson"), optional=True),
        ]  # fmt: skip

        async def accept(values: Values) -> str:
            try:
                text, minutes = read_minutes(values[0])
                day = read_day(values[1], page.day) if values[1].strip() else None
                more = await self.desk.ask(ShowHomeworkAhead(self._lesson))
                terms = Terms(day, day is not None and not more.has_lesson(day), minutes)
                wanted = Task(text, pupils, terms) if text else None
                if wanted is None and seen is None:
                    return _("What have they to do? Write the homework.")
                self._saved(await self.desk.do(SetTask(self._lesson, place, wanted, seen)))
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            return ""

        title = _("Homework {whom}").format(whom=pupils_text(len(pupils)))
        if await self.dialog(Form(title, fields, accept)) is None:
            await self.load()
            self.say(_("Homework of some pupils saved."), _("Ctrl+Z takes it back."))
