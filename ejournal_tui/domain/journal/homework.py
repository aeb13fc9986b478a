"""Homework: for when it is, how long it takes, and how much a class has to do on a day (domain rules 8.3)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...i18n import _, ngettext
from ..errors import Invalid
from ..groups.groups import CourseId
from ..groups.individual_plans import NO_PLANS, Plans
from ..people.people import PupilId
from .lessons import LessonId

LONGEST_MINUTES = 600


@dataclass(frozen=True)
class Terms:
    """For when a homework is and how long it takes; nothing chosen is the next lesson of the course."""

    due: date | None = None
    """The day that was chosen: of a lesson, whose moves it follows, or a day as such."""
    on_day: bool = False
    """Whether the day as such was chosen, lesson or not."""
    minutes: int | None = None


NEXT_LESSON = Terms()


@dataclass(frozen=True)
class Task:
    """A homework of some pupils of a lesson."""

    text: str
    pupils: tuple[PupilId, ...]
    terms: Terms = NEXT_LESSON


@dataclass(frozen=True)
class CourseDays:
    """The days of a course's lessons, as far as homework waits for them."""

    held: tuple[date, ...] = ()
    """On which a lesson takes place, in order."""
    moved: Mapping[date, date] | None = None
    """Where the lesson of a day went that was moved away."""

    def due(self, given: date, terms: Terms) -> date | None:
        """When a homework given on a day is due; None where no lesson follows.

        It is found out anew each time: moves, cancellations and days off carry it along, and bring it back.
        """
        if terms.due is None:
            return self._first(given)
        if terms.on_day and terms.due > given:
            return terms.due
        goal, passed = terms.due, set[date]()
        while goal not in self.held and self.moved and goal in self.moved and goal not in passed:
            passed.add(goal)
            goal = self.moved[goal]
        return self._first(given, goal)

    def _first(self, given: date, goal: date | None = None) -> date | None:
        return next((day for day in self.held if day > given and (goal is None or day >= goal)), None)


@dataclass(frozen=True)
class Given:
    """A homework as a class has it."""

    lesson: LessonId
    course: CourseId
    group: int
    group_title: str
    subject: str
    day: date
    """When it was given."""
    number: int
    """The lesson of that day."""
    due: date
    text: str
    minutes: int | None
    terms: Terms
    pupils: tuple[PupilId, ...] = ()
    """For whom it is; nobody named: for the whole group."""
    place: int | None = None
    """Which of the lesson's homeworks of some pupils it is; None for the one of all."""


@dataclass(frozen=True)
class DayLoad:
    """How much has to be done for a day, before what is being written is added."""

    day: date
    norm: int
    """Minutes; 0 where none is set at all (class 1)."""
    minutes: int = 0
    """Of the pupil who has most to do."""
    untimed: int = 0
    """Homeworks of which nobody said how long they take."""
    by_subject: tuple[tuple[str, int | None], ...] = ()
    """Who else has set something: subject and minutes."""

    def over(self, more: int = 0) -> bool:
        """Whether it is more than the grade is to have, with some minutes added."""
        return self.minutes + more > self.norm

    def sentence(self, more: int = 0) -> str:
        """«115 из 150 мин»."""
        return _("{minutes} of {norm} min").format(minutes=self.minutes + more, norm=self.norm)

    def told(self) -> str:
        """Which subjects have set something for the day: «Алгебра 40, Физика без времени»."""
        said = (
            f"{subject} {minutes}" if minutes else _("{subject} no time said").format(subject=subject)
            for subject, minutes in self.by_subject
        )
        return ", ".join(said)


def load(
    day: date, norm: int, given: Iterable[Given], groups_of: Mapping[PupilId, frozenset[int]],
    plans: Plans = NO_PLANS,
) -> DayLoad:
    """What is due on a day, for the one of these pupils who has most to do; what a plan leaves out is not done."""
    due = [one for one in given if one.due == day]

    def mine(pupil: PupilId) -> list[Given]:
        return [
            one for one in due
            if one.group in groups_of[pupil] and (not one.pupils or pupil in one.pupils)
            and not plans.leave_out(pupil, one.subject, day)
        ]  # fmt: skip

    most = max((mine(pupil) for pupil in groups_of), key=lambda its: (minutes_of(its), len(its)), default=[])
    subjects: dict[str, int | None] = {}
    for one in most:
        said = subjects.get(one.subject)
        subjects[one.subject] = (said or 0) + one.minutes if one.minutes is not None else said
    return DayLoad(day, norm, minutes_of(most), sum(one.minutes is None for one in most), tuple(subjects.items()))


def minutes_of(given: Sequence[Given]) -> int:
    """How long homeworks take together, as far as it was said."""
    return sum(one.minutes or 0 for one in given)


def read_minutes(typed: str) -> tuple[str, int | None]:
    """The text and the minutes of a homework as it was typed, «упр. 7 20 мин»; raises Invalid."""
    words = "|".join(re.escape(word) for word in _("min|minute|minutes").split("|"))
    found = re.fullmatch(rf"(.*?)[\s,;.(-]*\b(\d{{1,4}})\s*(?:{words})[.)]*", typed.strip(), re.IGNORECASE)
    if not found or not found[1].strip():
        return typed.strip(), None
    require_minutes(int(found[2]))
    return found[1].strip(), int(found[2])


def read_count(typed: str) -> int | None:
    """The minutes typed alone, nothing where nobody says; raises Invalid."""
    said = typed.strip()
    if not said:
        return None
    if not (said.isascii() and said.isdecimal()) or len(said) > 4:
        raise Invalid(_("“{typed}”: write the minutes as a number, like 20.").format(typed=said[:20]))
    require_minutes(int(said))
    return int(said)


def write_minutes(text: str, minutes: int | None) -> str:
    """A homework as it is typed."""
    return f"{text} {minutes_text(minutes)}" if text and minutes is not None else text


def minutes_text(minutes: int) -> str:
    """«20 мин»."""
    return _("{count} min").format(count=minutes)


def require_minutes(minutes: int | None) -> None:
    """Refuse a time that nobody sits at homework; raises Invalid."""
    if minutes is not None and not 1 <= minutes <= LONGEST_MINUTES:
        raise Invalid(_("Homework takes from 1 to {most} minutes.").format(most=LONGEST_MINUTES))


def pupils_text(count: int) -> str:
    """«для 3 учеников»."""
    return ngettext("for {count} pupil", "for {count} pupils", count).format(count=count)
