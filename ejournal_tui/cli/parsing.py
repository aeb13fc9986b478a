"""The parser of the command line: argparse with the journal's words."""

import argparse
from typing import Any, NoReturn

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


PLACEHOLDERS = {
    "home": N_("FOLDER"), "to": N_("FOLDER"), "out": N_("FILE"), "marked": N_("FILE"), "file": N_("FILE"),
    "school_class": N_("CLASS"), "course": N_("COURSE"), "person": N_("LOGIN"), "year": N_("YEAR"),
    "date": N_("DAY"), "week": N_("DAY"), "first": N_("DAY"), "last": N_("DAY"), "database": N_("ADDRESS"),
    "starts": N_("DAY"), "pupil": N_("NAME"), "guardian": N_("NAME"), "staff": N_("NAME"),
}  # fmt: skip
"""What stands for a value in the help, by the name under which it is kept."""
ANY_TEXT = N_("TEXT")


class Parser(argparse.ArgumentParser):
    """The parser of the program or of one of its commands."""

    def add_argument(self, *names: Any, **terms: Any) -> argparse.Action:
        """An option or argument; its value is named in the reader's language."""
        action = super().add_argument(*names, **terms)
        if action.metavar is None and action.nargs != 0 and action.choices is None:
            action.metavar = _(PLACEHOLDERS.get(action.dest, ANY_TEXT))
        return action

    def add_example(self, text: str) -> None:
        """Show how the command is used."""
        self.epilog = _("Example:") + f"\n  {text}"
        self.formatter_class = argparse.RawDescriptionHelpFormatter

    def error(self, message: str) -> NoReturn:
        """Show how the command is used and raise Misused."""
        note(self.format_usage().rstrip())
        raise Misused(f"{message}.", _("See {command} --help.").format(command=self.prog))
