"""The longer orders of the dispatcher's day, each asked step by step: absences, moves, cancellations, papers."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, cast

from typing_extensions import override

from ....domain.errors import Invalid
from ....domain.text.dates import read_day
from ....domain.text.words import full_date, short_date
from ....domain.timetable.substitutions import OF_LESSONS, OF_TEACHERS, Away, Reason
from ....domain.years.year import monday
from ....i18n import _, ngettext
from ....services.session import Session
from ....services.timetable.moving import MoveLesson
from ....services.timetable.substitution_day import Line, SubstitutionDay
from ....services.timetable.substitution_papers import print_register, print_wall_sheet
from ....services.timetable.substitutions import CallOff, PutAway
from ....services.workbooks.outbox import save_new
from ...dialogs.choose import Choose
from ...dialogs.fill_in import FillIn
from ...host import Host
from ...widgets.pick_list import PickList
from ..asking import AskingScreen


class OrderingScreen(AskingScreen):
    """What the dispatcher's day asks in dialogs."""

    day: date
    found: SubstitutionDay | None = None
    _number = ""
    """The order that was named last: most orders of a day are one."""

    def line(self) -> Line | None:
        """The lesson under the cursor."""
        index = self.query_one(PickList).index
        return self.found.lines[index] if self.found and index < len(self.found.lines) else None

    @override
    async def load(self) -> None:
        """Show the day."""
        await self.show_day()

    async def show_day(self) -> None:
        """Ask for the day and show it."""

    async def _reason(self, reasons: Sequence[Reason]) -> Reason | None:
        index = await self.dialog(Choose(_("Reason"), [(reason.words,) for reason in reasons]))
        return None if index is None else reasons[index]

    async def because(self, away: Away | None, reasons: Sequence[Reason]) -> tuple[Reason, str] | None:
        """Why, and by which order: known where the teacher is away, asked where not."""
        if away is not None:
            return away.reason, away.number
        reason = await self._reason(reasons)
        if reason is None:
            return None
        filled = await self.dialog(FillIn(reason.words, [(_("Order No."), self._number)]))
        if filled is None:
            return None
        self._number = filled[0]
        return reason, self._number

    async def _until(self, title: str, last: date, number: str) -> tuple[date, str] | None:
        fields = [(_("Until"), full_date(last)), (_("Order No."), number)]
        filled = await self.dialog(FillIn(title, fields, lambda typed: read_day(typed[0], self.day)))
        if filled is None:
            return None
        self._number = filled[1]
        return read_day(filled[0], self.day), filled[1]

    async def write_absence(self) -> None:
        """Who is away, why, until when, by which order."""
        if self.found is None:
            return
        staff = self.found.staff
        rows = [(name,) for _key, name in staff]
        index = await self.dialog(Choose(_("Who is away?"), rows, searches=True))
        reason = None if index is None else await self._reason(OF_TEACHERS)
        if index is None or reason is None:
            return
        key, name = staff[index]
        if (until := await self._until(f"{name}: {reason.words}", self.day, self._number)) is None:
            return
        if await self.do(PutAway(key, self.day, Away(self.day, until[0], reason, until[1]))):
            await self.load()
            self._to_lessons_of(key)

    def _to_lessons_of(self, staff: int) -> None:
        assert self.found is not None
        initials = next((one.name for one in self.found.absent if one.staff == staff), "")
        lines = [n for n, line in enumerate(self.found.lines) if line.unattended and initials in line.teachers]
        if lines:
            self.query_one(PickList).move(lines[0])
        words = ngettext("{name}: {count} lesson to give.", "{name}: {count} lessons to give.", len(lines))
        said = words.format(name=initials, count=len(lines))
        self.say(said, _("A digit gives the lesson; F5 gives all to those in brackets.") if lines else "")

    async def change_absence(self) -> None:
        """Another last day or order, or not away at all."""
        if self.found is None or not self.found.absent:
            self.say(_("Nobody is away."))
            return
        absent = self.found.absent
        rows = [(one.name, f"{one.away.reason.words} {_days(one.away)}") for one in absent]
        index = await self.dialog(Choose(_("Absences"), rows))
        if index is None:
            return
        one = absent[index]
        what = await self.dialog(
            Choose(one.name, [(_("Change the last day or the order"),), (_("Take the absence back"),)])
        )
        wanted = None
        if what == 0:
            if (until := await self._until(one.name, one.away.ends, one.away.number)) is None:
                return
            wanted = Away(one.away.starts, until[0], one.away.reason, until[1])
        if what is not None and await self.do(PutAway(one.staff, one.away.starts, wanted, one.away)):
            await self.load()
            self.say(_("Saved."), _("Ctrl+Z takes it back."))

    async def move_lesson(self, line: Line) -> None:
        """To which day, number and room."""
        fields = [
            (_("Day"), full_date(self.day)), (_("Lesson"), str(line.number)), (_("Room"), line.room),
        ]  # fmt: skip
        title = f"{line.number} {line.group} {line.subject}"
        filled = await self.dialog(FillIn(title, fields, self._read_place))
        if filled is None:
            return
        day, number = self._read_place(filled)
        because = await self.because(line.away, (*OF_LESSONS, *OF_TEACHERS[:-1]))
        if because is None:
            return
        move = MoveLesson(line.lesson, day, number, filled[2], *because, self.day, line.number)
        if await self.do(move):
            await self.load()
            where = _("{title}: moved to {day}, lesson {number}.").format(
                title=title, day=short_date(day), number=number
            )
            self.say(where, _("Ctrl+Z takes it back."))

    def _read_place(self, typed: tuple[str, ...]) -> tuple[date, int]:
        return read_day(typed[0], self.day), read_number(typed[1:])

    async def call_off(self) -> None:
        """Which lessons, why, until when, by which order (C11)."""
        if self.found is None:
            return
        line = self.line()
        rows = [(_("A class…"),), (_("A grade…"),), (_("The whole school"),)]
        if line is not None and line.order is None:
            rows.append((_("Only this lesson: {lesson}").format(lesson=f"{line.number} {line.group} {line.subject}"),))
        scope = await self.dialog(Choose(_("What is cancelled?"), rows))
        meant = await self._meant(scope, line)
        reason = await self._reason(OF_LESSONS) if meant is not None else None
        if meant is None or reason is None:
            return
        title, which = meant
        if (until := await self._until(f"{title}: {reason.words}", self.day, self._number)) is None:
            return
        receipt = await self.do(CallOff(self.day, until[0], reason, until[1], **which))
        if receipt is not None:
            await self.load()
            count = sum(entity == "lesson" for entity, _key in receipt.touched)
            words = ngettext("{count} lesson is cancelled.", "{count} lessons are cancelled.", count)
            follows = _("The topics of the plans go to the next lessons. Ctrl+Z takes it back.")
            self.say(words.format(count=count), follows)

    async def _meant(self, scope: int | None, line: Line | None) -> tuple[str, dict[str, Any]] | None:
        assert self.found is not None
        if scope is None:
            return None
        classes = self.found.classes
        if scope == 0:
            rows = [(name,) for _key, name, _grade in classes]
            index = await self.dialog(Choose(_("Class"), rows, searches=True))
            return None if index is None else (classes[index][1], {"school_class": classes[index][0]})
        if scope == 1:
            grades = sorted({grade for *_rest, grade in classes})
            rows = [(str(grade),) for grade in grades]
            index = await self.dialog(Choose(_("Grade"), rows, searches=True))
            return None if index is None else (_("grade {number}").format(number=grades[index]),
                                               {"grade": grades[index]})  # fmt: skip
        if scope == 2:
            return _("The whole school"), {}
        assert line is not None
        return f"{line.number} {line.group} {line.subject}", {"lesson": line.lesson}

    async def print_paper(self) -> None:
        """The sheet for the wall, or the register."""
        first = self.day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        week = monday(self.day)
        spans = [(self.day, self.day), (week, week + timedelta(days=6)), (first, last)]
        rows = [
            (_("Changes of the day, for the wall"), short_date(self.day)),
            (_("Register of the day"), short_date(self.day)),
            (_("Register of the week"), f"{short_date(week)}–{short_date(spans[1][1])}"),
            (_("Register of the month"), f"{short_date(first)}–{short_date(last)}"),
        ]
        index = await self.dialog(Choose(_("What to print"), rows))
        if index is None:
            return
        home, day = cast(Host, self.app).home.path, self.day

        def made(session: Session) -> str:
            if index == 0:
                sheet = print_wall_sheet(session, day)
                return str(save_new(home, f"changes-{day:%Y-%m-%d}", "pdf", sheet.pdf, sheet.copy))
            starts, ends = spans[index - 1]
            printed = print_register(session, starts, ends)
            name = f"substitutions-{starts:%Y-%m-%d}-{ends:%Y-%m-%d}"
            return str(save_new(home, name, "pdf", printed.pdf, printed.copy))

        if (path := await self._attempt(lambda: self.desk.run(made))) is not None:
            self.say(_("The paper is ready: {path}").format(path=path),
                     _("Copy it with: scp SERVER:{path} .").format(path=path))  # fmt: skip


def read_number(typed: tuple[str, ...]) -> int:
    """The number of a lesson, as the first of the fields has it; raises Invalid."""
    if not typed[0].isdecimal() or not typed[0].isascii() or len(typed[0]) > 2:
        raise Invalid(_("The number of a lesson is typed in digits."))
    return int(typed[0])


def _days(away: Away) -> str:
    if away.starts == away.ends:
        return short_date(away.starts)
    return f"{short_date(away.starts)}–{short_date(away.ends)}"
