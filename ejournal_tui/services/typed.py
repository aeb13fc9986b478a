"""What a person typed into a form: names, days, phones; raises Invalid with what was expected."""

import re
from datetime import date
from typing import TypeVar

from ..domain.errors import Invalid
from ..domain.groups.groups import ClassName
from ..domain.people.people import Name
from ..exchange.tables import tidy
from ..i18n import _

Value = TypeVar("Value")


def _taken(found: tidy.Tidied[Value], typed: str) -> Value:
    # Whoever types sees at once what was understood: look-alikes and loose spaces are put right without a question.
    if found.value is None:
        raise Invalid(_("“{typed}”: {expected}.").format(typed=typed[:40], expected=found.expected))
    return found.value


def read_name(typed: str) -> Name:
    """A full name, the surname first."""
    return _taken(tidy.name(typed), typed)


def read_phone(typed: str) -> str:
    """A phone number, or none."""
    return _taken(tidy.phone(typed.strip()), typed) if typed.strip() else ""


def read_email(typed: str) -> str:
    """An e-mail address, or none."""
    return _taken(tidy.email(typed.strip()), typed) if typed.strip() else ""


def read_sex(typed: str) -> str:
    """«м» or «ж»."""
    return _taken(tidy.sex(typed.strip()), typed)


def read_on_paper(typed: str) -> bool:
    """Whether a family is informed on paper: yes or no, or as a list says it; nothing typed is no."""
    said = typed.strip().casefold()
    if said in ("", "-", _("no")):
        return False
    return said in ("+", _("yes")) or _taken(tidy.on_paper(typed), typed)


def read_class(typed: str) -> ClassName:
    """A class: «7А», «7 а»."""
    return _taken(tidy.school_class(typed.strip()), typed)


def read_text(typed: str, what: str) -> str:
    """A text that must be there."""
    found = tidy.squeezed(typed)
    if not found:
        raise Invalid(_("“{what}” is still empty.").format(what=what))
    return found


_SHORT_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})")


def read_day(typed: str, near: date) -> date:
    """A day as people write it: «15.01.2018», «15.1.18»; without a year it is the one nearest to a day."""
    short = _SHORT_DAY.fullmatch(typed.strip())
    if not short:
        found = tidy.day(typed)
        if found.value is None:
            raise Invalid(
                _("“{typed}” is not a day.").format(typed=typed.strip()[:20]), _("Write it like 15.01.2018.")
            )
        return found.value
    around = [f"{short[1]}.{short[2]}.{year}" for year in (near.year - 1, near.year, near.year + 1)]
    days = [found.value for text in around if (found := tidy.day(text)).value is not None]
    if not days:
        raise Invalid(_("“{typed}” is not a day.").format(typed=typed.strip()[:20]), _("Write it like 15.01.2018."))
    return min(days, key=lambda one: abs(one - near))


def read_hours(typed: str) -> int:
    """Hours a week as half hours: «2», «0,5»."""
    plain = typed.strip().replace(",", ".")
    number = float(plain) if re.fullmatch(r"\d{1,2}(?:\.\d)?", plain) else plain
    return _taken(tidy.half_hours(number), typed)
