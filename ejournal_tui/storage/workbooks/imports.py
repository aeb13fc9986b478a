"""What the log tells of files that were handed in: who handed them over, what came in, what was taken back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ..school import School

_VERBS = (
    "ImportStaff", "ImportPupils", "ImportGroups", "ImportTimetable", "ImportMarks", "TakeImportBack", "HandOverList",
    "WithdrawList",
)  # fmt: skip


@dataclass(frozen=True)
class FileDeed:
    """One deed about a file."""

    number: int
    verb: str
    at: int
    actor: int
    facts: Mapping[str, object]


def file_deeds(school: School) -> list[FileDeed]:
    """Every deed about files, oldest first."""
    rows = school.db.sql(
        f"SELECT seq, verb, at, actor, facts FROM deed WHERE outcome='done' AND verb IN ({','.join('?' * len(_VERBS))})"
        " ORDER BY seq",
        *_VERBS,
    )
    return [FileDeed(seq, verb, at, actor, json.loads(facts)) for seq, verb, at, actor, facts in rows]
