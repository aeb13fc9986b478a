"""The line at the foot of every page taken out of the journal: whose deed the paper is."""

from ..domain.papers.papers import Stamp, copy_words
from ..domain.text.words import full_date
from ..i18n import N_, _


def stamp_line(stamp: Stamp, by: str = N_("Printed by: {who}"), personal: bool = True) -> str:
    """Who, when, where, which copy, and whether these are personal data."""
    parts = (
        _(by).format(who=stamp.who),
        f"{full_date(stamp.when)} {stamp.when:%H:%M}",
        stamp.terminal,
        copy_words(stamp.copy),
        _("personal data, Federal Law 152-FZ") if personal else "",
    )
    return " · ".join(part for part in parts if part)
