"""A result put off until a day: a long illness, a sanatorium (domain rules 1.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.marks import Mark
from ...domain.people.people import Actor, PupilId
from ...domain.results.approval import Deferral, Pending
from ...domain.text.cleaning import clean
from ...domain.text.words import short_date
from ...domain.years.year import Period, period_title
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts
from ...storage.log.records import Record
from ...storage.results import decisions, results
from ...storage.school import School
from ..journal.on_paper import period_of_number
from ..people.personal import PersonalChange

LONGEST_WHY = 120


@dataclass(frozen=True)
class DeferResult(PersonalChange):
    """Put a pupil's result of a period off until a day, or take that back."""

    TITLE = N_("result put off")
    course: CourseId
    pupil: PupilId
    number: int
    until: date | None
    """The last day on which it may be given; None: it is put off no more."""
    why: str
    expects: date | None
    """What the person saw."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The course's teacher while the period is open; the deputy head also afterwards."""
        from .giving import course_period_closed

        course = groups.course(school, self.course)
        teachers = groups.teachers(school, self.course, school.clock.today())
        return policy.may_defer_results(actor, teachers, course_period_closed(school, course, self.number))

    def facts(self) -> Mapping[str, object]:
        """Whose result, and until when."""
        about = {"course": self.course, "number": self.number, "pupil": self.pupil}
        return about if self.until is None else {**about, "until": self.until.isoformat()}

    def carry_out(self, school: School, record: Record) -> None:
        """Write it down; raises Invalid and Conflict."""
        course = groups.course(school, self.course)
        period = period_of_number(school, course, self.number)
        if course.markless:
            raise Invalid(_("No marks are given here: the subject or the class is without marks."))
        place = self.pupil, self.number
        stands = decisions.pending(school, [self.pupil], course.subject_id, period.scheme).get(place, Pending())
        if (stands.deferral.until if stands.deferral else None) != self.expects:
            raise Conflict(_("Somebody has changed this meanwhile."), _("Look again."))
        if self.until is None:
            if stands.deferral is None:
                raise Invalid(_("It stands so already."))
            record.delete("result_deferral", stands.deferral.key, decisions.DEFERRAL)
            return
        why = self._require_possible(school, course, period, stands)
        now = {"course": course.id, "until": self.until.isoformat(), "why": why, "author": school.ledger.actor,
               "at": school.ledger.at}  # fmt: skip
        if stands.deferral is not None:
            record.update("result_deferral", stands.deferral.key, **now)
        else:
            record.insert(
                "result_deferral", pupil=self.pupil, subject=course.subject_id, year=school.year(),
                scheme=period.scheme.value, number=self.number, **now,
            )  # fmt: skip

    def _require_possible(self, school: School, course: CourseFacts, period: Period, stands: Pending) -> str:
        assert self.until is not None
        today = school.clock.today()
        title = period_title(period.scheme, period.number)
        if period.starts > today:
            raise Invalid(_("{period} has not begun yet.").format(period=title))
        last = min(max(period.starts, today), period.ends)
        members = groups.members(school, course.group, period.starts, last)
        if all(one.pupil != self.pupil for one in members):
            raise Invalid(_("The pupil is not in this group."), _("Open the table again."))
        if school.plans().leave_out(self.pupil, course.subject_id, last):
            raise Invalid(
                _("The pupil does not learn this subject on {day}: an individual plan leaves it out.").format(
                    day=short_date(last)
                ),
                _("The order stands on the pupil's card."),
            )
        found = results.of_pupils(school, [self.pupil], course.subject_id, period.scheme)
        if (result := found.get((self.pupil, self.number))) is not None:
            raise Invalid(
                _("The result {mark} stands there already.").format(mark=Mark(result.value).text),
                _("Take it out first, then put it off."),
            )
        if stands.waiting is not None:
            raise Invalid(_("A result waits for the deputy head here."), _("Take it back first (Del)."))
        first = max(period.ends + timedelta(days=1), today)
        latest = school.calendar().starts.replace(year=school.calendar().starts.year + 1) - timedelta(days=1)
        if not first <= self.until <= latest:
            raise Invalid(
                _("A result of {period} is put off until a day from {first} to {last}.").format(
                    period=title, first=short_date(first), last=short_date(latest)
                )
            )
        return _why(self.why)


def _why(typed: str) -> str:
    why = " ".join(clean(typed).split())
    if not why:
        raise Invalid(_("The reason is missing."), _("For example: long illness, certificate No. 12."))
    if len(why) > LONGEST_WHY:
        raise Invalid(_("The word is too long: at most {count} characters.").format(count=LONGEST_WHY))
    return why


def deferral_words(one: Deferral, today: date) -> str:
    """«отсрочка до 15.12 (болезнь)»."""
    words = _("was put off until {day}: the day is over ({why})") if one.over(today) else _(
        "put off until {day} ({why})"
    )
    return words.format(day=short_date(one.until), why=one.why)
