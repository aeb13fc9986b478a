"""Refusals: everything the journal can say "no" to, in words a person can act on."""


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
