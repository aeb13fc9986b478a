"""`ejournal deploy`: what the keeper of a server needs."""

import argparse

from ..i18n import _
from ..services.families.publishing import publish as put_out
from ..services.families.role import family_role
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
    """Print the families' role, to be piped into psql."""
    with opened(options) as home:
        statements = family_role(home)
    output.lines += [f"{statement};" for statement in statements]
    output.tell(statements=statements)
    return output.finish(DONE)
