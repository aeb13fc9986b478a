"""One-time codes on paper."""

from collections.abc import Sequence

from ...domain.papers.papers import Credential, CredentialBatch, Stamp
from ...i18n import _
from ..operations.home import Home
from .accounts import STAFF, CodeSlip


def slips_pdf(home: Home, slips: Sequence[CodeSlip]) -> bytes:
    """The slips to cut and hand out."""
    from ...reports.credentials import credentials_pdf

    clock = home.clock
    credentials = tuple(
        Credential(
            s.name.full, *_who(s), s.login, s.code, clock.local(s.until).date(), s.children
        )
        for s in slips
    )
    stamp = Stamp(_("console"), clock.now(), "", home.school.head())
    entrances = (_("On the school's terminals: sign in with the login and F2, “one-time code”."),)
    return credentials_pdf(CredentialBatch(home.school.setting("name"), entrances, credentials, stamp))


def _who(slip: CodeSlip) -> tuple[str, str]:
    """The role and the class as the slip prints them: staff by their post, families by their class."""
    return (slip.of, "") if slip.role == STAFF else (_(slip.role), slip.of)
