"""What a person typed into the forms of the settings: grades, classes, days of the week; raises Invalid."""

import re
from collections.abc import Mapping
from datetime import date

from ...domain.errors import Invalid
from ...domain.people.people import ClassId
from ...domain.text.words import weekday_long, weekday_short
from ...domain.years.year import GRADES, Scheme
from ...exchange.tables import tidy
from ...i18n import _

ALL = (GRADES[0], GRADES[-1])
A_MONDAY = date(2018, 1, 1)

_SPAN = re.compile(r"(\d{1,2})\s*(?:[-–—]\s*(\d{1,2}))?")


def read_grades(typed: str) -> tuple[int, int]:
    """«5-9», «7»; nothing is all grades."""
    said = typed.strip()
    if not said:
        return ALL
    span = _SPAN.fullmatch(said)
    first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
    if not ALL[0] <= first <= last <= ALL[1]:
        raise Invalid(_("“{typed}” are no grades.").format(typed=said[:20]), _("Write them like 5-9 or 7."))
    return first, last


def write_grades(first: int, last: int) -> str:
    """«5–9», «7»."""
    return str(first) if first == last else f"{first}–{last}"


def read_about(typed: str, classes: Mapping[ClassId, str]) -> tuple[int, int, ClassId | None]:
    """Grades, or one class: «7А», in either case."""
    said = typed.strip()
    if not said or _SPAN.fullmatch(said):
        return (*read_grades(said), None)
    named = tidy.school_class(said).value
    wanted = str(named).casefold() if named is not None else said.casefold()
    found = next((key for key, name in classes.items() if name.casefold() == wanted), None)
    if found is None:
        raise Invalid(
            _("“{typed}” are no grades, and no class of the school is called so.").format(typed=said[:20]),
            _("Write them like 5-9, 7 or 7А."),
        )
    # Names of classes are a grade and letters.
    grade = int("".join(filter(str.isdigit, classes[found])))
    return grade, grade, found


def read_weekday(typed: str) -> int | None:
    """«понедельник», «пн», «1»; nothing is every day."""
    said = typed.strip().casefold().rstrip(".")
    if not said:
        return None
    for number in range(1, 8):
        day = A_MONDAY.replace(day=number)
        if said in (str(number), weekday_short(day).casefold()) or (
            len(said) > 2 and weekday_long(day).casefold().startswith(said)
        ):
            return number
    raise Invalid(_("“{typed}” is no day of the week.").format(typed=typed.strip()[:20]), _("Write Monday, Tuesday…"))


def write_weekday(number: int | None) -> str:
    """«понедельник»; nothing for every day."""
    return "" if number is None else weekday_long(A_MONDAY.replace(day=number))


def read_number(typed: str, what: str) -> int:
    """A whole number."""
    if not re.fullmatch(r"\d{1,3}", typed.strip()):
        raise Invalid(_("{what}: write a number.").format(what=what))
    return int(typed)


def read_yes(typed: str) -> bool:
    """Yes or no; nothing is no."""
    said = typed.strip().casefold()
    if said in ("", "-") or _("no").startswith(said):
        return False
    if said == "+" or _("yes").startswith(said):
        return True
    raise Invalid(_("“{typed}”: yes or no.").format(typed=typed[:20]))


def subject_of(typed: str, names: Mapping[int, str]) -> int | None:
    """The subject whose name was typed, or began to be; nothing is all subjects; raises Invalid."""
    said = typed.strip().casefold()
    if not said:
        return None
    exact = [key for key, name in names.items() if name.casefold() == said]
    found = exact or [key for key, name in names.items() if name.casefold().startswith(said)]
    if len(found) != 1:
        raise Invalid(
            _("“{typed}” is no subject of the school.").format(typed=typed.strip()[:30])
            if not found else _("“{typed}” begins several subjects.").format(typed=typed.strip()[:30]),
            _("Write its name as in the list of subjects."),
        )  # fmt: skip
    return found[0]


def scheme_of(typed: str, schemes: Mapping[str, Scheme]) -> Scheme:
    """The scheme that was typed, or began to be; raises Invalid."""
    said = typed.strip().casefold()
    found = [scheme for words, scheme in schemes.items() if said and words.startswith(said)]
    if len(found) != 1:
        raise Invalid(
            _("“{typed}”: {expected}.").format(typed=typed.strip()[:20], expected=", ".join(schemes))
        )
    return found[0]
