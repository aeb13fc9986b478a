"""Signing in and out: the one place that verifies a secret, reserved before it is verified (O8.4g, O8.5e)."""

import secrets as random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from ...domain.accounts.logins import fold
from ...domain.accounts.passwords import LONGEST, read_code
from ...domain.errors import Busy, Denied, Invalid, Unsigned
from ...domain.people.people import CONSOLE, AccountId, Name
from ...i18n import N_, _, ngettext
from ...storage.accounts import accounts as store
from ...storage.accounts.attempts import known_sources, works_elsewhere
from ...storage.families.rights import FAMILY
from ...storage.log.deeds import changes_since_sign_in
from ...storage.school import School
from ..operations.space import nearly_full
from ..places import place_of, told_source
from ..session import Session
from ..years.founding import REAL
from .accounts import SetPassword
from .attempts import ELSEWHERE, NEW_TERMINAL, RIGHT_REFUSED, Attempt, give_back, take
from .secrets import Hasher

LONGEST_LOGIN = 64
"""More than any login has; of anything longer that much is looked at."""
_AT_ONCE = 15 * 60 * 1000
"""Whoever did something elsewhere so shortly before is in two places at once."""


@dataclass(frozen=True)
class SignedIn:
    """A person at the keyboard."""

    session: Session
    account: AccountId
    must_change: bool
    """A one-time code was used: a password of one's own comes first."""
    greeting: str
    """When and from where the account was used last, and how often somebody failed since."""
    deeds: str = ""
    """How many changes were made under the account since its sign-in before, "" where there were none."""


@dataclass(frozen=True)
class DemoPerson:
    """Somebody a demo lets enter by one key."""

    account: AccountId
    name: str
    role: str
    """A msgid."""


_STAFF = "SELECT a.id, s.surname, s.given, s.patronymic FROM account a JOIN staff s ON s.id=a.staff"
_WITH_ROLE = f"{_STAFF} WHERE s.id IN (SELECT staff FROM staff_role WHERE role='{{role}}') ORDER BY a.id LIMIT 1"
_SEVENTH = (
    "SELECT p.id FROM pupil p JOIN membership m ON m.pupil=p.id JOIN study_group g ON g.id=m.study_group"
    " WHERE g.kind='class' AND g.grade=7 ORDER BY g.letter, p.search_key LIMIT 1"
)
_DEMO_PEOPLE = (
    (
        N_("teacher"),
        f"{_STAFF} WHERE s.id IN (SELECT t.staff FROM teaching t JOIN course c ON c.id=t.course"
        " JOIN study_group g ON g.id=c.study_group WHERE g.grade=7 AND c.half_hours>=8) ORDER BY a.id LIMIT 1",
    ),
    (
        N_("class teacher"),
        f"{_STAFF} WHERE s.id IN (SELECT t.staff FROM class_teacher t JOIN study_group g ON g.id=t.school_class"
        " WHERE g.grade=7) ORDER BY a.id LIMIT 1",
    ),
    (N_("deputy head"), _WITH_ROLE.format(role="deputy")),
    (N_("dispatcher"), _WITH_ROLE.format(role="dispatcher")),
    (N_("officer for informatization"), _WITH_ROLE.format(role="officer")),
    (N_("lab assistant"), _WITH_ROLE.format(role="lab_assistant")),
    (
        N_("pupil"),
        "SELECT a.id, p.surname, p.given, p.patronymic FROM account a JOIN pupil p ON p.id=a.pupil"
        f" WHERE p.id=({_SEVENTH})",
    ),
    (
        N_("guardian"),
        "SELECT a.id, p.surname, p.given, p.patronymic FROM account a JOIN guardian p ON p.id=a.guardian"
        f" WHERE p.id=(SELECT MIN(guardian) FROM guardianship WHERE pupil=({_SEVENTH}))",
    ),
    (N_("director"), _WITH_ROLE.format(role="director")),
)


class Reception:
    """Where people sign in and out: the only place that verifies a secret."""

    def __init__(self, school: School, hasher: Hasher, terminal: str) -> None:
        self._school = school
        self._hasher = hasher
        self._terminal = terminal

    def sign_in(self, login: str, secret: str, by_code: bool = False) -> SignedIn:
        """Open a session; raises Denied with the same words for every failure, Busy while attempts must wait."""
        self._school.db.confine(None)
        attempt = self._take(fold(login[: LONGEST_LOGIN + 1]))
        account = attempt.account
        good = self._verify(account, secret, by_code)
        if account is None or not good or not attempt.eligible or not self._admits(account):
            self._refuse(attempt, good)
        greeting, deeds = self._greeting(account), self._deeds_since(account.id)
        stale = not by_code and account.password is not None and self._hasher.needs_rehash(account.password)
        renewed = self._hasher.hash_secret(secret) if stale else None
        sitting = random.token_hex(16)
        facts = dict(attempt.facts(failed=False))

        def settle() -> bool:
            # Hashing takes its time: what was verified may be spent, replaced or closed by now.
            stored = store.by_id(self._school, account.id)
            if not self._still_good(account, stored, by_code):
                return False
            if not attempt.known and known_sources(self._school, account.id):
                facts[NEW_TERMINAL] = True
            if works_elsewhere(self._school, account.id, self._terminal, self._school.clock.instant() - _AT_ONCE):
                facts[ELSEWHERE] = True
            give_back(self._school, attempt)
            if renewed is not None:
                store.put_secrets(self._school, [(account.id, renewed, stored.code, stored.code_until)])
            self._begin(account, sitting)
            return True

        if not self._school.write_aside(settle):
            self._refuse(attempt, False)
        return self._signed_in(account, sitting, by_code, greeting, deeds, facts)

    def _admits(self, account: store.Account) -> bool:
        """Whether the staff, or families, may sign in here: where not, the right secret is refused like a wrong one."""
        return place_of(self._school, self._terminal).admits(account.staff is not None)

    def _refuse(self, attempt: Attempt, right: bool) -> NoReturn:
        self._record(RIGHT_REFUSED if right else "failed", attempt.account, attempt.facts(failed=True))
        raise _refused()

    def _still_good(self, verified: store.Account, stored: store.Account, by_code: bool) -> bool:
        if stored.disabled:
            return False
        if by_code:
            return stored.code == verified.code and (stored.code_until or 0) >= self._school.clock.instant()
        return stored.password == verified.password

    def enter(self, account: int) -> SignedIn:
        """Open a session without a secret; only in a home made for demo or training."""
        self._school.db.confine(None)
        with self._school.reading():
            if self._school.setting("purpose", REAL) == REAL:
                raise Denied(_("People are entered by a key only in a demo."))
            found = store.by_id(self._school, account)
            deeds = self._deeds_since(found.id)
        if not self._admits(found):
            self._record(RIGHT_REFUSED, found, {})
            raise _refused()
        sitting = random.token_hex(16)
        self._school.write_aside(lambda: self._begin(found, sitting))
        return self._signed_in(found, sitting, False, "", deeds, {})

    def _take(self, login: str) -> Attempt:
        token = self._hasher.token(login)
        attempt = self._school.write_aside(lambda: take(self._school, login, token, self._terminal))
        if wait := attempt.wait_seconds:
            self._record("throttled", attempt.account, attempt.facts(failed=False))
            raise Busy(
                ngettext(
                    "Too many attempts. Wait {count} second.", "Too many attempts. Wait {count} seconds.", wait
                ).format(count=wait),
                _("Or ask the deputy head."),
            )
        return attempt

    def _verify(self, account: store.Account | None, secret: str, by_code: bool) -> bool:
        now = self._school.clock.instant()
        # Nobody's secret is that long: it costs what a wrong one costs, however much was pasted.
        secret = secret if len(secret) <= LONGEST else ""
        stored, said = (None, secret)
        if account is not None and by_code and (account.code_until or 0) >= now:
            stored, said = account.code, read_code(secret) or ""
        elif account is not None and not by_code:
            stored = account.password
        # An unknown login costs the same work as a known one.
        matches = self._hasher.verify(stored or self._hasher.dummy, said)
        return matches and stored is not None

    def people_to_enter(self) -> tuple[DemoPerson, ...]:
        """Whom a demo lets enter by one key, a person of every role; nobody in a real home."""
        if self._school.setting("purpose", REAL) == REAL:
            return ()
        found = []
        for title, query in _DEMO_PEOPLE:
            rows = self._school.db.sql(query)
            if rows:
                key, surname, given, patronymic = rows[0]
                found.append(DemoPerson(AccountId(key), Name(surname, given, patronymic).full, title))
        return tuple(found)

    def _greeting(self, account: store.Account) -> str:
        last = self._school.db.sql(
            "SELECT seq, at, terminal FROM deed WHERE verb='SignIn' AND outcome='done' AND actor=?"
            " ORDER BY seq DESC LIMIT 1",
            account.id,
        )
        ((failed,),) = self._school.db.sql(
            "SELECT COUNT(*) FROM deed WHERE verb='SignIn' AND outcome IN ('failed',?) AND actor=? AND seq>?",
            RIGHT_REFUSED, account.id, last[0][0] if last else 0,
        )  # fmt: skip
        if not last:
            return _before_the_first(failed)
        _seq, at, terminal = last[0]
        moment = self._school.clock.local(at)
        place = told_source(self._school, terminal)
        told = _("Last sign-in: {when}, {terminal}.").format(when=f"{moment:%d.%m %H:%M}", terminal=place)
        if failed:
            told += " " + ngettext(
                "Failed attempts since: {count}.", "Failed attempts since: {count}.", failed
            ).format(count=failed)
        return told

    def _deeds_since(self, account: AccountId) -> str:
        count = changes_since_sign_in(self._school, account)
        return ngettext(
            "Changes under your name: {count} (F4).", "Changes under your name: {count} (F4).", count
        ).format(count=count) if count else ""  # fmt: skip

    def _begin(self, account: store.Account, sitting: str) -> None:
        now = self._school.clock.instant()
        store.end_sittings(self._school, account.id, "replaced", now)
        store.open_sitting(self._school, sitting, account.id, self._terminal, now)

    def _signed_in(
        self, account: store.Account, sitting: str, by_code: bool, greeting: str, deeds: str,
        facts: Mapping[str, object],
    ) -> SignedIn:  # fmt: skip
        self._record("done", account, facts)
        # Behind the verbs stands the engine: a family's sitting reads no secret and writes no mark, whatever asks.
        self._school.db.confine(FAMILY if account.staff is None else None)
        session = Session(self._school, account.id, self._terminal, sitting, by_code)
        return SignedIn(session, account.id, by_code, nearly_full(self._school) or greeting, deeds)

    def _record(
        self, outcome: str, account: store.Account | None, facts: Mapping[str, object], verb: str = "SignIn"
    ) -> None:
        actor = account.id if account else CONSOLE
        self._school.write(actor, self._terminal, lambda ledger: ledger.seal(verb, outcome, facts))

    def sign(self, signed: SignedIn, secret: str, unsigned: Unsigned) -> None:
        """Take the password once more for what is about to be signed; raises Denied, and Busy while it must wait."""
        with self._school.reading():
            account = store.by_id(self._school, signed.account)
            demo = self._school.setting("purpose", REAL) != REAL
        if not (demo and account.password is None):
            self._prove(account, secret, unsigned)
        signed.session.signed(unsigned.signature.about, self._school.clock.instant())
        self._record("done", account, {"about": unsigned.signature.about.value, **unsigned.facts}, "Sign")

    def _prove(self, account: store.Account, secret: str, unsigned: Unsigned) -> None:
        # The person is in already: no guard keeps out whoever signs, the waits do.
        attempt = self._take(account.login)
        if not self._verify(account, secret, False):
            facts = {"about": unsigned.signature.about.value, **attempt.facts(failed=True)}
            self._record("failed", account, facts, "Sign")
            raise Denied(_("Wrong password: nothing was signed."), _("Type it once more, or Esc."))

        def settle() -> bool:
            if not self._still_good(account, store.by_id(self._school, account.id), False):
                return False
            give_back(self._school, attempt)
            return True

        if not self._school.write_aside(settle):
            raise Denied(_("Wrong password: nothing was signed."), _("Type it once more, or Esc."))

    def set_password(self, signed: SignedIn, password: str, again: str) -> None:
        """Set one's own password; raises Invalid with what is wrong with it."""
        if password != again:
            raise Invalid(_("The two passwords differ."), _("Type the same password twice."))
        # Whoever only signs in does without the list of common passwords.
        from .own_password import own_password_objection

        with self._school.db.unconfined(), self._school.reading():
            why = own_password_objection(self._school, store.by_id(self._school, signed.account), password)
        if why:
            raise Invalid(why)
        hashed = self._hasher.hash_secret(password)
        with self._school.db.unconfined():
            signed.session.do(SetPassword(signed.account, hashed))


def _refused() -> Denied:
    """The same words for every failure."""
    return Denied(
        _("Wrong login or password, or signing in is not possible now."),
        _("Families are helped by the class teacher, staff by the deputy head or the officer."),
    )


def _before_the_first(failed: int) -> str:
    return ngettext(
        "This is the first sign-in; {count} attempt before it failed.",
        "This is the first sign-in; {count} attempts before it failed.",
        failed,
    ).format(count=failed) if failed else ""  # fmt: skip
