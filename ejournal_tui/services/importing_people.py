"""Pupils with their guardians, and who is in which subgroup: handed-in rows into the school."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from ..domain.groups import ClassName
from ..domain.handed_in import GroupRow, GuardianRow, PupilRow
from ..domain.logins import family_login
from ..domain.people import Name
from ..domain.search import key as search_key
from ..domain.words import full_date
from ..i18n import N_, _, ngettext
from ..storage import accounts as account_store
from ..storage import division, people, stays
from ..storage import handed_in as journal
from ..storage.school import School
from .importing import Import, Tally, day_of, missing_class

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


@dataclass(frozen=True)
class ImportPupils(Import):
    """Pupils with their guardians and classes."""

    TITLE = N_("import of pupils")
    pupils: tuple[PupilRow, ...]

    def tally(self, school: School, write: bool) -> Tally:
        """Pupils, enrolments, guardians (siblings share one) and accounts of both."""
        return _Intake(school, write).take(self.pupils)


@dataclass
class _Intake:
    """One walk over the rows of a list of pupils."""

    school: School
    write: bool
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        school, day = self.school, day_of(self.school)
        self.classes = people.class_ids(school)
        self.present = journal.pupils(school, day)
        self.guardians = journal.guardians(school, day)
        self.known = people.guardians_by_phone(school)
        self.emails = {(g.name, g.phone): g.email for found in self.guardians.values() for g in found}
        self.taken = account_store.logins(school)
        self.peopled = {found.school_class for found in self.present.values()}

    def take(self, rows: tuple[PupilRow, ...]) -> Tally:
        """Every row: unchanged, new, or told as a conflict."""
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
                self.tally.compare(N_("pupils"), row.place, row.name.short, _facts_of(stands), _facts_of(row))
                self._compare_guardians(row, self.guardians.get(stands.id, []))
            elif like := next((facts for facts in absent if _alike(row, facts)), None):
                self.tally.compare(N_("pupils"), row.place, like.name.short, _facts_of(like), _facts_of(row))
            else:
                self._add(row)
            seen.add((row.name, row.birth))
        self.tally.gather(no_class, missing_class)
        return self.tally

    def _compare_guardians(self, row: PupilRow, stand: list[journal.GuardianFacts]) -> None:
        by_name = {guardian.name: guardian for guardian in stand}
        for found in row.guardians:
            facts = by_name.pop(found.name, None)
            if facts:
                who = f"{row.name.short}, {found.name.initials}"
                self.tally.compare(
                    N_("guardians"), found.place, who, _facts_of_guardian(facts), _facts_of_guardian(found)
                )
            else:
                where = found.place.of("name")
                self._say(where, row, found.name, _("{address}: {name} is no guardian of {pupil} in the journal."))
        for name in by_name if "guardian" in row.place.columns else ():
            missed = _("{address}: {name} is a guardian of {pupil} in the journal and not in the file.")
            self._say(row.place.of("guardian"), row, name, missed)

    def _say(self, address: str, row: PupilRow, name: Name, sentence: str) -> None:
        self.tally.conflicts.append(sentence.format(address=address, name=name.full, pupil=row.name.short))

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
        ledger = self.school.ledger
        pupil = ledger.insert(
            "pupil", surname=row.name.surname, given=row.name.given, patronymic=row.name.patronymic,
            search_key=search_key(row.name.full), birth=row.birth.isoformat(), sex=row.sex,
            file_number=row.file_number, language=row.language, education_form=row.education_form, phone=row.phone,
            enrolled=row.enrolled.isoformat() if row.enrolled else None,
        )  # fmt: skip
        first = self.school.calendar().starts
        ledger.insert(
            "membership", study_group=self.classes[row.school_class], pupil=pupil,
            starts=max(row.enrolled or first, first).isoformat(), ends=None, order_number="",
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
            self.tally.conflicts.append(
                _("{address}: {name} has the e-mail “{stands}” with another child and “{found}” here.").format(
                    address=row.place.of("email"), name=row.name.full, stands=self.emails[who], found=row.email
                )
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


def _no_group(where: tuple[ClassName, str, str], rows: int) -> str:
    name, subject, group = where
    return ngettext(
        "the workload has no {group} of {subject} in {name}, which {count} row names.",
        "the workload has no {group} of {subject} in {name}, which {count} rows name.",
        rows,
    ).format(name=name, subject=subject, group=group, count=rows)


@dataclass(frozen=True)
class ImportGroups(Import):
    """Who is in which subgroup of each split subject."""

    TITLE = N_("import of groups")
    rows: tuple[GroupRow, ...]

    def tally(self, school: School, write: bool) -> Tally:
        """Memberships; a pupil in two subgroups of a subject is a conflict."""
        return _Division(school, write).take(self.rows)


def _after(stay: journal.Stay | None) -> date:
    """The first day after somebody's last time in a subject's subgroups."""
    return stay.ends + timedelta(days=1) if stay and stay.ends else date.min


@dataclass
class _Division:
    """One walk over the rows that divide classes into subgroups."""

    school: School
    write: bool
    tally: Tally = field(default_factory=Tally)

    def __post_init__(self) -> None:
        self.day = day_of(self.school)
        self.classes = people.class_ids(self.school)
        self.subgroups = people.subgroup_ids(self.school)
        self.rolls: dict[tuple[ClassName, Name], list[int]] = {}
        for facts in journal.pupils(self.school, self.day).values():
            if facts.school_class:
                self.rolls.setdefault((facts.school_class, facts.name), []).append(facts.id)
        self.stays = {(stay.pupil, stay.subject): stay for stay in journal.stays(self.school)}
        """The latest stay of each pupil and subject."""
        self.spans = {pupil: found[-1].span for pupil, found in stays.everybodys_stays(self.school).items()}
        """When each pupil is in the class: nobody is in its subgroups before or after."""
        self.begins = division.begins(self.school)
        """The first day of each subgroup that was made within the year."""
        self.former = {(stay.pupil, stay.group) for stay in journal.stays(self.school)}

    def take(self, rows: tuple[GroupRow, ...]) -> Tally:
        """Every row: unchanged, new, or told as a conflict."""
        no_class: dict[ClassName, list[str]] = {}
        no_group: dict[tuple[ClassName, str, str], list[str]] = {}
        seen: dict[tuple[ClassName, str, Name], str] = {}
        for row in rows:
            where = (row.school_class, row.subject, row.group)
            school_class = self.classes.get(row.school_class)
            group = self.subgroups.get((school_class or 0, row.subject, row.group))
            if school_class is None:
                no_class.setdefault(row.school_class, []).append(row.place.of("class"))
            elif group is None:
                no_group.setdefault(where, []).append(row.place.of("group"))
            elif seen.setdefault((row.school_class, row.subject, row.pupil), row.group) != row.group:
                self._say(row, _("{address}: {name} is in two subgroups of {subject}."))
            else:
                self._take(row, group)
        self.tally.gather(no_group, _no_group)
        self.tally.gather(no_class, missing_class)
        return self.tally

    def _take(self, row: GroupRow, group: int) -> None:
        found = self.rolls.get((row.school_class, row.pupil), [])
        if len(found) > 1:
            self._say(row, _("{address}: several pupils of class {school_class} are called {name}."))
        if len(found) != 1:
            if not found:
                self._say(row, _("{address}: {name} is not in class {school_class}."))
            return
        stay = self.stays.get((found[0], row.subject))
        current = stay is not None and (stay.ends is None or stay.ends >= self.day)
        if stay and current and stay.group == group:
            self.tally.keep(N_("memberships"))
        elif stay and current:
            other = _("{address}: {name} is in {stands} of {subject} in the journal and in {group} in the file.")
            self._say(row, other, stay.name)
        elif (found[0], group) in self.former:
            left = _("{address}: {name} has left {group} of {subject} in the journal and is in it in the file.")
            self._say(row, left)
        else:
            self.tally.add(N_("memberships"))
            if self.write:
                span = self.spans[found[0]]
                starts = max(span.starts, self.begins.get(group, self.school.calendar().starts), _after(stay))
                self.school.ledger.insert(
                    "membership", study_group=group, pupil=found[0], starts=starts.isoformat(),
                    ends=span.ends and span.ends.isoformat(), order_number="",
                )  # fmt: skip

    def _say(self, row: GroupRow, sentence: str, stands: str = "") -> None:
        self.tally.conflicts.append(
            sentence.format(
                address=row.place.of("surname"), name=row.pupil.full, subject=row.subject, group=row.group,
                school_class=row.school_class, stands=stands,
            )
        )  # fmt: skip
