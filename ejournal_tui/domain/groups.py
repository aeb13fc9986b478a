"""Classes, groups and courses: who is taught what together."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

GroupId = NewType("GroupId", int)
CourseId = NewType("CourseId", int)
SubjectId = NewType("SubjectId", int)


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
