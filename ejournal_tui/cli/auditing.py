"""`ejournal audit`: the log proven, anchored, shown."""

import argparse
from pathlib import Path

from ..i18n import _
from ..services.history.deeds import RecentDeeds
from ..services.operations.anchors import (
    Anchored,
    ShowAnchor,
    anchor_log,
    kept_anchors,
    places_of,
    verdict_told,
)
from ..services.operations.home import Home
from ..services.operations.operations import Verdict, VerifyAudit
from .homes import opened
from .output import BROKEN, DONE, FINDINGS, REFUSED, Output, note


def audit(options: argparse.Namespace, output: Output) -> int:
    """Prove the log, keep its last line elsewhere, or show its last deeds in sentences."""
    with opened(options) as home:
        return {"show": _show, "anchor": _anchor, "verify": _verify}[options.what](home, options, output)


def _show(home: Home, options: argparse.Namespace, output: Output) -> int:
    deeds = home.console().ask(RecentDeeds(options.last))
    output.lines += [deed.sentence() for deed in deeds]
    output.tell(deeds=[vars(deed) for deed in deeds])
    return output.finish(DONE)


def _verify(home: Home, options: argparse.Namespace, output: Output) -> int:
    kept = kept_anchors(home.path, options.anchors, options.line)
    verdict = home.console().ask(VerifyAudit(kept.anchors))
    tell_verdict(home, verdict, output)
    for words in kept.notes:
        note(words)
    output.tell(anchors=verdict.anchors, notes=list(kept.notes))
    return output.finish(BROKEN if not verdict.whole else FINDINGS if kept.notes else DONE)


def tell_verdict(home: Home, verdict: Verdict, output: Output) -> None:
    """What a proof found, in words and for machines."""
    output.tell(
        lines=verdict.lines, whole=verdict.whole, fault=verdict.fault, head=verdict.head, line=verdict.at_line,
        after=verdict.after_line, deed=verdict.deed, anchored=verdict.anchored,
    )  # fmt: skip
    output.lines += verdict_told(home.clock, verdict)


def _anchor(home: Home, options: argparse.Namespace, output: Output) -> int:
    session = home.console()
    folders: list[Path] = options.to or list(places_of(home.path))
    made = Anchored(session.ask(ShowAnchor()), (), ()) if options.dry_run else anchor_log(session, folders)
    output.say(_("Line of the log to keep: {line}").format(line=made.anchor.text))
    output.lines += [_("Kept in {path}.").format(path=path) for path in made.paths]
    for failure in made.failures:
        note(f"{failure.what} {failure.remedy}")
    if not folders:
        note(_("It is kept nowhere yet: copy it by hand, give --to FOLDER, or name [audit] anchors in ejournal.toml."))
    output.tell(
        line=made.anchor.line, sign=made.anchor.sign, text=made.anchor.text, paths=[str(path) for path in made.paths],
        failures=[{"folder": str(f.folder), "refusal": f.what, "advice": f.remedy} for f in made.failures],
    )  # fmt: skip
    if options.dry_run:
        output.say(_("Nothing was kept."))
        return output.finish(DONE)
    return output.finish(REFUSED if folders and not made.paths else FINDINGS if made.failures or not folders else DONE)
