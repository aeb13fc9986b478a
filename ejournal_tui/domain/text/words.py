"""Dates and figures as people of the reader's language write them, on paper and on screen."""

from datetime import date

from ...i18n import N_, _

_MONTHS = (
    N_("month|January"), N_("month|February"), N_("month|March"), N_("month|April"),
    N_("month|May"), N_("month|June"), N_("month|July"), N_("month|August"),
    N_("month|September"), N_("month|October"), N_("month|November"), N_("month|December"),
)  # fmt: skip
_DAY_OF_MONTH = (
    N_("{day} January"), N_("{day} February"), N_("{day} March"), N_("{day} April"),
    N_("{day} May"), N_("{day} June"), N_("{day} July"), N_("{day} August"),
    N_("{day} September"), N_("{day} October"), N_("{day} November"), N_("{day} December"),
)  # fmt: skip
_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip
_WEEKDAYS_SHORT = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
_DECIMAL_SIGN = N_("decimal|.")
_LANGUAGE = N_("language|en")


def bare(message: str) -> str:
    """A declared message in the reader's language, without the context that stands before its bar."""
    return _(message).rpartition("|")[2]


def language() -> str:
    """The tag of the language that the words are in, as documents declare it."""
    return bare(_LANGUAGE)


def month_name(day: date) -> str:
    """The month by its name: «сентябрь», "September"."""
    return bare(_MONTHS[day.month - 1])


def month_letter(day: date) -> str:
    """The month as one letter beneath a chart: «С»."""
    return month_name(day)[0].upper()


def weekday_long(day: date) -> str:
    """«понедельник», "Monday"."""
    return _(_WEEKDAYS[day.weekday()])


def weekday_short(day: date) -> str:
    """«пн», "Mo"."""
    return _(_WEEKDAYS_SHORT[day.weekday()])


def weekday_name(weekday: int) -> str:
    """The short name of a weekday by its number: «пн» for 1."""
    return _(_WEEKDAYS_SHORT[weekday - 1])


def capital(text: str) -> str:
    """The text as it begins a line: «Понедельник»."""
    return text[:1].upper() + text[1:]


def day_month(day: date) -> str:
    """«15 января», "15 January"."""
    return _(_DAY_OF_MONTH[day.month - 1]).format(day=day.day)


def day_month_year(day: date) -> str:
    """«15 января 2018 г.», "15 January 2018"."""
    return _("{date} {year}").format(date=day_month(day), year=day.year)


def short_date(day: date) -> str:
    """«15.01»."""
    return f"{day.day:02}.{day.month:02}"


def full_date(day: date) -> str:
    """«15.01.2018»."""
    return f"{short_date(day)}.{day.year:04}"


def date_range(first: date, last: date) -> str:
    """«15–19 января 2018 г.», «29 января – 2 февраля 2018 г.»; the year twice only when it differs."""
    if first == last:
        return day_month_year(last)
    if first.year != last.year:
        return f"{day_month_year(first)} – {day_month_year(last)}"
    if first.month != last.month:
        return f"{day_month(first)} – {day_month_year(last)}"
    both = _(_DAY_OF_MONTH[last.month - 1]).format(day=f"{first.day}–{last.day}")
    return _("{date} {year}").format(date=both, year=last.year)


def part(thousandths: int) -> str:
    """A part of a whole with as many places as it needs: «0,5», «0,75», «1,0»."""
    return decimal(thousandths, 3 if thousandths % 10 else 2 if thousandths % 100 else 1)


def decimal(thousandths: int, places: int = 2) -> str:
    """A figure kept in thousandths, rounded half up to 0–3 places: «4,33», "4.33"."""
    step: int = 10 ** (3 - places)
    rounded = (abs(thousandths) + step // 2) // step
    sign = "-" if thousandths < 0 and rounded else ""
    if not places:
        return f"{sign}{rounded}"
    whole, part = divmod(rounded, 10**places)
    return f"{sign}{whole}{bare(_DECIMAL_SIGN)}{part:0{places}}"
