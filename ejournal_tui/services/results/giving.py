"""Results of periods: the program proposes, the course's teacher decides (domain rules 1.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.accounts.signing import Signature, Signing
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.marks import Mark, Value
from ...domain.journal.outside import Result, ResultKind, Source, read_result
from ...domain.people.people import Actor, PupilId
from ...domain.results.approval import Pending, RaiseRule, needs_approval
from ...domain.results.standing import Standing, asks_why, standings
from ...domain.text.words import short_date
from ...domain.years.year import Period, period_title
from ...i18n import N_, _, ngettext
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts
from ...storage.journal import corrections, lessons
from ...storage.log.records import Record
from ...storage.people import people
from ...storage.results import decisions, results
from ...storage.school import School
from ..journal.gradebook import read_objection
from ..journal.grid_building import GridBuilder
from ..journal.keeping import closed_words
from ..journal.on_paper import period_of_number, result_stands
from ..people.personal import PersonalChange
from ..rules import rulebook
from ..session import Query
from .raising import ask_for
from .signing import signature

LONGEST_REASON = 120


def standings_of(school: School, course: CourseFacts, period: Period) -> dict[PupilId, Standing]:
    """How the pupils of a course stand in a period, by the rules of its last day."""
    found = lessons.lessons_of_course(school, course.id, period.starts, period.ends)
    grid = GridBuilder(school, course, found, period)
    grid.look_elsewhere()
    return standings(grid.build(), grid.thresholds, grid.minimum, school.clock.today())


def opens_on(school: School, course: CourseFacts, period: Period) -> date:
    """From which day on results of a period are given."""
    return period.ends - timedelta(days=rulebook(school).result_days(period.ends, course.grade))


def kept_on_paper(school: School, course: CourseFacts, period: Period) -> bool:
    """Whether a period was over before the journal itself was kept: its results come from paper (C25)."""
    if period.ends >= school.clock.today():
        return False
    return not school.db.sql(
        "SELECT 1 FROM lesson WHERE course=? AND day BETWEEN ? AND ? AND held_at IS NOT NULL"
        " AND on_paper_at IS NULL LIMIT 1",
        course.id, period.starts.isoformat(), period.ends.isoformat(),
    )  # fmt: skip


def course_period_closed(school: School, course: CourseFacts, number: int) -> bool:
    """Whether a period of a course is closed."""
    periods = school.calendar().periods_of(course.grade, course.school_class, course.id)
    return any(period.closed for period in periods if period.number == number)


@dataclass(frozen=True)
class Given:
    """What a pupil's result becomes; None takes it out."""

    pupil: PupilId
    value: Value | None
    expects: Value | None
    """What the person saw."""
    reason: str = ""
    """Why it is higher than proposed, or why there is none."""
    asked: Value | None = None
    """What the person saw waiting for the deputy head."""


@dataclass(frozen=True)
class GiveResults(PersonalChange):
    """Give results of a period, one or many as one deed."""

    TITLE = N_("result of a period")
    course: CourseId
    number: int
    given: tuple[Given, ...]

    def objection(self, actor: Actor, school: School) -> str | None:
        """The course's teacher of today, while the period is open or the result is put off (O8.5c)."""
        course = groups.course(school, self.course)
        teachers = groups.teachers(school, self.course, school.clock.today())
        closed = course_period_closed(school, course, self.number)
        if why := policy.may_give_results(actor, teachers, False):
            return why
        if not closed or self._excepted(school, course):
            return None
        kind, staff = ResultKind.PERIOD, actor.staff
        allowed = corrections.results_allowed(school, staff, self.course, kind, self.number)
        return None if allowed else closed_words()

    def _excepted(self, school: School, course: CourseFacts) -> bool:
        """Whether a closed period lets just these results in: all of them are put off until a day."""
        pupils = [one.pupil for one in self.given]
        scheme = school.calendar().scheme_of(course.grade, course.school_class, course.id)
        found, today = decisions.pending(school, pupils, course.subject_id, scheme), school.clock.today()
        deferrals = [found.get((pupil, self.number), Pending()).deferral for pupil in pupils]
        return bool(deferrals) and all(one is not None and not one.over(today) for one in deferrals)

    def signs(self, school: School) -> Signature | None:
        """The results, once a sitting (C28)."""
        course = groups.course(school, self.course)
        return signature(school, Signing.RESULTS, self._signed_words(school, course), course.grade)

    def _signed_words(self, school: School, course: CourseFacts) -> str:
        period = period_of_number(school, course, self.number)
        where = f"{course.group_title} · {course.subject}, {period_title(period.scheme, period.number)}"
        if len(self.given) != 1:
            words = ngettext("{where}: {count} result", "{where}: {count} results", len(self.given))
            return words.format(where=where, count=len(self.given))
        (one,) = self.given
        name = people.pupil_names(school, {one.pupil}).get(one.pupil)
        was, becomes = (Mark(value).text if value is not None else "—" for value in (one.expects, one.value))
        what = becomes if one.expects is None else f"{was} → {becomes}"
        said = f"{where}: {name.short if name else ''}, {what}"
        return f"{said} ({one.reason})" if one.reason else said

    def facts(self) -> Mapping[str, object]:
        """Which course and period, and whose result or how many."""
        about = {"course": self.course, "number": self.number}
        return {**about, "pupil": self.given[0].pupil} if len(self.given) == 1 else {**about, "count": len(self.given)}

    def carry_out(self, school: School, record: Record) -> None:
        """Write them, all or none; raises Invalid and Conflict."""
        if not self.given:
            raise Invalid(_("There is nothing to do."))
        course = groups.course(school, self.course)
        period = period_of_number(school, course, self.number)
        self._require_due(school, course, period)
        found = standings_of(school, course, period)
        wanted = [one.pupil for one in self.given]
        plans = school.plans()
        last = min(period.ends, school.clock.today())
        stands = results.of_pupils(school, wanted, course.subject_id, period.scheme)
        waits = decisions.pending(school, wanted, course.subject_id, period.scheme)
        for one in self.given:
            if one.pupil not in found:
                raise Invalid(_("The pupil is not in this group."), _("Open the table again."))
            if one.value is not None and plans.leave_out(one.pupil, course.subject_id, last):
                raise Invalid(
                    _("The pupil does not learn this subject on {day}: an individual plan leaves it out.").format(
                        day=short_date(last)
                    ),
                    _("The order stands on the pupil's card."),
                )
            place = one.pupil, self.number
            self._give(
                school, record, course, period, one, found[one.pupil], stands.get(place), waits.get(place, Pending())
            )

    def _require_due(self, school: School, course: CourseFacts, period: Period) -> None:
        if course.markless:
            raise Invalid(_("No marks are given here: the subject or the class is without marks."))
        opens = opens_on(school, course, period)
        if school.clock.today() < opens and any(one.value is not None for one in self.given):
            raise Invalid(
                _("It is too early for results of {period}: they are given from {day}.").format(
                    period=period_title(period.scheme, period.number), day=short_date(opens)
                ),
                _("The deputy head can set an earlier day in the rules of the school."),
            )

    def _give(
        self, school: School, record: Record, course: CourseFacts, period: Period, one: Given, standing: Standing,
        stands: Result | None, pending: Pending,
    ) -> None:  # fmt: skip
        _require_seen(school, stands, one.expects)
        _require_asked(pending, one)
        if one.value is None:
            if pending.waiting is not None:
                record.delete("result_raise", pending.waiting.key, decisions.RAISE)
                return
            if stands is None:
                raise Invalid(_("It stands so already."))
            record.delete("result", stands.key, results.RESULT)
            return
        read_result(Mark(one.value).text)
        question = asks_why(one.value, standing.proposed)
        reason = one.reason.strip()[:LONGEST_REASON]
        if question and not reason:
            raise Invalid(question, _("Such a result needs a word of reason."))
        if needs_approval(rulebook(school).raises(period.ends, course.grade), one.value, standing):
            if stands is not None and stands.value is one.value:
                raise Invalid(_("It stands so already."))
            where = one.pupil, period.scheme.value, self.number
            ask_for(school, record, course, where, one.value, standing.proposed, reason, pending)
            return
        if pending.asked is not None:
            record.delete("result_raise", pending.asked.key, decisions.RAISE)
        results.put(
            school, record, one.pupil, course.subject_id, period.scheme, self.number, one.value, Source.JOURNAL, stands,
            proposed=standing.proposed, reason=reason if question else "",
        )  # fmt: skip


def _require_seen(school: School, stands: Result | None, expects: Value | None) -> None:
    if (stands.value if stands else None) != expects:
        if stands is None:
            raise Conflict(_("The result was taken out meanwhile."), _("Look again and type anew."))
        raise Conflict(result_stands(school, stands), _("Nothing was overwritten: type again to replace it."))
    if stands is not None and stands.source is Source.CERTIFICATE:
        raise Invalid(
            _("The result comes from certificate No. {number}.").format(number=stands.certificate),
            _("The class teacher changes it on the pupil's card."),
        )


def _require_asked(pending: Pending, one: Given) -> None:
    waiting = pending.waiting.value if pending.waiting is not None else None
    if waiting is not one.asked:
        raise Conflict(
            _("What waits for the deputy head has changed meanwhile."), _("Look again and type anew.")
        )


@dataclass(frozen=True)
class Proposals:
    """What the results of a period are decided by."""

    number: int
    standings: Mapping[PupilId, Standing]
    opens: date
    on_paper: bool
    """Whether the results come from the paper journal."""
    share: int
    """From which part of the lessons missed "not attested" comes into question, in thousandths."""
    pending: Mapping[PupilId, Pending]
    """What waits for the deputy head or is put off."""
    raises: RaiseRule
    """Which results above the proposal wait."""

    def candidates(self) -> list[PupilId]:
        """For whom "not attested" comes into question."""
        return [pupil for pupil, one in self.standings.items() if one.unattested(self.share)]


@dataclass(frozen=True)
class ShowProposals(Query[Proposals]):
    """How the pupils of a course stand in a period, with the marks that follow."""

    course: CourseId
    number: int

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        return read_objection(actor, school, self.course, school.clock.today())

    def answer(self, actor: Actor, school: School) -> Proposals:
        """Everybody of the group, in a constant number of queries."""
        course = groups.course(school, self.course)
        period = period_of_number(school, course, self.number)
        found, rules = standings_of(school, course, period), rulebook(school)
        waits = decisions.pending(school, found, course.subject_id, period.scheme, course.year)
        return Proposals(
            self.number, found, opens_on(school, course, period), kept_on_paper(school, course, period),
            rules.unattested_share(period.ends, course.grade),
            {pupil: one for (pupil, number), one in waits.items() if number == self.number},
            rules.raises(period.ends, course.grade),
        )  # fmt: skip
