"""One split subject or one group of several classes: who is where on a day; a digit moves a pupil from that day."""

from collections.abc import Mapping
from contextvars import ContextVar

from textual import work
from textual.app import ComposeResult
from typing_extensions import override

from ....domain.groups.division import DividedPupil, Part
from ....domain.groups.groups import CourseId
from ....domain.people.people import PupilId
from ....domain.text.words import full_date, short_date
from ....i18n import N_, _
from ....services.groups.grouping import PlaceInGroup
from ....services.groups.groups_view import DivisionPage, FindNewcomers, ShowDivision
from ....services.groups.proposals import AnswerProposals, ProposePlace
from ....services.groups.subgroups import MakeSubgroup
from ....services.session import Change, Guarded
from ....services.typed import read_day
from ...commands import Command
from ...desk import Desk
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...widgets.pick_list import ListColumn, PickList
from ..finding import sought
from ..people.people_deeds import Deed
from .division_answers import ANSWER, ANSWERS, Answering
from .division_deeds import deeds_of
from .division_list import DivisionList, faults, row_of

MOVE = Command("move", ("enter",), N_("to which group"), N_("Choose the pupil's group; a digit does it at once."), 100)
CHANGE = Command("change", ("f2",), N_("change"), N_("Swap groups, make or dissolve one."), 90)
DAY = Command("day", ("f6",), N_("day"), N_("Choose the day that is shown and from which changes count."), 80)
COMING = Command("coming", ("insert",), N_("add pupil"), N_("Bring a pupil into a group of several classes."), 70)
LEAVING = Command("leaving", ("delete",), N_("take out"), N_("Take the pupil out of the group from the day on."), 60)
_RETURNING = ContextVar("returning", default=False)
"""Whether the pupils are shown anew because a dialog was closed: what its answer led to is being told then."""


class DivisionScreen(Answering):
    """The pupils of a division."""

    COMMANDS_HERE = (MOVE, CHANGE, ANSWERS, ANSWER, DAY, COMING, LEAVING)

    def __init__(self, desk: Desk, name: str, course: CourseId) -> None:
        super().__init__(desk)
        self._who = name
        self.course = course
        self.day = desk.clock.today()

    @override
    def body(self) -> ComposeResult:
        yield DivisionList([
            ListColumn(_("pupil"), 24), ListColumn(_("group"), 12), ListColumn("", 0),
        ])  # fmt: skip

    @property
    def _rows(self) -> DivisionList:
        return self.query_one(DivisionList)

    @property
    def _pupils(self) -> tuple[DividedPupil, ...]:
        return self.page.pupils if self.page else ()

    @override
    async def load(self) -> None:
        """Ask for the pupils again; the cursor stays with its pupil."""
        await self._show(self._pupils[self._rows.index].pupil if self._pupils else None)

    async def _show(self, at: PupilId | None) -> None:
        page = await self.ask(ShowDivision(self.course, self.day))
        if page is None:
            return
        self.page, self.day = page, page.day
        rows = self._rows
        keys = [one.pupil for one in page.pupils]
        rows.empty = _("Nobody is in this group: Ins brings pupils in.") if page.division.crosses else _("Nobody.")
        rows.show([row_of(page, one) for one in page.pupils], keys.index(at) if at in keys else None)
        rows.focus()
        on = _("on {day}").format(day=full_date(page.day))
        parts = (_("Groups"), page.division.title, page.division.subject_name, on)
        self.title_line(" · ".join(parts), self._who)
        self._tell()
        self.show_footer()

    def _tell(self) -> None:
        page = self.page
        if page is None:
            return
        parts = [
            f"{n} {part.name}: {sum(any(s.group == part.group for s in one.stays) for one in page.pupils)}"
            + (f", {teacher}" if teacher else "")
            for n, (part, teacher) in enumerate(zip(page.division.parts, page.teachers, strict=True), 1)
        ]
        told = " · ".join(parts), " ".join(filter(None, (*faults(page), self._advice(page))))
        if _RETURNING.get():
            self._summary = told
        else:
            self.summarise(*told)

    @override
    async def on_screen_resume(self) -> None:
        """Ask again; what is being told of the dialog's answer stays."""
        returning = _RETURNING.set(True)
        await super().on_screen_resume()
        _RETURNING.reset(returning)

    def _advice(self, page: DivisionPage) -> str:
        if page.division.crosses:
            return _("Ins brings a pupil in, Del takes out from {day}.").format(day=short_date(self.day))
        if MOVE.action not in self._refused:
            return _("A digit moves the pupil from {day}; F6 another day.").format(day=short_date(self.day))
        return _("A digit proposes a group from {day}.").format(day=short_date(self.day)) if self._proposes else ""

    @property
    def _proposes(self) -> bool:
        return MOVE.action in self._refused and "propose" not in self._refused

    @override
    async def weigh(self) -> None:
        """Say, too, what a digit does for this person."""
        await super().weigh()
        self._tell()

    @override
    def requests(self) -> Mapping[str, Guarded]:
        pupil = self._pupils[0].pupil if self._pupils else PupilId(0)
        course, day = self.course, self.day
        found: dict[str, Guarded] = {
            MOVE.action: PlaceInGroup(course, pupil, None, day, ()), CHANGE.action: MakeSubgroup(course, "", day),
            ANSWER.action: AnswerProposals(course, True, "", ()), COMING.action: FindNewcomers(course, day),
            LEAVING.action: FindNewcomers(course, day), "propose": ProposePlace(course, pupil, 0, day),
        }  # fmt: skip
        return found

    @override
    def enabled(self, action: str) -> bool:
        """What the door and the kind of the group allow."""
        crosses = self.page is not None and self.page.division.crosses
        if action in (COMING.action, LEAVING.action) and not crosses:
            return False
        if action == MOVE.action and (crosses or self._proposes):
            return not crosses
        if action == ANSWER.action and not (self.page and self.page.waits):
            return False
        return super().enabled(action)

    def on_pick_list_searched(self, event: PickList.Searched) -> None:
        """Tell what is looked for."""
        if event.text:
            self.say(sought(event, people=True))
        else:
            self._tell()

    async def on_division_list_digit(self, event: DivisionList.Digit) -> None:
        """A digit moves the pupil into that group, or proposes it."""
        page = self.page
        if page is None or not page.pupils or page.division.crosses:
            return
        if event.number > len(page.division.parts):
            self.say(_("There is no group {number} here.").format(number=event.number))
            return
        await self._place(page.division.parts[event.number - 1])

    async def _place(self, part: Part) -> None:
        at = self._rows.index
        one = self._pupils[at]
        after = self._pupils[at + 1].pupil if at + 1 < len(self._pupils) else one.pupil
        change: Change
        if self._proposes:
            seen = one.proposal.group if one.proposal else None
            change = ProposePlace(self.course, one.pupil, part.group, self.day, seen)
            words = _("Proposed: {name}, {group} from {day}.")
            if any(stay.group == part.group for stay in one.stays):
                words = _("The proposal for {name} is taken back.")
        else:
            change = PlaceInGroup(
                self.course, one.pupil, part.group, self.day, tuple(stay.group for stay in one.stays)
            )
            words = _("{name}: {group} from {day}.")
        if await self.do(change):
            await self._show(after)
            said = words.format(name=one.name.short, group=part.name, day=full_date(self.day))
            self.say(said, _("Ctrl+Z takes it back."))
            await self.weigh_quietly()

    async def on_pick_list_chosen(self, _event: PickList.Chosen) -> None:
        """Enter chooses the group."""
        self.action_move()

    @work
    async def action_move(self) -> None:
        """Choose the pupil's group from a list."""
        page = self.page
        if page is None or not page.pupils:
            return
        if page.division.crosses:
            self.say(_("Del takes the pupil out of this group."))
            return
        if not self.enabled(MOVE.action):
            self.say(self._refused.get(MOVE.action, ""))
            return
        one = page.pupils[self._rows.index]
        rows = [(part.name, teacher) for part, teacher in zip(page.division.parts, page.teachers, strict=True)]
        title = _("{name}: group from {day}").format(name=one.name.short, day=full_date(self.day))
        chosen = await self.app.push_screen_wait(Choose(title, rows))
        if chosen is not None:
            await self._place(page.division.parts[chosen])

    @work
    async def action_day(self) -> None:
        """Another day."""
        today = self.desk.clock.today()
        filled = await self.app.push_screen_wait(
            FillIn(_("Which day"), [(_("Day"), full_date(self.day))], lambda v: read_day(v[0], today))
        )
        if filled is not None:
            self.day = read_day(filled[0], today)
            await self.load()

    @work
    async def action_change(self) -> None:
        """Swap groups, make one, dissolve one."""
        page = self.page
        if page is None:
            return
        if why := self._refused.get(CHANGE.action):
            self.say(why)
            return
        deeds = deeds_of(page, self.course, self.desk.clock.today())
        chosen = await self.app.push_screen_wait(Choose(page.division.title, [(deed.words,) for deed in deeds]))
        if chosen is not None:
            await self.fill_in(deeds[chosen])

    @override
    async def show_done(self, deed: Deed) -> None:
        """The pupils anew."""
        await self.load()
        self.say(_("Saved."), _("Ctrl+Z takes it back."))

    @work
    async def action_coming(self) -> None:
        """A pupil comes into a group of several classes."""
        page = self.page
        if page is None or not page.division.crosses:
            self.say(_("The pupils of a class are in its list already: a digit chooses the subgroup."))
            return
        found = await self.ask(FindNewcomers(self.course, self.day))
        if found is None:
            return
        rows = [(one.name.full, one.of) for one in found]
        title = _("Who comes from {day}").format(day=full_date(self.day))
        chosen = await self.app.push_screen_wait(Choose(title, rows, searches=True))
        if chosen is None:
            return
        one = found[chosen]
        if await self.do(PlaceInGroup(self.course, one.pupil, page.division.parts[0].group, self.day, ())):
            await self._show(one.pupil)
            self.say(_("{name} is in the group from {day}.").format(name=one.name.short, day=full_date(self.day)),
                     _("Ctrl+Z takes it back."))  # fmt: skip

    async def action_leaving(self) -> None:
        """A pupil leaves a group of several classes."""
        page = self.page
        if page is None or not page.pupils or not page.division.crosses:
            self.say(_("In a class every pupil is in one subgroup: choose another one instead."))
            return
        one = page.pupils[self._rows.index]
        seen = tuple(stay.group for stay in one.stays)
        if await self.do(PlaceInGroup(self.course, one.pupil, None, self.day, seen)):
            await self.load()
            self.say(_("{name} is out of the group from {day}.").format(name=one.name.short, day=full_date(self.day)),
                     _("Ctrl+Z takes it back."))  # fmt: skip

    @override
    def help_words(self) -> list[str]:
        return [
            _("Who is in which group on the day in the title; who is in none or in two stands first."),
            _("A digit moves the pupil from that day on; marks stay with the pupil and the subject."),
            _("A teacher's digit is a proposal: the class teacher or the keeper of the grade's data answers with F5."),
        ]
