"""What a person reads of the log: who, when, from which terminal, what."""

from dataclasses import dataclass

from ...domain.text.words import short_date
from ...i18n import _
from ...storage.school import School


@dataclass(frozen=True)
class Told:
    """One deed in words."""

    when: str
    who: str
    what: str
    terminal: str = ""

    def sentence(self) -> str:
        """«15.01 10:14 Аксёнова Н. П.: отметка (кабинет 12)»."""
        return f"{self.when} {self.deed()}"

    def deed(self) -> str:
        """«Аксёнова Н. П.: отметка (кабинет 12)»."""
        place = f" ({self.terminal})" if self.terminal else ""
        return f"{self.who}: {self.what}{place}"


def when_told(school: School, at: int) -> str:
    """«15.01 10:14»."""
    moment = school.clock.local(at)
    return f"{short_date(moment.date())} {moment:%H:%M}"


def outcome_told(outcome: str) -> str:
    """What became of a deed that was not done."""
    words = {"denied": _("refused"), "failed": _("failed"), "throttled": _("had to wait"),
             "right_refused": _("right password refused")}  # fmt: skip
    return f" — {words[outcome]}" if outcome in words else ""
