"""Every change and every audited reading there is, by the name under which it stands in the log."""

from importlib import import_module
from pkgutil import walk_packages

from .. import services
from .session import Change, Guarded, Query

for _module in walk_packages(services.__path__, f"{services.__name__}."):
    # A verb exists once its module was read.
    import_module(_module.name)


def titles(*of: type[Guarded]) -> dict[str, str]:
    """What each verb is called in the history, as msgids: all of them, or those of some kinds."""
    found: dict[str, str] = {}
    waiting: list[type[Guarded]] = list(of or Guarded.__subclasses__())
    while waiting:
        verb = waiting.pop()
        waiting += verb.__subclasses__()
        if verb.TITLE:
            found[verb.__name__] = verb.TITLE
    return found


def _changes() -> list[type[Change]]:
    """Every kind of change, kinds of kinds included."""
    found = list(Change.__subclasses__())
    for one in found:
        # The list grows while it is walked: what is below comes after.
        found += one.__subclasses__()
    return found


def takings_out() -> tuple[str, ...]:
    """The names of the changes that note what left the journal."""
    return tuple(verb.__name__ for verb in _changes() if verb.TAKES_OUT)


def of_accounts() -> tuple[str, ...]:
    """The names of what was done to get in: sign-ins, passwords, codes."""
    home = f"{services.__name__}.accounts."
    return ("SignIn", *(verb.__name__ for verb in _changes() if verb.TITLE and verb.__module__.startswith(home)))


def readings() -> tuple[str, ...]:
    """The names of the questions whose answers leave a header in the log."""
    return tuple(query.__name__ for query in Query.__subclasses__() if query.AUDITED)
