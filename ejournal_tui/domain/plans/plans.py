"""Lesson plans: their lines, what may be done with them, and how far they are given."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from ...i18n import N_, _, ngettext
from ..errors import Invalid
from ..groups.groups import CourseId
from ..text.words import bare
from ..workbooks.handed_in import Problem

LONGEST_TOPIC = 300
LONGEST_HOMEWORK = 500

_PART = re.compile(r"(.+) \((\d+)/(\d+)\)")


@dataclass(frozen=True)
class PlanLine:
    """One lesson of a plan."""

    topic: str
    homework: str = ""
    work_kind: int | None = None
    section: str = ""
    day: date | None = None
    """By when the plan itself puts it, None where it names no day."""
    key: int = field(default=0, compare=False)
    """The entry that keeps it; 0 while none does. Lines are equal when they say the same."""


Lines = tuple[PlanLine, ...]


@dataclass(frozen=True)
class PlanReading:
    """What could be read of a plan's workbook, what is wrong with it, and what has no place in the journal."""

    lines: Lines
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()


def digest(lines: Sequence[PlanLine]) -> str:
    """What a plan says as one short text: equal for equal plans; an approval and an expectation rest on it."""
    said = [[li.topic, li.homework, li.work_kind, li.section, li.day and li.day.isoformat()] for li in lines]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:32]


def part(topic: str, number: int, count: int) -> str:
    """The topic of one of several lessons: «Сочинение (1/2)»."""
    return f"{topic} ({number}/{count})" if count > 1 else topic


def insert(lines: Lines, at: int, line: PlanLine) -> Lines:
    """The plan with a line before another one, in the section of the line above it."""
    neighbours = lines[max(at - 1, 0) :][:1]
    section = neighbours[0].section if neighbours else line.section
    return (*lines[:at], _fitting(replace(line, section=section, key=0)), *lines[at:])


def edit(lines: Lines, at: int, topic: str, homework: str, work_kind: int | None) -> Lines:
    """The plan with other words in a line."""
    changed = _fitting(replace(lines[at], topic=topic, homework=homework, work_kind=work_kind))
    return (*lines[:at], changed, *lines[at + 1 :])


def remove(lines: Lines, at: int) -> Lines:
    """The plan without a line."""
    return (*lines[:at], *lines[at + 1 :])


def merge(lines: Lines, at: int) -> Lines:
    """The plan with a line and the next one in a single lesson; raises Invalid where they do not go together."""
    if at + 1 >= len(lines):
        raise Invalid(_("This is the last line of the plan: there is none to merge it with."))
    first, second = lines[at], lines[at + 1]
    if first.work_kind is not None and second.work_kind is not None:
        raise Invalid(
            _("Both lines have a control, and only one goes into a lesson of the plan."),
            _("Take the control out of one of them first."),
        )
    both = PlanLine(
        _joined_topic(first.topic, second.topic),
        "; ".join(dict.fromkeys(filter(None, (first.homework, second.homework)))),
        second.work_kind if first.work_kind is None else first.work_kind, first.section,
        first.day or second.day, first.key,
    )  # fmt: skip
    return (*lines[:at], _fitting(both), *lines[at + 2 :])


def _joined_topic(first: str, second: str) -> str:
    one, two = _PART.fullmatch(first), _PART.fullmatch(second)
    if one and two and one[1] == two[1] and (one[2], one[3], two[2], two[3]) == ("1", "2", "2", "2"):
        return one[1]
    return f"{first.rstrip(' .')}. {second}"


def split(lines: Lines, at: int) -> Lines:
    """The plan with a line over two lessons: what is checked and set for home belongs to the second."""
    whole = lines[at]
    first = replace(whole, topic=part(whole.topic, 1, 2), homework="", work_kind=None)
    second = replace(whole, topic=part(whole.topic, 2, 2), day=None, key=0)
    return (*lines[:at], _fitting(first), _fitting(second), *lines[at + 1 :])


def _fitting(line: PlanLine) -> PlanLine:
    if not line.topic:
        raise Invalid(_("A line of the plan needs a topic."))
    if len(line.topic) > LONGEST_TOPIC:
        raise Invalid(_("The topic is too long: at most {count} characters.").format(count=LONGEST_TOPIC))
    if len(line.homework) > LONGEST_HOMEWORK:
        raise Invalid(_("The homework is too long: at most {count} characters.").format(count=LONGEST_HOMEWORK))
    return line


def laid_over(stands: Lines, given: frozenset[int], file: Lines) -> Lines:
    """A plan from a file laid over the one that stands: lines that lessons have used stay at their places."""
    found = []
    for n in range(max(len(stands), len(file))):
        old = stands[n] if n < len(stands) else None
        if old is not None and old.key in given:
            found.append(old)
        elif n < len(file):
            found.append(replace(file[n], key=old.key if old else 0))
    return tuple(found)


class PlanState(Enum):
    """How far a line of a plan is; the values are msgids, none for what needs no word."""

    GIVEN = N_("plan|given")
    MISSING = N_("plan|not written")
    """Its lesson is over and has no topic."""
    NEXT = N_("plan|next")
    LATE = N_("plan|late")
    """Its lesson comes after the day that the plan names."""
    AHEAD = ""
    HOMELESS = N_("plan|no lesson")

    @property
    def words(self) -> str:
        """The state in the reader's language."""
        return bare(self.value) if self.value else ""


@dataclass(frozen=True)
class PlanRow:
    """A line of a plan laid on its lesson."""

    line: PlanLine
    number: int
    day: date | None
    """The day of its lesson, None where no lesson is left for it."""
    kind: str
    """The short name of its kind of work."""
    state: PlanState

    @property
    def given(self) -> bool:
        """Whether a lesson has used it: then it stays as it is."""
        return self.state is PlanState.GIVEN


@dataclass(frozen=True)
class Approved:
    """Who agreed to a plan and when; a plan that has changed since waits for it anew."""

    who: str
    at: int
    """The instant, milliseconds of UTC."""
    stands: bool
    """Whether the plan is still the one that was agreed to."""


@dataclass(frozen=True)
class PlanView:
    """A course's plan with its lessons: everything its screen shows."""

    course: CourseId
    title: str
    """«7А · Русский язык»."""
    rows: tuple[PlanRow, ...]
    digest: str
    lessons: int
    """How many lessons the timetable has in the year."""
    due: int
    """How many lines should be given by now."""
    cancelled: int
    off_plan: int
    """Lessons up to now that had a topic of their own."""
    approved: Approved | None
    kinds: tuple[tuple[int, str], ...]
    """The kinds of work by id."""
    markless: bool
    """Whether the course has no marks: then no lesson has a kind of work."""
    reasons: tuple[tuple[str, int], ...] = ()
    """Where lessons of the plan were lost up to now: in words, and how many."""

    @property
    def why_behind(self) -> str:
        """«карантин 2, замена 1», "" where the plan is not behind."""
        if self.due <= self.given:
            return ""
        return ", ".join(f"{words} {count}" for words, count in self.reasons)

    @property
    def given(self) -> int:
        """How many lines lessons have used."""
        return sum(row.given for row in self.rows)

    @property
    def lines(self) -> Lines:
        """The lines alone."""
        return tuple(row.line for row in self.rows)


def lag_words(due: int, given: int) -> str:
    """«отставание 2», «опережение 1», «по плану»."""
    if due > given:
        return ngettext("behind by {count} lesson", "behind by {count} lessons", due - given).format(count=due - given)
    if given > due:
        return ngettext("ahead by {count} lesson", "ahead by {count} lessons", given - due).format(count=given - due)
    return _("as planned")


@dataclass(frozen=True)
class PlanSummary:
    """A course's plan in the list of plans."""

    course: CourseId
    group: str
    subject: str
    teachers: str
    lines: int
    given: int
    lessons: int
    approved: Approved | None

    @property
    def waits(self) -> bool:
        """Whether the deputy head has yet to agree to it."""
        return bool(self.lines) and not (self.approved and self.approved.stands)
