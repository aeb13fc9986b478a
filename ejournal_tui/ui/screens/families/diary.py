"""The diary of a pupil: a week as in the paper diary, read-only."""

from collections.abc import Mapping
from datetime import date, timedelta

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.attendance.attendance import Absence
from ....domain.attendance.notices import KeptNotice, Notice
from ....domain.errors import Refusal
from ....domain.papers.papers import PupilWeek, SheetDay, SheetLesson, WeeklySheets
from ....domain.people.people import Contact, PupilId
from ....domain.text.words import capital, date_range, day_month, weekday_long
from ....domain.years.year import monday
from ....i18n import N_, _
from ....services.attendance.notices import SayAbsent, ShowNotices
from ....services.papers.papers import MyChildren, ShowDiary
from ....services.people.contact_proposals import OwnContact, ProposeContact, ShowOwnContact
from ....services.results.academic_debts import PupilYearEnd, ShowPupilYearEnd
from ....services.session import Guarded
from ....services.timetable.timetable_view import ShowClassTimetable
from ...commands import REDO, SAVED, UNDO, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.form import Field, Form, Values
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..asking import start
from ..homework.homework import PupilHomeworkScreen
from ..operations.papers import WEEK_AFTER, WEEK_BEFORE
from ..results.forecasts import walk_through
from ..timetable.timetable_cells import reading, version_words
from .diary_notices import AWAY, NoticeSaying, latest, notice_on
from .diary_year import GIVEN, owed_words, show_given

RESULTS = Command(
    "standings", ("f8",), N_("forecast"), N_("Show averages and the forecast of the period, and explain them."), 90
)
TIMETABLE = Command("timetable", ("р",), N_("timetable"), N_("Show the timetable of the class."), 50)
CONTACT = Command("contact", ("к",), N_("my contact"), N_("Propose another phone or e-mail of your own."), 50)
AHEAD = Command("homework", ("д",), N_("homework"), N_("Show what is due on the days to come."), 95)
CHILD = Command("child", ("f2",), N_("child"), N_("Choose the child whose diary is shown."), 60)


NARROW = (ListColumn("", 2, True), ListColumn("", 18), ListColumn("", 11), ListColumn("", 0))
WIDE = (*NARROW[:2], ListColumn("", 40), *NARROW[2:])
"""With the topics between the subjects and the marks."""
WIDE_FROM = 110


class DiaryScreen(NoticeSaying):
    """A pupil's week."""

    COMMANDS_HERE = (
        AHEAD, RESULTS, GIVEN, AWAY, TIMETABLE, CHILD, CONTACT, WEEK_BEFORE, WEEK_AFTER,
    )  # fmt: skip

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk)
        self._who = name
        self._week: date = monday(desk.clock.today())
        self._children: tuple[tuple[int, str], ...] = ()
        self._child = 0
        self._sheet: WeeklySheets | None = None
        self._notices: tuple[KeptNotice, ...] = ()
        """What the family said of absences."""
        self._year_end: PupilYearEnd | None = None
        self._lessons: list[SheetLesson | None] = []
        """What stands on each line: a lesson, or nothing where a day begins."""

    @override
    def body(self) -> ComposeResult:
        yield PickList(NARROW, searches=False)

    @override
    async def load(self) -> None:
        """Ask for the week again."""
        if not self._children:
            self._children = await self.ask(MyChildren()) or ()
        if not self._children:
            self.summarise(_("No child is linked to this account."), _("Ask the class teacher."))
            return
        pupil, name = self._children[self._child]
        found = await self.ask(ShowDiary(pupil, self._week))
        self._notices = await self.ask(ShowNotices(PupilId(pupil))) or ()
        self._year_end = await self.ask(ShowPupilYearEnd(PupilId(pupil)))
        self._sheet = found
        if found is None:
            if self.is_current:
                # What stood here was another week's: under this week's refusal it would lie.
                self.title_line(f"{name} · {date_range(self._week, self._week + timedelta(days=4))}", "")
                self.query_one(PickList).show([])
            return
        span = date_range(found.days[0].day, found.days[-1].day)
        self.title_line(f"{name}, {found.class_name} · {span}", await self._as_of())
        today = self.desk.clock.today()
        self._lessons, start = [], 0
        for day, lessons in zip(found.days, found.pupils[0].days, strict=True):
            # The week that is going on opens at today, every other one at its beginning.
            start = len(self._lessons) if day.day <= today and monday(today) == self._week else start
            self._lessons += [None, *lessons]
        self._show(found, start)
        self.query_one(PickList).focus()

    async def _as_of(self) -> str:
        """Of when it tells, where it is a copy of the journal."""
        instant = await self.desk.as_of()
        if instant is None:
            return ""
        moment = self.desk.clock.local(instant)
        today = moment.date() == self.desk.clock.today()
        return _("as of {when}").format(when=f"{moment:%H:%M}" if today else f"{moment:%d.%m %H:%M}")

    def _show(self, sheet: WeeklySheets, index: int | None = None) -> None:
        rows: list[tuple[str, ...]] = []
        wide = self.size.width >= WIDE_FROM
        for day, lessons in zip(sheet.days, sheet.pupils[0].days, strict=True):
            rows.append(self._day(day, bool(lessons), wide))
            rows += [self._lesson(lesson, wide) for lesson in lessons]
        view = self.query_one(PickList)
        view.columns = WIDE if wide else NARROW
        view.show(rows, index)
        self._tell(sheet)

    def _tell(self, sheet: WeeklySheets) -> None:
        """What was missed in the week, and the topic of the lesson under the cursor."""
        index = self.query_one(PickList).index
        lesson = self._lessons[index] if index < len(self._lessons) else None
        topic = _("Topic: {topic}").format(topic=lesson.topic) if lesson and lesson.topic else ""
        said = latest(self._notices, self.desk.clock.today())
        self.summarise(self._missed(sheet.pupils[0]), topic or said or owed_words(self._year_end) or self.desk.greeting)

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell the topic of the lesson that the cursor has come to."""
        if self._sheet is not None:
            self._tell(self._sheet)

    def on_resize(self) -> None:
        """Topics have a column of their own where there is room."""
        if self._sheet is not None:
            self._show(self._sheet)

    def _day(self, day: SheetDay, learns: bool, wide: bool) -> tuple[str, ...]:
        free = notice_on(self._notices, day.day) or day.free_because or ("" if learns else _("no lessons"))
        head, date = ("", capital(weekday_long(day.day))), day_month(day.day)
        return (*head, free, date, "") if wide else (*head, date, free)

    def _lesson(self, lesson: SheetLesson, wide: bool) -> tuple[str, ...]:
        mark = f"{lesson.mark} {lesson.absence.value if lesson.absence else ''}".strip()
        homework = lesson.homework if lesson.homework else _("none set") if lesson.homework == "" else ""
        head, tail = (lesson.number_text, lesson.subject), (mark, f"{lesson.note} {homework}".strip())
        return (*head, lesson.topic, *tail) if wide else (*head, *tail)

    def _missed(self, week: PupilWeek) -> str:
        m = week.missed
        return _("Missed lessons: {total}, ill {ill}; late {late}.").format(total=m.total, ill=m.ill, late=m.late)

    @property
    @override
    def commands(self) -> tuple[Command, ...]:
        """What a reader has use for; another child only where there is one."""
        writes = self.enabled(CONTACT.action)
        idle = [*(() if len(self._children) > 1 else (CHILD,)), *(() if writes else (UNDO, REDO, SAVED, CONTACT, AWAY))]
        return tuple(c for c in super().commands if c not in idle)

    def action_homework(self) -> None:
        """What is due on the days to come."""
        if self._children:
            self.app.push_screen(PupilHomeworkScreen(self.desk, PupilId(self._children[self._child][0])))

    async def action_given(self) -> None:
        """What was given, decided and has to be made good."""
        if self._children:
            pupil, name = self._children[self._child]
            await show_given(self, PupilId(pupil), name)

    async def action_timetable(self) -> None:
        """The timetable of the class that holds now or comes next."""
        if not self._children:
            return
        found = await self.ask(ShowClassTimetable(PupilId(self._children[self._child][0])))
        if found is None:
            return
        name = next((name for _key, name in found.classes), "")
        words = version_words(found.version, False, found.until) if found.version else ""
        title = " ".join(part for part in (_("Timetable"), name, words) if part)
        self.app.push_screen(ShowText(title, reading(found), _("There is no timetable yet.")))
    @override
    def requests(self) -> Mapping[str, Guarded]:
        asked: dict[str, Guarded] = {CONTACT.action: ShowOwnContact()}
        if self._children:
            today = self.desk.clock.today()
            pupil = PupilId(self._children[self._child][0])
            asked[AWAY.action] = SayAbsent(Notice(pupil, "", "", Absence.EXCUSED, today, today))
        return asked

    def action_away(self) -> None:
        """Say that the child will be away, or take it back."""
        if why := self._refused.get(AWAY.action):
            self.say(why)
        elif self._children:
            pupil, name = self._children[self._child]
            start(self, self.say_away(PupilId(pupil), name, self._notices))

    def action_contact(self) -> None:
        """The guardian's own contact."""
        if why := self._refused.get(CONTACT.action):
            self.say(why)
        else:
            start(self, self._propose())

    async def _propose(self) -> None:
        found = await self.ask(ShowOwnContact())
        if found is None:
            return
        if found.proposed is not None:
            words = " ".join(filter(None, (found.proposed.phone, found.proposed.email)))
            title = _("You have proposed: {contact}").format(contact=words)
            index = await self.dialog(Choose(title, [(_("Change it"),), (_("Take it back"),)]))
            if index == 1 and await self.do(ProposeContact(found.guardian, None, found.proposed)):
                self.say(_("The proposal is taken back."), _("Ctrl+Z brings it back."))
            if index != 0:
                return
        await self._write_proposal(found)

    async def _write_proposal(self, found: OwnContact) -> None:
        start = found.proposed or found.stands
        fields = (Field(_("Phone"), start.phone, "+7 911 123-45-67"), Field(_("E-mail"), start.email))

        async def accept(values: Values) -> str:
            change = ProposeContact(found.guardian, Contact(*values), found.proposed)
            try:
                self._saved(await self.desk.do(change))
            except Refusal as refusal:
                return f"{refusal.title} {refusal.advice}".strip()
            return ""

        title = _("Your contact")
        if found.refused:
            title = _("Your contact. The last proposal was refused: {word}").format(word=found.refused)
        if await self.dialog(Form(title, fields, accept)) is None:
            self.say(
                _("The class teacher writes it down when your signed statement is there."),
                _("Until then the old contact counts."),
            )

    async def action_standings(self) -> None:
        """Averages and the forecast of every subject, each explained by Enter."""
        if self._sheet is None:
            return
        last = self._week + timedelta(days=6)
        start(self, self._forecasts(min(self.desk.clock.today(), last)))

    async def _forecasts(self, day: date) -> None:
        await walk_through(self, PupilId(self._children[self._child][0]), day)

    def action_child(self) -> None:
        """Another child of the family."""

        def chosen(index: int | None) -> None:
            if index is not None:
                self._child = index
                self.run_worker(self.load())

        self.app.push_screen(Choose(_("Child"), [(name,) for _key, name in self._children]), chosen)

    async def action_week_before(self) -> None:
        """The week before."""
        self._week -= timedelta(days=7)
        await self.load()

    async def action_week_after(self) -> None:
        """The week after."""
        self._week += timedelta(days=7)
        await self.load()

    @override
    def help_words(self) -> list[str]:
        return [_("The week as in the paper diary: lesson, subject, topic, marks and absence, homework."),
                _("A guardian says with {key} that the child is ill or will be away.").format(key=AWAY.key)]
