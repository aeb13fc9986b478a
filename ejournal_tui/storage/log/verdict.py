"""What a check of the log finds: whether it is whole, and if not, which line, of which deed, of when."""

from dataclasses import dataclass, replace

from ...i18n import N_
from ..engine.database import Database

CHAIN, TAIL = N_("a line was altered"), N_("the end was cut off")
MISSING = N_("a line is missing")
STATE, TEXT = N_("the journal differs from the log"), N_("a text was altered")
GUARDS = N_("what keeps other programs from the journal was removed")
EMPTY = N_("the log is empty or holds no school")


@dataclass(frozen=True)
class Verdict:
    """What a check of the chain found."""

    lines: int
    fault: str = ""
    """What is wrong, "" when the chain is whole and the journal is what it says."""
    at_line: int = 0
    """The line of the log that is wrong, or that made the row which is; 0 where the fault is of no line."""
    after_line: int = 0
    """Between this line, which an older anchor vouches for, and `at_line` lies the fault."""
    anchored: str = ""
    """When the line was anchored that no longer holds."""
    anchors: int = 0
    """How many anchors were held against the log."""
    deed: int = 0
    """The number of the deed that the line belongs to, 0 where none is left."""
    verb: str = ""
    """The name of that deed's verb."""
    at: int = 0
    """When that deed was done, milliseconds of UTC."""
    head: str = ""
    """The head's hash, for paper and for backups."""

    @property
    def whole(self) -> bool:
        """Whether nothing was altered."""
        return not self.fault


def placed(db: Database, verdict: Verdict) -> Verdict:
    """The verdict with the deed that its line belongs to; of a header that is gone, the deed before it."""
    made_by_no_line = verdict.fault == STATE and verdict.at_line > verdict.lines
    if not verdict.at_line or made_by_no_line:
        return verdict
    rows = db.sql("SELECT seq, verb, at FROM deed WHERE seq<=? ORDER BY seq DESC LIMIT 1", verdict.at_line)
    if not rows:
        return verdict
    deed, verb, at = rows[0]
    return replace(verdict, deed=deed, verb=verb, at=at)
