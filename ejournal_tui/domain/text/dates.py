"""Days as people type them."""

import re
from datetime import date

from ...i18n import _
from ..errors import Invalid

_DAY = re.compile(r"(\d{1,2})(?:[.,/ ](\d{1,2})(?:[.,/ ](\d{4}|\d{2}))?)?\.?")


def read_day(text: str, near: date) -> date:
    """«17», «17.01», «17.01.18», «17.01.2018»: what is not typed is taken so that it lies nearby; raises Invalid."""
    found = _DAY.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        day, month, year = (int(part) if part else None for part in found.groups())
        if year is not None:
            return date(year + 2000 if year < 100 else year, month or near.month, day or 0)
        if month is None:
            return date(near.year, near.month, day or 0)
        days = [date(near.year + step, month, day or 0) for step in (-1, 0, 1)]
        return min(days, key=lambda one: abs(one - near))
    except ValueError as error:
        raise Invalid(
            _("“{text}” is not a day.").format(text=text[:20]), _("Write it like 17.01 or 17.01.2018.")
        ) from error
