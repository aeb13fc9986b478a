"""`ejournal backup`, `doctor`, `audit`, `completion`."""

import argparse

from ..i18n import _
from ..services.history import RecentDeeds
from ..services.operations import COUNTED, ShowHealth, VerifyAudit, back_up
from .homes import home_folder, opened
from .output import BROKEN, DONE, FINDINGS, Output, table


def backup(options: argparse.Namespace, output: Output) -> int:
    """A proven copy into each folder."""
    with opened(options) as home:
        session = home.console()
        targets = options.to or [home.path / "backups"]
        if options.dry_run:
            verdict = session.ask(VerifyAudit())
            output.say(_("{count} lines of the log are whole; nothing was copied.").format(count=verdict.lines))
            return output.finish(DONE if verdict.whole else BROKEN)
        copies = [back_up(home, session, folder, home.clock.now()) for folder in targets]
        for copy in copies:
            output.say(_("{path}: proven, {count} lines, head {head}.").format(
                path=copy.path, count=copy.lines, head=copy.head[:16]
            ))  # fmt: skip
        output.tell(copies=[{"path": str(c.path), "lines": c.lines, "head": c.head} for c in copies])
        return output.finish(DONE)


def doctor(options: argparse.Namespace, output: Output) -> int:
    """The state of the home with remedies."""
    with opened(options) as home:
        health = home.console().ask(ShowHealth(home_folder(options)))
        signs = {"ok": "+", "warning": "!", "fault": "X"}
        for finding in health.findings:
            output.say(f"{signs[finding.level]} {finding.what} {finding.remedy}".rstrip())
        output.lines += table([(_(words), str(health.counts[name])) for name, words in COUNTED.items()])
        output.tell(findings=[vars(finding) for finding in health.findings], counts=health.counts)
        return output.finish(BROKEN if health.broken else DONE if health.sound else FINDINGS)


def audit(options: argparse.Namespace, output: Output) -> int:
    """Prove the log, or show its last deeds in sentences."""
    with opened(options) as home:
        session = home.console()
        if options.what == "show":
            deeds = session.ask(RecentDeeds(options.last))
            output.lines += [deed.sentence() for deed in deeds]
            output.tell(deeds=[vars(deed) for deed in deeds])
            return output.finish(DONE)
        verdict = session.ask(VerifyAudit())
        output.tell(lines=verdict.lines, whole=verdict.whole, fault=verdict.fault, head=verdict.head)
        if not verdict.whole:
            words = _("The log does not hold: {fault}, line {line}.") if verdict.at_line else _("Beware: {fault}.")
            output.say(words.format(fault=_(verdict.fault), line=verdict.at_line))
            return output.finish(BROKEN)
        output.say(_("The log is whole: {count} lines, the journal is what it says. Head {head}.").format(
            count=verdict.lines, head=verdict.head[:16]
        ))  # fmt: skip
        return output.finish(DONE)


def completion(options: argparse.Namespace, output: Output) -> int:
    """The completion script of a shell."""
    import shtab

    from .commands import parser

    output.say(shtab.complete(parser(), options.shell))
    return output.finish(DONE)
