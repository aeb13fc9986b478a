"""`ejournal deploy`: what the keeper of a server needs."""

import argparse

from ..services.families.role import family_role
from .homes import opened
from .output import DONE, Output


def deploy(options: argparse.Namespace, output: Output) -> int:
    """Print the families' role, to be piped into psql."""
    with opened(options) as home:
        statements = family_role(home)
    output.lines += [f"{statement};" for statement in statements]
    output.tell(statements=statements)
    return output.finish(DONE)
