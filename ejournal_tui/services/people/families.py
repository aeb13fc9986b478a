"""Guardians and contacts: who stands for a child, how a family is reached and informed (C19, C23, C24)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.accounts.logins import family_login
from ...domain.errors import Invalid
from ...domain.people.cards import NewGuardian, PersonKind
from ...domain.people.people import Actor, Contact, GuardianId, PupilId
from ...domain.text.search import key as search_key
from ...domain.text.words import full_date
from ...i18n import N_, _
from ...storage.accounts import accounts
from ...storage.log.records import Record
from ...storage.people import cards, people
from ...storage.school import School
from .personal import PersonalChange, places_of, require_order, require_past, require_seen

CONTACT, INFORMING = N_("contact"), N_("informing")
"""What a statement may change, as it is stored and said."""


def keeper_of_pupil(actor: Actor, school: School, pupil: int) -> str | None:
    """Why the actor does not keep the data of a pupil, or None."""
    return policy.may_keep_pupils(actor, {grade for _class, grade in places_of(school, PersonKind.PUPIL, pupil)})


def take_in(school: School, record: Record, pupil: int, guardian: NewGuardian) -> int:
    """Make somebody a child's guardian: the one that a sibling has, known by name and phone, or a new one."""
    known = people.guardians_by_phone(school).get((guardian.name, guardian.contact.phone))
    key = known if known is not None and guardian.contact.phone else _new(school, record, guardian)
    rows = school.db.sql("SELECT id, ends FROM guardianship WHERE pupil=? AND guardian=?", pupil, key)
    if rows and rows[0][1] is None:
        raise Invalid(_("This is a guardian of the child already."), _("Change what stands on the card."))
    terms = {"relation": guardian.relation, "on_paper": int(guardian.on_paper), "ends": None}
    if rows:
        record.update("guardianship", rows[0][0], **terms)
    else:
        record.insert("guardianship", pupil=pupil, guardian=key, **terms)
    return key


def _new(school: School, record: Record, guardian: NewGuardian) -> int:
    key = record.insert(
        "guardian", surname=guardian.name.surname, given=guardian.name.given, patronymic=guardian.name.patronymic,
        search_key=search_key(guardian.name.full), phone=guardian.contact.phone, email=guardian.contact.email,
    )  # fmt: skip
    record.insert("account", login=family_login(accounts.logins(school)), guardian=key, disabled=0)
    return key


@dataclass(frozen=True)
class AddGuardian(PersonalChange):
    """Give a child one more guardian; siblings share one."""

    TITLE = N_("guardian added")
    pupil: PupilId
    guardian: NewGuardian

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the grade's data."""
        return keeper_of_pupil(actor, school, self.pupil)

    def carry_out(self, school: School, record: Record) -> None:
        """Write the guardian and the guardianship; raises Invalid."""
        take_in(school, record, self.pupil, self.guardian)


@dataclass(frozen=True)
class EndGuardian(PersonalChange):
    """Let somebody be a child's guardian until a day, and see nothing of it afterwards (C24)."""

    TITLE = N_("guardian until a day")
    pupil: PupilId
    guardian: GuardianId
    day: date
    """The last day."""
    expects: date | None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The keeper of the grade's data."""
        return keeper_of_pupil(actor, school, self.pupil)

    def carry_out(self, school: School, record: Record) -> None:
        """Date the guardianship; raises Invalid and Conflict."""
        key, ends, _paper = _bond(school, self.pupil, self.guardian)
        words = _("until {day}").format(day=full_date(ends)) if ends else _("without an end")
        require_seen(school, "guardianship", key, ends, self.expects, words)
        if ends == self.day:
            raise Invalid(_("It stands so already."), _("Look at the card."))
        record.update("guardianship", key, ends=self.day.isoformat())


def _bond(school: School, pupil: int, guardian: int) -> tuple[int, date | None, bool]:
    rows = school.db.sql("SELECT id, ends, on_paper FROM guardianship WHERE pupil=? AND guardian=?", pupil, guardian)
    if not rows:
        raise Invalid(_("This is no guardian of the child."), _("Open the card again."))
    return rows[0][0], cards.day(rows[0][1]), bool(rows[0][2])


@dataclass(frozen=True)
class ChangeContact(PersonalChange):
    """Change how a guardian or a pupil is reached, by the family's statement (C19, R2-4)."""

    TITLE = N_("contact changed")
    kind: PersonKind
    key: int
    contact: Contact
    number: str
    stated: date
    expects: Contact

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher of a child, the keeper of a child's grade."""
        return policy.may_change_contact(actor, places_of(school, self.kind, self.key))

    def carry_out(self, school: School, record: Record) -> None:
        """Write the contact with its paper; raises Invalid and Conflict."""
        require_past(school, self.stated)
        table = PersonKind(self.kind).value
        stands = cards.contact_of(school, table, self.key)
        words = " ".join(filter(None, (stands.phone, stands.email))) or "—"
        require_seen(school, table, self.key, stands, self.expects, words)
        if stands == self.contact:
            raise Invalid(_("It stands so already."), _("Look at the card."))
        pupil = self.kind is PersonKind.PUPIL
        emails = {} if pupil else {"email": self.contact.email}
        record.update(table, self.key, phone=self.contact.phone, **emails)
        keys = (self.key, None) if pupil else (None, self.key)
        _state(record, school, CONTACT, keys, self.number, self.stated)

    def facts(self) -> Mapping[str, object]:
        """Whose, by which paper's date."""
        return {self.kind.value: self.key, "stated": self.stated.isoformat()}


def _state(
    record: Record, school: School, what: str, keys: tuple[int | None, int | None], number: str, stated: date
) -> None:
    record.insert(
        "contact_statement", what=what, pupil=keys[0], guardian=keys[1], number=require_order(number),
        stated=stated.isoformat(), author=school.ledger.actor, at=school.ledger.at,
    )  # fmt: skip


@dataclass(frozen=True)
class SetInforming(PersonalChange):
    """Choose paper or the electronic diary for one guardian and child, by the family's statement (C23)."""

    TITLE = N_("form of informing")
    pupil: PupilId
    guardian: GuardianId
    on_paper: bool
    number: str
    stated: date
    expects: bool

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher of the child, the keeper of the grade's data."""
        return policy.may_change_contact(actor, places_of(school, PersonKind.PUPIL, self.pupil))

    def carry_out(self, school: School, record: Record) -> None:
        """Write the form with its paper; raises Invalid and Conflict."""
        require_past(school, self.stated)
        key, _ends, stands = _bond(school, self.pupil, self.guardian)
        words = _("on paper") if stands else _("electronically")
        require_seen(school, "guardianship", key, stands, self.expects, words)
        if stands == self.on_paper:
            raise Invalid(_("It stands so already."), _("Look at the card."))
        record.update("guardianship", key, on_paper=int(self.on_paper))
        _state(record, school, INFORMING, (self.pupil, self.guardian), self.number, self.stated)
