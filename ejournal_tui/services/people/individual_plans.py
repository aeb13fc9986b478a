"""The individual plan of a pupil: which subjects an order leaves out, and from when until when (C15)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.groups.individual_plans import LeftOut
from ...domain.people.cards import PersonKind, stay_on
from ...domain.people.people import Actor, PupilId, Span
from ...domain.text.words import full_date
from ...i18n import N_, _, ngettext
from ...storage.groups import individual_plans as store
from ...storage.groups import stays
from ...storage.log.records import Record, Values
from ...storage.school import School
from ..journal.keeping import closed_words
from ..session import Query
from .personal import PersonalChange, places_of, require_order, require_past, require_school_day, require_seen

A_DAY = timedelta(days=1)


def _standing(school: School, pupil: PupilId, expects: LeftOut) -> LeftOut | None:
    """What stands where the person saw something."""
    found = store.left_out(school, pupil)
    return next((one for one in found if one.key == expects.key), None)


def _require_open(school: School, pupil: PupilId, subject: int, day: date) -> None:
    """Refuse to change what is learnt in a closed period."""
    here = stay_on(stays.class_stays(school, pupil), day)
    if here is None:
        return
    calendar = school.calendar(day)
    rows = school.db.sql(
        "SELECT c.id FROM course c JOIN membership m ON m.study_group=c.study_group WHERE c.subject=? AND m.pupil=?"
        " AND m.starts<=? AND (m.ends IS NULL OR m.ends>=?)",
        subject, pupil, day.isoformat(), day.isoformat(),
    )  # fmt: skip
    courses = [key for (key,) in rows] or [None]
    found = [calendar.period_of(day, here.grade, here.school_class, key) for key in courses]
    if any(period.closed for period in found):
        raise Invalid(closed_words(), _("Or let the plan begin after that period."))


@dataclass(frozen=True, kw_only=True)
class PlanChange(PersonalChange):
    """A change of a pupil's plan; done or undone, it says a thing once and changes nothing that is closed."""

    pupil: PupilId
    subject: int

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the grade's data, the deputy head."""
        grades = {grade for _class, grade in places_of(school, PersonKind.PUPIL, self.pupil)}
        return policy.may_set_individual_plan(actor, grades)

    def check(self, school: School) -> None:
        """No two lines of a subject for the same day; raises Conflict and Invalid."""
        mine = [one for one in store.left_out(school, self.pupil) if one.subject == self.subject]
        for before, one in pairwise(mine):
            if before.span.ends is None or one.span.starts <= before.span.ends:
                raise Conflict(
                    _("The plan leaves this out already: {words}.").format(words=before.words),
                    _("Change that line of the card."),
                )
        for step in self.steps:
            day = _first_changed(*(_span_of(values) for values in (step.before, step.after)))
            if day is not None:
                _require_open(school, self.pupil, self.subject, day)


def _span_of(values: Values) -> Span | None:
    """The days of a row as an undo knows it, None where there is no row."""
    found = dict(values)
    return stays.span(str(found["starts"]), str(found["ends"]) if found["ends"] else None) if found else None


@dataclass(frozen=True, kw_only=True)
class PutLeftOut(PlanChange):
    """Let the plan of a pupil leave a subject out on these days, by an order; or say the days and the order anew."""

    TITLE = N_("individual plan")
    starts: date
    ends: date | None
    number: str
    stated: date
    expects: LeftOut | None = None
    """What the person saw; None for a subject that is entered anew."""

    def facts(self) -> Mapping[str, object]:
        """Whose, what, from when until when."""
        ends = {"until": self.ends.isoformat()} if self.ends else {}
        return {"pupil": self.pupil, "subject": self.subject, "day": self.starts.isoformat(), **ends}

    def carry_out(self, school: School, record: Record) -> None:
        """Write it; raises Invalid and Conflict."""
        number = require_order(self.number)
        require_past(school, self.stated)
        stands = self._stands(school)
        if stands is None or self.starts != stands.span.starts:
            require_school_day(school, self.starts)
        if self.ends is not None and self.ends < self.starts:
            raise Invalid(_("The last day lies before the first."))
        if stands is not None and (stands.span, stands.number, stands.stated) == (
            Span(self.starts, self.ends), number, self.stated,
        ):  # fmt: skip
            raise Invalid(_("It stands so already."), _("Look at the card."))
        self._require_taught(school)
        changed = _first_changed(stands.span if stands else None, Span(self.starts, self.ends))
        if changed is not None:
            _require_open(school, self.pupil, self.subject, changed)
        now = {
            "starts": self.starts.isoformat(), "ends": self.ends.isoformat() if self.ends else None, "number": number,
            "stated": self.stated.isoformat(), "author": school.ledger.actor, "at": school.ledger.at,
        }  # fmt: skip
        if stands is None:
            record.insert("individual_plan", pupil=self.pupil, subject=self.subject, **now)
        else:
            record.update("individual_plan", stands.key, **now)

    def _stands(self, school: School) -> LeftOut | None:
        if self.expects is None:
            return None
        stands = _standing(school, self.pupil, self.expects)
        words = stands.words if stands else "—"
        require_seen(school, "individual_plan", self.expects.key, stands, self.expects, words)
        return stands

    def _require_taught(self, school: School) -> None:
        if all(key != self.subject for key, _name in store.taught_to(school, self.pupil, self.starts)):
            raise Invalid(
                _("The pupil is not taught this subject on {day}.").format(day=full_date(self.starts)),
                _("Choose one of the subjects of the class."),
            )


def _first_changed(before: Span | None, now: Span | None) -> date | None:
    """The first day on which something is learnt otherwise than before."""
    spans = [span for span in (before, now) if span is not None]
    if len(spans) < 2 or spans[0].starts != spans[1].starts:
        return min((span.starts for span in spans), default=None)
    if spans[0].ends == spans[1].ends:
        return None
    return min(span.ends or date.max for span in spans) + A_DAY


@dataclass(frozen=True, kw_only=True)
class TakeLeftOut(PlanChange):
    """Take a line of a pupil's plan out: it was entered by mistake, the subject is learnt."""

    TITLE = N_("individual plan: subject taken out")
    expects: LeftOut

    def facts(self) -> Mapping[str, object]:
        """Whose and what."""
        return {"pupil": self.pupil, "subject": self.subject}

    def carry_out(self, school: School, record: Record) -> None:
        """Remove it; raises Invalid and Conflict."""
        stands = _standing(school, self.pupil, self.expects)
        require_seen(
            school, "individual_plan", self.expects.key, stands, self.expects, stands.words if stands else "—"
        )
        _require_open(school, self.pupil, self.subject, self.expects.span.starts)
        record.delete("individual_plan", self.expects.key, store.INDIVIDUAL_PLAN)


@dataclass(frozen=True)
class ShowPlanEffect(Query[str]):
    """What stands in the journal on the days that a plan is about to leave out, in a sentence; "" where nothing."""

    pupil: PupilId
    subject: int
    starts: date
    ends: date | None

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may enter the plan."""
        grades = {grade for _class, grade in places_of(school, PersonKind.PUPIL, self.pupil)}
        return policy.may_set_individual_plan(actor, grades)

    def answer(self, actor: Actor, school: School) -> str:
        """How many marks and letters stand there: they stay on record and count no more."""
        marks, letters = store.standing_within(school, self.pupil, self.subject, self.starts, self.ends)
        if not marks and not letters:
            return ""
        told = [
            ngettext("{count} mark", "{count} marks", marks).format(count=marks),
            ngettext("{count} letter of the roll call", "{count} letters of the roll call", letters).format(
                count=letters
            ),
        ]
        return _("On these days stand {what}: they stay on record and count no more.").format(
            what=", ".join(words for words, count in zip(told, (marks, letters), strict=True) if count)
        )
