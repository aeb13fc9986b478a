"""One walk over a list of pupils: each row unchanged, changed by agreement, new, or told as a contradiction."""

from dataclasses import dataclass
from datetime import date

from ...domain.accounts.logins import family_login
from ...domain.groups.groups import ClassName
from ...domain.people.cards import NewGuardian
from ...domain.people.people import ClassId, Contact, Name, PupilId
from ...domain.text.search import key as search_key
from ...domain.text.words import full_date
from ...domain.workbooks.decisions import Leaving
from ...domain.workbooks.handed_in import GuardianRow, LeaverRow, PupilRow
from ...i18n import N_, _
from ...storage.accounts import accounts as account_store
from ...storage.log.records import Record
from ...storage.people import people
from ...storage.school import School
from ...storage.workbooks import handed_in as journal
from ..people.families import take_in
from ..people.pupils import MovePupil
from .importing import Contradiction, Tally, day_of, missing_class

_SEXES = {"m": N_("male"), "f": N_("female"), "": ""}


def _facts_of(pupil: PupilRow | journal.PupilFacts) -> dict[str, str]:
    return {
        "name": pupil.name.full, "birth": full_date(pupil.birth),
        "sex": _(_SEXES[pupil.sex]) if pupil.sex else "", "class": str(pupil.school_class or ""),
        "file_number": pupil.file_number, "enrolled": full_date(pupil.enrolled) if pupil.enrolled else "",
        "language": pupil.language, "form": pupil.education_form, "phone": pupil.phone,
    }  # fmt: skip


def _facts_of_guardian(guardian: GuardianRow | journal.GuardianFacts) -> dict[str, str]:
    return {
        "relation": guardian.relation, "phone": guardian.phone, "email": guardian.email,
        "informing": _("on paper") if guardian.on_paper else _("electronically"),
    }  # fmt: skip


def _alike(row: PupilRow, facts: journal.PupilFacts) -> bool:
    """Whether a newcomer may be somebody whom the journal spells otherwise or has with another birth date."""
    same_birth, same_class = facts.birth == row.birth, facts.school_class == row.school_class
    if search_key(facts.name.full) == search_key(row.name.full):
        return same_birth or same_class
    return same_birth and same_class and search_key(facts.name.given) == search_key(row.name.given)


_TAKES: dict[str, tuple[str, ...]] = {
    "name": ("surname", "given", "patronymic", "search_key"), "birth": ("birth",), "sex": ("sex",),
    "file_number": ("file_number",), "enrolled": ("enrolled",), "language": ("language",),
    "form": ("education_form",), "phone": ("phone",),
}  # fmt: skip
"""What a list may change about a pupil, and the columns that hold it; a class changes with an order."""


def _stored(row: PupilRow) -> dict[str, object]:
    """A pupil's row as it is stored."""
    return {
        "surname": row.name.surname, "given": row.name.given, "patronymic": row.name.patronymic,
        "search_key": search_key(row.name.full), "birth": row.birth.isoformat(), "sex": row.sex,
        "file_number": row.file_number, "language": row.language, "education_form": row.education_form,
        "phone": row.phone, "enrolled": row.enrolled.isoformat() if row.enrolled else None,
    }  # fmt: skip


@dataclass
class Intake:
    """One walk over the rows of a list of pupils."""

    school: School
    write: bool
    tally: Tally
    effective: date | None

    def __post_init__(self) -> None:
        self.met: set[int] = set()
        """The pupils of the journal whom the file tells of."""
        school, day = self.school, day_of(self.school)
        self.classes = people.class_ids(school)
        self.present = journal.pupils(school, day)
        self.guardians = journal.guardians(school, day)
        self.known = people.guardians_by_phone(school)
        self.emails = {(g.name, g.phone): g.email for found in self.guardians.values() for g in found}
        self.taken = account_store.logins(school)
        self.peopled = {found.school_class for found in self.present.values()}

    def take(self, rows: tuple[PupilRow, ...], leavers: tuple[tuple[LeaverRow, Leaving], ...]) -> Tally:
        """Every row: unchanged, changed, new, or told as a conflict; then those who leave."""
        self._take(rows)
        for row, leaving in leavers:
            self._leave(row, leaving)
        self._tell_absent({row.school_class for row in rows})
        return self.tally

    def _take(self, rows: tuple[PupilRow, ...]) -> None:
        named = {(row.name, row.birth) for row in rows}
        seen: set[tuple[Name, date]] = set()
        absent = [facts for key, facts in self.present.items() if key not in named]
        no_class: dict[ClassName, list[str]] = {}
        for row in rows:
            stands = self.present.get((row.name, row.birth))
            if row.school_class not in self.classes:
                no_class.setdefault(row.school_class, []).append(row.place.of("class"))
            elif (row.name, row.birth) in seen:
                self._say(row.place.of("name"), row, row.name, _("{address}: {pupil} stands in the file twice."))
            elif stands:
                self._compare(row, stands)
                self._compare_guardians(row, stands)
            elif like := next((facts for facts in absent if _alike(row, facts)), None):
                self._compare(row, like)
                self._compare_guardians(row, like)
            else:
                self._add(row)
            seen.add((row.name, row.birth))
        self.tally.gather(no_class, missing_class)

    def _compare(self, row: PupilRow, stands: journal.PupilFacts) -> None:
        self.met.add(stands.id)
        # Whoever is in another class is changed by its keeper, after the move.
        can_take = _TAKES if stands.school_class == row.school_class else ()
        agreed = self.tally.compare(
            N_("pupils"), row.place, stands.name.short, _facts_of(stands), _facts_of(row), can_take
        )
        if self.write and agreed:
            stored = _stored(row)
            values = {column: stored[column] for fact in agreed for column in _TAKES[fact]}
            self.school.ledger.update("pupil", stands.id, **values)

    def _compare_guardians(self, row: PupilRow, pupil: journal.PupilFacts) -> None:
        by_name = {guardian.name: guardian for guardian in self.guardians.get(pupil.id, [])}
        here = pupil.school_class == row.school_class
        for found in row.guardians:
            facts = by_name.pop(found.name, None)
            if facts:
                self._compare_guardian(row, facts, found, here)
            elif self._differs(
                found.place.of("name"), row, found.name,
                _("{address}: {name} is no guardian of {pupil} in the journal."), here,
            ):  # fmt: skip
                self._take_in(pupil.id, found)
        for name in by_name if "guardian" in row.place.columns else ():
            missed = _("{address}: {name} is a guardian of {pupil} in the journal and not in the file.")
            self._differs(row.place.of("guardian"), row, name, missed, can_take=False)

    def _compare_guardian(self, row: PupilRow, stands: journal.GuardianFacts, found: GuardianRow, here: bool) -> None:
        who = f"{row.name.short}, {found.name.initials}"
        facts, told = _facts_of_guardian(stands), _facts_of_guardian(found)
        can_take = ("relation", "phone", "email", "informing") if here else ()
        agreed = self.tally.compare(N_("guardians"), found.place, who, facts, told, can_take)
        if not (self.write and agreed):
            return
        ledger = self.school.ledger
        contact = {fact: told[fact] for fact in ("phone", "email") if fact in agreed}
        bond: dict[str, object] = {"relation": found.relation} if "relation" in agreed else {}
        if "informing" in agreed:
            bond["on_paper"] = int(found.on_paper)
        if contact:
            ledger.update("guardian", stands.key, **contact)
        if bond:
            ledger.update("guardianship", stands.bond, **bond)

    def _take_in(self, pupil: int, row: GuardianRow) -> None:
        self.tally.add(N_("guardians"))
        if self.write:
            guardian = NewGuardian(row.name, row.relation, Contact(row.phone, row.email), row.on_paper)
            take_in(self.school, Record(self.school), pupil, guardian)

    def _differs(self, address: str, row: PupilRow, name: Name, sentence: str, can_take: bool) -> bool:
        """Tell who is a guardian in the file alone or in the journal alone; whether the file is right."""
        said = sentence.format(address=address, name=name.full, pupil=row.name.short)
        return self.tally.weigh(Contradiction(said, (address,), "guardian", said, can_take))

    def _leave(self, row: LeaverRow, leaving: Leaving) -> None:
        facts = self.present.get((row.name, row.birth))
        address = row.place.of("name")
        if facts is None:
            sentence = _("{address}: {name} is not in the journal: leave the row out.")
            self.tally.contradict(sentence.format(address=address, name=row.name.full), address)
            return
        self.met.add(facts.id)
        if facts.school_class is None:
            self.tally.keep(N_("leavers"))
            return
        if facts.school_class != row.school_class:
            sentence = _("{address}: {name} is in {school_class} in the journal: leave the row out.")
            self.tally.contradict(
                sentence.format(address=address, name=row.name.full, school_class=facts.school_class), address
            )
            return
        self.tally.change(N_("leavers"))
        if self.write:
            here = ClassId(self.classes[facts.school_class])
            move = MovePupil(PupilId(facts.id), None, leaving.day, leaving.order, here)
            move.carry_out(self.school, Record(self.school))

    def _tell_absent(self, classes: set[ClassName]) -> None:
        for facts in self.present.values():
            if facts.school_class in classes and facts.id not in self.met:
                self.tally.absent.append(
                    _("{name} is in {school_class} in the journal and not among the rows of the file.").format(
                        name=facts.name.full, school_class=facts.school_class
                    )
                )

    def _say(self, address: str, row: PupilRow, name: Name, sentence: str) -> None:
        self.tally.contradict(sentence.format(address=address, name=name.full, pupil=row.name.short), address)

    def _add(self, row: PupilRow) -> None:
        self.tally.add(N_("pupils"))
        if row.school_class in self.peopled:
            self.tally.fresh.append(
                _("{address}: {name} is new in {school_class}.").format(
                    address=row.place.of("name"), name=row.name.full, school_class=row.school_class
                )
            )
        pupil = self._pupil(row) if self.write else 0
        seen: set[tuple[Name, str]] = set()
        for guardian in row.guardians:
            if (guardian.name, guardian.phone) in seen:
                twice = _("{address}: {name} is a guardian of {pupil} twice in the file.")
                self._say(guardian.place.of("name"), row, guardian.name, twice)
            else:
                seen.add((guardian.name, guardian.phone))
                self._guardian(guardian, pupil)

    def _pupil(self, row: PupilRow) -> int:
        ledger, first = self.school.ledger, self.school.calendar().starts
        comes = row.enrolled or first
        if self.effective and comes <= first and row.school_class in self.peopled:
            comes = self.effective
        values = _stored(row) | ({} if row.enrolled else {"enrolled": comes.isoformat() if self.effective else None})
        pupil = ledger.insert("pupil", **values)
        ledger.insert(
            "membership", study_group=self.classes[row.school_class], pupil=pupil,
            starts=max(comes, first).isoformat(), ends=None, order_number="",
        )  # fmt: skip
        login = family_login(self.taken)
        self.taken.add(login)
        ledger.insert("account", login=login, pupil=pupil, disabled=0)
        return pupil

    def _guardian(self, row: GuardianRow, pupil: int) -> None:
        who = (row.name, row.phone)
        if not row.phone or who not in self.known:
            # without a phone, two of one name may be two people: a family never gets into another's account
            self.tally.add(N_("guardians"))
            self.known[who] = self._new_guardian(row) if self.write else 0
        if row.phone and "email" in row.place.columns and self.emails.setdefault(who, row.email) != row.email:
            address = row.place.of("email")
            self.tally.contradict(
                _("{address}: {name} has the e-mail “{stands}” with another child and “{found}” here.").format(
                    address=address, name=row.name.full, stands=self.emails[who], found=row.email
                ),
                address,
            )
        if self.write:
            self.school.ledger.insert(
                "guardianship", pupil=pupil, guardian=self.known[who], relation=row.relation,
                on_paper=int(row.on_paper), ends=None,
            )  # fmt: skip

    def _new_guardian(self, row: GuardianRow) -> int:
        key = self.school.ledger.insert(
            "guardian", surname=row.name.surname, given=row.name.given, patronymic=row.name.patronymic,
            search_key=search_key(row.name.full), phone=row.phone, email=row.email,
        )  # fmt: skip
        login = family_login(self.taken)
        self.taken.add(login)
        self.school.ledger.insert("account", login=login, guardian=key, disabled=0)
        return key
