"""Refusals: everything the journal can say "no" to, in words a person can act on."""

from collections.abc import Mapping

from ..i18n import _
from .accounts.signing import Signature


class Refusal(Exception):
    """A request the journal understood and declined."""

    def __init__(self, title: str, advice: str = "") -> None:
        super().__init__(f"{title} {advice}".strip())
        self.title = title
        """What is not possible and why, one sentence."""
        self.advice = advice
        """What to do about it."""


class Denied(Refusal):
    """The actor may not do this."""


class Ended(Denied):
    """The sitting is over: whoever is at the keyboard signs in again."""


class Unsigned(Refusal):
    """The deed is signed with the password first; nothing was changed."""

    def __init__(self, signature: Signature, with_password: bool, facts: Mapping[str, object]) -> None:
        super().__init__(_("This is signed with your password first."), _("Do it again and type the password."))
        self.signature = signature
        self.with_password = with_password
        """Whether the person has a password: in a demo nobody needs one."""
        self.facts = facts
        """What the log keeps of what was signed."""


class Conflict(Refusal):
    """Somebody changed the same thing first; the words say what stands there, who wrote it and when."""


class Invalid(Refusal):
    """The value makes no sense."""


class Busy(Refusal):
    """The journal could not get to it in time; nothing was changed."""


class Broken(Refusal):
    """This is no journal, or not one this program may open; nothing was changed."""


class Damaged(Broken):
    """The journal or its disk has suffered; nothing more was changed."""
