"""A course without marks by period: how many hours were given, and how often each pupil was there (C29)."""

from textual.app import ComposeResult
from typing_extensions import override

from ....domain.groups.groups import CourseId
from ....domain.groups.individual_plans import not_learnt
from ....domain.results.hours import Attended, HoursRow, HoursTable, percent
from ....domain.text.words import decimal
from ....i18n import _, ngettext
from ....services.results.hours import ShowHours
from ...commands import FIND
from ...desk import Desk
from ...widgets.pick_list import ListColumn, PickList
from ..base import JournalScreen
from ..finding import find_line
from .results_table import AFTER, BEFORE

NAMES, PERIOD = 22, 16


class HoursScreen(JournalScreen):
    """Pupils and periods; the arrows go from period to period."""

    COMMANDS_HERE = (FIND, BEFORE, AFTER)

    def __init__(self, desk: Desk, course: CourseId, name: str) -> None:
        super().__init__(desk)
        self._course = course
        self._who = name
        self._table: HoursTable | None = None
        self._period = 0

    @override
    def body(self) -> ComposeResult:
        yield PickList(searches=False, empty=_("No pupils are in this group: ask the class teacher."))

    @override
    async def load(self) -> None:
        """Ask for the table again."""
        first, found = self._table is None, await self.ask(ShowHours(self._course))
        if found is None:
            return
        self._table = found
        if first:
            self._period = found.running
        self._draw()
        if first:
            self.query_one(PickList).focus()

    def _draw(self) -> None:
        table, rows = self._table, self.query_one(PickList)
        assert table is not None
        self.title_line(_("{course} · hours and attendance").format(course=table.title), self._who)
        heads = [
            ListColumn(f"[{period.title}]" if n == self._period else period.title, PERIOD)
            for n, period in enumerate(table.periods)
        ]
        rows.columns = (ListColumn("", 3, True), ListColumn(_("Pupil"), NAMES), *heads)
        rows.show(
            [
                (str(n), row.name, *("—" if row.left_out and not one.lessons else one.text for one in row.periods))
                for n, row in enumerate(table.rows, 1)
            ]
        )
        self._tell()

    def on_pick_list_moved(self, _event: PickList.Moved) -> None:
        """Tell about the pupil under the cursor."""
        self._tell()

    def _tell(self) -> None:
        table = self._table
        if table is None or not table.periods or not table.rows:
            return
        row, period = table.rows[self.query_one(PickList).index], table.periods[self._period]
        given = ngettext("{count} hour given", "{count} hours given", period.given).format(count=period.given)
        whole = _("{period}: {given} of {planned} by the timetable").format(
            period=period.title, given=given, planned=period.planned
        )
        self.summarise(f"{row.name} · {period.title} · {_told(row, self._period)}", f"{whole}{self._share()}")

    def _share(self) -> str:
        """How much of the lessons was attended by all."""
        assert self._table is not None
        mine = [row.periods[self._period] for row in self._table.rows]
        held, missed = sum(one.lessons for one in mine), sum(one.missed for one in mine)
        share = percent(held, held - missed)
        return "" if share is None else " · " + _("attendance {percent} %").format(percent=decimal(share, 1))

    def _turn(self, step: int) -> None:
        if self._table is not None and self._table.periods:
            self._period = (self._period + step) % len(self._table.periods)
            self._draw()

    def action_period_before(self) -> None:
        """The period before, going round."""
        self._turn(-1)

    def action_period_after(self) -> None:
        """The next period, going round."""
        self._turn(1)

    def action_find(self) -> None:
        """Go to a pupil by typing."""
        table = self._table
        if table is not None:
            find_line(self, _("Pupil"), [(row.name,) for row in table.rows])

    @override
    def help_words(self) -> list[str]:
        return [
            _("No marks are given here: a period has its hours and its attendance, nothing else is asked at its end."),
            _("Behind each pupil: missed of the lessons held, 2/24. Below: hours given of those of the timetable."),
        ]


def _told(row: HoursRow, place: int) -> str:
    """How often the pupil was there."""
    one = row.periods[place]
    if row.left_out and not one.lessons:
        return not_learnt()
    return attended_words(one)


def attended_words(one: Attended) -> str:
    """«пропущено 3 из 24 (болел 2), опозданий 1»."""
    if not one.lessons:
        return _("no lesson was held yet")
    if not one.missed and not one.late:
        return _("missed none of {lessons}").format(lessons=one.lessons)
    words = _("missed {missed} of {lessons}").format(missed=one.missed, lessons=one.lessons)
    why = [_("ill {count}").format(count=one.ill)] if one.ill else []
    why += [_("excused {count}").format(count=one.excused)] if one.excused else []
    late = _("late {count}").format(count=one.late) if one.late else ""
    return ", ".join(filter(None, (f"{words} ({', '.join(why)})" if why else words, late)))
