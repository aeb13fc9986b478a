"""The one door to the journal: who asks, whether they may, what is written of it, how it is undone."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from typing import ClassVar, Generic, TypeVar, cast

from ..domain.accounts.signing import Signature, Signing
from ..domain.errors import Conflict, Denied, Ended, Invalid, Refusal, Unsigned
from ..domain.people.people import Actor
from ..i18n import N_, _
from ..storage.accounts import accounts as people
from ..storage.accounts import preferences
from ..storage.log.audit import Ledger
from ..storage.school import School
from .places import require_admitted

Answer = TypeVar("Answer")


FOREVER = 1 << 62


class Guarded(ABC):
    """A request that somebody must be allowed to make."""

    TITLE: ClassVar[str] = ""
    """What the deed or the audited reading is called in the history, a msgid."""
    OPEN_TO_CODES: ClassVar[bool] = False
    """Whether a session that a one-time code opened may make it."""

    @abstractmethod
    def objection(self, actor: Actor, school: School) -> str | None:
        """One sentence why this actor may not, or None."""


class Change(Guarded):
    """One thing a person does to the journal; a value, so that it can be shown, checked, stored, undone."""

    QUIET: ClassVar[bool] = False
    """Whether the deed stays out of the undo memory (sign-ins, exports)."""
    TAKES_OUT: ClassVar[bool] = False
    """Whether it notes that data leave the journal, as a paper, a workbook or a copy."""

    @abstractmethod
    def apply(self, school: School) -> "Change | None":
        """Do it and answer the change that would undo it, None for what cannot be undone; raises Refusal."""

    def signs(self, _school: School) -> Signature | None:
        """What the person signs with the password by it, None where being signed in is enough."""
        return None

    def facts(self) -> Mapping[str, object]:
        """What the header of the deed tells: numbers and codes, never names or free text."""
        return {f.name: fact for f in fields(self) if (fact := _fact(getattr(self, f.name))) is not None}  # type: ignore[arg-type]  # every verb is a dataclass


def _fact(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return None


@dataclass(frozen=True)
class Together(Change):
    """Several changes that are one deed of a person: done, undone and told together, or not at all."""

    TITLE = N_("several changes")
    changes: tuple[Change, ...]

    def signs(self, school: School) -> Signature | None:
        """The first thing among them that is signed."""
        return next((signature for change in self.changes if (signature := change.signs(school))), None)

    def objection(self, actor: Actor, school: School) -> str | None:
        """The first objection to any of them; none at all is nothing to do."""
        if not self.changes:
            return _("There is nothing to do.")
        return next((why for change in self.changes if (why := change.objection(actor, school))), None)

    def apply(self, school: School) -> "Together | None":
        """Do one after the other; raises what they raise, with nothing changed."""
        inverses = [change.apply(school) for change in self.changes]
        if any(inverse is None for inverse in inverses):
            return None
        return Together(tuple(inverse for inverse in reversed(inverses) if inverse is not None))

    def facts(self) -> Mapping[str, object]:
        """Which verbs they are, and what the first is about."""
        return {**self.changes[0].facts(), "verbs": [verb_name(change) for change in self.changes]}


class Query(Guarded, Generic[Answer]):
    """One thing a person may look at."""

    AUDITED: ClassVar[bool] = False
    """Whether every answer leaves a header in the log: a full personal card."""

    @abstractmethod
    def answer(self, actor: Actor, school: School) -> Answer:
        """What they see; scoped to the actor."""


@dataclass(frozen=True)
class Receipt:
    """What was done, for whoever has to show it."""

    change: Change
    deed: int
    """The number of the deed's header in the chain."""
    at: int
    """The instant, milliseconds of UTC."""
    touched: tuple[tuple[str, int], ...] = ()
    """The entities that the deed changed."""


class Session:
    """The door as one signed-in person sees it."""

    def __init__(
        self, school: School, account: int, terminal: str, sitting: str | None = None, by_code: bool = False
    ) -> None:
        self._school = school
        self._account = account
        self._terminal = terminal
        self._sitting = sitting
        self._by_code = by_code
        """Whether a one-time code opened this session: it can only set a password."""
        self._signed: dict[Signing, int] = {}
        """Until when the password need not be typed again, by what is signed; gone with the sitting."""
        self._undo: list[Change] = []
        self._redo: list[Change] = []

    def actor(self) -> Actor:
        """Who this is right now; raises Denied when the session was ended elsewhere."""
        with self._school.reading():
            return self._actor()

    def _actor(self) -> Actor:
        self._require_sitting()
        found = people.actor(self._school, self._account, self._terminal)
        # The register is asked every time: a place that became the pupils' shuts what is open on it.
        require_admitted(found)
        return found

    def _require_sitting(self) -> None:
        if self._sitting is not None and (why := people.sitting_ended(self._school, self._sitting)) is not None:
            raise Ended(_("This session was ended: {why}.").format(why=_(why)), _("Sign in again."))

    def objection(self, request: Guarded) -> str | None:
        """Why the request would be refused now, or None; asks only, leaves no trace."""
        with self._school.reading():
            return self._code_objection(request) or request.objection(self._actor(), self._school)

    def _code_objection(self, request: Guarded) -> str | None:
        if self._by_code and not request.OPEN_TO_CODES:
            return _("A one-time code opens nothing else: choose a password of your own first.")
        return None

    def ask(self, query: Query[Answer]) -> Answer:
        """Look at something; raises Denied."""
        with self._school.reading():
            actor = self._actor()
            why = self._code_objection(query) or query.objection(actor, self._school)
            answer = query.answer(actor, self._school) if why is None else None
        if why is not None:
            self._record(query, "denied")
            raise Denied(why)
        if query.AUDITED:
            self._record(query, "done")
        return cast(Answer, answer)

    def do(self, change: Change) -> Receipt:
        """Do something, remembering how to undo it; raises Refusal with nothing changed."""
        receipt, inverse = self._perform(change)
        self._by_code = self._by_code and not change.OPEN_TO_CODES
        if not change.QUIET:
            self._redo.clear()
            if inverse is not None:
                self._undo.append(inverse)
        return receipt

    def undo(self) -> Receipt:
        """Undo the last deed of this session through the same door; raises Refusal."""
        return self._step_back(self._undo, self._redo, _("There is nothing to undo."))

    def redo(self) -> Receipt:
        """Repeat what was undone; raises Refusal."""
        return self._step_back(self._redo, self._undo, _("There is nothing to repeat."))

    def _step_back(self, source: list[Change], target: list[Change], nothing: str) -> Receipt:
        if not source:
            raise Refusal(nothing)
        try:
            receipt, inverse = self._perform(source[-1])
        except (Conflict, Denied, Invalid):
            # What others have changed since stays as it is; what lies beneath can still be taken back.
            source.pop()
            raise
        source.pop()
        if inverse is not None:
            target.append(inverse)
        return receipt

    def head(self) -> int:
        """The number of the log's last line: when it moves, somebody has changed something; raises Ended."""
        with self._school.reading():
            self._require_sitting()
            return self._school.head()

    def changes_since(self, head: int) -> tuple[int, frozenset[str]]:
        """The log's head now, and what has changed since an earlier one: "mark", "lesson"...; raises Ended.

        Deeds that change no entity (sign-ins, prints, refusals) move the head and name nothing.
        """
        with self._school.reading():
            self._require_sitting()
            return self._school.changes_since(head)

    def as_of(self) -> int | None:
        """The instant of which a copy of the journal tells; None where the journal itself is read."""
        with self._school.reading():
            return self._school.as_of

    @property
    def apart(self) -> bool:
        """Whether what is said here has yet to reach the journal."""
        return self._school.spool is not None

    def draft(self, place: str) -> str:
        """The unfinished text this person left at a place, "" when none."""
        with self._school.reading():
            return "" if self._by_code else people.draft(self._school, self._actor().account, place)

    def keep_draft(self, place: str, text: str) -> None:
        """Keep an unfinished text of this person, or forget it when empty; no part of the record.

        It is kept when the sitting was ended elsewhere too: nothing typed is lost.
        """
        self._school.write_aside(lambda: people.put_draft(self._school, self._account, place, text))

    def preference(self, name: str) -> str:
        """What this person chose for the own hand, "" where nothing."""
        with self._school.reading():
            return preferences.preference(self._school, self._account, name)

    def keep_preference(self, name: str, value: str) -> None:
        """Keep what this person chose for the own hand; no part of the record."""
        self._school.write_aside(lambda: preferences.put_preference(self._school, self._account, name, value))

    def leave(self) -> None:
        """End this sitting."""
        sitting = self._sitting
        try:
            if sitting is not None:
                at = self._school.clock.instant()
                self._school.write_aside(lambda: people.end_sitting(self._school, sitting, "left", at))
        finally:
            # The next person at this terminal may see more.
            self._school.db.confine(None)

    def _perform(self, change: Change) -> tuple[Receipt, Change | None]:
        def deed(ledger: Ledger) -> tuple[Receipt, Change | None] | Denied:
            if (denial := self._denial(change)) is not None:
                ledger.seal(verb_name(change), "denied", change.facts())
                return denial
            inverse = change.apply(self._school)
            # Nobody is asked to sign what cannot be done; what is not signed is not done.
            self._require_signed(change)
            number = ledger.seal(verb_name(change), "done", change.facts())
            return Receipt(change, number, ledger.at, ledger.touched), inverse

        done = self._school.write(self._account, self._terminal, deed)
        if isinstance(done, Denied):
            raise done
        return done

    def _require_signed(self, change: Change) -> None:
        # The console and its commands have no sitting: nobody stands there whom a password would tell from another.
        if self._sitting is None or (signature := change.signs(self._school)) is None:
            return
        if self._signed.get(signature.about, 0) < self._school.ledger.at:
            raise Unsigned(signature, people.by_id(self._school, self._account).password is not None, change.facts())

    def signed(self, about: Signing, at: int) -> None:
        """Take note that the person has just proved who is at the keyboard; only the reception says so."""
        self._signed[about] = FOREVER if about.minutes is None else at + about.minutes * 60_000

    def _denial(self, change: Change) -> Denied | None:
        try:
            actor = self._actor()
        except Denied as denial:
            return denial
        why = self._code_objection(change) or change.objection(actor, self._school)
        return None if why is None else Denied(why)

    def _record(self, query: Query[Answer], outcome: str) -> None:
        facts = _query_facts(query)
        self._school.write(
            self._account, self._terminal, lambda ledger: ledger.seal(verb_name(query), outcome, facts)
        )


def _query_facts(request: Guarded) -> Mapping[str, object]:
    if not is_dataclass(request):
        return {}
    return {f.name: fact for f in fields(request) if (fact := _fact(getattr(request, f.name))) is not None}


def verb_name(request: Guarded) -> str:
    """The name under which a verb stands in the log and in the permission matrix."""
    return type(request).__name__
