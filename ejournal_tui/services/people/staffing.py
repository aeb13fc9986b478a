"""The staff: who comes, with which post and roles from when, who goes (O8.1b, C18)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...domain import policy
from ...domain.accounts.logins import staff_login
from ...domain.errors import Conflict, Invalid
from ...domain.people.people import STAFF_ROLES, Actor, Contact, Name, Role, StaffId
from ...domain.people.posts import RoleGrant, grants
from ...domain.text.search import key as search_key
from ...domain.text.words import full_date
from ...i18n import N_, _, ngettext
from ...storage.accounts import accounts
from ...storage.log.records import Record
from ...storage.people import cards
from ...storage.school import School
from .. import reference
from .personal import PersonalChange, require_seen

A_DAY = timedelta(days=1)
DATED_ROLE = ("staff", "role", "first_grade", "last_grade", "starts", "ends")
GIVEN = tuple(role for role in Role if role in STAFF_ROLES - {Role.CLASS_TEACHER})
"""The roles that are given; a class teacher is who leads a class."""
_KEPT = {Role.OFFICER: (6, 11), Role.DISPATCHER: (1, 5)}


def _require_officer(school: School) -> None:
    """Somebody keeps the staff's records from now on without an end."""
    rows = school.db.sql(
        "SELECT 1 FROM staff_role r JOIN staff s ON s.id=r.staff WHERE r.role=? AND r.ends IS NULL"
        " AND s.dismissed IS NULL LIMIT 1",
        Role.OFFICER.value,
    )
    if not rows:
        raise Invalid(
            _("Nobody would keep the records of the staff."), _("Name another officer for informatization first.")
        )


class StaffChange(PersonalChange):
    """A change of the staff's records."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer for informatization."""
        return policy.may_keep_staff(actor)

    def check(self, school: School) -> None:
        """What is taken back leaves somebody who keeps the staff's records."""
        if any(step.entity in ("staff", "staff_role") for step in self.steps):
            _require_officer(school)


def _require_days(school: School, *days: date | None) -> None:
    """Refuse days that lie ahead of the next study year: a year was mistyped."""
    ends = school.calendar().ends
    last = ends.replace(year=ends.year + 1)
    for day in days:
        if day is not None and day > last:
            raise Invalid(_("{day} is too far ahead.").format(day=full_date(day)), _("Check the year."))


def _grant(record: Record, staff: int, grant: RoleGrant, day: date, until: date | None = None) -> None:
    record.insert(
        "staff_role", staff=staff, role=grant.role.value, first_grade=grant.first_grade, last_grade=grant.last_grade,
        starts=day.isoformat(), ends=until and until.isoformat(),
    )  # fmt: skip


def end_after(record: Record, table: str, columns: tuple[str, ...], key: int, starts: date, last: date) -> None:
    """Let a dated row end with a day, or never begin."""
    if starts > last:
        record.delete(table, key, columns)
    else:
        record.update(table, key, ends=last.isoformat())


@dataclass(frozen=True)
class HireStaff(StaffChange):
    """Take somebody on the staff: the post's words give the roles, an account comes with it."""

    TITLE = N_("staff: taken on")
    name: Name
    post: str
    room: str
    contact: Contact
    day: date

    def carry_out(self, school: School, record: Record) -> None:
        """Write the person, the roles and the account; raises Invalid for somebody known by this name."""
        _require_days(school, self.day)
        known = school.db.sql(
            "SELECT id FROM staff WHERE search_key=? AND dismissed IS NULL", search_key(self.name.full)
        )
        if known:
            raise Invalid(
                _("{name} is on the staff already.").format(name=self.name.full), _("Change the post on the card.")
            )
        key = record.insert(
            "staff", surname=self.name.surname, given=self.name.given, patronymic=self.name.patronymic,
            search_key=search_key(self.name.full), post=self.post, room=self.room, phone=self.contact.phone,
            email=self.contact.email, dismissed=None,
        )  # fmt: skip
        for grant in grants(self.post, reference.posts()):
            _grant(record, key, grant, self.day)
        record.insert("account", login=staff_login(self.name, accounts.logins(school)), staff=key, disabled=0)

    def facts(self) -> Mapping[str, object]:
        """Since when."""
        return {"day": self.day.isoformat()}


@dataclass(frozen=True)
class ChangePost(StaffChange):
    """Give somebody another post from a day, with the roles of its words; whoever was dismissed is back."""

    TITLE = N_("staff: post")
    staff: StaffId
    post: str
    day: date
    expects: str

    def carry_out(self, school: School, record: Record) -> None:
        """End the roles that the post no longer gives, begin the new ones; raises Invalid and Conflict."""
        _require_days(school, self.day)
        card = cards.staff_card(school, self.staff, self.day)
        require_seen(school, "staff", self.staff, card.post, self.expects, card.post)
        if card.dismissed and self.day <= card.dismissed:
            raise Invalid(_("The last day at school is {day}.").format(day=full_date(card.dismissed)),
                          _("Write a later day."))  # fmt: skip
        wanted = list(grants(self.post, reference.posts()))
        for role in card.roles:
            grant = RoleGrant(role.role, role.first_grade, role.last_grade)
            if role.span.ends is not None and role.span.ends < self.day:
                continue
            if grant in wanted and role.span.covers(self.day):
                wanted.remove(grant)
            else:
                end_after(record, "staff_role", DATED_ROLE, role.key, role.span.starts, self.day - A_DAY)
        for grant in wanted:
            _grant(record, self.staff, grant, self.day)
        record.update("staff", self.staff, post=self.post, dismissed=None)
        _require_officer(school)


@dataclass(frozen=True)
class ChangeStaffContact(StaffChange):
    """Change a room, a phone, an e-mail of the staff."""

    TITLE = N_("staff: contact")
    staff: StaffId
    room: str
    contact: Contact
    expects: tuple[str, Contact]

    def carry_out(self, school: School, record: Record) -> None:
        """Write them; raises Conflict."""
        card = cards.staff_card(school, self.staff, school.clock.today())
        stands = (card.room, card.contact)
        words = " ".join(filter(None, (card.room, card.contact.phone, card.contact.email))) or "—"
        require_seen(school, "staff", self.staff, stands, self.expects, words)
        record.update("staff", self.staff, room=self.room, phone=self.contact.phone, email=self.contact.email)


@dataclass(frozen=True)
class GiveRole(StaffChange):
    """Give somebody a role for a stretch of days, whatever the post says."""

    TITLE = N_("staff: role")
    staff: StaffId
    role: Role
    day: date
    until: date | None = None

    def carry_out(self, school: School, record: Record) -> None:
        """Write the role; raises Invalid when it is held then already."""
        _require_days(school, self.day, self.until)
        if self.role not in GIVEN or (self.until and self.until < self.day):
            raise Invalid(_("This role cannot be given so."), _("Check the role and its days."))
        card = cards.staff_card(school, self.staff, self.day)
        if card.dismissed:
            raise Invalid(_("This person has left the school."), _("Give a post first."))
        last = self.until or date.max
        if any(r.role is self.role and r.span.starts <= last and (r.span.ends or date.max) >= self.day
               for r in card.roles):  # fmt: skip
            raise Invalid(_("The role is held in these days already."), _("Look at the card."))
        _grant(record, self.staff, RoleGrant(self.role, *_KEPT.get(self.role, (None, None))), self.day, self.until)


@dataclass(frozen=True)
class EndRole(StaffChange):
    """Let a role end with a day."""

    TITLE = N_("staff: role ended")
    staff: StaffId
    key: int
    """The role's number on the card."""
    day: date
    """The last day."""
    expects: date | None

    def carry_out(self, school: School, record: Record) -> None:
        """Date it; raises Invalid and Conflict."""
        _require_days(school, self.day)
        found = [role for role in cards.roles(school, self.staff) if role.key == self.key]
        if not found:
            raise Conflict(_("The role is gone."), _("Open the card again and look."))
        span = found[0].span
        words = full_date(span.ends) if span.ends else _("without an end")
        require_seen(school, "staff_role", self.key, span.ends, self.expects, words)
        end_after(record, "staff_role", DATED_ROLE, self.key, span.starts, self.day)
        _require_officer(school)


@dataclass(frozen=True)
class Dismiss(StaffChange):
    """Let somebody go: roles, teaching and the class end with the last day, and so does every sitting (C18)."""

    TITLE = N_("staff: dismissed")
    staff: StaffId
    day: date
    """The last day at school."""
    expects: date | None = None

    def carry_out(self, school: School, record: Record) -> None:
        """Date everything that lasts longer; raises Invalid and Conflict."""
        _require_days(school, self.day)
        card = cards.staff_card(school, self.staff, self.day)
        words = full_date(card.dismissed) if card.dismissed else _("at school")
        require_seen(school, "staff", self.staff, card.dismissed, self.expects, words)
        self._require_no_substitutions(school)
        for role in card.roles:
            if role.span.ends is None or role.span.ends > self.day:
                end_after(record, "staff_role", DATED_ROLE, role.key, role.span.starts, self.day)
        self._end(school, record, "teaching", ("course", "staff", "starts", "ends", "signs"))
        self._end(school, record, "class_teacher", ("school_class", "staff", "starts", "ends"))
        record.update("staff", self.staff, dismissed=self.day.isoformat())
        _require_officer(school)
        if self.day < school.clock.today():
            for (account,) in school.db.sql("SELECT id FROM account WHERE staff=?", self.staff):
                accounts.end_sittings(school, account, "disabled", school.ledger.at)

    def _end(self, school: School, record: Record, table: str, columns: tuple[str, ...]) -> None:
        rows: Iterable[tuple[int, str]] = school.db.sql(
            f"SELECT id, starts FROM {table} WHERE staff=? AND (ends IS NULL OR ends>?) ORDER BY id",
            self.staff, self.day.isoformat(),
        )  # fmt: skip
        for key, starts in rows:
            end_after(record, table, columns, key, date.fromisoformat(starts), self.day)

    def _require_no_substitutions(self, school: School) -> None:
        ((count,),) = school.db.sql(
            "SELECT COUNT(*) FROM lesson WHERE substitute=? AND day>? AND state='planned'",
            self.staff, self.day.isoformat(),
        )  # fmt: skip
        if count:
            raise Invalid(
                ngettext(
                    "{count} lesson after that day is given to this substitute.",
                    "{count} lessons after that day are given to this substitute.",
                    count,
                ).format(count=count),
                _("Ask the dispatcher to give them to others first."),
            )
