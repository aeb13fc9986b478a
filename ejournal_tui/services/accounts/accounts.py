"""One-time codes and passwords: who gets them, who issues them (O8.1b, O8.4c)."""

import secrets as random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...domain import policy
from ...domain.accounts.passwords import new_code
from ...domain.errors import Invalid, Refusal
from ...domain.people.people import AccountId, Actor, ClassId, Name
from ...i18n import N_, _
from ...storage.accounts import accounts as store
from ...storage.people import people
from ...storage.school import School
from ..session import Change, Query, Session
from .secrets import Hasher

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
    children: tuple[str, ...] = ()
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
            return policy.may_issue_family_codes(actor, self.school_class) or policy.not_from_home(actor)
        return policy.may_issue_staff_codes(actor) or policy.not_from_home(actor)

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
    has_code: bool
    """Whether a one-time code of theirs still works."""
    children: tuple[str, ...] = ()
    """For a guardian: all of theirs, of whatever class."""

    @property
    def provided(self) -> bool:
        """Whether the person can sign in already: a new code would void what they have."""
        return self.has_password or self.has_code


def holders(school: School, school_class: ClassId | None) -> list[Holder]:
    """The accounts of the staff, or of a class's pupils with their guardians after each; every account once."""
    if school_class is None:
        rows = school.db.sql(
            f"{_HOLDERS}, p.post FROM account a JOIN staff p ON p.id=a.staff {_SECRETS}"
            " WHERE p.dismissed IS NULL OR p.dismissed>=? ORDER BY p.search_key",
            school.clock.instant(), school.clock.today().isoformat(),
        )  # fmt: skip
        return [_holder(row, STAFF, row[-1]) for row in rows]
    day = school.day_in(people.year_of_class(school, school_class), school.clock.today())
    name = str(people.school_class(school, school_class).name)
    found: dict[AccountId, Holder] = {}
    for pupil, _full in people.pupils_of_class(school, school_class, day):
        for holder in (*_pupils_own(school, pupil, name), *_guardians_of(school, pupil, name)):
            found.setdefault(holder.account, holder)
    return list(found.values())


_HOLDERS = (
    "SELECT a.id, a.login, p.surname, p.given, p.patronymic, c.password IS NOT NULL,"
    " c.code IS NOT NULL AND c.code_until>=?"
)
_SECRETS = "LEFT JOIN credential c ON c.account=a.id"


def _pupils_own(school: School, pupil: int, name: str) -> list[Holder]:
    rows = school.db.sql(
        f"{_HOLDERS} FROM account a JOIN pupil p ON p.id=a.pupil {_SECRETS} WHERE p.id=?",
        school.clock.instant(), pupil,
    )  # fmt: skip
    return [_holder(row, N_("pupil"), name) for row in rows]


def _guardians_of(school: School, pupil: int, name: str) -> list[Holder]:
    today = school.clock.today()
    rows = school.db.sql(
        f"{_HOLDERS}, p.id FROM guardianship g JOIN guardian p ON p.id=g.guardian"
        f" JOIN account a ON a.guardian=p.id {_SECRETS}"
        " WHERE g.pupil=? AND (g.ends IS NULL OR g.ends>=?) ORDER BY g.id",
        school.clock.instant(), pupil, today.isoformat(),
    )  # fmt: skip
    return [
        _holder(row, N_("guardian"), name, tuple(c.short for c in people.children_of(school, row[-1], today)))
        for row in rows
    ]


def _holder(row: Sequence[Any], role: str, of: str, children: tuple[str, ...] = ()) -> Holder:
    key, login, surname, given, patronymic, password, code, *_more = row
    return Holder(
        AccountId(key), login, Name(surname, given, patronymic), role, of, bool(password), bool(code), children
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


def due(found: Iterable[Holder], only: frozenset[str] = frozenset(), again: bool = False) -> list[Holder]:
    """Who of these gets a code: those named, else those who cannot sign in yet, or everybody again."""
    return [h for h in found if (h.login in only if only else again or not h.provided)]


def issue_codes(
    session: Session, hasher: Hasher, now: int, school_class: ClassId | None, only: frozenset[str] = frozenset(),
    again: bool = False,
) -> list[CodeSlip]:  # fmt: skip
    """Issue codes to a class's families or to staff and answer the slips, which nothing keeps; raises Refusal."""
    found = session.ask(ShowHolders(school_class))
    chosen = due(found, only, again)
    if not chosen and found and not only:
        raise Refusal(
            _("Everybody here has a password or a code that still works."),
            _("A new code voids both: name people with --person, or everybody with --again."),
        )
    if not chosen:
        raise Refusal(_("There is nobody to issue codes to."), _("Import the people first, or check the logins."))
    until = now + CODE_DAYS * _DAY
    codes = [new_code(random.randbelow) for _holder in chosen]
    hashes = hasher.hash_many(codes)
    session.do(
        IssueCodes(tuple((h.account, hashed) for h, hashed in zip(chosen, hashes, strict=True)), until, school_class)
    )
    return [
        CodeSlip(h.name, h.role, h.of, h.login, code, until, h.children) for h, code in zip(chosen, codes, strict=True)
    ]
