"""The state of the home, copies of it, the proof of its log."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ...domain import policy
from ...domain.errors import Broken, Denied
from ...domain.people.people import Actor
from ...i18n import N_, _, ngettext
from ...storage.engine import backup as store
from ...storage.engine.failures import NotCopied
from ...storage.engine.guards import fallen
from ...storage.log.anchors import Anchor
from ...storage.log.proof import has_school, verify_guarded
from ...storage.log.verdict import Verdict as Verdict
from ...storage.people import people
from ...storage.school import School
from ..accounts.secrets import Hasher
from ..history.anchored import last_anchor
from ..session import Change, Query, Session
from ..years.founding import KEY_CHECK
from .home import Home
from .space import LEAST, free_on, volume


@dataclass(frozen=True)
class VerifyAudit(Query[Verdict]):
    """Prove that the log is whole, passes through its anchors, and that the journal is what it says (rules 7)."""

    anchors: tuple[Anchor, ...] = ()

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who leads the school, the officer, the console."""
        return policy.may_prove_audit(actor)

    def answer(self, actor: Actor, school: School) -> Verdict:
        """The verdict with the place of the first fault."""
        return verify_guarded(school.db, self.anchors)


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
    "absence": N_("absences"), "homework": N_("pieces of homework"), "account": N_("accounts"),
}  # fmt: skip
"""What is counted, in words."""
_TERM = 7 * 86_400_000
"""How old the last backup may be."""
ANCHOR_DAYS = 7
"""How old the last anchor of the log may be."""
_LOOKED_AT = 50
"""How many backups are looked for where they were put."""


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
            self._integrity(school), self._school(school), self._guards(school), self._rights(), self._key(school),
            self._space(school), self._places(school), self._anchor(school), self._copies(school),
        ]  # fmt: skip
        return Health(tuple(findings), people.counts(school))

    def _integrity(self, school: School) -> Finding:
        if fault := store.quick_check(school.db):
            return Finding(
                "fault", _("The database is damaged: {fault}.").format(fault=fault), _("Restore the last backup.")
            )
        return Finding("ok", _("The database is sound."))

    def _school(self, school: School) -> Finding:
        if not has_school(school.db):
            return Finding("fault", _("The journal holds no school: it was emptied."), _("Restore the last backup."))
        return Finding("ok", _("The journal holds its school."))

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

    def _key(self, school: School) -> Finding:
        try:
            found = Hasher(self.home).check_value()
        except Broken as error:
            return Finding("fault", error.title, error.advice)
        if school.setting(KEY_CHECK, found) != found:
            return Finding(
                "fault", _("The key of the passwords is not the one that this journal was made with."),
                _("Put the right one back from the sealed envelope: until then no password is recognized."),
            )  # fmt: skip
        return Finding("ok", _("The key of the passwords is in its place."))

    def _places(self, school: School) -> Finding:
        known = school.terminals()
        if not known:
            return Finding(
                "ok", _("No workplace is registered: this counts as a class room, and families sign in here too."),
                _("With the first one registered the staff sign in only at the places of the staff."),
            )  # fmt: skip
        return Finding("ok", ngettext(
            "{count} workplace is registered; every other counts as the pupils'.",
            "{count} workplaces are registered; every other counts as the pupils'.", len(known),
        ).format(count=len(known)))  # fmt: skip

    def _space(self, school: School) -> Finding:
        free = free_on(self.home)
        size = school.db.path.stat().st_size if school.db.path else 0
        text = _("Free space: {free}; the journal takes {size}.").format(free=volume(free), size=volume(size))
        if free < max(3 * size, LEAST):
            return Finding("warning", text, _("Free the disk: below 200 MB the journal cannot be written."))
        return Finding("ok", text)

    def _anchor(self, school: School) -> Finding:
        found = last_anchor(school)
        if found is None:
            return Finding(
                "warning", _("The log was never anchored: whoever can write the file could write it anew."),
                _("Keep its line on another medium: ejournal audit anchor --to FOLDER."),
            )  # fmt: skip
        text = _("The log was anchored on {when}, line {line}.").format(
            when=f"{found.when:%d.%m.%Y %H:%M}", line=found.line
        )
        if school.clock.now() - found.when > timedelta(days=ANCHOR_DAYS):
            return Finding("warning", text, _("Anchor it today: ejournal audit anchor --to FOLDER."))
        return Finding("ok", text)

    def _copies(self, school: School) -> Finding:
        rows = school.db.sql(
            "SELECT at, facts FROM deed WHERE verb='RecordBackup' AND outcome='done' ORDER BY seq DESC LIMIT ?",
            _LOOKED_AT,
        )
        again = _("Make one today: ejournal backup --to FOLDER.")
        if not rows:
            return Finding("warning", _("No backup was made yet."), again)
        paths = [Path(json.loads(facts).get("path", "")) for _at, facts in rows]
        kept = [at for (at, _facts), path in zip(rows, paths, strict=True) if not _is_gone(path)]
        if not kept:
            return Finding("fault", _("None of the backups is where it was made."), again)
        text = _("Last backup: {when}.").format(when=f"{school.clock.local(kept[0]):%d.%m.%Y %H:%M}")
        if _is_gone(paths[0]):
            lost = _("The newest one is no longer in {folder}.").format(folder=paths[0].parent)
            return Finding("warning", f"{text} {lost}", again)
        if school.clock.instant() - kept[0] > _TERM:
            return Finding("warning", text, again)
        return Finding("ok", text)


def _is_gone(copy: Path) -> bool:
    """Whether a copy is missing where it was put; a place out of reach, like a disk in the safe, keeps what it has."""
    return copy.parent.is_dir() and copy.name != "" and not copy.exists()


@dataclass(frozen=True)
class RecordBackup(Change):
    """Note that a verified copy was made."""

    TITLE = N_("backup")
    QUIET = True
    TAKES_OUT = True
    lines: int
    """How many lines the log of the copy has."""
    path: str = ""
    """Where it is put; a place of the machine, so that the doctor can look whether it is still there."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever archives the journal (O8.1c, O8.2d)."""
        return policy.may_back_up(actor)

    def apply(self, school: School) -> None:
        """The header of the deed is the record."""

    def facts(self) -> Mapping[str, object]:
        """How much, and where."""
        return {"lines": self.lines, "path": self.path}


@dataclass(frozen=True)
class Copy:
    """A verified copy of the journal."""

    path: Path
    lines: int
    head: str


@dataclass(frozen=True)
class Failure:
    """A folder that took no copy."""

    folder: Path
    what: str
    remedy: str


def back_up(home: Home, session: Session, folder: Path, now: datetime) -> Copy:
    """Copy the journal into a folder and prove the copy before it counts (O8.1c); raises Refusal."""
    if why := session.objection(RecordBackup(0)):
        raise Denied(why)
    path = folder.absolute() / f"ejournal-{now:%Y-%m-%d-%H%M%S}.db"

    def record(proven: Verdict) -> None:
        # Before the copy has its name: none is anywhere without a trace.
        session.do(RecordBackup(proven.lines, str(path)))

    verdict = store.copy_verified(home.school.db, path, record)
    return Copy(path, verdict.lines, verdict.head)


def back_up_all(
    home: Home, session: Session, folders: Sequence[Path], now: datetime
) -> tuple[list[Copy], list[Failure]]:
    """Copy the journal into every folder that takes a copy; raises Refusal for what concerns the journal itself."""
    copies, failures = [], []
    for folder in folders:
        try:
            copies.append(back_up(home, session, folder, now))
        except NotCopied as error:
            failures.append(Failure(folder, error.title, error.advice))
    return copies, failures


def try_targets(home: Home, session: Session, folders: Sequence[Path]) -> list[Failure]:
    """Which folders would take no copy, as far as this shows without making one; raises Refusal."""
    if why := session.objection(RecordBackup(0)):
        raise Denied(why)
    failures = []
    for folder in folders:
        try:
            store.refuse_target(home.school.db, folder)
        except NotCopied as error:
            failures.append(Failure(folder, error.title, error.advice))
    return failures
