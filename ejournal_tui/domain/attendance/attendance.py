"""Absences: the letters of the journal, the same on screen and on paper (domain rules 2)."""

from enum import StrEnum

from ...i18n import N_, _


class Absence(StrEnum):
    """Why a pupil's cell is not simply "present"; the letters are stored and printed."""

    ABSENT = "н"
    LATE = "о"
    ILL = "б"
    EXCUSED = "п"

    @property
    def missed(self) -> bool:
        """Whether the lesson was missed (a late pupil was there)."""
        return self is not Absence.LATE

    @property
    def words(self) -> str:
        """What the letter means."""
        return _(_WORDS[self])


_WORDS = {
    Absence.ABSENT: N_("was absent"),
    Absence.LATE: N_("was late"),
    Absence.ILL: N_("was ill"),
    Absence.EXCUSED: N_("was excused"),
}
