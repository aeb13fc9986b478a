"""What the machine under a journal can do to a change, in words."""

from ..domain.errors import Broken, Busy, Refusal
from ..i18n import _


def _sqlstate(error: Exception) -> str:
    return getattr(error.__cause__ or error.__context__, "sqlstate", None) or ""


def _told(error: BaseException | None) -> str:
    """What an error and those behind it say: SQLite undoes a failed write by itself, and undoing it again fails too."""
    return f"{error}; {_told(error.__context__)}" if error else ""


def may_be_repeated(error: Exception) -> bool:
    """Whether a server only asks for the same transaction again."""
    return _sqlstate(error) in ("40001", "40P01")


def in_words(error: Exception) -> Exception:
    """The refusal that a failure of the machine amounts to; the error itself when the program is to blame."""
    text, state = _told(error), _sqlstate(error)
    if "is full" in text or "disk I/O" in text or state == "53100":
        return Broken(
            _("The disk of the journal is full or failing: nothing was changed."),
            _("Everything acknowledged before is safe: free space on the disk, then try again."),
        )
    if "readonly" in text and "disk" not in text and not state:
        return Refusal(
            _("The journal's disk takes no changes: nothing was changed."), _("Call whoever keeps this machine.")
        )
    if "is locked" in text:
        return Busy(
            _("The journal is busy with somebody else's long change."),
            _("Nothing of yours was lost: try again in a minute."),
        )
    if "connection" in text or state.startswith(("08", "57P")):
        return Broken(_("The database server does not answer."), _("Ask the person who keeps it; nothing was lost."))
    return error
