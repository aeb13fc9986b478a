"""Who cannot sign in and why; who lets them in: the deputy head, the officer, for families the class teacher."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from ...domain import policy
from ...domain.accounts.throttle import Standing
from ...domain.errors import Conflict, Invalid
from ...domain.people.people import AccountId, Actor, Role
from ...i18n import N_, _, ngettext
from ...storage.accounts import attempts as store
from ...storage.accounts import barred as people
from ...storage.school import School
from ..history.told import outcome_told, when_told
from ..session import Change, Query
from .attempts import throttle_in

ADMITTED_MINUTES = 10
_MINUTE = 60_000
_LONGEST_REASON, _LONGEST_TERMINAL = 200, 100
_TOLD = 12


class Barred(IntEnum):
    """What keeps somebody out; the worst first."""

    LOCKED = 0
    GUARDED = 1
    WAITING = 2
    FREE = 3


def _objection(actor: Actor, school: School, account: int) -> str | None:
    return policy.may_help_sign_in(actor, people.classes_of(school, account))


def _require_account(school: School, account: int) -> None:
    if not people.exists(school, account):
        raise Conflict(_("This account is not in the journal any more."))


@dataclass(frozen=True)
class AdmitAccount(Change):
    """Let somebody in at one terminal within ten minutes, once, whatever was tried before; or take that back."""

    TITLE = N_("let in at a terminal")
    account: AccountId
    terminal: str
    admit: bool = True

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head and the officer; the class teacher for the families of the own class."""
        return _objection(actor, school, self.account)

    def apply(self, school: School) -> "AdmitAccount":
        """Note it; raises Conflict for a locked account, and where it is taken back too late."""
        _require_account(school, self.account)
        if not self.admit:
            if not store.end_admission(school, self.account, self.terminal):
                raise Conflict(_("The person has come in already, or the ten minutes are over."))
            return AdmitAccount(self.account, self.terminal)
        fails, _last = store.failures(school, self.account)
        if fails >= throttle_in(school).account_hard:
            raise Conflict(_("This account is locked."), _("Unlock it first (F6): that needs a reason."))
        known = {source for source, _at in store.known_sources(school, self.account)}
        if self.terminal not in known | {terminal for terminal, _at, _until in store.tried(school, self.account)}:
            raise Invalid(_("At which terminal?"), _("The person tries once; then the terminal stands here."))
        store.admit(school, self.account, self.terminal, school.ledger.at + ADMITTED_MINUTES * _MINUTE)
        return AdmitAccount(self.account, self.terminal, False)

    def facts(self) -> Mapping[str, object]:
        """Whom, and where."""
        return {"account": self.account, "terminal": self.terminal[:_LONGEST_TERMINAL], "admit": self.admit}


@dataclass(frozen=True)
class UnlockAccount(Change):
    """Forget what was tried in vain under an account, for a reason that is kept."""

    TITLE = N_("account unlocked")
    QUIET = True
    account: AccountId
    reason: str
    expects: int | None = None
    """How many failures the person saw; None where nobody looked."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head and the officer; the class teacher for the families of the own class."""
        return _objection(actor, school, self.account)

    def apply(self, school: School) -> None:
        """Forget it and keep why; raises Conflict and Invalid."""
        _require_account(school, self.account)
        reason = " ".join(self.reason.split())
        if not reason or len(reason) > _LONGEST_REASON:
            raise Invalid(_("Say why, in a few words."), _("For example: she came herself, the pupils were at it."))
        fails, _last = store.failures(school, self.account)
        if not fails and not store.tried(school, self.account):
            raise Conflict(_("Nothing keeps this person out any more."))
        if self.expects is not None and fails > self.expects:
            raise Conflict(_("Somebody has gone on trying: {count} failures now.").format(count=fails))
        store.forgive(school, self.account)
        school.ledger.insert(
            "account_unlock", account=self.account, reason=reason, fails=fails, author=school.ledger.actor,
            at=school.ledger.at,
        )  # fmt: skip

    def facts(self) -> Mapping[str, object]:
        """Whose; the reason stands in its own row."""
        return {"account": self.account}


@dataclass(frozen=True)
class AccessLine:
    """One person, whether they can sign in, and where they have tried."""

    account: AccountId
    login: str
    name: str
    of: str
    barred: Barred
    why: str
    fails: int
    terminals: tuple[tuple[str, str], ...]
    """Where the person tried in vain, the latest first, with when."""


@dataclass(frozen=True)
class ListAccess(Query[tuple[AccessLine, ...]]):
    """Who cannot sign in, before everybody else whom the person may let in."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever lets somebody in."""
        return policy.may_help_sign_in(actor, actor.classes)

    def answer(self, actor: Actor, school: School) -> tuple[AccessLine, ...]:
        """The locked ones first; staff and families for who leads, the own families for the class teacher."""
        all_of_them = actor.is_(Role.DEPUTY, Role.OFFICER, Role.CONSOLE)
        holders = people.holders(school, None if all_of_them else actor.classes, school.clock.today())
        trouble = people.trouble(school)
        admitted = {account: until for account, _source, until in store.admissions(school, school.clock.instant())}
        throttle, now = throttle_in(school), school.clock.instant()
        lines = []
        for holder in holders:
            fails, last, tried = trouble.get(holder.account, (0, 0, ()))
            standing = throttle.account_standing(fails, last, now)
            waits = max((until for _terminal, _last, until in tried), default=0)
            barred, why = _why(school, standing, fails, waits, now)
            if holder.account in admitted:
                why = _("let in until {time}").format(time=f"{school.clock.local(admitted[holder.account]):%H:%M}")
            where = tuple((terminal, when_told(school, at)) for terminal, at, _until in tried)
            lines.append(
                AccessLine(AccountId(holder.account), holder.login, holder.name, holder.of, barred, why, fails, where)
            )
        return tuple(sorted(lines, key=lambda line: line.barred))


def _why(school: School, standing: Standing, fails: int, waits: int, now: int) -> tuple[Barred, str]:
    if standing is Standing.LOCKED:
        return Barred.LOCKED, ngettext("locked: {n} failure", "locked: {n} failures", fails).format(n=fails)
    if standing is Standing.GUARDED:
        return Barred.GUARDED, ngettext(
            "only at known terminals: {n} failure", "only at known terminals: {n} failures", fails
        ).format(n=fails)
    if waits > now:
        return Barred.WAITING, _("waits until {time}").format(time=f"{school.clock.local(waits):%H:%M}")
    return Barred.FREE, ""


@dataclass(frozen=True)
class ShowAccess(Query[tuple[str, ...]]):
    """Where an account is known, when it was unlocked and why, what happened at its sign-in lately."""

    account: AccountId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever lets this person in."""
        return _objection(actor, school, self.account)

    def answer(self, actor: Actor, school: School) -> tuple[str, ...]:
        """The latest first."""
        known = [f"{source} ({when_told(school, at)})" for source, at in store.known_sources(school, self.account)]
        lines = [_("Has come in at: {terminals}.").format(terminals=", ".join(known[:_TOLD]))] if known else []
        lines += [
            _("{when} unlocked after {fails}: {reason}").format(when=when_told(school, at), fails=fails, reason=reason)
            for at, fails, reason in people.unlockings(school, self.account)
        ]
        lines += [
            _("{when} at {terminal}: {what}").format(
                when=when_told(school, at), terminal=terminal,
                what=_("came in") if outcome == "done" else outcome_told(outcome).removeprefix(" — "),
            )
            for at, terminal, outcome in people.sign_ins(school, self.account, _TOLD)
        ]  # fmt: skip
        return tuple(lines)
