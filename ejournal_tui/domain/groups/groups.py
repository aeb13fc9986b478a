"""Classes, groups and courses: who is taught what together."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

CourseId = NewType("CourseId", int)


class GroupKind(StrEnum):
    """What makes a group."""

    CLASS = "class"
    SUBGROUP = "subgroup"
    CROSS = "cross"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, order=True)
class ClassName:
    """A class as it is spoken of: «7А»."""

    grade: int
    letter: str

    def __str__(self) -> str:
        return f"{self.grade}{self.letter}"


def group_title(kind: str, grade: int, letter: str, name: str) -> str:
    """What a group is called: «7А», «7А, гр. 1», or its own name where it is of no single class."""
    if kind == GroupKind.CLASS:
        return f"{grade}{letter}"
    return f"{grade}{letter}, {name}" if letter else name
