"""`ejournal deploy`, `publish`: what the keeper of a server needs."""

import argparse

from ..i18n import _
from ..services.families.publishing import publish as put_out
from ..services.families.role import family_role
from ..services.operations.deployment import Layout, check_installation
from .homes import opened
from .output import DONE, FINDINGS, Output


def publish(options: argparse.Namespace, output: Output) -> int:
    """Put the diary out for the families' door and take in what they say."""
    with opened(options) as home:
        done = put_out(home)
    output.say(
        _("{path}: put out anew.").format(path=done.path) if done.anew
        else _("{path}: nothing has changed.").format(path=done.path)
    )  # fmt: skip
    if done.taken.done or done.taken.refused:
        output.say(_("What families said: taken in {done}, refused {refused}.").format(
            done=done.taken.done, refused=done.taken.refused
        ))  # fmt: skip
    output.tell(path=str(done.path), anew=done.anew, taken=done.taken.done, refused=done.taken.refused)
    return output.finish(FINDINGS if done.taken.refused else DONE)


def deploy(options: argparse.Namespace, output: Output) -> int:
    """Look at an installation, or print the families' role, to be piped into psql."""
    if options.what == "check":
        return _check(options, output)
    with opened(options) as home:
        statements = family_role(home)
    output.lines += [f"{statement};" for statement in statements]
    output.tell(statements=statements)
    return output.finish(DONE)


def _check(options: argparse.Namespace, output: Output) -> int:
    layout = Layout(options.root, options.staff, options.families, sshd=options.sshd_config)
    findings = check_installation(layout)
    signs = {"ok": "+", "warning": "!", "fault": "X"}
    for finding in findings:
        output.say(f"{signs[finding.level]} {finding.what} {finding.remedy}".rstrip())
    output.tell(findings=[vars(finding) for finding in findings])
    return output.finish(DONE if all(finding.level == "ok" for finding in findings) else FINDINGS)
