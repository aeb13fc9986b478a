"""The state of the home, copies of it, the proof of its log."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..domain import policy
from ..domain.errors import Denied
from ..domain.people import Actor
from ..i18n import N_, _
from ..storage import backup as store
from ..storage import people
from ..storage.guards import fallen
from ..storage.proof import Verdict, verify_guarded
from ..storage.school import School
from .home import Home
from .session import Change, Query, Session


@dataclass(frozen=True)
class VerifyAudit(Query[Verdict]):
    """Prove that the log is whole and that the journal is what it says (domain rules 7)."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who leads the school, the officer, the console."""
        return policy.may_prove_audit(actor)

    def answer(self, actor: Actor, school: School) -> Verdict:
        """The verdict with the place of the first fault."""
        return verify_guarded(school.db)


@dataclass(frozen=True)
class Finding:
    """One line of the state of the home."""

    level: str
    """"ok", "warning" or "fault"."""
    what: str
    remedy: str = ""


COUNTED = {
    "staff": N_("staff"), "pupil": N_("pupils"), "guardian": N_("guardians"), "classes": N_("classes"),
    "course": N_("courses"), "slot": N_("slots"), "lesson": N_("lessons"), "mark": N_("marks"),
    "absence": N_("absences"), "homework": N_("homework"), "account": N_("accounts"),
}  # fmt: skip
"""What is counted, in words."""


@dataclass(frozen=True)
class Health:
    """The state of the home."""

    findings: tuple[Finding, ...]
    counts: dict[str, int]

    @property
    def sound(self) -> bool:
        """Whether there is no fault and no warning."""
        return all(finding.level == "ok" for finding in self.findings)

    @property
    def broken(self) -> bool:
        """Whether something is damaged."""
        return any(finding.level == "fault" for finding in self.findings)


@dataclass(frozen=True)
class ShowHealth(Query[Health]):
    """Whether the home is sound: no personal data in it (O8.1a, O8.3)."""

    home: Path

    def objection(self, actor: Actor, school: School) -> str | None:
        """The lab assistant, the officer, who leads the school, the console."""
        return policy.may_read_health(actor)

    def answer(self, actor: Actor, school: School) -> Health:
        """Integrity, free space, rights, the last copy, and how much there is of everything."""
        findings = [
            self._integrity(school), self._guards(school), self._rights(), self._space(school), self._copies(school),
        ]  # fmt: skip
        return Health(tuple(findings), people.counts(school))

    def _integrity(self, school: School) -> Finding:
        if fault := store.quick_check(school.db):
            return Finding(
                "fault", _("The database is damaged: {fault}.").format(fault=fault), _("Restore the last backup.")
            )
        return Finding("ok", _("The database is sound."))

    def _guards(self, school: School) -> Finding:
        if missing := fallen(school.db):
            return Finding(
                "fault",
                _("What keeps other programs from the journal was removed: {names}.").format(names=", ".join(missing)),
                _("Prove the log with “ejournal audit verify” and call the officer."),
            )
        return Finding("ok", _("Other programs are kept from the journal's tables."))

    def _rights(self) -> Finding:
        mode = self.home.stat().st_mode & 0o777
        if mode & 0o077:
            return Finding(
                "warning", _("Other users of this machine may read the home (mode {mode:o}).").format(mode=mode),
                _("Run: chmod 700 on the home folder."),
            )  # fmt: skip
        return Finding("ok", _("Only this user may read the home."))

    def _space(self, school: School) -> Finding:
        free = shutil.disk_usage(self.home).free
        size = school.db.path.stat().st_size if school.db.path else 0
        text = _("Free space: {free} MB; the journal takes {size} MB.").format(
            free=free // 1_000_000, size=size // 1_000_000
        )
        if free < max(3 * size, 200_000_000):
            return Finding("warning", text, _("Free the disk: below 200 MB the journal cannot be written."))
        return Finding("ok", text)

    def _copies(self, school: School) -> Finding:
        rows = school.db.sql(
            "SELECT at FROM deed WHERE verb='RecordBackup' AND outcome='done' ORDER BY seq DESC LIMIT 1"
        )
        if not rows:
            return Finding("warning", _("No backup was made yet."), _("Run: ejournal backup --to FOLDER."))
        age = (school.clock.instant() - rows[0][0]) // 86_400_000
        text = _("Last backup: {when}.").format(when=f"{school.clock.local(rows[0][0]):%d.%m.%Y %H:%M}")
        if age > 7:
            return Finding("warning", text, _("Make one today: ejournal backup --to FOLDER."))
        return Finding("ok", text)


@dataclass(frozen=True)
class RecordBackup(Change):
    """Note that a verified copy was made."""

    TITLE = N_("backup")
    QUIET = True
    lines: int
    """How many lines the log of the copy has."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever archives the journal (O8.1c, O8.2d)."""
        return policy.may_back_up(actor)

    def apply(self, school: School) -> None:
        """The header of the deed is the record."""


@dataclass(frozen=True)
class Copy:
    """A verified copy of the journal."""

    path: Path
    lines: int
    head: str


def back_up(home: Home, session: Session, folder: Path, now: datetime) -> Copy:
    """Copy the journal into a folder and prove the copy before it counts (O8.1c); raises Refusal."""
    if why := session.objection(RecordBackup(0)):
        raise Denied(why)
    copy = folder / f"ejournal-{now:%Y-%m-%d-%H%M%S}.db"
    verdict = store.copy_verified(home.school.db, copy)
    session.do(RecordBackup(verdict.lines))
    return Copy(copy, verdict.lines, verdict.head)
