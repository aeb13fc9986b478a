"""The parser of the command line: argparse with the journal's words."""

import argparse
from typing import NoReturn

from ..i18n import N_, _, ngettext
from .output import Misused, note

WORDS = (
    N_("usage: "), N_("options"), N_("positional arguments"), N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"), N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"), N_("expected one argument"),
    N_("the following arguments are required: %s"), N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"), N_("ignored explicit argument %r"),
)  # fmt: skip
"""What argparse says of itself, for the translators."""

# argparse asks its module for words, and the module asks the operating system which language to speak.
vars(argparse).update(_=_, ngettext=ngettext)


class Parser(argparse.ArgumentParser):
    """The parser of the program or of one of its commands."""

    def add_example(self, text: str) -> None:
        """Show how the command is used."""
        self.epilog = _("Example:") + f"\n  {text}"
        self.formatter_class = argparse.RawDescriptionHelpFormatter

    def error(self, message: str) -> NoReturn:
        """Show how the command is used and raise Misused."""
        note(self.format_usage().rstrip())
        raise Misused(f"{message}.", _("See {command} --help.").format(command=self.prog))
