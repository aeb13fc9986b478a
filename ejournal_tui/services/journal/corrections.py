"""Correction by request: a teacher asks to correct closed lessons, the deputy head allows it until a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.corrections import CorrectionState
from ...domain.journal.outside import ResultKind
from ...domain.people.people import Actor
from ...domain.text.cleaning import clean
from ...domain.text.words import short_date
from ...domain.years.year import period_title
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.journal import corrections as store
from ...storage.journal import marks
from ...storage.journal.corrections import Correction
from ...storage.log.records import Record
from ...storage.school import School
from ..people.personal import PersonalChange
from ..rules import rulebook
from ..session import Query
from .keeping import too_late

LONGEST_WORD = 120
LONGEST_STRETCH = 31
"""How many days one request may be about, and for how many the lessons may be opened."""
USUAL_WINDOW = 7
TOLD_FOR = 7
"""How many days the teacher's day tells of a request that was declined."""


@dataclass(frozen=True)
class AskCorrection(PersonalChange):
    """Ask the deputy head to let lessons be corrected that take no entries any more."""

    TITLE = N_("correction asked for")
    course: CourseId
    first: date
    last: date
    why: str
    expires: date
    """Until when they are to be corrected."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever keeps the lessons."""
        keepers = set(groups.keepers(school, self.course, self.first))
        if actor.staff not in keepers and store.stands_in(school, actor.staff, self.course, self.first, self.last):
            keepers.add(actor.staff)  # type: ignore[arg-type]  # nobody stands in without being of the staff
        return policy.may_ask_correction(actor, keepers)

    def facts(self) -> Mapping[str, object]:
        """Which lessons, until when."""
        return {
            "course": self.course, "first": self.first.isoformat(), "last": self.last.isoformat(),
            "expires": self.expires.isoformat(),
        }  # fmt: skip

    def carry_out(self, school: School, record: Record) -> None:
        """Write the request; raises Invalid and Conflict."""
        why = require_word(self.why, _("Say in a word what has to be corrected."))
        self._require_days(school)
        staff = store.staff_of(school, school.ledger.actor)
        if staff is None:
            raise Invalid(_("The lesson is kept by its teacher."))
        for one in store.waiting_of(school, staff, self.course):
            if one.first <= self.last and self.first <= one.last:
                raise Conflict(_("You have asked for this already."), _("The deputy head has not answered yet."))
        record.insert(
            "correction", course=self.course, staff=staff, starts=self.first.isoformat(), ends=self.last.isoformat(),
            why=why, expires=self.expires.isoformat(), state=CorrectionState.ASKED.value, answer="",
            asked_at=school.ledger.at, answered_by=None, answered_at=None,
        )  # fmt: skip

    def _require_days(self, school: School) -> None:
        if self.last < self.first:
            raise Invalid(_("The last day lies before the first."))
        if (self.last - self.first).days >= LONGEST_STRETCH:
            raise Invalid(_("One request is about {count} days at most.").format(count=LONGEST_STRETCH))
        require_window(school, self.expires)
        days = store.days_of(school, self.course, self.first, self.last)
        if not days:
            raise Invalid(_("There are no lessons of this journal on these days."))
        course, calendar, rules = groups.course(school, self.course), school.calendar(self.first), rulebook(school)
        for day in days:
            closed = calendar.period_of(day, course.grade, course.school_class, course.id).closed
            if closed or too_late(school, rules, day, course.grade):
                return
        raise Invalid(_("These lessons are open: correct them at once."))


def require_word(typed: str, advice: str) -> str:
    """A word of explanation; raises Invalid."""
    word = " ".join(clean(typed).split())
    if not word:
        raise Invalid(_("A word is missing."), advice)
    if len(word) > LONGEST_WORD:
        raise Invalid(_("The word is too long: at most {count} characters.").format(count=LONGEST_WORD))
    return word


def require_window(school: School, expires: date) -> None:
    """Refuse a day until which nothing is opened; raises Invalid."""
    today = school.clock.today()
    if expires < today:
        raise Invalid(_("{day} is over: write a day from today on.").format(day=short_date(expires)))
    if (expires - today).days > LONGEST_STRETCH:
        raise Invalid(
            _("Lessons are opened for {count} days at most.").format(count=LONGEST_STRETCH),
            _("Write a day until {day}.").format(day=short_date(today + timedelta(days=LONGEST_STRETCH))),
        )


@dataclass(frozen=True)
class AnswerCorrection(PersonalChange):
    """Allow a request until a day, which may be sooner than was asked; or decline it, or end what was allowed."""

    TITLE = N_("request to correct answered")
    request: int
    expires: date | None
    """Until when; None declines."""
    word: str
    """Why not; what was allowed needs no word."""
    expects: CorrectionState
    """What the person saw."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_answer_corrections(actor)

    def carry_out(self, school: School, record: Record) -> None:
        """Write the answer; raises Invalid and Conflict."""
        found = store.correction(school, self.request)
        if found is None or found.state is not self.expects:
            raise Conflict(_("The request was answered or taken back meanwhile."), _("Look at it again."))
        answered = {"answered_by": school.ledger.actor, "answered_at": school.ledger.at}
        if self.expires is None:
            word = require_word(self.word, _("Say why not: the teacher reads it."))
            record.update(
                "correction", found.key, state=CorrectionState.DECLINED.value, answer=word, **answered
            )
            return
        if self.expires < school.clock.today():
            raise Invalid(_("{day} is over: write a day from today on.").format(day=short_date(self.expires)))
        # A request may have waited until its window was over: then the usual one is given.
        today = school.clock.today()
        longest = found.expires if found.expires >= today else today + timedelta(days=USUAL_WINDOW)
        if self.expires > longest:
            raise Invalid(_("It was asked until {day}: not for longer.").format(day=short_date(longest)))
        record.update(
            "correction", found.key, state=CorrectionState.ALLOWED.value, expires=self.expires.isoformat(), answer="",
            **answered,
        )  # fmt: skip


@dataclass(frozen=True)
class CorrectionLine:
    """A request as the deputy head reads it."""

    key: int
    state: CorrectionState
    teacher: str
    title: str
    days: str
    why: str
    expires: date
    over: bool
    """Whether what was allowed is over."""
    told: str
    """Who answered what, "" while it waits."""


@dataclass(frozen=True)
class ShowCorrections(Query[tuple[CorrectionLine, ...]]):
    """The requests of the year, those that wait first."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who leads the school."""
        return policy.may_read_closing(actor)

    def answer(self, actor: Actor, school: School) -> tuple[CorrectionLine, ...]:
        """In a constant number of queries."""
        found, today = store.of_year(school), school.clock.today()
        said = marks.authors(school, {one.answered_by for one in found if one.answered_by is not None})
        return tuple(
            CorrectionLine(
                one.key, one.state, one.teacher, one.title, _days(school, one), one.why, one.expires,
                one.state is CorrectionState.ALLOWED and one.expires < today, _answered(school, one, said),
            )
            for one in found
        )  # fmt: skip


def _days(school: School, one: Correction) -> str:
    """«15.01», «15.01–19.01»; of results «итоги: I триместр»."""
    if one.results is ResultKind.YEAR:
        return _("year marks")
    if one.results is not None:
        dated = (one.number, one.first, one.last)
        found = (p for p in school.calendar().periods if (p.number, p.starts, p.ends) == dated)
        return next((_("results: {period}").format(period=period_title(p.scheme, p.number)) for p in found), "—")
    return "–".join(dict.fromkeys(short_date(day) for day in (one.first, one.last)))


def _answered(school: School, one: Correction, said: dict[int, str]) -> str:
    if one.answered_at is None or one.answered_by is None:
        return ""
    when = short_date(school.clock.local(one.answered_at).date())
    who = said.get(one.answered_by, _("console"))
    if one.state is CorrectionState.DECLINED:
        return _("declined: {who}, {when} ({word})").format(who=who, when=when, word=one.answer)
    return _("allowed until {day}: {who}, {when}").format(day=short_date(one.expires), who=who, when=when)


def told_of_corrections(school: School, staff: int) -> tuple[str, ...]:
    """What a teacher's day tells of the own requests."""
    since = school.clock.instant() - TOLD_FOR * 24 * 3600 * 1000
    return tuple(_told(school, one) for one in store.of_staff(school, staff, school.clock.today(), since))


def _told(school: School, one: Correction) -> str:
    about = {"title": one.title, "days": _days(school, one)}
    if one.state is CorrectionState.ALLOWED:
        return _("You may correct {title}, {days}, until {day}.").format(**about, day=short_date(one.expires))
    if one.state is CorrectionState.DECLINED:
        return _("Correcting {title}, {days}, was declined: {word}.").format(**about, word=one.answer.rstrip("."))
    return _("Asked to correct {title}, {days}: no answer yet.").format(**about)
