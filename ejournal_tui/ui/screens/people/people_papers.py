"""Papers about people: everything held about one of them, the list of a class."""

from pathlib import Path

from ....domain.accounts.logins import transliterate
from ....domain.people.cards import PersonKind
from ....domain.people.people import ClassId
from ....services.people.class_lists import print_class_list
from ....services.people.person_extract import extract_person
from ....services.session import Session
from ....services.workbooks.outbox import save_new
from ...desk import Desk


async def save_extract(desk: Desk, home: Path, kind: PersonKind, key: int) -> Path:
    """Everything held about a person, into the outbox; raises Refusal."""

    def save(session: Session) -> Path:
        made = extract_person(session, kind, key)
        return save_new(home, f"extract-{kind.value}-{key}", "pdf", made.pdf, made.extract.stamp.copy)

    return await desk.run(save)


async def save_class_list(desk: Desk, home: Path, school_class: ClassId, name: str) -> Path:
    """The list of a class, into the outbox; raises Refusal."""
    of = "".join(sign for sign in transliterate(name) if sign.isascii() and sign.isalnum())

    def save(session: Session) -> Path:
        made = print_class_list(session, school_class)
        return save_new(home, f"class-list-{of}", "pdf", made.pdf, made.copy)

    return await desk.run(save)
