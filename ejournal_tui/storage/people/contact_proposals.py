"""Contacts that families have proposed."""

from dataclasses import dataclass

from ...domain.people.people import Contact, GuardianId
from ..school import School


@dataclass(frozen=True)
class Proposal:
    """A contact that a guardian has proposed."""

    key: int
    guardian: GuardianId
    contact: Contact
    refused: str
    """The word with which it was refused, "" while it waits."""
    at: int


_COLUMNS = "id, guardian, phone, email, refused, at"


def _proposal(key: int, guardian: int, phone: str, email: str, refused: str, at: int) -> Proposal:
    return Proposal(key, GuardianId(guardian), Contact(phone, email), refused, at)


def of_guardian(school: School, guardian: int) -> Proposal | None:
    """What somebody has proposed last."""
    rows = school.db.sql(f"SELECT {_COLUMNS} FROM contact_proposal WHERE guardian=?", guardian)
    return _proposal(*rows[0]) if rows else None


def waiting(school: School) -> list[Proposal]:
    """What waits for an answer, the oldest first."""
    rows = school.db.sql(f"SELECT {_COLUMNS} FROM contact_proposal WHERE refused='' ORDER BY at, id")
    return [_proposal(*row) for row in rows]


def put(school: School, guardian: int, contact: Contact | None, refused: str = "") -> None:
    """Write what somebody proposes, or take it away, inside a deed."""
    stands = of_guardian(school, guardian)
    if contact is None:
        if stands is not None:
            school.ledger.delete("contact_proposal", stands.key)
        return
    values = {"phone": contact.phone, "email": contact.email, "refused": refused, "at": school.ledger.at}
    if stands is not None:
        school.ledger.update("contact_proposal", stands.key, **values)
    else:
        school.ledger.insert("contact_proposal", guardian=guardian, **values)
