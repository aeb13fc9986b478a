"""A class and its week, as services hand them to the papers."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.papers.papers import (
    Credential,
    CredentialBatch,
    Missed,
    PupilWeek,
    SheetDay,
    SheetLesson,
    Stamp,
    SubjectStanding,
    WeeklySheets,
)

MONDAY = date(2018, 1, 15)
STAMP = Stamp(
    "Дементьев П. Б.", datetime(2018, 1, 19, 14, 5, tzinfo=ZoneInfo("Europe/Moscow")), "каб. 12", 123
)
NAMES = """Богданов Богдан Вадимович|Богданова Диана Антоновна|Ермакова Анна Богдановна|Ершов Андрей Игоревич
Ершов Семён Матвеевич|Жданов Никита Петрович|Зимина Дарья Владиславовна|Игнатова Анастасия Владиславовна
Кондратьева Анастасия Михайловна|Королёв Семён Андреевич|Кудрявцев Кирилл Александрович
Лебедкина Алиса Константиновна|Матвеев Егор Васильевич|Матвеева Ульяна Григорьевна|Михеев Никита Тимофеевич
Назарова Вера Семёновна|Никитина Ангелина Вадимовна|Овчинников Степан Константинович
Осипов Василий Артёмович|Полякова Ева Ярославовна|Савельев Егор Владиславович|Сазонов Арсений Григорьевич
Сергеев Марк Арсеньевич|Сорокина Светлана Семёновна|Юдин Ярослав Семёнович|Яковлев Илья Арсеньевич
Яковлева Александра Петровна""".replace("\n", "|").split("|")
SUBJECTS = """Русский язык|Литература|Английский язык|Алгебра|Геометрия|Информатика|История|Обществознание
География|Биология|Физика|Музыка|ИЗО|Технология|Физическая культура|ОБЖ""".replace("\n", "|").split("|")
HOMEWORK = (
    "§ 35, упр. 225", "", "Выучить наизусть отрывок (20 строк)", "№ 834–836; повт. правила п. 4.1", None,
    "§ 19, заполнить таблицу «Походы А. В. Суворова», с. 141; подготовить рассказ о переходе через Альпы "
    "по плану в тетради",
    "с. 58 упр. 4, слова учить; Workbook p. 34", "§ 20, номенклатура рек",
)  # fmt: skip


def lesson(day: int, number: int) -> SheetLesson:
    """A lesson of the class's plain week."""
    at = day * 7 + number
    return SheetLesson(number, SUBJECTS[at % len(SUBJECTS)], HOMEWORK[at % len(HOMEWORK)])


def standings(n: int, count: int = 12) -> tuple[SubjectStanding, ...]:
    """A pupil's standings; the third subject is in danger."""
    return tuple(
        SubjectStanding(
            subject, 3000 + (n * 7 + i * 331) % 2000, 3 + i % 6, 3 + (n + i) % 3, int(i == 2), i == 2
        )
        for i, subject in enumerate(SUBJECTS[:count])
    )


def pupil(n: int, days: tuple[tuple[SheetLesson, ...], ...]) -> PupilWeek:
    """One of the class with marks, absences and a remark."""
    own = [list(lessons) for lessons in days]
    if own[0]:
        own[0][n % len(own[0])] = replace(own[0][n % len(own[0])], marks=("5", "4"))
        own[-1][0] = replace(own[-1][0], absence=Absence.ILL)
        own[-1][1] = replace(own[-1][1], marks=("4-", "5"), absence=Absence.LATE)
    return PupilWeek(
        NAMES[n % len(NAMES)],
        tuple(tuple(lessons) for lessons in own),
        standings(n),
        Missed(3, 2, 1, 1),
        (4120, 3900, None, 4260, 4333),
        ("15.01 Музыка: забыл ноты.", "19.01 Сидоров В. А.: собрание в четверг в 18:00, каб. 101."),
    )


def sheets(
    pupils: int = 27, days: int = 5, lessons: int = 7, class_name: str = "7А", markless: bool = False
) -> WeeklySheets:
    """A class's sheets for the week of 15 January 2018."""
    week = tuple(tuple(lesson(d, n + 1) for n in range(lessons)) for d in range(days))
    return WeeklySheets(
        "МОУ «Учебная СОШ № 0»",
        class_name,
        "Сидоров В. А.",
        tuple(SheetDay(MONDAY + timedelta(days=n)) for n in range(days)),
        tuple(pupil(n, week) for n in range(pupils)),
        STAMP,
        "II триместр",
        tuple(date(2017 + m // 12, m % 12 + 1, 1) for m in range(8, 13)),
        markless,
    )


def batch(count: int = 12) -> CredentialBatch:
    """Slips for pupils and, in turn, their guardians."""
    people = tuple(
        Credential(
            NAMES[n % len(NAMES)], "обучающийся", "7А", f"8{n:05}", f"3847{n:08}", date(2018, 1, 29)
        )
        if n % 2 == 0
        else Credential(
            "Богданова Марина Игоревна", "родитель (законный представитель)", "7А", f"9{n:05}", f"4580{n:08}",
            date(2018, 1, 29), (NAMES[n - 1],),
        )
        for n in range(count)
    )  # fmt: skip
    ways = ("https://journal.school.example", "ssh dnevnik@journal.school.example")
    return CredentialBatch("МОУ «Учебная СОШ № 0»", ways, people, STAMP)
