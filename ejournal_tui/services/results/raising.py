"""Results above the proposal: asked for by the teacher, approved or sent back by the deputy head."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain import policy
from ...domain.accounts.signing import Signature, Signing
from ...domain.errors import Conflict, Invalid
from ...domain.journal.marks import Mark, Value
from ...domain.journal.outside import Result, Source
from ...domain.people.people import Actor
from ...domain.results.approval import Pending, RaiseState
from ...domain.text.cleaning import clean
from ...domain.text.words import short_date
from ...domain.years.year import period_title
from ...i18n import N_, _, ngettext
from ...storage.groups.groups import CourseFacts
from ...storage.journal import marks
from ...storage.log.records import Record
from ...storage.results import decisions, results
from ...storage.results.decisions import AskedRaise
from ...storage.school import School
from ..journal.on_paper import result_stands
from ..people.personal import PersonalChange
from ..session import Query
from .signing import signature

LONGEST_WORD = 120


def ask_for(
    school: School, record: Record, course: CourseFacts, where: tuple[int, str, int], value: Value,
    proposed: int | None, reason: str, stands: Pending,
) -> None:  # fmt: skip
    """Write down that a result (of pupil, scheme, number) waits for the deputy head; raises Invalid."""
    if stands.waiting is not None and stands.waiting.value is value:
        raise Invalid(_("It waits for the deputy head already."))
    pupil, scheme, number = where
    now = {
        "course": course.id, "value": int(value), "proposed": proposed, "reason": reason,
        "state": RaiseState.ASKED.value, "author": school.ledger.actor, "at": school.ledger.at, "answer": "",
        "answered_by": None, "answered_at": None,
    }  # fmt: skip
    if stands.asked is not None:
        record.update("result_raise", stands.asked.key, **now)
    else:
        record.insert(
            "result_raise", pupil=pupil, subject=course.subject_id, year=school.year(), scheme=scheme, number=number,
            **now,
        )  # fmt: skip


@dataclass(frozen=True)
class AnswerRaises(PersonalChange):
    """Approve results above the proposal, or send them back with a word."""

    TITLE = N_("answer about a result above the proposal")
    raises: tuple[int, ...]
    approved: bool
    word: str = ""
    """Why not; what is approved needs no word."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_approve_results(actor)

    def signs(self, school: School) -> Signature | None:
        """An approval gives results: it is signed like them."""
        if not self.approved or not self.raises:
            return None
        words = ngettext("You approve {count} result.", "You approve {count} results.", len(self.raises))
        said = words.format(count=len(self.raises))
        if len(self.raises) == 1 and (found := decisions.asked_raise(school, self.raises[0])) is not None:
            said = _("{pupil}, {title}: {mark} instead of the proposed {proposed}").format(
                pupil=found.name.short, title=found.title, mark=Mark(found.asked.value).text,
                proposed=found.asked.proposed or "—",
            )  # fmt: skip
        return signature(school, Signing.RESULTS, said)

    def facts(self) -> Mapping[str, object]:
        """How many, and which answer."""
        return {"count": len(self.raises), "approved": self.approved}

    def carry_out(self, school: School, record: Record) -> None:
        """Write the answers and the results that follow; raises Invalid and Conflict."""
        if not self.raises:
            raise Invalid(_("There is nothing to do."))
        word = "" if self.approved else _word(self.word)
        for key in self.raises:
            found = decisions.asked_raise(school, key)
            if found is None or not found.asked.waits:
                raise Conflict(
                    _("The teacher has taken it back, or it was answered meanwhile."), _("Look at the list again.")
                )
            if self.approved:
                self._give(school, record, found)
            state = RaiseState.APPROVED if self.approved else RaiseState.RETURNED
            record.update(
                "result_raise", key, state=state.value, answer=word, answered_by=school.ledger.actor,
                answered_at=school.ledger.at,
            )  # fmt: skip

    def _give(self, school: School, record: Record, found: AskedRaise) -> None:
        one = found.asked
        stands = results.of_pupils(school, [found.pupil], found.subject, found.scheme).get((found.pupil, found.number))
        if stands is not None and stands.source is Source.CERTIFICATE:
            raise Conflict(result_stands(school, stands), _("It comes from a certificate: send the request back."))
        results.put(
            school, record, found.pupil, found.subject, found.scheme, found.number, one.value, Source.JOURNAL, stands,
            proposed=one.proposed, reason=one.reason, author=one.author,
        )  # fmt: skip


def _word(typed: str) -> str:
    word = " ".join(clean(typed).split())
    if not word:
        raise Invalid(_("A word is missing."), _("Say why not: the teacher reads it."))
    if len(word) > LONGEST_WORD:
        raise Invalid(_("The word is too long: at most {count} characters.").format(count=LONGEST_WORD))
    return word


@dataclass(frozen=True)
class RaiseLine:
    """A result above the proposal as the deputy head reads it."""

    key: int
    state: RaiseState
    pupil: str
    title: str
    """«7А · Русский язык»."""
    period: str
    value: str
    proposed: str
    """What the marks propose, "—" without marks."""
    reason: str
    teacher: str
    asked: str
    """When."""
    told: str
    """Who answered what, "" while it waits."""


@dataclass(frozen=True)
class ShowRaises(Query[tuple[RaiseLine, ...]]):
    """The results above the proposal of the year, those that wait first."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who leads the school."""
        return policy.may_read_closing(actor)

    def answer(self, actor: Actor, school: School) -> tuple[RaiseLine, ...]:
        """In a constant number of queries."""
        found = decisions.of_year(school)
        said = marks.authors(
            school, {who for one in found for who in (one.asked.author, one.answered_by) if who is not None}
        )
        return tuple(_line(school, one, said) for one in found)


def _line(school: School, found: AskedRaise, said: dict[int, str]) -> RaiseLine:
    one = found.asked
    when = short_date(school.clock.local(one.at).date())
    return RaiseLine(
        one.key, one.state, found.name.short, found.title, period_title(found.scheme, found.number),
        Mark(one.value).text, str(one.proposed or "—"), one.reason, said.get(one.author, _("console")), when,
        _answered(school, found, said),
    )  # fmt: skip


def _answered(school: School, found: AskedRaise, said: dict[int, str]) -> str:
    if found.answered_at is None or found.answered_by is None:
        return ""
    about = {
        "who": said.get(found.answered_by, _("console")),
        "when": short_date(school.clock.local(found.answered_at).date()),
    }
    if found.asked.state is RaiseState.RETURNED:
        return _("sent back: {who}, {when} ({word})").format(**about, word=found.asked.answer)
    return _("approved: {who}, {when}").format(**about)


def stands_with(result: Result | None, pending: Pending) -> str:
    """What a line of the table says of a result beside its value, "" where nothing."""
    waiting, returned = pending.waiting, pending.returned
    if waiting is not None:
        words = _("{mark} waits for the deputy head ({reason}); the family sees it once it is approved")
        return words.format(mark=Mark(waiting.value).text, reason=waiting.reason)
    if returned is not None and (result is None or result.value is not returned.value):
        return _("{mark} was not approved: {word}").format(mark=Mark(returned.value).text, word=returned.answer)
    return ""
