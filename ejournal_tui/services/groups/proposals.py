"""Teachers propose who learns in which subgroup; the class teacher or the keeper of data answers (O8.1e, O8.5a)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.division import Answered, Division, Proposal
from ...domain.groups.groups import CourseId
from ...domain.people.people import Actor, PupilId
from ...i18n import N_, _
from ...storage.accounts import accounts
from ...storage.groups import division as store
from ...storage.log.records import Record
from ...storage.school import School
from ..people.personal import PersonalChange, require_seen
from .grouping import GroupChange, divide_objection, place, require_one_place, require_year

PROPOSAL = ("course", "pupil", "starts", "staff", "state", "answer", "answered_by", "answered_at")
LONGEST_WORD = 120


def propose_objection(actor: Actor, school: School, course: CourseId) -> str | None:
    """Why the actor may not propose for the division of a course, or None."""
    today = school.clock.today()
    division = store.division_of(school, course, today)
    courses = [part.course for part in division.parts] or [course]
    return policy.may_propose_split(actor, store.teachers(school, courses, today))


def waiting(school: School, division: Division) -> list[Proposal]:
    """The proposals of a division that wait for an answer, the first first."""
    found = store.proposals(school, [part.course for part in division.parts])
    return [one for one in reversed(found) if one.state is Answered.OPEN]


def require_word(typed: Sequence[str]) -> None:
    """Refuse a refusal without a word; raises Invalid."""
    if not "".join(typed).strip():
        raise Invalid(_("A refusal needs a word."), _("Write why, so that the teacher understands."))


@dataclass(frozen=True)
class ProposePlace(PersonalChange):
    """Propose that a pupil learn in a subgroup from a day; the pupil's own group takes the proposal back."""

    TITLE = N_("subgroup proposed")
    course: CourseId
    pupil: PupilId
    to: int
    day: date
    expects: int | None = None
    """The group that the person saw proposed."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """A teacher of the subject in this class."""
        return propose_objection(actor, school, self.course)

    def carry_out(self, school: School, record: Record) -> None:
        """Write, change or take back the proposal; raises Invalid and Conflict."""
        require_year(school, self.day)
        division = store.division_of(school, self.course, self.day)
        part = division.part(self.to)
        if part is None or division.crosses or store.class_span(school, division.owner, self.pupil, self.day) is None:
            raise Invalid(_("There is no such group on that day."), _("Look at the groups again."))
        stands = next((one for one in waiting(school, division) if one.pupil == self.pupil), None)
        words = (seen.name if (seen := division.part(stands.group)) else "") if stands else _("nothing")
        key = stands.key if stands else 0
        require_seen(school, "split_proposal", key, stands and stands.group, self.expects, words)
        staff = accounts.by_id(school, school.ledger.actor).staff or 0
        if stands and stands.staff != staff:
            raise Invalid(
                _("{teacher} proposes {group} for this pupil already.").format(teacher=stands.teacher, group=words),
                _("Agree on it between you; the class teacher answers."),
            )
        now = [s.group for s in store.stays(school, [self.to], self.day) if s.pupil == self.pupil]
        if now and stands:
            record.delete("split_proposal", stands.key, PROPOSAL)
        elif now:
            raise Invalid(_("The pupil is there already."), _("Choose another group."))
        elif stands:
            record.update("split_proposal", stands.key, course=part.course, starts=self.day.isoformat())
        else:
            record.insert(
                "split_proposal", course=part.course, pupil=self.pupil, starts=self.day.isoformat(),
                staff=staff, state=Answered.OPEN.value, answer="", answered_by=None, answered_at=None,
            )  # fmt: skip


@dataclass(frozen=True)
class AnswerProposals(GroupChange):
    """Agree to what is proposed for a division, or refuse it with a word: one change, one undo."""

    TITLE = N_("proposed subgroups answered")
    course: CourseId
    agrees: bool
    word: str
    expects: tuple[int, ...]
    """The proposals that the person saw."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, the keeper of the grade's data; nobody answers the own proposal."""
        if (why := divide_objection(actor, school, self.course)) is not None:
            return why
        own = {one.staff for one in self._waiting(school) if one.key in self.expects}
        return _("Somebody else answers one's own proposal.") if actor.staff in own else None

    def _waiting(self, school: School) -> list[Proposal]:
        return waiting(school, store.division_of(school, self.course, school.clock.today()))

    def carry_out(self, school: School, record: Record) -> None:
        """Place everybody who is agreed to, write the answer; raises Invalid and Conflict."""
        found = [one for one in self._waiting(school) if one.key in self.expects]
        if len(found) != len(set(self.expects)):
            raise Conflict(_("The proposals have changed meanwhile."), _("Look at them again, then answer."))
        word = " ".join(self.word.split())[:LONGEST_WORD]
        if not found:
            raise Invalid(_("Nothing is proposed here."))
        if not self.agrees:
            require_word((word,))
        for one in found:
            if self.agrees:
                division = store.division_of(school, self.course, one.day)
                place(school, record, division, one.pupil, one.group, one.day)
            record.update(
                "split_proposal", one.key, state=(Answered.AGREED if self.agrees else Answered.REFUSED).value,
                answer=word, answered_by=school.ledger.actor, answered_at=school.ledger.at,
            )  # fmt: skip

    def check(self, school: School) -> None:
        """One subgroup of a subject on each day, done or undone."""
        rows = [school.db.sql("SELECT pupil FROM split_proposal WHERE id=?", key) for key in self.expects]
        require_one_place(school, {PupilId(row[0][0]) for row in rows if row})

    def facts(self) -> Mapping[str, object]:
        """Of which division, how many, with which answer."""
        return {"course": self.course, "agrees": self.agrees, "count": len(self.expects)}
