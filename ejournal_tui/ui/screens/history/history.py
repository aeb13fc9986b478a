"""The history: what was done under one's own name, and for who leads the school what anybody has done."""

from collections.abc import Mapping
from dataclasses import replace

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.people.cards import PersonKind
from ....domain.people.people import ClassId, PupilId, StaffId
from ....domain.text.words import short_date, weekday_short
from ....i18n import N_, _, ngettext
from ....services.history.deeds import KINDS, LOOKS, DeedLine, FindDeeds
from ....services.people.people import FindPeople, ListClasses
from ....services.session import Guarded
from ....services.typed import read_day
from ...commands import LESSON, Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...dialogs.text import ShowText
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen

OPEN = Command("open", ("enter",), N_("whole"), N_("Read the whole deed: everything it changed, a sentence each."), 100)
NARROW = Command(
    "narrow", ("f2",), N_("narrow"), N_("Show the deeds of one person, pupil, class, kind or day; deletions only."), 95
)
EVERYBODY = Command("everybody", ("f5",), N_("everybody's"), N_("Show everybody's deeds, or your own again."), 80)
WHOLE_SCHOOL = FindDeeds()


class HistoryScreen(JournalScreen):
    """Deeds in sentences, newest first."""

    COMMANDS_HERE = (OPEN, NARROW, EVERYBODY, LESSON)
    HIDES_REFUSED = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._who = ""
        self._wanted = self._own = FindDeeds(who=desk.signed.account)
        self._narrowed: dict[str, str] = {}
        """What the deeds are narrowed to, as the header says it."""
        self._lines: list[DeedLine] = []
        self._before: int | None = None
        self._pages = 1

    @override
    def body(self) -> ComposeResult:
        columns = [ListColumn(_("day"), 8), ListColumn(_("time"), 5), ListColumn(_("what was done"), 0)]
        yield PickList(columns, empty=_("Nothing was done yet."))

    @override
    def requests(self) -> Mapping[str, Guarded]:
        return {EVERYBODY.action: WHOLE_SCHOOL}

    @override
    async def load(self) -> None:
        """Ask for the same pages again."""
        if not self._who:
            actor = await self._attempt(lambda: self.desk.run(lambda session: session.actor()))
            self._who = actor.name.initials if actor is not None else ""
        lines: list[DeedLine] = []
        before, back = None, None
        for _page in range(self._pages):
            found = await self.ask(replace(self._wanted, before=before))
            if found is None:
                return
            lines += found.lines
            before, back = found.before, found.looked_back_to
            if before is None:
                break
        self._lines, self._before = lines, before
        title = _("Changes under my name") if self._wanted.who is not None else _("History")
        self.title_line(" · ".join((title, *self._narrowed.values())), self._who)
        rows = self.query_one(PickList)
        rows.empty = _("No such deeds. F2 shows others.") if self._narrowed else _("Nothing was done yet.")
        further = _("looked back to {day}; Enter looks further").format(day=short_date(back)) if back else ""
        rows.show([*self._rows(lines), *([("", "", f"… {further}")] if before is not None else [])])
        rows.focus()
        count = len(lines)
        self.summarise(
            ngettext("{count} deed is shown.", "{count} deeds are shown.", count).format(count=count),
            _("Enter: the whole deed, F6: its lesson, F2: narrow, Ctrl+Z: your last one back."),
        )

    def _rows(self, lines: list[DeedLine]) -> list[tuple[str, str, str]]:
        rows, shown = [], None
        for line in lines:
            day = f"{weekday_short(line.day)} {short_date(line.day)}" if line.day != shown else ""
            shown = line.day
            own = self._wanted.who is not None
            rows.append((day, line.time, f"{line.told.what} ({line.told.terminal})" if own else line.told.deed()))
        return rows

    def _here(self) -> DeedLine | None:
        index = self.query_one(PickList).index
        return self._lines[index] if index < len(self._lines) else None

    async def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter reads the deed, on the last line it looks further back."""
        await self.action_open()

    async def action_open(self) -> None:
        """Everything that the deed changed."""
        line = self._here()
        if line is None:
            if self._before is not None:
                self._pages += 1
                await self.load()
            return
        about = " · ".join(filter(None, (line.told.when, line.told.who, line.told.terminal)))
        self.app.push_screen(ShowText(line.told.what, [about, "", *line.parts] if line.parts else [about]))

    def action_lesson(self) -> None:
        """The page of the lesson that the deed is about."""
        from ..journal.lesson_page import LessonPageScreen

        line = self._here()
        if line is None or line.lesson is None:
            self.say(_("This deed is about no single lesson."))
        else:
            self.app.push_screen(LessonPageScreen(self.desk, line.lesson, self._who))

    async def action_everybody(self) -> None:
        """Everybody's deeds, or one's own again."""
        if why := self._refused.get(EVERYBODY.action):
            self.say(why)
            return
        own = self._wanted == self._own
        await self._show(WHOLE_SCHOOL if own else self._own, {})

    async def _show(self, wanted: FindDeeds, narrowed: dict[str, str]) -> None:
        self._wanted, self._narrowed, self._pages = wanted, narrowed, 1
        self.query_one(PickList).move(0)
        await self.load()

    @work
    async def action_narrow(self) -> None:
        """Choose what to narrow to, then whom or what."""
        everybody = self._wanted.who is None
        ways = [
            ("kind", _("one kind of deeds")), ("day", _("one day")), ("deletions", _("deletions only")),
        ]  # fmt: skip
        if everybody:
            ways += [("pupil", _("one pupil")), ("class", _("one class")), ("staff", _("one of the staff"))]
        ways.append(("", _("everything again")))
        chosen = await self.dialog(Choose(_("Which deeds?"), [(words,) for _way, words in ways]))
        if chosen is not None:
            await self._narrow_to(ways[chosen][0])

    async def _narrow_to(self, way: str) -> None:
        if way == "":
            await self._show(WHOLE_SCHOOL if self._wanted.who is None else self._own, {})
        elif way == "deletions":
            await self._narrow_to_lines(replace(self._wanted, deletions=True), way, _("deletions only"))
        elif way == "kind":
            kinds = [(key, _(words)) for key, (words, _entities) in KINDS.items()]
            kinds += [(key, _(words)) for key, words in LOOKS.items()]
            if (kind := await self._choose(_("Which kind?"), [words for _key, words in kinds])) is not None:
                await self._narrow_to_kind(*kinds[kind])
        elif way == "day":
            await self._narrow_to_day()
        else:
            await self._narrow_to_whom(way)

    async def _choose(self, title: str, words: list[str], searches: bool = False) -> int | None:
        return await self.dialog(Choose(title, [(one,) for one in words], searches))

    async def _narrow_to_kind(self, kind: str, words: str) -> None:
        wanted, narrowed = replace(self._wanted, kind=kind), {**self._narrowed, "kind": words}
        if kind in LOOKS:
            # Deeds that change nothing are found by who did them and when, not by the lines that they have not.
            wanted = replace(wanted, pupil=None, school_class=None, deletions=False)
            narrowed = {way: said for way, said in narrowed.items() if way in ("kind", "day", "staff")}
        await self._show(wanted, narrowed)

    async def _narrow_to_lines(self, wanted: FindDeeds, way: str, words: str) -> None:
        """By what deeds have changed: one that changes nothing is not among them."""
        narrowed = {**self._narrowed, way: words}
        if wanted.kind in LOOKS:
            wanted, narrowed = replace(wanted, kind=""), {w: said for w, said in narrowed.items() if w != "kind"}
        await self._show(wanted, narrowed)

    async def _narrow_to_day(self) -> None:
        today = self.desk.clock.today()
        check = lambda typed: read_day(typed[0], today)  # noqa: E731
        filled = await self.dialog(FillIn(_("Deeds of a day"), [(_("Date"), "")], check))
        if filled is not None:
            day = read_day(filled[0], today)
            await self._show(replace(self._wanted, day=day), {**self._narrowed, "day": short_date(day)})

    async def _narrow_to_whom(self, way: str) -> None:
        if way == "class":
            classes = await self.ask(ListClasses()) or ()
            found = [(str(one.name), replace(self._wanted, school_class=ClassId(one.key))) for one in classes]
        else:
            people = await self.ask(FindPeople(kind=PersonKind.PUPIL if way == "pupil" else PersonKind.STAFF)) or ()
            found = [
                (
                    f"{one.name.full}, {one.of}",
                    replace(self._wanted, pupil=PupilId(one.key))
                    if way == "pupil"
                    else replace(self._wanted, staff=StaffId(one.key)),
                )
                for one in people
            ]
        number = await self._choose(_("Find by typing"), [words for words, _wanted in found], searches=True)
        if number is not None:
            words, wanted = found[number]
            if way == "staff":
                await self._show(wanted, {**self._narrowed, way: words})
            else:
                await self._narrow_to_lines(wanted, way, words)

    @override
    def help_words(self) -> list[str]:
        return [
            _("What was done under your name stands here, with the sign-ins and the terminals they were at."),
            _("A line that you do not know: tell the deputy head, and change your password."),
            _("F2 shows one kind alone: what was refused, sign-ins, papers and workbooks, readings of personal data."),
            _("Ctrl+Z takes back what you did last in this sitting, as long as nobody has changed it since."),
        ]
