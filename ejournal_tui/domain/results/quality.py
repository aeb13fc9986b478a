"""Success, quality and the degree of learning of a class, as reports of schools state them (domain rules, formulas)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from ..journal.marks import Value

_DEGREES = {Value.FIVE: 100, Value.FOUR: 64, Value.THREE: 36}
"""What a good result weighs in the degree of learning (СОУ); excused, passed and empty ones are left out."""
_ONE = 7


@dataclass(frozen=True)
class LowDegrees:
    """What schools weigh differently in the degree of learning."""

    two: int
    not_attested: int


def _ratio(part: int, whole: int) -> int | None:
    """In thousandths, rounded half up; None of nothing."""
    return (2000 * part + whole) // (2 * whole) if whole else None


@dataclass(frozen=True)
class Figures:
    """What the results of a subject come to; the figures in thousandths, of a percent or of a mark."""

    asked: int
    """How many results count: digits and "not attested"."""
    success: int | None
    quality: int | None
    degree: int | None
    """СОУ."""
    average: int | None
    """Of the digits alone."""


def figures(results: Iterable[Value | None], low: LowDegrees) -> Figures:
    """The figures of a subject; None stands for no result."""
    degrees = {**_DEGREES, Value.TWO: low.two, Value.ONE: min(_ONE, low.two), Value.NOT_ATTESTED: low.not_attested}
    counted = [value for value in results if value in degrees]
    digits = [value for value in counted if value is not None and value.counts]
    whole = len(counted)
    return Figures(
        whole,
        _ratio(100 * sum(value >= Value.THREE for value in digits), whole),
        _ratio(100 * sum(value >= Value.FOUR for value in digits), whole),
        _ratio(sum(degrees[value] for value in counted if value is not None), whole),
        _ratio(sum(digits), len(digits)),
    )


class Level(Enum):
    """How a pupil does in all subjects together."""

    EXCELLENT = auto()
    """Fives alone."""
    GOOD = auto()
    """Fours and fives."""
    MIDDLING = auto()
    """A three, and nothing worse."""
    FAILING = auto()
    """A two, not attested, or not passed."""
    UNKNOWN = auto()
    """No digit and nothing bad."""


_BAD = frozenset({Value.ONE, Value.TWO, Value.NOT_ATTESTED, Value.FAIL})


def level(results: Collection[Value | None]) -> Level:
    """The level of a pupil; excused, passed and empty results are left out."""
    if not _BAD.isdisjoint(results):
        return Level.FAILING
    for value, found in ((Value.THREE, Level.MIDDLING), (Value.FOUR, Level.GOOD), (Value.FIVE, Level.EXCELLENT)):
        if value in results:
            return found
    return Level.UNKNOWN


def only_one(results: Collection[Value | None], value: Value) -> bool:
    """Whether a single four, or a single three, parts a pupil from the next level."""
    wanted = {Value.FOUR: Level.GOOD, Value.THREE: Level.MIDDLING}
    return level(results) is wanted[value] and sum(one is value for one in results) == 1


@dataclass(frozen=True)
class ClassFigures:
    """How a class does as a whole."""

    levels: Mapping[Level, int]
    quality: int | None
    """Thousandths of a percent: excellent and good ones of all who have results."""
    success: int | None
    """Thousandths of a percent: those who fail in nothing."""


def class_figures(pupils: Iterable[Collection[Value | None]]) -> ClassFigures:
    """The figures of a class, from the results of each pupil."""
    found = [level(results) for results in pupils]
    levels = {one: found.count(one) for one in Level}
    whole = len(found) - levels[Level.UNKNOWN]
    best = levels[Level.EXCELLENT] + levels[Level.GOOD]
    return ClassFigures(levels, _ratio(100 * best, whole), _ratio(100 * (whole - levels[Level.FAILING]), whole))
