"""The calendar of homework of a class, and that of a pupil for the family."""

from datetime import date
from functools import partial

from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.journal.homework import Given, Task
from ....domain.people.people import PupilId
from ....i18n import N_, _
from ....services.homework.homework import SetHomework, SetTask
from ....services.homework.homework_calendar import (
    HomeworkClasses,
    HomeworkOf,
    HomeworkWeek,
    ShowHomework,
    ShowPupilHomework,
)
from ....services.homework.homework_view import ShowHomeworkAhead
from ....services.journal.gradebook import ShowLesson
from ....services.session import Change
from ...commands import FIND, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.text import ShowText
from ...widgets.pick_list import PickList
from ..asking import start
from ..operations.papers import WEEK_AFTER, WEEK_BEFORE
from .homework_days import ask_terms, when
from .homework_list import HomeworkList

LESSON = Command("lesson", ("enter",), N_("lesson"), N_("Open the page of the lesson in which it was set."), 100)
MOVE = Command("shift_day", ("f2",), N_("another day"), N_("Set this homework for another day."), 90)
CLASS = Command("choose_class", ("к",), N_("class"), N_("Choose another class."), 80)
THIS_WEEK = Command("this_week", ("т",), N_("this week"), N_("Go back to the week of today."))
READ = Command("read", ("enter",), N_("read"), N_("Show the whole text, and when it was set."), 90)


class HomeworkScreen(HomeworkList):
    """The homework of a class, for those who teach it."""

    COMMANDS_HERE = (LESSON, MOVE, CLASS, FIND, WEEK_BEFORE, WEEK_AFTER, THIS_WEEK)

    def __init__(self, desk: Desk, name: str, course: CourseId | None = None) -> None:
        super().__init__(desk, name)
        self._course = course
        self._known: tuple[HomeworkOf, ...] = ()

    @override
    async def look(self, day: date) -> HomeworkWeek | None:
        if not self._known:
            self._known = await self.ask(HomeworkClasses()) or ()
        if self._course is None and self._known:
            self._course = self._known[0].course
        if self._course is None:
            self.summarise(_("There is no class whose homework you could look at."), _("Ask the deputy head."))
            return None
        return await self.ask(ShowHomework(self._course, day))

    @override
    def _whole(self) -> str:
        line = self.line()
        if line.given and line.given.pupils and self._found and self._found.names:
            names = ", ".join(self._found.names.get(pupil, "") for pupil in line.given.pupils)
            return f"{names}: {line.given.text}"
        return super()._whole()

    async def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter opens the lesson."""
        await self.action_lesson()

    async def action_lesson(self) -> None:
        """The page of the lesson in which it was set, or of that which says nothing."""
        from ..journal.lesson_page import LessonPageScreen

        line = self.line()
        if line.lesson is None:
            self.say(_("Choose a homework: Enter opens its lesson."))
            return
        refused = await self._attempt(partial(self.desk.objections, {LESSON.action: ShowLesson(line.lesson)}))
        if refused:
            self.say(refused[LESSON.action])
        elif refused is not None:
            self.app.push_screen(LessonPageScreen(self.desk, line.lesson, self._who))

    def action_shift_day(self) -> None:
        """Set the homework under the cursor for another day."""
        given = self.line().given
        if given is None:
            self.say(_("Choose a homework: F2 sets it for another day."))
        else:
            start(self, self._shift(given))

    async def _shift(self, one: Given) -> None:
        wanted = SetHomework(one.lesson, one.text)
        refused = await self._attempt(partial(self.desk.objections, {MOVE.action: wanted}))
        if refused:
            self.say(refused[MOVE.action])
            return
        ahead = await self.ask(ShowHomeworkAhead(one.lesson, one.due))
        if ahead is None:
            return
        terms = await ask_terms(self, one.lesson, one.day, ahead, one.terms, one.minutes)
        if terms is None:
            return
        change: Change
        if one.place is None:
            change = SetHomework(one.lesson, one.text, terms=terms, expects=one.text, expects_terms=one.terms)
        else:
            seen = Task(one.text, one.pupils, one.terms)
            change = SetTask(one.lesson, one.place, Task(one.text, one.pupils, terms), seen)
        if await self.do(change):
            await self.load()
            day = terms.due or ahead.days[0].day
            words = _("{subject}: now for {day}.").format(subject=one.subject, day=when(day))
            self.say(words, _("Ctrl+Z takes it back."))

    def action_choose_class(self) -> None:
        """Another class."""

        def chosen(index: int | None) -> None:
            if index is not None:
                self._course = self._known[index].course
                self._shown_week = None
                self.run_worker(self.load())

        self.app.push_screen(Choose(_("Class"), [(one.title,) for one in self._known], searches=True), chosen)

    @override
    def help_words(self) -> list[str]:
        return [
            _("What the class has to have ready, day by day, with the minutes against the norm of its grade."),
            _("At the end stand the lessons of which nobody has said in time what is set for home."),
        ]


class PupilHomeworkScreen(HomeworkList):
    """The homework of a pupil, for the family: what is for all and what is for this pupil alone."""

    COMMANDS_HERE = (READ, FIND, WEEK_BEFORE, WEEK_AFTER, THIS_WEEK)

    def __init__(self, desk: Desk, pupil: PupilId) -> None:
        super().__init__(desk)
        self._pupil = pupil

    @override
    async def look(self, day: date) -> HomeworkWeek | None:
        return await self.ask(ShowPupilHomework(self._pupil, day))

    @override
    def _row(self, one: Given) -> tuple[str, ...]:
        whom = _("for you: ") if one.pupils else ""
        return (f"  {one.subject}", str(one.minutes) if one.minutes else "", f"{whom}{one.text}", self._set(one))

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter shows the whole text."""
        self.action_read()

    def action_read(self) -> None:
        """The homework under the cursor in full."""
        one = self.line().given
        if one is None:
            self.say(_("Choose a homework: Enter shows all of it."))
            return
        whom = _("Set for you.") if one.pupils else _("Set for all.")
        time = _("About {minutes} minutes.").format(minutes=one.minutes) if one.minutes else ""
        said = _("Set {given} for {due}.").format(given=when(one.day), due=when(one.due))
        self.app.push_screen(ShowText(one.subject, [one.text, "", " ".join(filter(None, (said, whom, time)))]))

    @override
    def help_words(self) -> list[str]:
        return [_("What has to be ready, day by day; Enter shows the whole text and when it was set.")]
