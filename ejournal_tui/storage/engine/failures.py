"""What the machine under a journal can do to a request, in words."""

from pathlib import Path

import peewee

from ...domain.errors import Broken, Busy, Damaged, Refusal
from ...i18n import _

_PROGRAMS_OWN = (peewee.ProgrammingError, peewee.DataError, peewee.IntegrityError, peewee.NotSupportedError)
"""What no machine does: a statement or a value that the program should not have sent."""


def _behind(error: BaseException | None) -> list[BaseException]:
    """An error and those it came of: an engine undoes a failed write by itself, and undoing it again fails too."""
    return [error, *_behind(error.__cause__ or error.__context__)] if error else []


def _sqlstates(error: Exception) -> list[str]:
    return [state for one in _behind(error) if (state := getattr(one, "sqlstate", None))]


def may_be_repeated(error: Exception) -> bool:
    """Whether a server only asks for the same transaction again."""
    return any(state in ("40001", "40P01") for state in _sqlstates(error))


def no_answer() -> Broken:
    """The refusal of a server that cannot be reached."""
    return Broken(_("The database server does not answer."), _("Ask the person who keeps it; nothing was lost."))


def not_authorized(error: Exception) -> bool:
    """Whether the engine refused what a confined connection may not do."""
    said = "; ".join(map(str, _behind(error)))
    return "42501" in _sqlstates(error) or "not authorized" in said or "is prohibited" in said


def in_words(error: Exception, wrote: bool = False) -> Exception:
    """The refusal that a failure of the machine amounts to; the error itself when the program is to blame."""
    if isinstance(error, _PROGRAMS_OWN):
        return error
    states = _sqlstates(error)
    return _server_in_words(states, error) if states else _file_in_words(error, wrote)


def _server_in_words(states: list[str], error: Exception) -> Exception:
    if any(state in ("XX001", "XX002") for state in states):
        return _unreadable()
    if any(state in ("53100", "58030") for state in states):
        return _full()
    return no_answer() if any(state.startswith(("08", "57P")) for state in states) else error


def _file_in_words(error: Exception, wrote: bool) -> Exception:
    text = "; ".join(map(str, _behind(error)))
    if "not a database" in text:
        # Another kind of file is a mistake of whoever named it.
        return _unreadable(Broken)
    if "disk image is malformed" in text:
        return _unreadable()
    if "is full" in text or "disk I/O" in text:
        return _full()
    if wrote and "readonly" in text:
        return Refusal(
            _("The disk of the journal is read-only: nothing was changed."),
            _("Call whoever keeps this machine: the disk must be mounted for writing."),
        )
    if "unable to open" in text:
        return Broken(_("A file of the journal does not open for this user."), _("Call whoever keeps this machine."))
    if "is locked" in text:
        return Busy(
            _("The journal is busy with somebody else's long change."),
            _("Nothing of yours was lost: try again in a minute."),
        )
    return error


class NotCopied(Refusal):
    """A copy could not be made where it was wanted; the journal has nothing to do with it."""


def copying_in_words(error: Exception, folder: Path) -> Exception:
    """The refusal that a failure while writing a copy into a folder amounts to."""
    text = "; ".join(map(str, _behind(error)))
    if any(said in text for said in ("malformed", "not a database", "is locked")):
        # What is read is the journal, and so is what cannot be read.
        return in_words(error)
    if "is full" in text:
        return NotCopied(
            _("The disk is full: no copy was made in {folder}.").format(folder=folder),
            _("Free space there, or choose another folder or disk."),
        )
    if "disk I/O" in text:
        return not_copied(folder, _("a disk failed"))
    return not_copied(folder, _("no file can be made there") if "unable to open" in text else str(error))


def not_copied(folder: Path, why: str | None) -> NotCopied:
    """The refusal of a folder that takes no copy."""
    return NotCopied(
        _("No copy was made in {folder}: {error}.").format(folder=folder, error=why),
        _("Choose another folder or disk."),
    )


def _full() -> Damaged:
    return Damaged(
        _("The disk of the journal is full or failing: nothing was changed."),
        _("Everything acknowledged before is safe: free space on the disk, then try again."),
    )


def _unreadable(kind: type[Broken] = Damaged) -> Broken:
    return kind(
        _("The journal's database cannot be opened."),
        _("It is no journal or it is damaged: restore it from a backup."),
    )
