"""The dispatcher's day: who is away, whose lessons nobody keeps, who is free; a digit gives a lesson."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import cast

from textual import events
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.journal.lessons import LessonState
from ....domain.people.people import StaffId
from ....domain.text.words import full_date, short_date, weekday_short
from ....domain.timetable.substitutions import OF_TEACHERS, Candidate, Kind
from ....i18n import N_, _, ngettext
from ....services.mornings.today import MyDay
from ....services.session import Change, Guarded, Together
from ....services.timetable.moving import MoveBack
from ....services.timetable.other_subjects import RemoveLesson, TakeSubjectBack
from ....services.timetable.substitution_day import Line, ShowSubstitutions, SubstitutionDay
from ....services.timetable.substitution_papers import ShowWallSheet
from ....services.timetable.substitutions import ConfirmClaim, GiveLesson, PutAway, TakeBack
from ...commands import PRINT, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...host import Host
from ...widgets.pick_list import ListColumn, PickList
from ..mornings.today import AFTER, BEFORE, LESSONS
from .other_subjects import EXTRA, SUBJECT, SubjectScreen
from .substitution_words import DIGITS, WIDE, Offers, candidate, row

GIVE = Command("give", ("enter",), N_("to whom"), N_("Choose who keeps the lesson; confirm whoever took it."), 100)
ABSENT = Command("absent", ("insert", "н"), N_("who is away"), N_("Write down that a teacher is away."), 95)
ALL = Command("give_all", ("f5",), N_("give all"), N_("Give every lesson to the teacher in brackets."), 90)
CLASS = Command("of_class", ("f2",), N_("a class"), N_("Show all lessons of a class, or only what was changed."), 50)
AWAY = Command("away", ("f3",), N_("absences"), N_("Change or take back who is away."), 0)
MOVE = Command("move", ("f6",), N_("move"), N_("Move the lesson to another day and number."), 60)
OFF = Command("call_off", ("f8",), N_("cancel"), N_("Cancel the lesson, or those of a class, a grade, the school."), 70)
UNDO_ORDER = Command("take_back", ("delete",), N_("take back"), N_("Take back what was ordered about the lesson."))
ORDERS = (GIVE, ABSENT, ALL, AWAY, MOVE, OFF, SUBJECT, EXTRA, UNDO_ORDER)


class SubstitutionsScreen(SubjectScreen):
    """Substitutions of a day."""

    COMMANDS_HERE = (
        GIVE, ABSENT, ALL, CLASS, AWAY, MOVE, PRINT, OFF, SUBJECT, EXTRA, UNDO_ORDER, LESSONS, BEFORE, AFTER,
    )  # fmt: skip

    def __init__(self, desk: Desk, name: str, day: date | None = None) -> None:
        super().__init__(desk)
        self._who = name
        self.day = day or desk.clock.today()
        self._class: int | None = None

    @override
    def body(self) -> ComposeResult:
        yield PickList([
            ListColumn(_("no."), 3, True), ListColumn(_("class"), 10), ListColumn(_("subject"), 15),
            ListColumn(_("by the timetable"), 18), ListColumn(_("there will be"), 0),
            ListColumn(_("room"), 8, from_width=WIDE), ListColumn(_("time"), 11, from_width=WIDE),
        ], searches=False)  # fmt: skip
        yield Offers()

    @override
    def requests(self) -> Mapping[str, Guarded]:
        ordering = PutAway(StaffId(0), self.day, None)
        others: dict[str, Guarded] = {PRINT.action: ShowWallSheet(self.day), LESSONS.action: MyDay(self.day)}
        return {**{command.action: ordering for command in ORDERS}, **others}

    @property
    @override
    def commands(self) -> tuple[Command, ...]:
        """The own lessons are shown to whoever gives some."""
        return tuple(c for c in super().commands if c is not LESSONS or self.enabled(c.action))

    @override
    async def show_day(self) -> None:
        """Ask for the day again."""
        found = await self.ask(ShowSubstitutions(self.day, self._class))
        if found is None:
            return
        before, self.found = self.line(), found
        self.title_line(_("Substitutions") + f" · {weekday_short(self.day)} {short_date(self.day)}", self._who)
        rows = self.query_one(PickList)
        rows.empty = self._why_empty(found)
        # The cursor stays with its lesson: a digit must not meet another that came in its place.
        places = [n for n, line in enumerate(found.lines) if before and line.lesson == before.lesson]
        rows.show([row(line) for line in found.lines], places[0] if places else None)
        rows.focus()
        self.query_one(Offers).say(self.line())
        self.summarise(*self._summary_of(found))

    def _why_empty(self, found: SubstitutionDay) -> str:
        if found.free_because:
            return _("No lessons: {why}. The arrows show other days.").format(why=found.free_because)
        if self._class is not None:
            return _("The class has no lessons on this day.")
        return _("Nobody is missing. Ins or н: a teacher is away; F2: all lessons of a class.")

    def _summary_of(self, found: SubstitutionDay) -> tuple[str, str]:
        away = "; ".join(f"{one.name} ({one.away.reason.words})" for one in found.absent)
        waiting = sum(line.unattended for line in found.lines)
        claims = sum(line.order is not None and line.order.is_claim for line in found.lines)
        words = ngettext("{count} lesson without a teacher.", "{count} lessons without a teacher.", waiting)
        second = words.format(count=waiting) if waiting else ""
        clashes = sum(bool(line.also) for line in found.lines)
        if clashes:
            words = ngettext("{count} clash.", "{count} clashes.", clashes)
            second += " " + words.format(count=clashes)
        if claims:
            second += " " + ngettext("{count} to confirm.", "{count} to confirm.", claims).format(count=claims)
        second = second.strip()
        return _("Away: {names}.").format(names=away) if away else _("Nobody is away."), second

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Show who is free for this lesson."""
        self.query_one(Offers).say(self.line())

    def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter chooses who keeps it."""
        self.action_give()

    async def on_key(self, event: events.Key) -> None:
        """A digit gives the lesson to whoever bears it."""
        sign, line = event.character or "", self.line()
        if sign not in "123456789" or not sign or line is None:
            return
        event.stop()
        if self.refused(GIVE.action) or int(sign) > min(len(line.candidates), DIGITS):
            return
        gift = self._give(line, line.candidates[int(sign) - 1])
        if line.away is None:
            self.start(gift)
        else:
            # Nothing is asked: what is typed meanwhile waits, and finds the next lesson under the cursor.
            await gift

    def action_give(self) -> None:
        """Choose among everybody who is free; say yes or no to whoever took the lesson."""
        line = self.line()
        if line is None or self.refused(GIVE.action):
            return
        if line.order is not None and line.order.is_claim:
            self.start(self._answer_claim(line))
        elif line.state is LessonState.PLANNED:
            self.start(self._choose_candidate(line))
        else:
            self.say(_("This lesson is not given to anybody."), _("Del takes back what was ordered about it."))

    async def _choose_candidate(self, line: Line) -> None:
        rows = [(candidate(one),) for one in line.candidates]
        index = await self.dialog(Choose(_("Free for this lesson"), rows, searches=True))
        if index is not None:
            await self._give(line, line.candidates[index])

    async def _give(self, line: Line, to: Candidate) -> None:
        because = await self.because(line.away, OF_TEACHERS)
        if because is None:
            return
        if await self.do(GiveLesson(line.lesson, to.staff, *because, to.joint, line.order)):
            await self.load()
            self._to_next()
            self.say(f"{line.number} {line.group} {line.subject}: {to.name}", _("Ctrl+Z takes it back."))

    def _to_next(self) -> None:
        """The next lesson that nobody keeps."""
        rows = self.query_one(PickList)
        assert self.found is not None
        lines = self.found.lines
        order = [*range(rows.index + 1, len(lines)), *range(rows.index)]
        if (following := next((n for n in order if lines[n].unattended), None)) is not None:
            rows.move(following)
        self.query_one(Offers).say(self.line())

    async def _answer_claim(self, line: Line) -> None:
        assert line.order is not None
        title = f"{line.number} {line.group} {line.subject}: {line.keeper}"
        index = await self.dialog(Choose(title, [(_("Confirm"),), (_("Refuse"),)]))
        if index == 0:
            because = await self.because(line.away, OF_TEACHERS)
            if because and await self.do(ConfirmClaim(line.lesson, *because, line.order)):
                await self.load()
                self.say(_("Confirmed: {name}").format(name=line.keeper), _("Ctrl+Z takes it back."))
        elif index == 1 and await self.do(TakeBack(line.lesson, line.order)):
            await self.load()
            kept = _("What was written into the lesson stays, under the name of who wrote it.")
            self.say(_("Refused: {name}").format(name=line.keeper), kept)

    async def action_give_all(self) -> None:
        """Give every lesson to the teacher in brackets, as one deed."""
        if self.refused(ALL.action) or self.found is None:
            return
        gifts = tuple(
            GiveLesson(line.lesson, line.offered.staff, line.away.reason, line.away.number, expects=line.order)
            for line in self.found.lines
            if line.offered and line.away
        )
        if not gifts:
            self.say(_("There is nobody to offer: no lesson waits, or nobody is free."))
        elif await self.do(Together(gifts)):
            await self.load()
            words = ngettext("{count} lesson is given.", "{count} lessons are given.", len(gifts))
            self.say(words.format(count=len(gifts)), _("Ctrl+Z takes it back."))

    def action_absent(self) -> None:
        """Write down who is away."""
        if not self.refused(ABSENT.action):
            self.start(self.write_absence())

    def action_away(self) -> None:
        """Change an absence."""
        if not self.refused(AWAY.action):
            self.start(self.change_absence())

    def action_move(self) -> None:
        """Move the lesson under the cursor."""
        if not self.refused(MOVE.action) and (line := self.line()):
            self.start(self.move_lesson(line))

    def action_call_off(self) -> None:
        """Cancel lessons."""
        if not self.refused(OFF.action):
            self.start(self.call_off())

    async def action_take_back(self) -> None:
        """Take back what was ordered about the lesson under the cursor."""
        line = self.line()
        if line is None or self.refused(UNDO_ORDER.action):
            return
        if line.order is None:
            self.say(_("Nothing was ordered about this lesson."))
            return
        backs: dict[Kind, Change] = {
            Kind.MOVED: MoveBack(line.lesson), Kind.OTHER_SUBJECT: TakeSubjectBack(line.lesson),
            Kind.EXTRA: RemoveLesson(line.lesson),
        }  # fmt: skip
        if await self.do(backs.get(line.order.kind, TakeBack(line.lesson, line.order))):
            await self.load()
            self.say(_("The lesson is as the timetable has it."), _("Ctrl+Z takes it back."))

    def action_of_class(self) -> None:
        """All lessons of a class."""
        self.start(self._choose_class())

    async def _choose_class(self) -> None:
        if self.found is None:
            return
        rows = [(_("Only what is changed"),), *((name,) for _key, name, _grade in self.found.classes)]
        index = await self.dialog(Choose(_("Class"), rows, searches=True))
        if index is not None:
            self._class = self.found.classes[index - 1][0] if index else None
            await self.load()

    async def action_today(self) -> None:
        """The own lessons of whoever teaches too."""
        from ..mornings.today import TodayScreen

        actor = await self._attempt(lambda: self.desk.run(lambda session: session.actor()))
        if actor is not None and not self.refused(LESSONS.action):
            self.app.push_screen(TodayScreen(self.desk, actor, cast(Host, self.app).home.path))

    def action_print(self) -> None:
        """The papers of the day and of longer."""
        if not self.refused(PRINT.action):
            self.start(self.print_paper())

    async def action_day_back(self) -> None:
        """The day before."""
        self.day -= timedelta(days=1)
        await self.load()

    async def action_day_on(self) -> None:
        """The day after."""
        self.day += timedelta(days=1)
        await self.load()

    @override
    def help_words(self) -> list[str]:
        return [
            _("Lessons whose teachers are away, and what was ordered about lessons of {day}.").format(
                day=full_date(self.day)
            ),
            _("Names in brackets are offered, not given. A digit gives the lesson to the teacher who bears it below."),
            _("! marks a lesson that somebody took at once: Enter confirms or refuses it."),
        ]
