"""What the dispatcher and the deputy head order about lessons: who is away, who stands in, what is called off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.journal.lessons import LessonId, LessonState
from ...domain.people.people import Actor, StaffId
from ...domain.text.cleaning import clean
from ...domain.text.words import full_date
from ...domain.timetable.substitutions import Away, Kind, Order, Reason
from ...i18n import N_, _
from ...storage.journal import lessons as lessons_store
from ...storage.school import School
from ...storage.timetable import substitutions as store
from ...storage.timetable.substitutions import Placed
from ..journal.keeping import lesson_closed
from ..session import Change
from .clashes import busy_with, require_twin, returns_to

LONGEST_NUMBER = 40


class Ordering(Change):
    """A change that only an order makes."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The dispatcher and the deputy head (O8.2a)."""
        return policy.may_order_substitutions(actor)


def clean_number(number: str) -> str:
    """An order's number as it is kept; raises Invalid."""
    if len(number) > LONGEST_NUMBER:
        raise Invalid(_("The number of an order is at most {count} characters long.").format(count=LONGEST_NUMBER))
    return clean(number).strip()


def placed(school: School, lesson: LessonId) -> Placed:
    """A lesson at its place in an open period; raises Invalid."""
    if lesson_closed(school, lessons_store.lesson(school, lesson)):
        raise Invalid(policy.may_enter(True) or "")
    found = store.one(school, lesson)
    assert found is not None
    return found


@dataclass(frozen=True)
class PutAway(Ordering):
    """Write down that somebody of the staff is away for some days, or take it back."""

    TITLE = N_("teacher away")
    staff: StaffId
    starts: date
    wanted: Away | None
    expects: Away | None = None
    """What the person saw."""

    def apply(self, school: School) -> "PutAway":
        """Write it; raises Conflict and Invalid."""
        found = store.away_from(school, self.staff, self.starts)
        stands = found[1] if found else None
        if stands != self.expects:
            raise Conflict(_("This absence was changed meanwhile."), _("Look at the day again."))
        if self.wanted is not None:
            self._require_possible(school, self.wanted, stands)
        if found and self.wanted is None:
            school.ledger.delete("staff_absence", found[0])
        elif self.wanted is not None:
            values = {
                "ends": self.wanted.ends.isoformat(), "reason": self.wanted.reason.value,
                "order_number": clean_number(self.wanted.number),
            }  # fmt: skip
            if found:
                school.ledger.update("staff_absence", found[0], **values)
            else:
                school.ledger.insert(
                    "staff_absence", staff=self.staff, starts=self.starts.isoformat(), **values
                )
        return replace(self, wanted=stands, expects=self.wanted)

    def _require_possible(self, school: School, wanted: Away, stands: Away | None) -> None:
        if wanted.starts != self.starts or wanted.ends < wanted.starts:
            raise Invalid(_("The last day lies before the first."))
        others = [one for one in store.away_between(school, self.staff, wanted.starts, wanted.ends) if one != stands]
        if others:
            raise Invalid(
                _("An absence from {first} to {last} is written down already.").format(
                    first=full_date(others[0].starts), last=full_date(others[0].ends)
                )
            )

    def facts(self) -> Mapping[str, object]:
        """Who and from when; the reason stands with the entity."""
        return {"staff": self.staff, "starts": self.starts.isoformat(), "away": self.wanted is not None}


@dataclass(frozen=True)
class Step:
    """What shall stand at a lesson by order, and what the person saw there."""

    lesson: LessonId
    wanted: Order | None
    expects: Order | None


def put(school: School, step: Step) -> Step:
    """Do one step and answer the one back; raises Conflict and Invalid."""
    lesson = placed(school, step.lesson)
    if lesson.order != step.expects:
        raise Conflict(stands(school, lesson.order), _("Look at the day again, then decide."))
    _require_own_verb(lesson.order, step.wanted)
    if lesson.state is LessonState.HELD and not _only_confirms(lesson.order, step.wanted):
        raise Invalid(_("The lesson is kept already: it stays as it is."))
    _require_free(school, lesson, step.wanted)
    off = step.wanted is not None and step.wanted.kind is Kind.CANCELLED
    state = lesson.state if lesson.state is LessonState.HELD else LessonState.PLANNED
    substitute = step.wanted.substitute if step.wanted else None
    school.ledger.update(
        "lesson", lesson.id, state=(LessonState.CANCELLED if off else state).value, substitute=substitute
    )
    store.put_order(school, lesson.id, step.wanted)
    return Step(step.lesson, lesson.order, step.wanted)


def _require_own_verb(stands: Order | None, wanted: Order | None) -> None:
    """Refuse what moved a lesson, made another of it or added it: that is taken back by its own verb."""
    kinds = {order.kind for order in (stands, wanted) if order}
    if Kind.MOVED in kinds:
        raise Invalid(_("The lesson was moved to another time."), _("Take the move back first."))
    if Kind.OTHER_SUBJECT in kinds:
        raise Invalid(_("Another subject is given instead of this lesson."), _("Take that back first."))
    if Kind.EXTRA in kinds and kinds != {Kind.EXTRA, Kind.CANCELLED}:
        raise Invalid(_("This lesson was added by order: it is cancelled or taken back."))


def _only_confirms(stands: Order | None, wanted: Order | None) -> bool:
    """Whether a step is the yes or no to somebody who took a lesson, or takes that answer back."""
    if stands is not None and wanted is not None:
        return stands.is_claim != wanted.is_claim and stands.substitute == wanted.substitute
    return any(order is not None and order.is_claim for order in (stands, wanted))


def _require_free(school: School, lesson: Placed, wanted: Order | None) -> None:
    stands = lesson.order
    called_off = stands is not None and stands.kind is Kind.CANCELLED
    why = None
    if wanted is None:
        # Whoever took the lesson without an order has bound nobody.
        why = None if stands is None or stands.is_claim else returns_to(school, lesson, called_off)
    elif wanted.substitute is not None:
        if wanted.substitute in lesson.teachers:
            why = _("This is the lesson's own teacher.")
        elif wanted.confirmed and (stands is None or stands.substitute != wanted.substitute):
            why = busy_with(
                school, wanted.substitute, lesson, lesson.day, lesson.number, wanted.kind is Kind.JOINT
            )
        if why is None and called_off:
            why = returns_to(school, lesson, True)
    if why is not None:
        raise Invalid(why, _("Choose anew: the list shows who is free."))


def stands(school: School, order: Order | None) -> str:
    """What somebody else has put where the person saw something else."""
    if order is None:
        return _("What stood here was taken back meanwhile.")
    if order.substitute is None:
        return _("Something else stands here already: {words}.").format(words=order.kind.words)
    name = store.names(school, [order.substitute]).get(order.substitute, "")
    return _("{name} keeps this lesson already.").format(name=name)


@dataclass(frozen=True)
class Rearrange(Ordering):
    """Put lessons back to what stood there before: how orders are taken back and given again."""

    TITLE = N_("orders about lessons as before")
    steps: tuple[Step, ...]

    def apply(self, school: School) -> "Rearrange":
        """All steps or none; raises Conflict and Invalid."""
        back = [put(school, step) for step in self.steps]
        return Rearrange(tuple(reversed(back)))

    def facts(self) -> Mapping[str, object]:
        """The lesson, or how many."""
        return {"lesson": self.steps[0].lesson} if len(self.steps) == 1 else {"lessons": len(self.steps)}


@dataclass(frozen=True)
class GiveLesson(Ordering):
    """Give a lesson to a teacher who is free then, or joined to the lesson of the other subgroup."""

    TITLE = N_("substitution")
    lesson: LessonId
    substitute: StaffId
    reason: Reason
    number: str = ""
    joint: bool = False
    expects: Order | None = None

    def apply(self, school: School) -> Rearrange:
        """Write it; raises Conflict and Invalid."""
        found = store.teaching_staff(school, placed(school, self.lesson).day)
        if self.substitute not in found:
            raise Invalid(_("Lessons are given to teachers of the school."))
        kind = Kind.JOINT if self.joint else Kind.SUBSTITUTE
        if self.joint:
            require_twin(school, placed(school, self.lesson), self.substitute)
        order = Order(kind, self.reason, clean_number(self.number), self.substitute)
        return Rearrange((put(school, Step(self.lesson, order, self.expects)),))


@dataclass(frozen=True)
class ConfirmClaim(Ordering):
    """Say yes to somebody who took a lesson at once (R1-2.1)."""

    TITLE = N_("substitution confirmed")
    lesson: LessonId
    reason: Reason
    number: str
    expects: Order

    def objection(self, actor: Actor, school: School) -> str | None:
        """The dispatcher and the deputy head, and never whoever took it (O8.2a)."""
        if self.expects.substitute is not None and self.expects.substitute == actor.staff:
            return _("You took this lesson yourself: the deputy head or another dispatcher confirms it.")
        return policy.may_order_substitutions(actor)

    def apply(self, school: School) -> Rearrange:
        """Write it; raises Conflict and Invalid."""
        if not self.expects.is_claim:
            raise Invalid(_("There is nothing to confirm here."))
        order = replace(self.expects, confirmed=True, reason=self.reason, number=clean_number(self.number))
        return Rearrange((put(school, Step(self.lesson, order, self.expects)),))


@dataclass(frozen=True)
class TakeBack(Ordering):
    """Take back what was ordered about a lesson, or say no to somebody who took it."""

    TITLE = N_("order about a lesson taken back")
    lesson: LessonId
    expects: Order

    def apply(self, school: School) -> Rearrange:
        """Write it; raises Conflict and Invalid."""
        return Rearrange((put(school, Step(self.lesson, None, self.expects)),))


@dataclass(frozen=True)
class CallOff(Ordering):
    """Cancel with one order what is not held yet: a lesson, or all of a class, a grade, the school (C11)."""

    TITLE = N_("lessons cancelled")
    first: date
    last: date
    reason: Reason
    number: str = ""
    lesson: LessonId | None = None
    school_class: int | None = None
    grade: int | None = None

    def apply(self, school: School) -> Rearrange:
        """Cancel them; raises Invalid when there are none."""
        number = clean_number(self.number)
        order = Order(Kind.CANCELLED, self.reason, number)
        found = [lesson for lesson in store.of_day(school, self.first, self.last) if self._meant(lesson)]
        calendar = school.calendar(self.first)
        if any(calendar.period_of(x.day, x.grade, x.school_class, x.course).closed for x in found):
            raise Invalid(policy.may_enter(True) or "")
        if not found:
            raise Invalid(_("There is no lesson to cancel: what is kept already stays as it is."))
        ledger = school.ledger
        ledger.update_many(
            "lesson", ("state", "substitute"), [(x.id, LessonState.CANCELLED.value, None) for x in found]
        )
        for lesson in found:
            if lesson.order is not None:
                store.put_order(school, lesson.id, order)
        row = store.order_row(order)
        ledger.insert_many(
            "substitution", ("lesson", *store.ORDER), [(x.id, *row) for x in found if x.order is None]
        )
        return Rearrange(tuple(Step(lesson.id, lesson.order, order) for lesson in found))

    def _meant(self, lesson: Placed) -> bool:
        return (
            lesson.state is LessonState.PLANNED
            and self.lesson in (None, lesson.id)
            and self.school_class in (None, lesson.school_class)
            and self.grade in (None, lesson.grade)
        )
