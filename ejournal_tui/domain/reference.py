"""The tables that every school begins with."""

from dataclasses import dataclass


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
class DemoTopic:
    """One lesson of a demo plan."""

    topic: str
    homework: str
    work: str = ""
    """The code of the kind of work, where the lesson has one for everybody."""
