"""The attendance of a class as grids and lines: a day, a month, a period."""

from dataclasses import dataclass
from datetime import date

from typing_extensions import override

from ....domain.attendance.absences import (
    Attending,
    ClassAttendance,
    ClassLesson,
    Count,
    Letter,
    count_pupil,
    day_text,
)
from ....domain.attendance.attendance import Absence
from ....domain.groups.groups import CourseId
from ....domain.journal.lessons import LOCKED, Cell, Column, LessonGrid, LessonId, LessonState, Row
from ....domain.text.words import weekday_short
from ....domain.years.year import Period, Scheme
from ....i18n import _
from ...widgets.lesson_grid import WEEK_BACK_KEYS, WEEK_ON_KEYS, LessonGridView
from ...widgets.pick_list import ListColumn


class AttendanceGrid(LessonGridView):
    """The grid of letters; the keys of the week turn days and months here, which is the screen's to do."""

    @override
    def _steer(self, key: str, grid: LessonGrid) -> bool:
        return key not in _TURNS and super()._steer(key, grid)


_TURNS = WEEK_BACK_KEYS | WEEK_ON_KEYS


@dataclass(frozen=True)
class TextCell(Cell):
    """A cell that tells more than a letter: «6б», «н→б»."""

    told: str = ""

    @property
    @override
    def text(self) -> str:
        return self.told


WIDTH = 4
"""Cells of a column's text."""


def _grid(found: ClassAttendance, columns: tuple[Column, ...], rows: tuple[Row, ...]) -> LessonGrid:
    period = Period(Scheme.TRIMESTER, 1, found.first, found.last)
    return LessonGrid(CourseId(0), found.title, period, "", columns, rows, True, found.head)


def day_grid(found: ClassAttendance) -> LessonGrid:
    """Pupils against the lessons of a day."""
    columns = tuple(
        Column(
            lesson.id, None, "", lesson.day, lesson.number, f"{lesson.number}{lesson.subject}"[:WIDTH],
            lesson.subject_name, 0, lesson.state, closed=lesson.closed,
        )
        for lesson in found.lessons
    )  # fmt: skip
    rows = tuple(
        Row(pupil.pupil, pupil.name, tuple(_cell(pupil, lesson) for lesson in found.lessons), None, None)
        for pupil in found.pupils
    )
    return _grid(found, columns, rows)


def _cell(pupil: Attending, lesson: ClassLesson) -> Cell:
    if lesson not in pupil.lessons:
        return LOCKED
    letter = pupil.letters.get(lesson.id)
    if letter is None:
        return Cell()
    return TextCell(absence=letter.absence, told=letter_text(letter))


def letter_text(letter: Letter) -> str:
    """What stands in the cell: «н», «о12» with the minutes, «н→б» where a paper is there."""
    return f"{letter.text}{letter.minutes}" if letter.minutes else letter.text


def month_grid(found: ClassAttendance) -> LessonGrid:
    """Pupils against the days of a month."""
    columns = tuple(
        Column(
            LessonId(-day.toordinal()), None, "", day, 0, weekday_short(day), "", 0, LessonState.HELD,
        )
        for day in found.days
    )  # fmt: skip
    rows = tuple(
        Row(pupil.pupil, pupil.name, tuple(_day_cell(pupil, day) for day in found.days), None, None)
        for pupil in found.pupils
    )
    return _grid(found, columns, rows)


def _day_cell(pupil: Attending, day: date) -> Cell:
    if not any(span.covers(day) for span in pupil.stays):
        return LOCKED
    told = day_text(pupil.letters_of(day))
    return TextCell(told=told) if told else Cell()


PERIOD_COLUMNS = (
    ("days", 5), ("days_ill", 6), ("lessons", 5), ("ill", 5), ("excused", 5), ("unexcused", 6), ("late", 5),
)  # fmt: skip


def period_columns() -> list[ListColumn]:
    """What is counted of each pupil."""
    titles = (_("days"), _("ill d."), _("less."), _("ill"), _("exc."), _("unexc."), _("late"))
    widths = (width for _name, width in PERIOD_COLUMNS)
    return [
        ListColumn("", 2, True), ListColumn(_("Pupil"), 21),
        *(ListColumn(title, width, True) for title, width in zip(titles, widths, strict=True)),
    ]  # fmt: skip


def counts(found: ClassAttendance) -> list[Count]:
    """What each pupil has missed."""
    return [count_pupil(pupil, found.days, found.full_day, found.today) for pupil in found.pupils]


def period_rows(found: ClassAttendance, hidden: bool) -> list[tuple[str, ...]]:
    """A line a pupil, the class as the last."""
    told = counts(found)
    rows = [
        (str(number), "" if hidden else pupil.name, *_figures(found, count))
        for number, (pupil, count) in enumerate(zip(found.pupils, told, strict=True), 1)
    ]
    total = Count()
    for count in told:
        total += count
    return [*rows, ("", _("The class"), *_figures(found, total))] if rows else []


def _figures(found: ClassAttendance, count: Count) -> tuple[str, ...]:
    figures = [str(figure) if figure else "·" for figure in count.figures[: len(PERIOD_COLUMNS)]]
    if not found.whole:
        # Of whole days only those know who see all lessons.
        figures[:2] = ["", ""]
    return tuple(figures)


def day_summary(found: ClassAttendance) -> tuple[str, str]:
    """Who is here and who is not; who was here and is missing now."""
    day = found.first
    here = [pupil for pupil in found.pupils if any(span.covers(day) for span in pupil.stays)]
    last = [_last_letter(pupil) for pupil in here]
    kinds = [(kind, sum(letter is kind for letter in last)) for kind in (Absence.ABSENT, Absence.ILL, Absence.EXCUSED)]
    away = sum(count for _kind, count in kinds)
    told = ", ".join(f"{kind.value} {count}" for kind, count in kinds if count)
    first = _("In the list {total}, here {here}, away {away}").format(total=len(here), here=len(here) - away, away=away)
    if told:
        first = f"{first} ({told})"
    if said := sum(pupil.pupil in found.notices for pupil in here):
        first = f"{first}; " + _("the family says so: {count}").format(count=said)
    gone = [(pupil, pupil.missing_now(day)) for pupil in here]
    names = [f"{pupil.name} ({', '.join(str(one.number) for one in lessons)})" for pupil, lessons in gone if lessons]
    if not any(lesson.called for lesson in found.lessons):
        return first, _("No roll was called on this day yet.")
    return first, _("Was here, now missing: {names}.").format(names=", ".join(names)) if names else ""


def _last_letter(pupil: Attending) -> Absence | None:
    """What the last lesson with a roll call says of a pupil."""
    told = [lesson for lesson in pupil.lessons if lesson.called or lesson.id in pupil.letters]
    letter = pupil.letters.get(told[-1].id) if told else None
    return letter.absence if letter and letter.absence.missed else None


def pupil_lines(found: ClassAttendance, pupil: Attending) -> list[str]:
    """Everything missed by a pupil, day by day, with the papers."""
    lines = []
    for day in found.days:
        here = [(lesson, pupil.letters[lesson.id]) for lesson in pupil.lessons
                if lesson.day == day and lesson.id in pupil.letters]  # fmt: skip
        if here:
            told = ", ".join(f"{lesson.number} {lesson.subject} {letter_text(letter)}" for lesson, letter in here)
            lines.append(f"{weekday_short(day)} {day:%d.%m}: {told}")
    papers = [one.paper for one in found.papers if one.paper.pupil == pupil.pupil]
    return [*lines, *([""] if lines and papers else []), *(f"{one.when}: {one.words}" for one in papers)]
