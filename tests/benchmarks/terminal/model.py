"""A lesson grid without a school: pupils, lessons, marks, always the same."""

import random
from dataclasses import replace
from datetime import date, timedelta

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.journal.lessons import Cell, Column, LessonGrid, LessonId, LessonState, Place, Row, Written
from ejournal_tui.domain.journal.marks import PLAIN_ANSWER, Mark, Value
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.domain.years.year import Period, Scheme
from ejournal_tui.ui.keyboard import CellKey

PUPILS = 30
_SURNAMES = (
    "Абрамов", "Белова", "Васильев", "Громова", "Дмитриев", "Егорова", "Жуков", "Зайцева",
    "Иванов", "Козлова", "Лебедев", "Морозова", "Никитин", "Орлова", "Павлов", "Романова",
    "Соколов", "Тихонова", "Ушаков", "Фёдорова", "Харитонов", "Цветкова", "Чернов", "Шевцова",
    "Щербаков", "Эрдман", "Юдина", "Яковлев", "Мельников", "Прохорова",
)  # fmt: skip
_NAMES = ("Артём", "Мария", "Иван", "Анна", "Пётр", "Ольга", "Дмитрий", "Елена", "Кирилл", "Софья")
_SEEN = ("5", "4", "4", "3", "", "", "", "", "", "н", "2", "5")
_KINDS = ("", "", "отв", "К/р", "", "С/р", "д/з")


def cell(text: str) -> Cell:
    """A cell that shows this text."""
    if text == "н":
        return Cell(absence=Absence.ABSENT)
    return Cell(tuple(Written(Mark(Value(int(sign))), "", 0) for sign in text))


def synthetic(lessons: int = 204, pupils: int = PUPILS) -> LessonGrid:
    """Thirty pupils and so many lessons, six a week from September on."""
    chance = random.Random(1)
    days = [date(2017, 9, 4) + timedelta(days=7 * (i // 6) + i % 6) for i in range(lessons)]
    columns = tuple(
        Column(LessonId(i), None, PLAIN_ANSWER, day, 2, _KINDS[i % 7], "", 1, LessonState.HELD)
        for i, day in enumerate(days)
    )
    rows = tuple(
        Row(PupilId(i), f"{_SURNAMES[i % 30]} {_NAMES[i * 7 % 10]}",
            tuple(cell(chance.choice(_SEEN)) for _ in range(lessons)), 4450, 4)
        for i in range(pupils)
    )  # fmt: skip
    period = Period(Scheme.TRIMESTER, 1, date(2017, 9, 1), date(2017, 11, 30))
    return LessonGrid(CourseId(1), "7А · Русский язык", period, "I триместр", columns, rows)


def typed(grid: LessonGrid, place: Place, key: CellKey | None) -> LessonGrid:
    """The grid after a key in a cell; no key empties it."""
    row, column = place.row, place.column
    old = grid.rows[row]
    new = cell(key.value) if key else Cell()
    row_after = replace(old, cells=(*old.cells[:column], new, *old.cells[column + 1 :]))
    return replace(grid, rows=(*grid.rows[:row], row_after, *grid.rows[row + 1 :]))
