"""Papers about people: everything held about one of them, the list of a class."""

from pathlib import Path

from ....domain.accounts.logins import transliterate
from ....domain.people.cards import PersonKind
from ....domain.people.people import ClassId
from ....services.people.class_lists import print_class_list
from ....services.people.person_extract import extract_person
from ....services.workbooks.outbox import save_new
from ...desk import Desk


async def save_extract(desk: Desk, home: Path, kind: PersonKind, key: int) -> Path:
    """Everything held about a person, into the outbox; raises Refusal."""
    return await desk.run(
        lambda session: save_new(home, f"extract-{kind.value}-{key}", "pdf", extract_person(session, kind, key).pdf)
    )


async def save_class_list(desk: Desk, home: Path, school_class: ClassId, name: str) -> Path:
    """The list of a class, into the outbox; raises Refusal."""
    of = "".join(sign for sign in transliterate(name) if sign.isascii() and sign.isalnum())
    return await desk.run(
        lambda session: save_new(home, f"class-list-{of}", "pdf", print_class_list(session, school_class).pdf)
    )
