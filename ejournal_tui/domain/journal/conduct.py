"""What a teacher tells the family of a pupil at a lesson."""

from dataclasses import dataclass

from ...i18n import _

LONGEST_NOTE = 120
"""It has to stand in full on the weekly sheet."""


@dataclass(frozen=True)
class Note:
    """A note on conduct, or praise."""

    text: str
    praise: bool = False

    @property
    def kind(self) -> str:
        """«благодарность»."""
        return _("praise") if self.praise else _("note on conduct")
