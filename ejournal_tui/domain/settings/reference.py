"""The tables that every school begins with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time

from ..attendance.attendance import Absence
from ..results.results import Thresholds
from ..years.year import Scheme


@dataclass(frozen=True)
class SubjectRef:
    """A subject with its short name and the ways a timetable writes it."""

    name: str
    short: str
    aliases: tuple[str, ...] = ()
    markless: bool = False


@dataclass(frozen=True)
class WorkRef:
    """A kind of work with its weight."""

    code: str
    name: str
    short: str
    weight: int
    due_days: int = 7
    for_all: bool = False


@dataclass(frozen=True)
class LessonKindRef:
    """A kind of lesson."""

    code: str
    name: str


@dataclass(frozen=True)
class BellRef:
    """When a lesson of the day begins and ends."""

    number: int
    starts: time
    ends: time


@dataclass(frozen=True)
class AbsenceReasonRef:
    """Why a pupil was away, and the letter it gives."""

    code: str
    name: str
    letter: Absence
    said: str = field(default="", compare=False)
    """How it is told where its name is that of a paper."""

    @property
    def spoken(self) -> str:
        """«семейные обстоятельства» where the paper is called «заявление родителей»."""
        return self.said or self.name


@dataclass(frozen=True)
class Rules:
    """What a school may decide differently, as a new school has it."""

    homework_hours: int
    marks_days: int
    result_hours: int
    thresholds: Mapping[str, Thresholds]
    """By the name a school knows them by; the first is the default."""
    minimum_marks: Mapping[Scheme, tuple[int, int, int]]
    """For one, two, three or more hours a week."""
    missed_thousandths: int
    """From which part of the lessons missed "not attested" is considered."""
    absence_reasons: tuple[AbsenceReasonRef, ...]
    homework_norm: tuple[int, int, int, int]
    """The most minutes of homework of a day, for grades 2-3, 4-5, 6-8, 9-11."""
    result_days: int
    """How many days before the end of a period its results may be given."""
    notice_days: tuple[int, int, int]
    """How many days back and ahead a family announces an absence, and how many at once."""
    low_degrees: tuple[int, int]
    """What a 2 and "not attested" weigh in the degree of learning."""


@dataclass(frozen=True)
class DemoTopic:
    """One lesson of a demo plan."""

    topic: str
    homework: str
    work: str = ""
    """The code of the kind of work, where the lesson has one for everybody."""


@dataclass(frozen=True)
class DemoWords:
    """What is said between the topics of a demo plan."""

    after_work: str
    again: tuple[str, ...]
    """How a topic goes on for a second lesson, a third, ..."""


_STAGE = re.compile(r"(\d+)(?:-(\d+))?")
_WORK = re.compile(r"([a-z_]+): (.+)")


def stage_of(stages: Sequence[str], grade: int) -> str | None:
    """The stage, «5-9» or «7», in which the grade lies; None when the subject is not taught then."""
    for stage in stages:
        if (bounds := _STAGE.fullmatch(stage)) and int(bounds[1]) <= grade <= int(bounds[2] or bounds[1]):
            return stage
    return None


def plan_topics(lines: Sequence[str], markless: bool) -> list[tuple[str, str]]:
    """Topics with the code of their work; where no marks are given the works are left out."""
    found = []
    for line in filter(None, map(str.strip, lines)):
        work = _WORK.fullmatch(line)
        if not work:
            found.append((line, ""))
        elif not markless:
            found.append((work[2], work[1]))
    return found


def spread(topics: Sequence[tuple[str, str]], lessons: int, words: DemoWords) -> list[tuple[str, str]]:
    """The topics over so many lessons: evenly thinned out, or the plain ones going on for several lessons."""
    if lessons <= len(topics):
        return [topics[lesson * len(topics) // lessons] for lesson in range(lessons)]
    works = sum(bool(work) for _topic, work in topics)
    looked_at = lessons - len(topics) >= works
    spare, plain = lessons - len(topics) - works * looked_at, len(topics) - works
    found: list[tuple[str, str]] = []
    place = 0
    for topic, work in topics:
        found.append((topic, work))
        if work:
            found += [(words.after_work, "")] * looked_at
        else:
            more = spare * (place + 1) // plain - spare * place // plain
            found += [(f"{topic}. {words.again[n % len(words.again)]}", "") for n in range(more)]
            place += 1
    return found + [(words.after_work, "")] * (lessons - len(found))
