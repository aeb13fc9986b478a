"""The moment in which a result was received: from it the term of R2-3 runs."""

import re
from datetime import date, datetime, time

from ...domain.errors import Invalid
from ...i18n import _
from ...storage.school import School
from ..typed import read_day

_HOUR = re.compile(r"(\d{1,2})(?:[:.\-](\d{2}))?")


def read_moment(day: str, hour: str, near: date) -> datetime:
    """A day and an hour as they were typed: «16.06», «10:00» or «10»; raises Invalid."""
    found = _HOUR.fullmatch(hour.strip())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise Invalid(_("“{typed}” is not an hour.").format(typed=hour.strip()[:20]), _("Write it like 10:00."))
    return datetime.combine(read_day(day, near), time(int(found[1]), int(found[2] or 0)))


def require_received(school: School, moment: datetime) -> None:
    """Refuse what was not received yet, or in another study year."""
    if moment > school.clock.now().replace(tzinfo=None):
        raise Invalid(_("The moment of receipt lies ahead."), _("Write the day and hour in which it came."))
    if moment.date() < school.calendar().starts:
        raise Invalid(_("The moment of receipt lies before this study year."), _("Look at the date once more."))
