"""The layouts that the import reads, from the other side: the same headings, filled or to be filled in."""

from collections.abc import Container, Mapping, Sequence
from datetime import date

from ...domain.groups.groups import ClassName
from ...domain.people.people import Name
from ...domain.workbooks.handed_in import BellRow, GroupRow, GuardianRow, LoadRow, PupilRow, StaffRow
from ...domain.workbooks.handed_out import Column, Page, Value
from ..lists.guardians import RELATIONS
from ..lists.timetable import DAYS

_GUARDIANS = 2
"""The columns of so many guardians are always there."""
_SEX = ("М", "Ж")
_INFORMING = ("электронная", "бумажная")
_FORMS = ("очная", "очно-заочная", "заочная", "семейная", "на дому")
_TO_FILL = 1000
_WIDE_CELL = 20


def staff_pages(
    staff: Sequence[StaffRow], loads: Sequence[LoadRow], classes: Sequence[str] = (), subjects: Sequence[str] = (),
    taught: Mapping[Name, str] | None = None,
) -> tuple[Page, ...]:
    """The staff list and the workload."""
    led, known = tuple(classes), tuple(subjects)
    people = Page(
        "Сотрудники",
        (
            Column("№", 5), Column("ФИО", 34), Column("Должность", 34), Column("Предмет", 28),
            Column("Классное руководство", 14, led), Column("Кабинет", 9), Column("Телефон", 18, of_text=True),
            Column("E-mail", 34),
        ),
        tuple(
            (n, row.name.full, row.post, _some((taught or {}).get(row.name, "")),
             _some(str(row.leads or "")), _room(row.room), _some(row.phone), _some(row.email))
            for n, row in enumerate(staff, 1)
        ),
        fixed=2, empty_rows=0 if staff else _TO_FILL,
    )  # fmt: skip
    teaching = Page(
        "Нагрузка",
        (
            Column("Класс", 8, led), Column("Предмет", 30, known), Column("Группа", 10),
            Column("Часов в неделю", 10), Column("Учитель", 36),
        ),
        tuple(
            (str(row.school_class), row.subject, _some(row.group), _hours(row.half_hours), row.teacher.full)
            for row in loads
        ),
        fixed=2, empty_rows=0 if loads else _TO_FILL,
    )  # fmt: skip
    return people, teaching


def pupils_page(pupils: Sequence[PupilRow], classes: Sequence[str] = ()) -> Page:
    """The list of pupils, with as many columns as the family with the most guardians needs."""
    most = max((len(row.guardians) for row in pupils), default=0)
    count = max(_GUARDIANS, most)
    columns = (
        Column("№", 5), Column("Фамилия", 16), Column("Имя", 14), Column("Отчество", 18),
        Column("Дата рождения", 12, of_days=True), Column("Пол", 6, _SEX, only=True),
        Column("Класс", 7, tuple(classes), only=True), Column("№ личного дела", 12, of_text=True),
        Column("Дата зачисления", 12, of_days=True), Column("Иностранный язык", 14),
        Column("Форма обучения", 12, _FORMS), Column("Телефон ученика", 18, of_text=True),
        *(column for number in range(1, count + 1) for column in _guardian_columns(number)),
    )  # fmt: skip
    return Page(
        "Ученики", columns, tuple(_pupil(n, row, count) for n, row in enumerate(pupils, 1)), fixed=3,
        empty_rows=0 if pupils else _TO_FILL,
    )  # fmt: skip


def _guardian_columns(number: int) -> tuple[Column, ...]:
    return (
        Column(f"Родитель {number}", 32), Column("Степень родства", 11, RELATIONS, only=True),
        Column(f"Телефон родителя {number}", 18, of_text=True), Column(f"E-mail родителя {number}", 30),
        Column("Форма информирования", 14, _INFORMING, only=True),
    )  # fmt: skip


def _pupil(number: int, row: PupilRow, guardians: int) -> tuple[Value, ...]:
    sex = {"m": _SEX[0], "f": _SEX[1]}.get(row.sex)
    family = [value for guardian in row.guardians for value in _guardian(guardian)]
    return (
        number, row.name.surname, row.name.given, _some(row.name.patronymic), row.birth, sex, str(row.school_class),
        _some(row.file_number), row.enrolled, _some(row.language), _some(row.education_form), _some(row.phone),
        *family, *[None] * (5 * guardians - len(family)),
    )  # fmt: skip


def _guardian(row: GuardianRow) -> tuple[Value, ...]:
    return row.name.full, _some(row.relation), _some(row.phone), _some(row.email), _INFORMING[row.on_paper]


def groups_page(rows: Sequence[GroupRow], classes: Sequence[str] = (), subjects: Sequence[str] = ()) -> Page:
    """Who is in which subgroup."""
    return Page(
        "Состав подгрупп",
        (
            Column("Класс", 8, tuple(classes), only=True), Column("Предмет", 28, tuple(subjects)), Column("Группа", 10),
            Column("Фамилия", 18), Column("Имя", 16), Column("Отчество", 20),
        ),
        tuple(
            (str(row.school_class), row.subject, row.group, row.pupil.surname, row.pupil.given,
             _some(row.pupil.patronymic))
            for row in rows
        ),
        fixed=2, empty_rows=0 if rows else _TO_FILL,
    )  # fmt: skip


def timetable_pages(
    school: str, year: str, starts: date, classes: Sequence[ClassName], cells: Mapping[tuple[int, int, ClassName], str],
    bells: Sequence[BellRow], weekdays: Sequence[int],
) -> tuple[Page, ...]:
    """The wall timetable, classes across, day and number down, and the bells."""
    numbers = sorted({bell.number for bell in bells} | {number for _day, number, _name in cells})
    rows: list[tuple[Value, ...]] = []
    for weekday in weekdays:
        for number in numbers:
            day = DAYS[weekday - 1].capitalize() if number == numbers[0] else None
            rows.append((day, number, *(_some(cells.get((weekday, number, name), "")) for name in classes)))
    wall = Page(
        "Расписание",
        (Column("День", 13), Column("№", 4), *(Column(str(name), _WIDE_CELL) for name in classes)),
        tuple(rows),
        f"Расписание уроков {school}, {year} учебный год, с {starts:%d.%m.}{starts.year:04}",
        2,
    )
    rung = tuple((bell.number, bell.starts, bell.ends) for bell in bells)
    return wall, Page("Звонки", (Column("№", 5), Column("Начало", 9), Column("Конец", 9)), rung)


def wall_spelling(short: str, aliases: Container[str]) -> str:
    """How a wall timetable writes a subject: «Англ. яз.» for «Англ. язык», where the import knows it."""
    spelled = short.replace("язык", "яз.")
    return spelled if spelled.casefold() in aliases else short


def _hours(half: int) -> Value:
    return half // 2 if half % 2 == 0 else half / 2


def _room(room: str) -> Value:
    return int(room) if room.isascii() and room.isdecimal() and str(int(room)) == room else _some(room)


def _some(text: str) -> str | None:
    return text or None
