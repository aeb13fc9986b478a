"""Decisions of the pedagogical council are entered: many by one protocol, or one singly; one deed, one undo (C31)."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.people.people import Actor, ClassId, PupilId
from ...domain.results.council import (
    LONGEST_NUMBER,
    LONGEST_WORD,
    Decision,
    DecisionKind,
    Matter,
    YearStanding,
    fault,
    question,
)
from ...domain.text.cleaning import clean
from ...domain.text.words import full_date
from ...i18n import N_, _
from ...storage.log.records import Record
from ...storage.people import people
from ...storage.results import council as store
from ...storage.results.council import KeptDecision
from ...storage.school import School
from ..journal.keeping import said_when
from ..people.personal import PersonalChange
from .council import YearEnd


@dataclass(frozen=True)
class Decided:
    """What is decided about one pupil; None takes the decision out."""

    pupil: PupilId
    decision: Decision | None
    expects: Decision | None = None
    """What the person saw."""


@dataclass(frozen=True)
class DecideAtCouncil(PersonalChange):
    """Enter what the council decided about pupils of a class in one matter."""

    TITLE = N_("decision of the pedagogical council")
    school_class: ClassId
    matter: Matter
    decided: tuple[Decided, ...]

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head (C31)."""
        return policy.may_keep_council(actor)

    def facts(self) -> Mapping[str, object]:
        """Which class and matter, and about whom or how many."""
        about = {"school_class": self.school_class, "matter": self.matter.value}
        if len(self.decided) == 1:
            return {**about, "pupil": self.decided[0].pupil}
        return {**about, "count": len(self.decided)}

    def carry_out(self, school: School, record: Record) -> None:
        """Write them, all or none; raises Invalid and Conflict."""
        if not self.decided:
            raise Invalid(_("There is nobody to decide about."))
        facts = people.school_class(school, self.school_class)
        end = YearEnd(school, [facts], people.year_of_class(school, self.school_class))
        names = {pupil: name.short for pupil, name in end.pupils.get(self.school_class, ())}
        if self.matter is Matter.OUTCOME and any(one.decision is not None for one in self.decided):
            _require_closed(end.open_period(self.school_class), str(facts.name))
        for one in self.decided:
            if one.pupil not in names:
                raise Invalid(_("The pupil is not in this class."), _("Open the list again."))
            self._write(school, record, end, one, names[one.pupil])

    def check(self, school: School) -> None:
        """Nobody has finished school who is not admitted, however that came about."""
        if self.matter is not Matter.ADMISSION:
            return
        year = people.year_of_class(school, self.school_class)
        kept = store.decisions(school, [one.pupil for one in self.decided], year)
        for of in kept.values():
            finished = Matter.OUTCOME in of and of[Matter.OUTCOME].decision.kind is DecisionKind.FINISHED
            admitted = Matter.ADMISSION in of and of[Matter.ADMISSION].decision.kind is DecisionKind.ADMITTED
            if finished and not admitted:
                raise Conflict(
                    _("A pupil has finished school by a later decision: nothing was changed."),
                    _("Take that one out first."),
                )

    def _write(self, school: School, record: Record, end: YearEnd, one: Decided, name: str) -> None:
        stands = end.kept(one.pupil, self.matter)
        standing = end.standing(one.pupil, self.school_class)
        _require_seen(school, stands, one.expects, name, standing.grade)
        if one.decision is None:
            if stands is None:
                raise Invalid(_("Nothing is decided about {name} yet.").format(name=name))
            record.delete("council_decision", stands.key, store.DECISION)
            return
        sound = _sound(school, end, one.decision)
        _require_fit(sound, standing, name)
        now = {
            "kind": sound.kind.value, "protocol": sound.protocol, "day": sound.day.isoformat(), "word": sound.word,
            "author": school.ledger.actor, "at": school.ledger.at,
        }  # fmt: skip
        if stands is not None:
            record.update("council_decision", stands.key, **now)
            return
        record.insert(
            "council_decision", pupil=one.pupil, year=end.year, school_class=self.school_class,
            matter=self.matter.value, **now,
        )  # fmt: skip


def _require_closed(open_period: str, title: str) -> None:
    if open_period:
        raise Invalid(
            _("{title}: {period} is not closed, its marks may still change.").format(title=title, period=open_period),
            _("Close it first: F10, “Closing of periods”."),
        )


def _require_seen(
    school: School, stands: KeptDecision | None, expects: Decision | None, name: str, grade: int
) -> None:  # fmt: skip
    now = stands.decision if stands else None
    if now == expects:
        return
    if stands is None:
        raise Conflict(
            _("{name}: the decision was taken out meanwhile.").format(name=name), _("Look again and enter it anew.")
        )
    raise Conflict(
        _("{name}: “{decision}” stands here now: {who}, {when}.").format(
            name=name, decision=stands.decision.told(grade), **said_when(school, stands.author, stands.at)
        ),
        _("Nothing was overwritten: look again and enter it anew."),
    )


def _sound(school: School, end: YearEnd, decision: Decision) -> Decision:
    """The decision with its number and word as they are kept; raises Invalid."""
    number, word = (" ".join(clean(text).split()) for text in (decision.protocol, decision.word))
    if not number:
        raise Invalid(_("The protocol has no number."), _("Write it as it stands on the protocol."))
    if len(number) > LONGEST_NUMBER:
        raise Invalid(_("The number is too long: at most {count} characters.").format(count=LONGEST_NUMBER))
    if len(word) > LONGEST_WORD:
        raise Invalid(_("The text is too long: at most {count} characters.").format(count=LONGEST_WORD))
    if decision.day > school.clock.today():
        raise Invalid(
            _("The day of the protocol, {day}, lies ahead.").format(day=full_date(decision.day)),
            _("Enter the decision when the council has met."),
        )
    if decision.day < end.calendar.starts:
        raise Invalid(
            _("The day of the protocol, {day}, lies before the study year {year}.").format(
                day=full_date(decision.day), year=end.calendar.title
            ),
            _("Write the date that stands on it."),
        )
    return Decision(decision.kind, number, decision.day, word)


def _require_fit(decision: Decision, standing: YearStanding, name: str) -> None:
    if why := fault(decision.kind, standing):
        raise Invalid(_("{name}: {why}.").format(name=name, why=why), _("Another decision has to be chosen."))
    if not decision.word and (why := question(decision.kind, standing)):
        raise Invalid(f"{name}. {why}")
