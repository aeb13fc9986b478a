"""The bells of the school: those of plain days, those of shortened days and shifts, and when these hold."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.people.people import Actor
from ...domain.timetable.bells import BellUse, Ringing, Times, require_sound, write_times
from ...i18n import N_, _, ngettext
from ...storage.school import School
from ...storage.settings import effects
from .deciding import Decision, Row, require_grades, require_seen, swap


class _Ringing(Decision):
    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head and the dispatcher."""
        return policy.may_keep_calendar(actor)

    def facts(self) -> Mapping[str, object]:
        """Nothing but the verb: the bells stand with the entities."""
        return {}


def _differences(school: School, after: Ringing) -> tuple[str, ...]:
    """How many lessons that are still to be held would begin or end at another time."""
    before = school.ringing()
    other = silent = 0
    for day, number, grade, school_class in effects.still_held(school, school.clock.today()):
        will = after.of(day, number, grade, school_class)
        other += will != before.of(day, number, grade, school_class)
        silent += not will[0]
    told = [
        ngettext(
            "{count} lesson from today on begins or ends at another time.",
            "{count} lessons from today on begin or end at another time.", other,
        ).format(count=other)
        if other else _("No lesson from today on begins or ends at another time.")
    ]  # fmt: skip
    if silent:
        told.append(
            ngettext(
                "{count} lesson from today on has no bell.", "{count} lessons from today on have no bell.", silent
            ).format(count=silent)
        )
    return tuple(told)


@dataclass(frozen=True)
class PutBells(_Ringing):
    """Write down when the lessons of a plain day begin and end."""

    TITLE = N_("bells of plain days")
    wanted: Times
    expects: Times

    def apply(self, school: School) -> "PutBells":
        """Write them; raises Conflict and Invalid."""
        stands = school.ringing().plain
        require_seen(stands, self.expects)
        require_sound(self.wanted)
        for number in sorted({*stands, *self.wanted}):
            before, after = stands.get(number), self.wanted.get(number)
            if before != after:
                swap(school, "bell", _bell(number, before), _bell(number, after))
        return PutBells(self.expects, self.wanted)

    def effect(self, school: School) -> tuple[str, ...]:
        """What differs; raises Invalid."""
        require_sound(self.wanted)
        return _differences(school, replace(school.ringing(), plain=self.wanted))


def _bell(number: int, times: tuple[str, str] | None) -> Row | None:
    return None if times is None else {"number": number, "starts": times[0], "ends": times[1]}


@dataclass(frozen=True)
class BellSetFacts:
    """A set of bells with its name."""

    name: str
    times: Times

    @property
    def row(self) -> Row:
        """Its columns."""
        return {"name": self.name, "times": write_times(self.times)}


LONGEST_NAME = 40


@dataclass(frozen=True)
class PutBellSet(_Ringing):
    """Add a set of bells, change it, or take one away that holds nowhere."""

    TITLE = N_("set of bells")
    wanted: BellSetFacts | None
    expects: BellSetFacts | None = None

    def apply(self, school: School) -> "PutBellSet":
        """Write it; raises Conflict and Invalid."""
        self._require_possible(school)
        swap(school, "bell_set", self.expects.row if self.expects else None, self.wanted.row if self.wanted else None)
        return PutBellSet(self.expects, self.wanted)

    def _require_possible(self, school: School) -> None:
        ringing, stands = school.ringing(), self.expects.name if self.expects else ""
        if self.wanted is None:
            if any(use.bell_set == stands for use in ringing.uses):
                raise Invalid(_("These bells hold on some days: first take away when they hold."))
            return
        require_sound(self.wanted.times)
        if not self.wanted.name.strip() or len(self.wanted.name) > LONGEST_NAME:
            raise Invalid(_("A set of bells needs a name of at most {count} characters.").format(count=LONGEST_NAME))
        if self.wanted.name != stands and self.wanted.name in ringing.sets:
            raise Invalid(_("“{name}” is in the list already.").format(name=self.wanted.name))

    def effect(self, school: School) -> tuple[str, ...]:
        """What differs; raises Invalid."""
        self._require_possible(school)
        ringing, stands = school.ringing(), self.expects.name if self.expects else ""
        sets = {name: times for name, times in ringing.sets.items() if name != stands}
        name = self.wanted.name if self.wanted else ""
        if self.wanted is not None:
            sets[name] = self.wanted.times
        uses = tuple(replace(use, bell_set=name) if use.bell_set == stands else use for use in ringing.uses)
        return _differences(school, replace(ringing, sets=sets, uses=uses))


@dataclass(frozen=True)
class PutBellUse(_Ringing):
    """Say on which days and for whom a set of bells holds, or take it back."""

    TITLE = N_("days of a set of bells")
    wanted: BellUse | None
    expects: BellUse | None = None

    def apply(self, school: School) -> "PutBellUse":
        """Write it; raises Conflict and Invalid."""
        self._require_possible(school)
        swap(school, "bell_use", _use(school, self.expects), _use(school, self.wanted))
        return PutBellUse(self.expects, self.wanted)

    def _require_possible(self, school: School) -> None:
        use = self.wanted
        if use is None:
            return
        require_grades(use.first_grade, use.last_grade)
        if use.ends < use.starts:
            raise Invalid(_("The last day lies before the first."))
        if use.bell_set not in school.ringing().sets:
            raise Conflict(_("The set of bells “{name}” is not there any more.").format(name=use.bell_set))

    def effect(self, school: School) -> tuple[str, ...]:
        """What differs; raises Conflict and Invalid."""
        self._require_possible(school)
        ringing = school.ringing()
        uses = [use for use in ringing.uses if use != self.expects]
        return _differences(school, replace(ringing, uses=(*uses, *([self.wanted] if self.wanted else []))))


def _use(school: School, use: BellUse | None) -> Row | None:
    if use is None:
        return None
    rows = school.db.sql("SELECT id FROM bell_set WHERE name=?", use.bell_set)
    return {
        "bell_set": rows[0][0] if rows else 0, "starts": use.starts.isoformat(), "ends": use.ends.isoformat(),
        "weekday": use.weekday, "first_grade": use.first_grade, "last_grade": use.last_grade,
        "school_class": use.school_class,
    }  # fmt: skip
