"""When the log was anchored, as the log itself notes it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ...storage.school import School


@dataclass(frozen=True)
class LastAnchor:
    """When the log was anchored last."""

    when: datetime
    line: int
    files: int


def last_anchor(school: School) -> LastAnchor | None:
    """The last one that the log notes, None while it has none."""
    rows = school.db.sql(
        "SELECT at, facts FROM deed WHERE verb='RecordAnchor' AND outcome='done' ORDER BY seq DESC LIMIT 1"
    )
    if not rows:
        return None
    facts: Mapping[str, int] = json.loads(rows[0][1])
    return LastAnchor(school.clock.local(rows[0][0]), facts["line"], facts["files"])
