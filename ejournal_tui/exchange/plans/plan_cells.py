"""What the cells of a lesson plan mean: numbers of lessons, hours, days however they are written, kinds of control."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from ...domain.years.year import Calendar, monday
from ...i18n import _
from ..files.workbook import CellValue
from ..tables.tidy import Tidied, cyrillic, fold, shown, squeezed

NONE = "—"
"""What stands in the column of controls where a topic speaks of a work and there is none."""
NO_WORK = -1
"""A control that is spoken of and gives no work of its own."""
MOST_HOURS = 12
_NUMBER = re.compile(r"(\d{1,3})(?:\s*[-–—,]\s*(\d{1,3}))?\.?")
_HOURS = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*(?:ч|час|часа|часов)?\.?")
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?\.?(?:\s*г\.?)?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NAMED = re.compile(r"(?:(\d{1,2})\s*)?([а-я]{3,8})\.?(?:\s*(\d{4}))?(?:\s*г(?:ода|\.)?)?")
"""«сентябрь», «8 сентября», «8 сент. 2017 г.»"""
_SPAN = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,2}\s*[-–—]\s*)(\d{1,2}\.\d{1,2}(?:\.\d{2,4})?)")
_WEEK = re.compile(r"(?:\d{1,2}\s*[-–—]\s*)?(\d{1,2})\s*(?:-?я|-?ая)?\s*(?:нед|неделя|недели)\.?|неделя\s*(\d{1,2})")
_MONTHS = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
           "декабрь")  # fmt: skip
_SHORTEST_MONTH = 3
_FIRST_SERIAL, _LAST_SERIAL = 10000, 60000
_EXTRA = {
    "кр": "control", "к р": "control", "контрольная": "control", "контрольный": "control", "пр": "practical",
    "п р": "practical", "практическая": "practical", "лр": "laboratory", "л р": "laboratory",
    "лабораторная": "laboratory", "ср": "independent", "с р": "independent", "самостоятельная": "independent",
    "контрольный диктант": "dictation", "кд": "dictation", "к д": "dictation", "сд": "word_dictation",
    "тестирование": "test", "итоговый тест": "test", "контрольное сочинение": "composition",
    "контрольное изложение": "exposition", "контрольное тестирование": "test", "домашняя": "homework",
    "дз": "homework", "ответ": "answer", "норматив": "standard", "сдача норматива": "standard", "зачет": "credit",
}  # fmt: skip
_SPOKEN = re.compile(
    r"^(?:нет|опрос|беседа|наблюдение|входн\w*|тематическ\w* контроль"
    r"|(?:устн|фронтальн|индивидуальн|письменн|комбинированн|текущ|взаимо|само)\w*"
    r"(?: (?:опрос|контроль|работа|ответ\w*|проверка))?)$"
)
_IN_TOPIC = re.compile(
    r"^(?:р р )?(?:(?:входн|итогов|годов|административн|полугодов|стартов|промежуточн|обучающ)\w+ )*"
    r"(контрольная работа|контрольный диктант|контрольное сочинение|контрольное изложение|словарный диктант"
    r"|математический диктант|диктант|сочинение|изложение|лабораторная работа|практическая работа"
    r"|самостоятельная работа|тестирование|тест|зачет|кр|к р|лр|л р)\b"
)


def number(cell: CellValue) -> Tidied[tuple[int, int]]:
    """The number of a lesson, or of the first and the last of several: «21-22»."""
    if isinstance(cell, date):
        # A spreadsheet program takes «1-2» for the first of February.
        return Tidied(None, _("a lesson's number as text is expected, not a date"), f"{cell.day}-{cell.month}")
    match = _NUMBER.fullmatch(squeezed(cell))
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 0 < first <= last:
        return Tidied(None, _("a lesson's number is expected, like 21 or 21-22"))
    return Tidied((first, last))


def hours(cell: CellValue) -> Tidied[float]:
    """The hours of a lesson or of a section: a number, also with «ч»; half an hour is one too."""
    found = hours_told(cell)
    if found.value is None or found.value == 0:
        return Tidied(None, _("hours are expected, like 1, 2 or 0.5"))
    return found


def hours_told(cell: CellValue) -> Tidied[float]:
    """The hours that a total tells."""
    match = _HOURS.fullmatch(shown(cell).strip().casefold())
    if match is None or isinstance(cell, bool | date):
        return Tidied(None, _("hours are expected, like 1, 2 or 0.5") if cell is not None else "")
    return Tidied(float(match[1].replace(",", ".")))


def day(cell: CellValue, calendar: Calendar, weeks: bool = False) -> Tidied[date]:
    """By when a lesson is planned: a day, the end of «5-8.09», of «1 неделя», of «сентябрь».

    A bare number is that of a week where the column says so.
    """
    if cell is None:
        return Tidied(None)
    found = _read_day(f"{shown(cell)} неделя" if weeks and shown(cell).isdecimal() else cell, calendar)
    if found is None:
        return Tidied(None, _("a day of the study year is expected, like 01.09, or its week or month"))
    if not calendar.starts <= found <= calendar.ends:
        expected = _("a day from {first} to {last} is expected").format(
            first=shown(calendar.starts), last=shown(calendar.ends)
        )
        return Tidied(None, expected)
    return Tidied(found)


def _read_day(cell: CellValue, calendar: Calendar) -> date | None:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if _FIRST_SERIAL < cell < _LAST_SERIAL:
            return date(1899, 12, 30) + timedelta(days=int(cell))
        # A cell that holds 7.09 as a number has lost the end of 07.10: it is not guessed.
        return None
    words = cyrillic(squeezed(cell)).casefold().rstrip(".")
    if match := _WEEK.fullmatch(words):
        week = int(match[1] or match[2])
        return min(monday(calendar.starts) + timedelta(weeks=week - 1, days=4), calendar.ends) if week else None
    if (match := _NAMED.fullmatch(words)) and (month := _month(match[2])):
        year = int(match[3] or _year_of(month, calendar))
        return _date(year, month, int(match[1])) if match[1] else min(_month_ends(month, year), calendar.ends)
    if match := _ISO.fullmatch(words):
        return _date(*map(int, match.groups()))
    if match := _SPAN.fullmatch(words):
        words = match[1]
    match = _DAY.fullmatch(words)
    if match is None:
        return None
    year = int(match[3] or _year_of(int(match[2]), calendar))
    return _date(year + 2000 if year < 100 else year, int(match[2]), int(match[1]))


def _month(word: str) -> int | None:
    """The number of a month by its name, short or bent: «сент», «сентября», «мая»."""
    for number, name in enumerate(_MONTHS, 1):
        stem = name.rstrip("ьй")
        if word in (name, f"{stem}я", f"{stem}а") or (len(word) >= _SHORTEST_MONTH and stem.startswith(word)):
            return number
    return None


def _year_of(month: int, calendar: Calendar) -> int:
    return calendar.starts.year if month >= calendar.starts.month else calendar.starts.year + 1


def _date(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        return None


def _month_ends(month: int, year: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def kind(cell: CellValue, kinds: Mapping[str, int]) -> Tidied[int]:
    """The kind of work that a control is; NO_WORK for what is only spoken of."""
    words = fold(cyrillic(squeezed(cell)))
    known = _known(words, kinds) or _known(re.sub(r" (?:n )?\d+$", "", words), kinds)
    if known is not None:
        return Tidied(known)
    if not words or _SPOKEN.match(words):
        return Tidied(NO_WORK)
    return Tidied(None, _("a kind of work of the school is expected, like a dictation"))


def _known(words: str, kinds: Mapping[str, int]) -> int | None:
    return kinds.get(words) or kinds.get(_EXTRA.get(words, "").replace("_", " "))


def speaks_of_work(topic: str) -> bool:
    """Whether a topic begins with a kind of work, so that a plan without one has to say so."""
    return _IN_TOPIC.match(fold(topic)) is not None


def kind_of_topic(topic: str, kinds: Mapping[str, int]) -> int | None:
    """The kind of work that a topic begins with: «Контрольная работа № 2»; None for every other topic."""
    match = _IN_TOPIC.match(fold(topic))
    return _known(match[1], kinds) if match else None
