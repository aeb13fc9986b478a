"""A class journal as a sheet, in the layout that the import reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...domain.groups.groups import ClassName
from ...domain.workbooks.handed_out import Column, Page, Value
from ...domain.years.year import Scheme
from ..files.workbook import ASIDE
from ..outgoing.writing import Aside
from .gradebook import GROUP, PERIOD_LETTERS, PLAIN, RESULT, SUBJECT, TEACHER

_LETTERS = {scheme: letter.upper() for letter, scheme in PERIOD_LETTERS.items()}
_LONGEST = 31
_FORBIDDEN = str.maketrans("[]:*?/\\", "()-----")


@dataclass(frozen=True)
class Journal:
    """A course's journal on its way out."""

    group: str
    subject: str
    short: str
    teachers: str
    days: tuple[tuple[date, str, int | None], ...]
    """Day, the kind of work or "" for answers, and the lesson's number where the day has two."""
    periods: tuple[tuple[Scheme, int], ...]
    pupils: tuple[tuple[str, tuple[str, ...]], ...]
    """The full name and the cells: days, then periods."""


def journal_page(journal: Journal) -> Page:
    """The sheet of a journal."""
    name = f"{journal.group} {journal.short}".translate(_FORBIDDEN)[:_LONGEST]
    months: list[Value] = [None, "Месяц", *(day.month for day, _kind, _number in journal.days)]
    months += [f"{_LETTERS[scheme]}{number}" for scheme, number in journal.periods]
    numbers: list[Value] = [None, "Число", *(day.day for day, _kind, _number in journal.days)]
    heads = [Column("№", 5), Column("ФИО", 34), *(Column(_head(*one), 7, of_text=True) for one in journal.days)]
    heads += [Column(RESULT, 7, of_text=True) for _period in journal.periods]
    rows = tuple(
        (n, name_of, *(_cell(text) for text in cells)) for n, (name_of, cells) in enumerate(journal.pupils, 1)
    )
    above: tuple[tuple[Value, ...], ...] = (
        (f"{SUBJECT} {journal.subject}",), (f"{GROUP} {journal.group}",), (f"{TEACHER} {journal.teachers}",),
        tuple(months), tuple(numbers),
    )  # fmt: skip
    return Page(name, tuple(heads), rows, above=above, fixed=2)


def _head(_day: date, kind: str, number: int | None) -> str:
    return kind or (f"урок {number}" if number is not None else PLAIN)


def _cell(text: str) -> Value:
    return int(text) if text.isdecimal() and len(text) == 1 else text or None


def journal_template(classes: Sequence[str], subject: str, days: Sequence[date], scheme: Scheme) -> Page:
    """An empty journal to fill in."""
    group = classes[0] if classes else str(ClassName(7, "А"))
    columns = tuple((day, "", None) for day in days)
    return journal_page(Journal(group, subject, subject, "", columns, ((scheme, 1),), ()))


def journal_example() -> tuple[Aside, ...]:
    """How a journal is filled in."""
    lines: list[list[Value]] = [
        [f"{ASIDE}: на нём показано, как заполняют журнал; для каждого предмета и группы нужен свой лист."],
        [],
        [f"{SUBJECT} Русский язык"],
        [f"{GROUP} 7А"],
        [f"{TEACHER} Орехова Ксения Олеговна"],
        [None, "Месяц", 1, 1, 1, "Т1"],
        [None, "Число", 11, 12, 12, None],
        ["№", "ФИО", PLAIN, PLAIN, "К/р", RESULT],
        [1, "Ершов Семён Денисович", 5, "н", None, 4],
        [2, "Белова Анна Игоревна", "5, 4", None, 3, "н/а"],
        [],
        ["Строка 4 — номер месяца, строка 5 — число, строка 6 — вид работы (оц — ответ на уроке) или «урок 2»."],
        ["Столбцы Т1, Т2 (триместры), П1 (полугодия), Ч1 (четверти) — отметки за прошедшие периоды."],
    ]
    return (Aside("Пример", lines, (6, 30, 8, 8, 8, 8)),)
