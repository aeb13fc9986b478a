"""Anchors of the log: made each day, kept on a second medium and on paper, and held against the log when it is proven.

Whoever can write the journal's file can write its whole log anew, hashes and all; what is told by paper or lies on
another disk he cannot (domain rules 7). Before the first anchor of a day that day is not protected yet.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...clock import Clock
from ...domain import policy
from ...domain.errors import Broken, Denied, Invalid
from ...domain.people.people import Actor
from ...i18n import N_, _, ngettext
from ...machine import CONFIGURATION
from ...storage.log.anchors import CUT, FILE, REWRITTEN, Anchor, anchor_now, append, read_anchor, read_file
from ...storage.log.verdict import GUARDS, STATE, TAIL
from ...storage.school import School
from ..session import Change, Query, Session
from .operations import Failure, Verdict


@dataclass(frozen=True)
class ShowAnchor(Query[Anchor]):
    """The last line of the log as it is now, to be kept elsewhere; it tells of no deed."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever proves the log."""
        return policy.may_prove_audit(actor)

    def answer(self, actor: Actor, school: School) -> Anchor:
        """Its number and its sign; raises Invalid where nothing was written yet."""
        found = anchor_now(school.db, f"{school.clock.now():%Y-%m-%d %H:%M}")
        if found is None:
            raise Invalid(_("The log holds nothing yet."))
        return found


@dataclass(frozen=True)
class RecordAnchor(Change):
    """Note that the log was anchored: at which line, and in how many places."""

    TITLE = N_("anchor of the log")
    QUIET = True
    TAKES_OUT = True
    line: int
    files: int = 0
    """How many files took it; none where it went to paper."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever proves the log."""
        return policy.may_prove_audit(actor)

    def apply(self, school: School) -> None:
        """The header of the deed is the record."""


@dataclass(frozen=True)
class Anchored:
    """What came of anchoring."""

    anchor: Anchor
    paths: tuple[Path, ...]
    failures: tuple[Failure, ...]


def places_of(home: Path) -> tuple[Path, ...]:
    """The folders on other media that `[audit] anchors` in the configuration names; raises Broken."""
    file = home / CONFIGURATION
    try:
        found = tomllib.loads(file.read_text(encoding="utf8")).get("audit", {}) if file.exists() else {}
        named = found.get("anchors", []) if isinstance(found, dict) else None
        folders = [named] if isinstance(named, str) else named
        if not isinstance(folders, list) or not all(isinstance(one, str) and one for one in folders):
            raise ValueError("[audit] anchors")
    except (OSError, ValueError) as error:
        raise Broken(_("{name} cannot be read: {error}.").format(name=CONFIGURATION, error=error)) from error
    return tuple(Path(one) for one in folders)


def anchor_log(session: Session, folders: Sequence[Path]) -> Anchored:
    """Add the log's last line to the file of each folder, and note it in the log; raises Refusal."""
    if why := session.objection(RecordAnchor(0)):
        raise Denied(why)
    anchor = session.ask(ShowAnchor())
    paths, failures = [], []
    for folder in folders:
        try:
            paths.append(append(folder, anchor))
        except OSError as error:
            failures.append(Failure(
                folder, _("The anchor was not kept in {folder}: {error}.").format(folder=folder, error=error.strerror),
                _("Look whether the medium is there and may be written; the line can be copied by hand too."),
            ))  # fmt: skip
    if paths or not folders:
        session.do(RecordAnchor(anchor.line, len(paths)))
    return Anchored(anchor, tuple(paths), tuple(failures))


@dataclass(frozen=True)
class Kept:
    """The anchors that are at hand to prove the log by."""

    anchors: tuple[Anchor, ...]
    notes: tuple[str, ...]
    """What could not be read, a sentence each."""


def kept_anchors(home: Path, files: Sequence[Path] = (), lines: Sequence[str] = ()) -> Kept:
    """Those of the named files and of the media in the configuration, and lines typed from paper; raises Invalid."""
    anchors = [_typed(text) for text in lines]
    notes: list[str] = []
    for path in dict.fromkeys([*files, *(folder / FILE for folder in places_of(home))]):
        try:
            found, unread = read_file(path)
        except OSError as error:
            words = _("The anchors in {path} cannot be read: {error}.")
            notes.append(words.format(path=path, error=error.strerror))
            continue
        anchors += found
        words = _("Line {number} of {path} is no anchor.")
        notes += [words.format(number=number, path=path) for number in unread]
    return Kept(tuple(anchors), tuple(notes))


def _typed(text: str) -> Anchor:
    anchor = read_anchor(text)
    if anchor is None:
        raise Invalid(
            _("This is no line of an anchor: “{text}”.").format(text=text[:60]),
            _("Type the number of the line, then the eight groups of four as they are printed."),
        )
    return anchor


def verdict_told(clock: Clock, verdict: Verdict) -> list[str]:
    """What the proof found: whole, or what is wrong, at which line, of which deed, of when."""
    if verdict.whole:
        held = verdict.anchors
        by_anchors = ngettext("{count} anchor holds.", "{count} anchors hold.", held).format(count=held)
        whole = _("The log is whole: {count} lines, the journal is what it says. Head {head}.").format(
            count=verdict.lines, head=verdict.head[:16]
        )
        return [whole, by_anchors if held else _("No anchor was held against it: see “ejournal audit anchor --help”.")]
    told = [_("The log does not hold: {fault}, line {line}.").format(fault=_(verdict.fault), line=verdict.at_line)
            if verdict.at_line else _("Beware: {fault}.").format(fault=_(verdict.fault))]  # fmt: skip
    if verdict.fault in (REWRITTEN, CUT):
        told.append(_anchor_told(verdict))
    elif verdict.deed:
        told.append(_deed_told(clock, verdict))
    elif verdict.fault == STATE and verdict.at_line:
        told.append(_("No deed of the log made this row: it was put in past the program."))
    if verdict.fault in (REWRITTEN, CUT) and not verdict.anchored:
        told.append(_("Was it typed as it stands on the paper? Compare the number and every group."))
    if verdict.fault == TAIL:
        told.append(_("What came after it is lost: compare with the last backup."))
    if verdict.fault != GUARDS:
        told.append(_("Keep the journal as it is, keep the last good backup, and call the officer."))
    return told


def _anchor_told(verdict: Verdict) -> str:
    last, after, line, when = verdict.lines, verdict.after_line, verdict.at_line, verdict.anchored or _("paper")
    if verdict.fault == CUT:
        return _("It ends with line {last}; line {line} was anchored on {when}.").format(
            last=last, line=line, when=when
        )
    if after:
        words = _("The change lies between line {after}, which holds, and line {line}, anchored on {when}.")
        return words.format(after=after, line=line, when=when)
    return _("The change lies not after line {line}, anchored on {when}.").format(line=line, when=when)


def _deed_told(clock: Clock, verdict: Verdict) -> str:
    from ..history.deeds import LOOK, titles

    moment = clock.local(verdict.at)
    return _("It belongs to deed No. {deed} “{title}” of {when}.").format(
        deed=verdict.deed, title=_(titles().get(verdict.verb, LOOK)), when=f"{moment:%d.%m.%Y %H:%M}"
    )
