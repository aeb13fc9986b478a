"""Under which permission a closed period was corrected: «по разрешению № 12 от 25.12»."""

from collections.abc import Iterable

from ...domain.text.words import short_date
from ...i18n import _
from ...storage.journal import corrections
from ...storage.journal.corrections import PERMISSION
from ...storage.log.deeds import State
from ...storage.school import School


class Permissions:
    """Tells the permissions that deeds name; looked up once for all of them."""

    def __init__(self, school: School, facts: Iterable[State]) -> None:
        named = {key for one in facts if isinstance(key := one.get(PERMISSION), int)}
        self._days = {
            key: "" if at is None else short_date(school.clock.local(at).date())
            for key, at in corrections.answered(school, named).items()
        }

    def words(self, facts: State) -> str:
        """«по разрешению № 12 от 25.12», "" where none was needed."""
        key = facts.get(PERMISSION)
        if not isinstance(key, int):
            return ""
        return _("by permission No. {number} of {day}").format(number=key, day=self._days.get(key) or "—")
