"""One-time codes and passwords: who gets them, who issues them (O8.1b, O8.4c)."""

import secrets as random
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..domain import policy
from ..domain.errors import Invalid, Refusal
from ..domain.passwords import new_code
from ..domain.people import AccountId, Actor, ClassId, Name
from ..i18n import N_, _
from ..storage import accounts as store
from ..storage import people
from ..storage.school import School
from .secrets import Hasher
from .session import Change, Query, Session

CODE_DAYS = 14
STAFF = N_("member of staff")
_DAY = 86_400_000


@dataclass(frozen=True)
class SetPassword(Change):
    """Give one's own account a password; its one-time code is spent."""

    TITLE = N_("password changed")
    QUIET = True
    OPEN_TO_CODES = True
    account: AccountId
    hashed: str = field(repr=False)

    def objection(self, actor: Actor, school: School) -> str | None:
        """Only one's own."""
        return policy.only_self(actor, self.account)

    def apply(self, school: School) -> None:
        """Store the hash."""
        store.put_secrets(school, [(self.account, self.hashed, None, None)])


@dataclass(frozen=True)
class CodeSlip:
    """One person's one-time code, shown once."""

    name: Name
    role: str
    """A msgid: pupil, guardian, staff."""
    of: str
    """The class, or a member of staff's post."""
    login: str
    code: str = field(repr=False)
    until: int = 0
    child: str = ""
    """For a guardian: whose."""


@dataclass(frozen=True)
class IssueCodes(Change):
    """Give accounts new one-time codes; what they had is void."""

    TITLE = N_("one-time codes issued")
    QUIET = True
    hashes: tuple[tuple[AccountId, str], ...] = field(repr=False)
    until: int
    school_class: ClassId | None = None
    """The class of the families; None for staff."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Families' codes by the class teacher, staff's by the officer (O8.1b, O8.4c)."""
        if self.school_class is not None:
            return policy.may_issue_family_codes(actor, self.school_class)
        return policy.may_issue_staff_codes(actor)

    def apply(self, school: School) -> None:
        """Store the hashes and end the accounts' sessions; raises Invalid for a stranger among them."""
        allowed = {holder.account for holder in holders(school, self.school_class)}
        if any(account not in allowed for account, _hash in self.hashes):
            raise Invalid(_("An account in this list belongs elsewhere."))
        store.put_secrets(school, [(account, None, hashed, self.until) for account, hashed in self.hashes])
        for account, _hash in self.hashes:
            store.end_sittings(school, account, "code", school.ledger.at)

    def facts(self) -> Mapping[str, object]:
        """Whose, not what."""
        return {"accounts": [account for account, _hash in self.hashes], "until": self.until}


@dataclass(frozen=True)
class Holder:
    """Somebody who may get a code."""

    account: AccountId
    login: str
    name: Name
    role: str
    of: str
    has_password: bool
    child: str = ""


def holders(school: School, school_class: ClassId | None) -> list[Holder]:
    """The accounts of the staff, or of a class's pupils with their guardians after each."""
    if school_class is None:
        rows = school.db.sql(
            "SELECT a.id, a.login, s.surname, s.given, s.patronymic, s.post, c.password IS NOT NULL FROM account a"
            " JOIN staff s ON s.id=a.staff LEFT JOIN credential c ON c.account=a.id ORDER BY s.search_key"
        )
        return [
            Holder(AccountId(key), login, Name(s, g, p), STAFF, post, bool(has))
            for key, login, s, g, p, post, has in rows
        ]
    day = max(school.clock.today(), school.calendar().starts)
    name = next((str(c.name) for c in people.classes(school) if c.id == school_class), "")
    found = []
    for pupil, full in people.pupils_of_class(school, school_class, day):
        found += [_holder(row, N_("pupil"), name) for row in _accounts_of(school, "pupil", pupil)]
        found += [_holder(row, N_("guardian"), name, full.short) for row in _guardians_of(school, pupil)]
    return found


def _accounts_of(school: School, table: str, key: int) -> list[tuple[object, ...]]:
    return school.db.sql(
        f"SELECT a.id, a.login, p.surname, p.given, p.patronymic, c.password IS NOT NULL FROM account a"
        f" JOIN {table} p ON p.id=a.{table} LEFT JOIN credential c ON c.account=a.id WHERE p.id=?",
        key,
    )


def _guardians_of(school: School, pupil: int) -> list[tuple[object, ...]]:
    keys = school.db.sql("SELECT guardian FROM guardianship WHERE pupil=? AND ends IS NULL ORDER BY id", pupil)
    return [row for (key,) in keys for row in _accounts_of(school, "guardian", key)]


def _holder(row: tuple[object, ...], role: str, of: str, child: str = "") -> Holder:
    key, login, surname, given, patronymic, has = row
    return Holder(
        AccountId(key), str(login), Name(str(surname), str(given), str(patronymic)), role, of, bool(has), child  # type: ignore[arg-type]  # a row of the driver
    )


@dataclass(frozen=True)
class ShowHolders(Query[tuple[Holder, ...]]):
    """Who would get codes."""

    school_class: ClassId | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may issue them."""
        return IssueCodes((), 0, self.school_class).objection(actor, school)

    def answer(self, actor: Actor, school: School) -> tuple[Holder, ...]:
        """In the order of the slips."""
        return tuple(holders(school, self.school_class))


def issue_codes(
    session: Session, hasher: Hasher, now: int, school_class: ClassId | None, only: frozenset[str] = frozenset()
) -> list[CodeSlip]:
    """Issue codes to a class's families or to staff and answer the slips, which nothing keeps; raises Refusal."""
    chosen = [h for h in session.ask(ShowHolders(school_class)) if not only or h.login in only]
    if not chosen:
        raise Refusal(_("There is nobody to issue codes to."), _("Import the people first, or check the logins."))
    until = now + CODE_DAYS * _DAY
    codes = [new_code(random.randbelow) for _holder in chosen]
    hashes = hasher.hash_many(codes)
    session.do(
        IssueCodes(tuple((h.account, hashed) for h, hashed in zip(chosen, hashes, strict=True)), until, school_class)
    )
    return [
        CodeSlip(h.name, h.role, h.of, h.login, code, until, h.child) for h, code in zip(chosen, codes, strict=True)
    ]
