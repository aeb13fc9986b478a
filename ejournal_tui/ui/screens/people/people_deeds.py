"""What can be done to a person from the card: what is asked, and the change that follows from the answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ....domain.people.card_lines import Card, role_name, role_words
from ....domain.people.cards import GuardianCard, Kin, NewGuardian, PersonKind, PupilCard, StaffCard
from ....domain.people.people import ClassId, Contact, GuardianId, Name, PupilId, StaffId
from ....domain.text.words import full_date
from ....i18n import _
from ....services.groups.class_teachers import LeadClass
from ....services.people.families import AddGuardian, ChangeContact, EndGuardian, SetInforming
from ....services.people.people import ChangeName, ClassLine
from ....services.people.pupils import EnrolPupil, MovePupil, SetHomeTuition
from ....services.people.staffing import (
    GIVEN,
    ChangePost,
    ChangeStaffContact,
    Dismiss,
    EndRole,
    GiveRole,
    HireStaff,
)
from ....services.session import Change
from ....services.typed import read_day, read_email, read_name, read_on_paper, read_phone, read_sex, read_text
from ...dialogs.form import Field

Values = tuple[str, ...]


@dataclass(frozen=True)
class Deed:
    """One thing to do: perhaps a choice, then a form, then the change."""

    key: str
    """Under which an unfinished form is kept."""
    words: str
    probe: Change
    """Asked at the door beforehand: refused deeds are not offered."""
    fields: tuple[Field, ...]
    read: Callable[[int, Values], Change]
    """The change, from the number of the choice and what was typed; raises Refusal."""
    choices: tuple[str, ...] = ()


class Deeds:
    """The deeds of a day in a school with these classes."""

    def __init__(self, today: date, classes: Sequence[ClassLine]) -> None:
        self._today = today
        self._classes = tuple(classes)

    def of(self, card: Card) -> list[Deed]:
        """What can be done to whoever's card it is."""
        if isinstance(card, PupilCard):
            found = self._of_pupil(card)
        elif isinstance(card, GuardianCard):
            found = self._of_guardian(card)
        else:
            found = self._of_staff(card)
        return found

    def _day(self, typed: str) -> date:
        return read_day(typed, self._today)

    def _now(self, label: str) -> Field:
        return Field(label, full_date(self._today))

    def _order(self) -> Field:
        return Field(_("Order no."))

    def _paper(self) -> tuple[Field, Field]:
        return Field(_("Statement no.")), self._now(_("Date of the statement"))

    def _name(self, kind: PersonKind, key: int, name: Name) -> Deed:
        change = ChangeName(kind, key, name, name)
        return Deed(
            f"name:{kind}:{key}", _("Change of name…"), change, (Field(_("Full name"), name.full),),
            lambda _n, v: replace(change, name=read_name(v[0])),
        )  # fmt: skip

    # Pupils

    def enrol(self, school_class: ClassLine) -> Deed:
        """A new pupil of a class."""
        fields = (
            Field(_("Full name"), hint=_("surname, name, patronymic")), Field(_("Date of birth"), hint="15.01.2005"),
            Field(_("Sex"), hint=_("М or Ж")),
            Field(_("In the class from"), full_date(max(self._today, school_class.first))), self._order(),
            *self._guardian_fields(),
        )  # fmt: skip

        def read(_choice: int, v: Values) -> EnrolPupil:
            guardians = (self._new_guardian(v[5:]),) if v[5].strip() else ()
            return EnrolPupil(
                read_name(v[0]), self._birth(v[1]), read_sex(v[2]), school_class.key, self._day(v[3]), v[4], guardians
            )

        probe = EnrolPupil(Name("", ""), self._today, "", school_class.key, self._today, "")
        words = _("New pupil of {school_class}").format(school_class=school_class.title)
        return Deed(f"enrol:{school_class.key}", words, probe, fields, read)

    def _birth(self, typed: str) -> date:
        return read_day(typed, self._today.replace(year=self._today.year - 10))

    def _guardian_fields(self) -> tuple[Field, ...]:
        return (
            Field(_("Guardian"), hint=_("surname, name, patronymic")), Field(_("Relation"), hint=_("mother, father…")),
            Field(_("Phone"), hint="+7 911 123-45-67"), Field(_("E-mail")),
            Field(_("Sheets on paper"), hint=_("yes or no")),
        )  # fmt: skip

    def _new_guardian(self, v: Values) -> NewGuardian:
        contact = Contact(read_phone(v[2]), read_email(v[3]))
        return NewGuardian(read_name(v[0]), read_text(v[1], _("Relation")), contact, read_on_paper(v[4]))

    def _of_pupil(self, card: PupilCard) -> list[Deed]:
        pupil, here = card.pupil, card.lasting_class
        others = [one for one in self._classes if one.key != here]
        move = MovePupil(pupil, None, self._today, "", here)
        entry = AddGuardian(pupil, NewGuardian(Name("", ""), "", Contact()))
        return [
            self._move(move, others),
            *([self._leave(move)] if here is not None else []),
            self._at_home(card),
            self._contact(PersonKind.PUPIL, pupil, Contact(card.phone), _("Phone of the pupil…")),
            Deed(f"guardian:{pupil}", _("Add a guardian…"), entry, self._guardian_fields(),
                 lambda _n, v: replace(entry, guardian=self._new_guardian(v))),
            self._name(PersonKind.PUPIL, pupil, card.name),
        ]  # fmt: skip

    def _move(self, move: MovePupil, others: Sequence[ClassLine]) -> Deed:
        words = _("To another class…") if move.expects is not None else _("Back to school…")
        return Deed(
            f"move:{move.pupil}", words, move, (self._now(_("In the class from")), self._order()),
            lambda n, v: replace(move, to=others[n].key, day=self._day(v[0]), order_number=v[1]),
            tuple(str(one.name) for one in others),
        )  # fmt: skip

    def _leave(self, move: MovePupil) -> Deed:
        return Deed(
            f"leave:{move.pupil}", _("Leaves school…"), move, (self._now(_("Not at school from")), self._order()),
            lambda _n, v: replace(move, day=self._day(v[0]), order_number=v[1]),
        )  # fmt: skip

    def _at_home(self, card: PupilCard) -> Deed:
        at_home = card.lasting_at_home
        change = SetHomeTuition(card.pupil, not at_home, self._today, "", at_home)
        words, label = (
            (_("Back from home tuition…"), _("In the class from")) if at_home
            else (_("Tuition at home…"), _("At home from"))
        )  # fmt: skip
        return Deed(
            f"home:{card.pupil}", words, change, (self._now(label), self._order()),
            lambda _n, v: replace(change, day=self._day(v[0]), order_number=v[1]),
        )  # fmt: skip

    # Families

    def _contact(self, kind: PersonKind, key: int, stands: Contact, words: str) -> Deed:
        change = ChangeContact(kind, key, stands, "", self._today, stands)
        pupil = kind is PersonKind.PUPIL
        email = () if pupil else (Field(_("E-mail"), stands.email),)

        def read(_choice: int, v: Values) -> ChangeContact:
            contact = Contact(read_phone(v[0]), "" if pupil else read_email(v[1]))
            return replace(change, contact=contact, number=v[-2], stated=self._day(v[-1]))

        fields = (Field(_("Phone"), stands.phone), *email, *self._paper())
        return Deed(f"contact:{kind}:{key}", words, change, fields, read)

    def _of_guardian(self, card: GuardianCard) -> list[Deed]:
        found = [self._contact(PersonKind.GUARDIAN, card.guardian, card.contact, _("Phone and e-mail…"))]
        for kin in card.children:
            found += [self._informing(card.guardian, kin), self._end(card.guardian, kin)]
        return [*found, self._name(PersonKind.GUARDIAN, card.guardian, card.name)]

    def _informing(self, guardian: GuardianId, kin: Kin) -> Deed:
        change = SetInforming(PupilId(kin.key), guardian, not kin.on_paper, "", self._today, kin.on_paper)
        words = _("{name}: electronic diary…") if kin.on_paper else _("{name}: sheets on paper…")
        return Deed(
            f"informing:{guardian}:{kin.key}", words.format(name=kin.name.short), change, self._paper(),
            lambda _n, v: replace(change, number=v[0], stated=self._day(v[1])),
        )  # fmt: skip

    def _end(self, guardian: GuardianId, kin: Kin) -> Deed:
        change = EndGuardian(PupilId(kin.key), guardian, self._today, kin.ends)
        return Deed(
            f"end:{guardian}:{kin.key}", _("{name}: guardian until…").format(name=kin.name.short), change,
            (self._now(_("Last day")),), lambda _n, v: replace(change, day=self._day(v[0])),
        )  # fmt: skip

    # Staff

    def hire(self) -> Deed:
        """Somebody new on the staff."""
        change = HireStaff(Name("", ""), "", "", Contact(), self._today)
        fields = (
            Field(_("Full name"), hint=_("surname, name, patronymic")), Field(_("Post"), hint=_("as in the order")),
            Field(_("Room")), Field(_("Phone"), hint="+7 911 123-45-67"), Field(_("E-mail")),
            self._now(_("From")),
        )  # fmt: skip

        def read(_choice: int, v: Values) -> HireStaff:
            contact = Contact(read_phone(v[3]), read_email(v[4]))
            return HireStaff(read_name(v[0]), read_text(v[1], _("Post")), v[2].strip(), contact, self._day(v[5]))

        return Deed("hire", _("New member of staff"), change, fields, read)

    def _of_staff(self, card: StaffCard) -> list[Deed]:
        post = ChangePost(card.staff, card.post, self._today, card.post)
        change = Deed(
            f"post:{card.staff}", _("Back on the staff…") if card.dismissed else _("Post…"), post,
            (Field(_("Post"), card.post), self._now(_("From"))),
            lambda _n, v: replace(post, post=read_text(v[0], _("Post")), day=self._day(v[1])),
        )  # fmt: skip
        if card.dismissed:
            return [change, self._name(PersonKind.STAFF, card.staff, card.name)]
        gone = Dismiss(card.staff, self._today)
        return [
            change, self._staff_contact(card), *self._roles(card), self._lead(card.staff),
            self._name(PersonKind.STAFF, card.staff, card.name),
            Deed(f"dismiss:{card.staff}", _("Leaves the school…"), gone, (self._now(_("Last day")),),
                 lambda _n, v: replace(gone, day=self._day(v[0]))),
        ]  # fmt: skip

    def _staff_contact(self, card: StaffCard) -> Deed:
        change = ChangeStaffContact(card.staff, card.room, card.contact, (card.room, card.contact))
        fields = (
            Field(_("Room"), card.room), Field(_("Phone"), card.contact.phone),
            Field(_("E-mail"), card.contact.email),
        )  # fmt: skip
        return Deed(
            f"contact:staff:{card.staff}", _("Room, phone, e-mail…"), change, fields,
            lambda _n, v: replace(change, room=v[0].strip(), contact=Contact(read_phone(v[1]), read_email(v[2]))),
        )  # fmt: skip

    def _roles(self, card: StaffCard) -> list[Deed]:
        give = GiveRole(card.staff, GIVEN[0], self._today)
        given = Deed(
            f"role:{card.staff}", _("Give a role…"), give,
            (self._now(_("From")), Field(_("Until"), hint=_("empty: without an end"))),
            lambda n, v: replace(
                give, role=GIVEN[n], day=self._day(v[0]), until=self._day(v[1]) if v[1].strip() else None
            ),
            tuple(role_name(role) for role in GIVEN),
        )  # fmt: skip
        lasting = [role for role in card.roles if role.span.ends is None or role.span.ends >= self._today]
        if not lasting:
            return [given]
        ended = Deed(
            f"end-role:{card.staff}", _("End a role…"), EndRole(card.staff, lasting[0].key, self._today, None),
            (self._now(_("Last day")),),
            lambda n, v: EndRole(card.staff, lasting[n].key, self._day(v[0]), lasting[n].span.ends),
            tuple(role_words(role) for role in lasting),
        )  # fmt: skip
        return [given, ended]

    def _lead(self, staff: StaffId) -> Deed:
        probe = LeadClass(ClassId(0), staff, self._today, None)
        return Deed(
            f"lead:{staff}", _("Class teacher of…"), probe, (self._now(_("From")),),
            lambda n, v: LeadClass(self._classes[n].key, staff, self._day(v[0]), self._classes[n].leader),
            tuple(f"{one.name}  {one.teacher}" for one in self._classes),
        )  # fmt: skip
