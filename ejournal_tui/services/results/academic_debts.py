"""Academic debts of the year and the one before, and how they are made good (article 58 of 273-FZ)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.journal.marks import Mark, Value
from ...domain.journal.outside import ResultKind
from ...domain.people.people import Actor, ClassId, PupilId
from ...domain.results.academic_debts import (
    ATTEMPT_VALUES,
    AcademicDebt,
    Attempt,
    appointment_fault,
    result_fault,
)
from ...domain.results.council import IN_DEBT, LONGEST_WORD
from ...domain.text.cleaning import clean
from ...domain.years.year import YearId
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.log.records import Record
from ...storage.people import people
from ...storage.results import council as store
from ...storage.school import School
from ..people.personal import PersonalChange
from ..session import Query


def years_owed(school: School) -> list[YearId]:
    """The year in hand and the one before: within a year a debt is made good or the council decides."""
    known = [one.id for one in school.years()]
    place = known.index(school.year()) if school.year() in known else -1
    return known[max(0, place - 1) : place + 1]


def debts_of(school: School, pupils: Collection[PupilId]) -> list[AcademicDebt]:
    """The academic debts of pupils, made good or not, in a constant number of queries."""
    years = years_owed(school)
    attempts = store.attempts(school, pupils, years)
    return [
        AcademicDebt(
            one.pupil, one.subject, one.subject_name, one.year, one.value, school.calendar_of(one.year).ends,
            tuple(kept.attempt for kept in attempts.get((one.pupil, one.subject, one.year), ())),
        )
        for one in store.end_results(school, pupils, years)
        if one.kind is ResultKind.YEAR and one.value in IN_DEBT
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _OfDebt(PersonalChange):
    """A change of the attempts to make good one debt."""

    pupil: PupilId
    subject: int
    year: YearId
    expects: tuple[Attempt, ...]
    """The attempts that the person saw."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_keep_council(actor)

    def facts(self) -> Mapping[str, object]:
        """Whose debt in which subject of which year."""
        return {"pupil": self.pupil, "subject": self.subject, "year": self.year}

    def _debt(self, school: School) -> AcademicDebt:
        found = debts_of(school, [self.pupil])
        debt = next((one for one in found if (one.subject, one.year) == (self.subject, self.year)), None)
        if debt is None:
            raise Conflict(_("There is no such debt any more: the mark of the year was changed."), _("Look again."))
        if debt.attempts != self.expects:
            raise Conflict(
                _("Somebody has entered this meanwhile: {debt}.").format(debt=debt.told),
                _("Nothing was overwritten: look again."),
            )
        return debt

    def check(self, school: School) -> None:
        """No attempt after one that is not there, was not held or made the debt good."""
        kept = store.attempts(school, [self.pupil], [self.year]).get((self.pupil, self.subject, self.year), [])
        found = [one.attempt for one in kept]
        numbers = [one.number for one in found] == [*range(1, len(found) + 1)]
        if not numbers or any(one.value is None or one.passed for one in found[:-1]):
            raise Conflict(
                _("A later attempt rests on this one: nothing was changed."), _("Take the later one out first.")
            )

    def _key(self, school: School, number: int) -> int:
        kept = store.attempts(school, [self.pupil], [self.year])[self.pupil, self.subject, self.year]
        return next(one.key for one in kept if one.attempt.number == number)


@dataclass(frozen=True, kw_only=True)
class PutAttempt(_OfDebt):
    """Set the day on which a debt is to be made good, move it, or enter what came of it."""

    TITLE = N_("academic debt: attempt")
    day: date
    value: Value | None = None
    word: str = ""

    def carry_out(self, school: School, record: Record) -> None:
        """Write the attempt; raises Invalid and Conflict."""
        debt, word = self._debt(school), " ".join(clean(self.word).split())
        if len(word) > LONGEST_WORD:
            raise Invalid(_("The text is too long: at most {count} characters.").format(count=LONGEST_WORD))
        if why := appointment_fault(debt, self.day, word):
            raise Invalid(why)
        if self.value is not None and (why := result_fault(self.day, school.clock.today())):
            raise Invalid(why)
        if self.value is not None and self.value not in ATTEMPT_VALUES:
            raise Invalid(_("“{text}” is not a result.").format(text=Mark(self.value).text))
        now = {
            "day": self.day.isoformat(), "value": None if self.value is None else int(self.value), "word": word,
            "author": school.ledger.actor, "at": school.ledger.at,
        }  # fmt: skip
        if debt.appointed is not None:
            record.update("debt_attempt", self._key(school, debt.appointed.number), **now)
            return
        record.insert(
            "debt_attempt", pupil=self.pupil, subject=self.subject, year=self.year, number=len(debt.attempts) + 1, **now
        )


@dataclass(frozen=True, kw_only=True)
class DropAttempt(_OfDebt):
    """Take the last attempt out, or what came of it."""

    TITLE = N_("academic debt: attempt taken out")

    def carry_out(self, school: School, record: Record) -> None:
        """Take the result out, where there is none the whole attempt; raises Conflict."""
        debt = self._debt(school)
        if debt.last is None:
            raise Invalid(_("No attempt is set yet: write its day first."))
        key = self._key(school, debt.last.number)
        if debt.last.value is None:
            record.delete("debt_attempt", key, store.ATTEMPT)
        else:
            record.update("debt_attempt", key, value=None, author=school.ledger.actor, at=school.ledger.at)


@dataclass(frozen=True)
class DebtLine:
    """A debt with whose it is."""

    class_title: str
    name: str
    debt: AcademicDebt
    year_title: str


@dataclass(frozen=True)
class ShowAcademicDebts(Query[tuple[DebtLine, ...]]):
    """The academic debts of a class, or of all that the person may see: those that stand first."""

    school_class: ClassId | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher the own class; who leads the school."""
        return policy.may_see_class_results(actor, self.school_class)

    def answer(self, actor: Actor, school: School) -> tuple[DebtLine, ...]:
        """By class and name, in a constant number of queries."""
        seen = [
            one for one in people.classes(school)
            if self.school_class in (one.id, None) and policy.may_see_class_results(actor, one.id) is None
        ]  # fmt: skip
        whose = people.pupils_of_classes(school, [one.id for one in seen], school.clock.today())
        names = {
            pupil: (str(one.name), name.short) for one in seen for pupil, name in whose.get(one.id, ())
        }
        order = {pupil: place for place, pupil in enumerate(names)}
        titles = {one.id: one.title for one in school.years()}
        found = sorted(debts_of(school, list(names)), key=lambda one: (one.cleared, order[one.pupil], one.subject_name))
        return tuple(DebtLine(*names[one.pupil], one, titles[one.year]) for one in found)


@dataclass(frozen=True)
class PupilYearEnd:
    """How the years of a pupil ended, as the family reads it."""

    decisions: tuple[str, ...]
    debts: tuple[AcademicDebt, ...]
    titles: Mapping[YearId, str]

    def year_title(self, debt: AcademicDebt) -> str:
        """The year in which a debt came about: «2017/2018»."""
        return self.titles[debt.year]


@dataclass(frozen=True)
class ShowPupilYearEnd(Query[PupilYearEnd]):
    """What the council decided about a pupil, and the academic debts, of the year and the one before."""

    pupil: PupilId

    def objection(self, actor: Actor, school: School) -> str | None:
        """The pupil, the guardians, the class teacher, who leads the school."""
        today = school.clock.today()
        found = groups.enrolled(school, today, today, pupil=self.pupil)
        return policy.may_read_diary(actor, self.pupil, found[0].school_class if found else None)

    def answer(self, actor: Actor, school: School) -> PupilYearEnd:
        """In a constant number of queries."""
        told = store.decisions_told(school, self.pupil, years_owed(school))
        titles = {one.id: one.title for one in school.years()}
        return PupilYearEnd(
            tuple(one.told(grade) for grade, one in told), tuple(debts_of(school, [self.pupil])), titles
        )
