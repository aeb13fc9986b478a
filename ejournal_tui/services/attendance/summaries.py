"""The summary of absences of a day for who leads the school: class by class, with an alarm where many are ill."""

from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.attendance.attendance import Absence
from ...domain.people.people import Actor, ClassId
from ...storage.attendance import attendance
from ...storage.people import people
from ...storage.people.people import ClassFacts
from ...storage.school import School
from ..rules import rulebook
from ..session import Query


@dataclass(frozen=True)
class ClassSummary:
    """A class's line."""

    school_class: ClassId
    title: str
    enrolled: int
    ill: int
    excused: int
    unknown: int
    """Away for no known reason."""
    late: int
    names: tuple[str, ...]
    """Who is away, with the letter."""
    last_roll: int
    """The last lesson with a roll call, 0 while there is none."""
    lessons: int
    share: int
    """From how many per cent of ill pupils there is an alarm."""

    @property
    def away(self) -> int:
        """How many are away."""
        return self.ill + self.excused + self.unknown

    @property
    def alarm(self) -> bool:
        """Whether so many are ill that the class may have to be closed."""
        return self.enrolled > 0 and self.ill * 100 >= self.share * self.enrolled


@dataclass(frozen=True)
class ShowDaySummary(Query[tuple[ClassSummary, ...]]):
    """Who of each class is away on a day, and why; of the last lesson whose roll was called."""

    day: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who leads the school."""
        return policy.may_read_school_page(actor)

    def answer(self, actor: Actor, school: School) -> tuple[ClassSummary, ...]:
        """The classes with lessons on the day."""
        enrolled = attendance.enrolled_by_class(school, self.day)
        rolls = attendance.rolls_of_school(school, self.day)
        last: dict[int, dict[int, tuple[str, int, Absence]]] = {}
        late: dict[int, set[int]] = {}
        for group, pupil, name, number, letter in attendance.letters_of_school(school, self.day):
            if letter is Absence.LATE:
                late.setdefault(group, set()).add(pupil)
            last.setdefault(group, {})[pupil] = (name.short, number, letter)
        return tuple(
            self._line(school, one, enrolled.get(one.id, 0), rolls[one.id], last.get(one.id, {}), late.get(one.id, ()))
            for one in people.classes(school, school.year(self.day))
            if one.id in rolls
        )

    def _line(
        self, school: School, facts: ClassFacts, enrolled: int, roll: tuple[int, int],
        last: dict[int, tuple[str, int, Absence]], late: set[int] | tuple[()],
    ) -> ClassSummary:  # fmt: skip
        lessons, called = roll
        # Whoever missed an earlier lesson only is here again.
        away = [(name, letter) for name, number, letter in last.values() if letter.missed and number >= called]
        letters = [letter for _name, letter in away]
        return ClassSummary(
            facts.id, str(facts.name), enrolled, letters.count(Absence.ILL), letters.count(Absence.EXCUSED),
            letters.count(Absence.ABSENT), len(late),
            tuple(f"{name} {letter.value}" for name, letter in away), called, lessons,
            rulebook(school).quarantine_share(self.day, facts.name.grade),
        )  # fmt: skip
