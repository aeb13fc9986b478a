"""`ejournal backup`, `cleanup`, `doctor`, `completion`."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ..i18n import _
from ..services.operations.operations import (
    COUNTED,
    Failure,
    ShowHealth,
    VerifyAudit,
    back_up_all,
    try_targets,
)
from ..services.operations.retention import RemoveExpired, ShowExpired, expired_told
from .auditing import tell_verdict
from .homes import home_folder, opened
from .output import BROKEN, DONE, FINDINGS, REFUSED, Output, note, table


def backup(options: argparse.Namespace, output: Output) -> int:
    """A proven copy into each folder."""
    with opened(options) as home:
        session = home.console()
        targets = options.to or [home.path / "backups"]
        if options.dry_run:
            failures = try_targets(home, session, targets)
            verdict = session.ask(VerifyAudit())
            tell_verdict(home, verdict, output)
            _tell_failures(failures, output)
            output.say(_("Nothing was copied."))
            return output.finish(_code(failures, targets) if verdict.whole else BROKEN)
        copies, failures = back_up_all(home, session, targets, home.clock.now())
        for copy in copies:
            output.say(_("{path}: proven, {count} lines, head {head}.").format(
                path=copy.path, count=copy.lines, head=copy.head[:16]
            ))  # fmt: skip
        _tell_failures(failures, output)
        output.tell(copies=[{"path": str(c.path), "lines": c.lines, "head": c.head} for c in copies])
        return output.finish(_code(failures, targets))


def _code(failures: Sequence[Failure], targets: Sequence[Path]) -> int:
    return DONE if not failures else FINDINGS if len(failures) < len(targets) else REFUSED


def _tell_failures(failures: Sequence[Failure], output: Output) -> None:
    for failure in failures:
        note(f"{failure.what} {failure.remedy}")
    output.tell(failures=[{"folder": str(f.folder), "refusal": f.what, "advice": f.remedy} for f in failures])


def cleanup(options: argparse.Namespace, output: Output) -> int:
    """Let go of what has served its time; the log keeps the protocol."""
    with opened(options) as home:
        session = home.console()
        found = session.ask(ShowExpired())
        output.say(_("Has served its time: {words}.").format(words=expired_told(found)))
        if found.total and not options.dry_run:
            session.do(RemoveExpired(found.counters, found.drafts, found.codes))
            output.say(_("It is removed; the log tells how much of what."))
        output.tell(**vars(found), removed=bool(found.total and not options.dry_run))
        return output.finish(DONE)


def doctor(options: argparse.Namespace, output: Output) -> int:
    """The state of the home with remedies."""
    with opened(options, keyless=True) as home:
        health = home.console().ask(ShowHealth(home_folder(options)))
        signs = {"ok": "+", "warning": "!", "fault": "X"}
        for finding in health.findings:
            output.say(f"{signs[finding.level]} {finding.what} {finding.remedy}".rstrip())
        output.lines += table([(_(words), str(health.counts[name])) for name, words in COUNTED.items()])
        output.tell(findings=[vars(finding) for finding in health.findings], counts=health.counts)
        return output.finish(BROKEN if health.broken else DONE if health.sound else FINDINGS)


def completion(options: argparse.Namespace, output: Output) -> int:
    """The completion script of a shell."""
    import shtab

    from .commands import parser

    script = shtab.complete(parser(), options.shell)
    output.say(script)
    output.tell(shell=options.shell, script=script)
    return output.finish(DONE)
