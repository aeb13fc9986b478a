"""The list of a class on paper: who bears which number, and the sheet itself (C20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..papers.papers import Stamp
from ..people.people import Name, PupilId, Span


@dataclass(frozen=True)
class Listed:
    """A pupil's stay in a class, as the list needs it."""

    pupil: PupilId
    search_key: str
    """The name, as lists are sorted by."""
    span: Span


def paper_numbers(stays: Iterable[Listed], first_day: date) -> dict[PupilId, int]:
    """By name on the first day, arrivals behind them as they come; whoever leaves or returns keeps the line."""
    came: dict[PupilId, tuple[date, str, PupilId]] = {}
    for stay in stays:
        place = (max(stay.span.starts, first_day), stay.search_key, stay.pupil)
        came[stay.pupil] = min(came.get(stay.pupil, place), place)
    return {pupil: number for number, pupil in enumerate(sorted(came, key=lambda one: came[one]), 1)}


@dataclass(frozen=True)
class ClassListLine:
    """A line of the list."""

    number: int
    name: Name
    birth: date | None
    came: str
    """When and by which order, "" for whoever was there on the first day."""
    left: str
    """When and by which order, "" for whoever is there."""


@dataclass(frozen=True)
class ClassList:
    """The list of a class in a study year, leavers among it."""

    school: str
    class_name: str
    year: str
    teacher: str
    day: date
    lines: tuple[ClassListLine, ...]
    stamp: Stamp
