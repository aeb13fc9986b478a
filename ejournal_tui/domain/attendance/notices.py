"""What a family says of an absence to come, before any paper is there (C10)."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from ...i18n import _
from ..errors import Invalid
from ..people.people import PupilId
from ..settings.reference import AbsenceReasonRef
from ..text.words import short_date, weekday_short
from .attendance import Absence

FAMILY_SAYS = ("illness", "family", "check_up", "sanatorium", "contest", "transport")
"""The reasons that a family may give, by their codes, the usual ones first."""
SCHOOL_SAYS = frozenset({"quarantine", "frost"})
"""Those that are not the family's to give."""
LONGEST_WORD = 200


@dataclass(frozen=True)
class NoticeDays:
    """Which days a family may announce."""

    back: int
    ahead: int
    most: int
    """At once."""


class NoticeState(StrEnum):
    """How far an answer has come."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True)
class Notice:
    """A pupil will be away, as the family says."""

    pupil: PupilId
    code: str
    reason: str
    """As the school's list has it; what stands on the paper."""
    letter: Absence
    starts: date
    ends: date
    word: str = ""
    said: str = field(default="", compare=False)
    """How the reason is told to people where the list calls it by its paper."""

    def covers(self, day: date) -> bool:
        """Whether it speaks of a day."""
        return self.starts <= day <= self.ends

    @property
    def when(self) -> str:
        """«16.01», «16.01–19.01»."""
        days = short_date(self.starts)
        return days if self.starts == self.ends else f"{days}–{short_date(self.ends)}"

    @property
    def why(self) -> str:
        """«болезнь», as it is said to people."""
        return self.said or self.reason

    @property
    def words(self) -> str:
        """«16.01–19.01: болезнь (температура)»."""
        return f"{self.when}: {self.why}" + (f" ({self.word})" if self.word else "")

    @property
    def told(self) -> str:
        """«по сообщению семьи: болезнь до ср 17.01»."""
        until = f"{weekday_short(self.ends)} {short_date(self.ends)}"
        return _("the family says: {reason} until {day}").format(reason=self.why, day=until)


@dataclass(frozen=True)
class KeptNotice:
    """A notice as it is kept."""

    key: int
    notice: Notice
    state: NoticeState = NoticeState.WAITING
    answer: str = ""
    """The word with which it was declined."""
    said: date = date.min
    """The day on which it was given."""

    @property
    def state_words(self) -> str:
        """What became of it, for the family."""
        if self.state is NoticeState.ACCEPTED:
            return _("accepted")
        if self.state is NoticeState.DECLINED:
            return _("declined: {word}").format(word=self.answer)
        return _("not answered yet")


def reasons_of(listed: tuple[AbsenceReasonRef, ...]) -> tuple[AbsenceReasonRef, ...]:
    """The reasons of the school's list that a family may give: the usual ones first, then the school's own."""
    known = {one.code: one for one in listed}
    usual = [known[code] for code in FAMILY_SAYS if code in known]
    own = [one for one in listed if one.code not in FAMILY_SAYS and one.code not in SCHOOL_SAYS]
    return (*usual, *own)


def require_notice(found: Notice, today: date, days: NoticeDays) -> None:
    """Refuse days that make no sense or that the school does not take; raises Invalid."""
    if found.ends < found.starts:
        raise Invalid(_("The last day lies before the first."))
    if found.starts < today - timedelta(days=days.back):
        raise Invalid(
            _("A notice reaches back {count} days at most.").format(count=days.back),
            _("Give the class teacher a paper for days before."),
        )
    if found.starts > today + timedelta(days=days.ahead):
        raise Invalid(_("A notice reaches ahead {count} days at most.").format(count=days.ahead))
    if (found.ends - found.starts).days >= days.most:
        raise Invalid(
            _("A notice speaks of {count} days at most.").format(count=days.most), _("Look at the days again.")
        )
    if len(found.word) > LONGEST_WORD:
        raise Invalid(_("The word is too long: at most {count} characters.").format(count=LONGEST_WORD))
