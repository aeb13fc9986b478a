"""What families said through their own door comes into the journal by the same verbs, checked as if said here."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ...domain.attendance.attendance import Absence
from ...domain.attendance.notices import KeptNotice, Notice, NoticeState
from ...domain.errors import Conflict, Denied, Refusal
from ...domain.people.letters import AbsenceLetter, ContactLetter, Letter, read_letter
from ...domain.people.people import GuardianId
from ...i18n import _
from ...storage.attendance import notices
from ...storage.families.spool import Spool
from ...storage.people import contact_proposals as proposals
from ...storage.school import School
from ..absence_reasons import known_reasons
from ..attendance.notices import SayAbsent, TakeBackNotice
from ..operations.home import Home
from ..people.contact_proposals import ProposeContact
from ..session import Change, Session

TERMINAL = "diary"
"""From where it was said, as the log tells it."""
MOST_OF_ONE = 20
"""How many letters of one account are taken at a time; more are no family's."""


@dataclass(frozen=True)
class Taken:
    """What became of the letters."""

    done: int = 0
    refused: int = 0


def take_in(home: Home, folder: Path) -> Taken:
    """Do what the letters ask, each by its account's own rights; raises Refusal where the folder cannot be read."""
    spool = Spool(folder)
    done = refused = 0
    of: Counter[int] = Counter()
    try:
        for path, text in spool.letters():
            good = text is not None and _take(home, text, of)
            done, refused = done + good, refused + (not good)
            spool.take_away(path)
    except OSError as error:
        raise Refusal(
            _("What families say cannot be read in {folder}: {error}.").format(folder=folder, error=error.strerror),
            _("Look at the owner and the rights of the folder: the README names them."),
        ) from error
    return Taken(done, refused)


def _take(home: Home, text: str, of: Counter[int]) -> bool:
    try:
        letter = read_letter(text)
        of[letter.account] += 1
        if of[letter.account] > MOST_OF_ONE:
            return False
        session = Session(home.school, letter.account, TERMINAL)
        session.do(_asked(home.school, session, letter))
    except Refusal:
        # Its sender is told by the diary, which goes on showing what stands.
        return False
    return True


def _asked(school: School, session: Session, letter: Letter) -> Change:
    if isinstance(letter, ContactLetter):
        return _contact(school, session, letter)
    if not letter.takes_back:
        said = Notice(letter.pupil, letter.code, "", Absence.EXCUSED, letter.starts, letter.ends, letter.word)
        return SayAbsent(said)
    return TakeBackNotice(_waiting(school, letter))


def _contact(school: School, session: Session, letter: ContactLetter) -> Change:
    guardian = session.actor().guardian
    if guardian is None:
        raise Denied(_("A contact is proposed by the guardian whose it is."))
    stands = proposals.of_guardian(school, guardian)
    waits = stands.contact if stands and not stands.refused else None
    return ProposeContact(GuardianId(guardian), letter.contact, waits)


def _waiting(school: School, letter: AbsenceLetter) -> KeptNotice:
    found = notices.of_pupil(school, letter.pupil, letter.starts, known_reasons(school))
    for one in found:
        about = (one.notice.code, one.notice.starts, one.notice.ends)
        if one.state is NoticeState.WAITING and about == (letter.code, letter.starts, letter.ends):
            return one
    raise Conflict(_("The family has taken this back meanwhile."))
