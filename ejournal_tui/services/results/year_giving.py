"""Year and final marks: proposed from earlier results, decided by the course's teacher (domain rules 3, 1.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.accounts.signing import Signature, Signing
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.journal.marks import Mark, Value
from ...domain.journal.outside import RESULT_VALUES, Result, ResultKind
from ...domain.people.people import Actor
from ...domain.results.year_marks import Proposal, YearTable, asks_why
from ...domain.text.words import full_date, short_date
from ...i18n import N_, _, ngettext
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts
from ...storage.journal import corrections, marks
from ...storage.log.records import Record
from ...storage.results import results, year_results
from ...storage.school import School
from ..journal.gradebook import read_objection
from ..journal.keeping import closed_words
from ..journal.on_paper import result_stands
from ..people.personal import PersonalChange
from ..session import Query
from .correcting import YEAR
from .giving import Given, opens_on
from .signing import signature
from .year_proposals import FINAL_GRADES, YearProposals

LONGEST_REASON = 120
KINDS = (ResultKind.YEAR, ResultKind.FINAL)
"""What a teacher gives; exams come with their protocols."""


def year_opens_on(school: School, course: CourseFacts) -> date:
    """From which day on year marks are given: with the results of the last period."""
    periods = school.calendar_of(course.year).periods_of(course.grade, course.school_class, course.id)
    return opens_on(school, course, periods[-1])


def _closed(school: School, course: CourseFacts, kind: ResultKind) -> bool:
    """A year is closed with its last period; final marks wait for exams and stay open as long as the year."""
    periods = school.calendar_of(course.year).periods_of(course.grade, course.school_class, course.id)
    return kind is ResultKind.YEAR and periods[-1].closed


@dataclass(frozen=True)
class GiveYearMarks(PersonalChange):
    """Give year or final marks, one or many as one deed."""

    TITLE = N_("year mark")
    course: CourseId
    kind: ResultKind
    given: tuple[Given, ...]

    def objection(self, actor: Actor, school: School) -> str | None:
        """The course's teacher of today, while the last period is open (O8.5c)."""
        course = groups.course(school, self.course)
        teachers = groups.teachers(school, self.course, school.clock.today())
        if why := policy.may_give_results(actor, teachers, False):
            return why
        if not _closed(school, course, self.kind):
            return None
        kind = ResultKind.YEAR
        return None if corrections.results_allowed(school, actor.staff, self.course, kind, YEAR) else closed_words()

    def signs(self, school: School) -> Signature | None:
        """The marks of the year, as the results of its periods (C28)."""
        course = groups.course(school, self.course)
        words = ngettext("{where}: {count} year mark", "{where}: {count} year marks", len(self.given))
        where = f"{course.group_title} · {course.subject}"
        return signature(school, Signing.RESULTS, words.format(where=where, count=len(self.given)), course.grade)

    def facts(self) -> Mapping[str, object]:
        """Which course, and whose mark or how many."""
        about = {"course": self.course, "kind": self.kind.value}
        return {**about, "pupil": self.given[0].pupil} if len(self.given) == 1 else {**about, "count": len(self.given)}

    def carry_out(self, school: School, record: Record) -> None:
        """Write them, all or none; raises Invalid and Conflict."""
        if not self.given:
            raise Invalid(_("There is nothing to do."))
        course = groups.course(school, self.course)
        self._require_due(school, course)
        found = YearProposals(school, course)
        for one in self.given:
            if one.pupil not in found.names:
                raise Invalid(_("The pupil is not in this group."), _("Open the table again."))
            stands = found.stands(one.pupil, self.kind)
            _require_seen(school, stands, one.expects)
            self._give(school, record, course, one, stands, found.proposal(one.pupil, self.kind))

    def _require_due(self, school: School, course: CourseFacts) -> None:
        if course.markless:
            raise Invalid(_("No marks are given here: the subject or the class is without marks."))
        if self.kind not in KINDS or (self.kind is ResultKind.FINAL and course.grade not in FINAL_GRADES):
            raise Invalid(_("Final marks are given in classes 9 and 11."))
        if course.year != school.year():
            raise Invalid(_("This year is over: its marks stay as they are."))
        opens = year_opens_on(school, course)
        if school.clock.today() < opens and any(one.value is not None for one in self.given):
            raise Invalid(
                _("It is too early for year marks: they are given from {day}.").format(day=short_date(opens)),
                _("The deputy head can set an earlier day in the rules of the school."),
            )

    def _give(
        self, school: School, record: Record, course: CourseFacts, one: Given, stands: Result | None,
        proposed: Proposal,
    ) -> None:  # fmt: skip
        if one.value is None:
            if stands is None:
                raise Invalid(_("It stands so already."))
            record.delete("result", stands.key, results.RESULT)
            return
        if one.value not in RESULT_VALUES:
            raise Invalid(_("“{text}” is not a result.").format(text=Mark(one.value).text))
        question, reason = asks_why(one.value, proposed), one.reason.strip()[:LONGEST_REASON]
        if question and not reason:
            raise Invalid(question, _("Such a result needs a word of reason."))
        year_results.put(
            school, record, one.pupil, course.subject_id, self.kind, one.value, stands, proposed.mark,
            reason if question else "",
        )  # fmt: skip


def _require_seen(school: School, stands: Result | None, expects: Value | None) -> None:
    if (stands.value if stands else None) == expects:
        return
    if stands is None:
        raise Conflict(_("The result was taken out meanwhile."), _("Look again and type anew."))
    raise Conflict(result_stands(school, stands), _("Nothing was overwritten: type again to replace it."))


@dataclass(frozen=True)
class ShowYear(Query[YearTable]):
    """The pupils of a course with their periods, year, exam and final marks, given and proposed."""

    course: CourseId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the course."""
        return read_objection(actor, school, self.course, school.clock.today())

    def answer(self, actor: Actor, school: School) -> YearTable:
        """Everybody of the group at the year's end, by name, in a constant number of queries."""
        course = groups.course(school, self.course)
        found = YearProposals(school, course)
        given = [one for pupil in found.names for kind in year_results.OF_YEAR if (one := found.stands(pupil, kind))]
        said = marks.authors(school, {one.author for one in given})
        return found.table(lambda one: _told(school, one, said), year_opens_on(school, course))


def _told(school: School, result: Result, said: dict[int, str]) -> str:
    moment = school.clock.local(result.at)
    told = _("{mark}: {who}, {when}").format(
        mark=Mark(result.value).text, who=said.get(result.author, _("console")),
        when=f"{full_date(moment.date())} {moment:%H:%M}",
    )  # fmt: skip
    return f"{told} ({result.reason})" if result.reason else told
