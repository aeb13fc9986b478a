"""A family proposes a contact in the diary; it is in force when the class teacher has the paper (C19)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.people.cards import PersonKind
from ...domain.people.letters import ContactLetter, write_letter
from ...domain.people.people import AccountId, Actor, Contact, GuardianId
from ...domain.text.cleaning import clean
from ...i18n import N_, _
from ...storage.log.records import Record
from ...storage.people import cards, people
from ...storage.people import contact_proposals as store
from ...storage.school import School
from ..session import Change, Query
from ..typed import read_email, read_phone
from .families import ChangeContact
from .personal import PersonalChange, places_of

LONGEST = 100
LONGEST_WORD = 200


def _strict(contact: Contact) -> Contact:
    """A contact of a stranger's hand as the journal would write it; raises Invalid."""
    if max(len(contact.phone), len(contact.email)) > LONGEST:
        raise Invalid(_("A phone or an address is at most {count} characters long.").format(count=LONGEST))
    found = Contact(read_phone(clean(contact.phone)), read_email(clean(contact.email)))
    if found == Contact():
        raise Invalid(_("A phone or an e-mail address has to stand there."))
    return found


@dataclass(frozen=True)
class ProposeContact(Change):
    """Propose another phone and e-mail of one's own, or take the proposal back."""

    TITLE = N_("contact proposed")
    guardian: GuardianId
    wanted: Contact | None
    expects: Contact | None
    """What the person has proposed already and nobody has answered."""
    refused: str = ""
    """The word under which an undo puts a refused proposal back."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The guardian, about nobody else."""
        return policy.may_propose_contact(actor, self.guardian)

    def apply(self, school: School) -> "ProposeContact | None":
        """Write it, or pass it on; raises Conflict and Invalid."""
        stands = store.of_guardian(school, self.guardian)
        waits = stands.contact if stands and not stands.refused else None
        if waits != self.expects:
            raise Conflict(_("The proposal was answered or changed meanwhile."), _("Look at it again."))
        wanted = _strict(self.wanted) if self.wanted else None
        if wanted is not None and wanted == cards.contact_of(school, "guardian", self.guardian) and not self.refused:
            raise Invalid(_("This contact stands in the journal already."))
        if school.spool is not None:
            school.spool.put(write_letter(ContactLetter(AccountId(school.ledger.actor), wanted)))
            return None
        store.put(school, self.guardian, wanted, self.refused)
        before = stands.contact if stands else None
        now = wanted if not self.refused else None
        return ProposeContact(self.guardian, before, now, stands.refused if stands else "")

    def facts(self) -> Mapping[str, object]:
        """Whose; the contact itself is personal."""
        return {"guardian": self.guardian, "proposed": self.wanted is not None}


@dataclass(frozen=True)
class OwnContact:
    """How a guardian is reached, and what was proposed."""

    guardian: GuardianId
    stands: Contact
    proposed: Contact | None
    refused: str
    """Why the last proposal was not taken."""


@dataclass(frozen=True)
class ShowOwnContact(Query[OwnContact]):
    """The guardian's own contact."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """A guardian."""
        return policy.may_propose_contact(actor, actor.guardian)

    def answer(self, actor: Actor, school: School) -> OwnContact:
        """What stands in the journal and what was proposed."""
        key = GuardianId(actor.guardian or 0)
        found = store.of_guardian(school, key)
        waits = found.contact if found and not found.refused else None
        return OwnContact(key, cards.contact_of(school, "guardian", key), waits, found.refused if found else "")


@dataclass(frozen=True)
class Waiting:
    """A proposal that waits for an answer."""

    guardian: GuardianId
    name: str
    children: tuple[str, ...]
    stands: Contact
    proposed: Contact


@dataclass(frozen=True)
class WaitingProposals(Query[tuple[Waiting, ...]]):
    """What families propose; each sees the families whose contacts are theirs to change."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Class teachers and keepers of data."""
        return policy.may_see_proposals(actor)

    def answer(self, actor: Actor, school: School) -> tuple[Waiting, ...]:
        """The oldest first."""
        found = []
        for one in store.waiting(school):
            if policy.may_change_contact(actor, places_of(school, PersonKind.GUARDIAN, one.guardian)) is None:
                children = people.children_of(school, one.guardian, school.clock.today())
                found.append(Waiting(
                    one.guardian, cards.name_of(school, "guardian", one.guardian).initials,
                    tuple(child.short for child in children),
                    cards.contact_of(school, "guardian", one.guardian), one.contact,
                ))  # fmt: skip
        return tuple(found)


def _open(school: School, guardian: int, expects: Contact) -> store.Proposal:
    found = store.of_guardian(school, guardian)
    if found is None or found.refused or found.contact != expects:
        raise Conflict(_("The proposal was answered or changed meanwhile."), _("Look at it again."))
    return found


@dataclass(frozen=True)
class AcceptProposal(PersonalChange):
    """Write a proposed contact into the journal by the family's statement."""

    TITLE = N_("proposed contact accepted")
    guardian: GuardianId
    number: str
    stated: date
    expects: Contact
    """What was proposed."""
    stands: Contact
    """What stood in the journal when the person looked."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher of a child, the keeper of a child's grade."""
        return policy.may_change_contact(actor, places_of(school, PersonKind.GUARDIAN, self.guardian))

    def carry_out(self, school: School, record: Record) -> None:
        """Write the contact with its paper; raises Invalid and Conflict."""
        found = _open(school, self.guardian, self.expects)
        ChangeContact(
            PersonKind.GUARDIAN, self.guardian, self.expects, self.number, self.stated, self.stands
        ).carry_out(school, record)
        record.delete("contact_proposal", found.key, ("guardian", "phone", "email", "refused", "at"))

    def facts(self) -> Mapping[str, object]:
        """Whose, by which paper's date."""
        return {"guardian": self.guardian, "stated": self.stated.isoformat()}


@dataclass(frozen=True)
class RefuseProposal(PersonalChange):
    """Leave the contact as it is, with a word that the family reads."""

    TITLE = N_("proposed contact refused")
    guardian: GuardianId
    word: str
    expects: Contact
    """What was proposed."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher of a child, the keeper of a child's grade."""
        return policy.may_change_contact(actor, places_of(school, PersonKind.GUARDIAN, self.guardian))

    def carry_out(self, school: School, record: Record) -> None:
        """Write the word; raises Invalid and Conflict."""
        word = " ".join(clean(self.word).split())
        if not word:
            raise Invalid(_("A word for the family is missing."), _("Say why: it is read in the diary."))
        if len(word) > LONGEST_WORD:
            raise Invalid(_("The word is too long: at most {count} characters.").format(count=LONGEST_WORD))
        found = _open(school, self.guardian, self.expects)
        record.update("contact_proposal", found.key, refused=word)

    def facts(self) -> Mapping[str, object]:
        """Whose."""
        return {"guardian": self.guardian}
