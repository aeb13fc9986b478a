"""Everything held about a person, as the law lets them ask for it: a paper, and the same as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ...domain import policy
from ...domain.papers.papers import Stamp
from ...domain.people.card_lines import lines_of, span_words
from ...domain.people.cards import PersonKind
from ...domain.people.people import Actor, GuardianId, PupilId, StaffId
from ...domain.people.person_extract import PersonExtract, Section
from ...domain.text.words import full_date
from ...domain.timetable.substitutions import Reason
from ...i18n import N_, _
from ...storage.journal.marks import authors
from ...storage.log.audit import compact
from ...storage.people import cards
from ...storage.people import person_extract as store
from ...storage.people.person_extract import DeedLine
from ...storage.school import School
from .. import reference
from ..history.told import Told
from ..session import Change, Query, Session
from .personal import places_of

_READINGS = {
    PersonKind.PUPIL: "ShowPupilCard", PersonKind.GUARDIAN: "ShowGuardianCard", PersonKind.STAFF: "ShowStaffCard",
}  # fmt: skip


def _objection(actor: Actor, school: School, kind: PersonKind, key: int) -> str | None:
    if kind is PersonKind.STAFF:
        return policy.may_read_staff(actor)
    if kind is PersonKind.GUARDIAN:
        own = actor.guardian == key
        return None if own else policy.may_read_card(actor, places_of(school, kind, key))
    return policy.may_read_pupil(actor, PupilId(key), places_of(school, kind, key))


@dataclass(frozen=True)
class ShowPersonExtract(Query[PersonExtract]):
    """The card with marks, absences, groups, account, sign-ins, papers and what was done to all of it."""

    kind: PersonKind
    key: int

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the full card."""
        return _objection(actor, school, self.kind, self.key)

    def answer(self, actor: Actor, school: School) -> PersonExtract:
        """Section by section; raises Invalid when there is no such person."""
        return _Extract(school, self.kind, self.key).whole(actor)


@dataclass(frozen=True)
class RecordPersonExtract(Change):
    """Note that everything held about a person left the journal; its number is the copy's number."""

    TITLE = N_("extract of a person's data")
    QUIET = True
    TAKES_OUT = True
    kind: PersonKind
    key: int

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the full card."""
        return _objection(actor, school, self.kind, self.key)

    def apply(self, school: School) -> None:
        """The header of the deed is the record."""

    def facts(self) -> Mapping[str, object]:
        """Whose."""
        return {"kind": self.kind.value, "key": self.key}


class _Extract:
    """Puts the sections together."""

    def __init__(self, school: School, kind: PersonKind, key: int) -> None:
        self.school = school
        self.kind = kind
        self.key = key
        self.today = school.clock.today()

    def whole(self, actor: Actor) -> PersonExtract:
        name = cards.name_of(self.school, self.kind.value, self.key)
        sections = [self._card(), *self._of_kind(), *self._account(), self._readers(), self._changes()]
        stamp = Stamp(actor.name.initials, self.school.clock.now(), actor.terminal, 0)
        return PersonExtract(
            self.school.setting("name"), name.full, self.today, tuple(one for one in sections if one.lines), stamp
        )

    def _card(self) -> Section:
        school, key = self.school, self.key
        if self.kind is PersonKind.PUPIL:
            lines = lines_of(cards.pupil_card(school, PupilId(key), self.today, reference.home_forms()), self._when)
        elif self.kind is PersonKind.GUARDIAN:
            lines = lines_of(cards.guardian_card(school, GuardianId(key), self.today), self._when)
        else:
            lines = lines_of(cards.staff_card(school, StaffId(key), self.today), self._when)
        return Section(_("Personal data"), tuple((line.label, line.text) for line in lines))

    def _when(self, at: int) -> str:
        moment = self.school.clock.local(at)
        return f"{full_date(moment.date())} {moment:%H:%M}"

    def _of_kind(self) -> list[Section]:
        if self.kind is PersonKind.PUPIL:
            return [self._groups(), self._marks(), self._absences()]
        return [self._teaching(), self._away()] if self.kind is PersonKind.STAFF else []

    def _groups(self) -> Section:
        found = store.memberships(self.school, self.key)
        return Section(_("Groups"), tuple(
            (subject, f"{group}, {span_words(span)}") for group, subject, span in found
        ))  # fmt: skip

    def _marks(self) -> Section:
        lines = []
        for subject, found in groupby(store.marks(self.school, self.key), key=lambda one: one.subject):
            marks = [
                f"{full_date(one.day)} {one.mark.text} ({', '.join(filter(None, (one.kind, one.comment)))})"
                for one in found
            ]
            lines.append((subject, "; ".join(marks)))
        return Section(_("Marks"), tuple(lines))

    def _absences(self) -> Section:
        lines = []
        for (day, letter), found in groupby(store.absences(self.school, self.key), key=lambda one: (one[0], one[3])):
            lessons = ", ".join(f"{number} {subject}" for _day, number, subject, _letter in found)
            lines.append((full_date(day), f"{letter.value} ({letter.words}): {lessons}"))
        return Section(_("Absences"), tuple(lines))

    def _teaching(self) -> Section:
        found = store.teaching(self.school, self.key)
        return Section(_("Workload"), tuple(
            (group, f"{subject}, {span_words(span)}") for group, subject, span in found
        ))  # fmt: skip

    def _away(self) -> Section:
        found = store.days_away(self.school, self.key)
        return Section(_("Days away"), tuple(
            (f"{full_date(first)}–{full_date(last)}", Reason(reason).words +
             (_(", order {number}").format(number=order) if order else ""))
            for first, last, reason, order in found
        ))  # fmt: skip

    def _account(self) -> list[Section]:
        account = store.account(self.school, self.kind.value, self.key)
        if account is None:
            return []
        state = _("closed") if account.closed else _("in use")
        if account.closes:
            state = _("until {day}").format(day=full_date(account.closes))
        own = _("chosen by its person; the journal keeps only its hash") if account.has_password else _("none yet")
        lines = ((_("login"), account.login), (_("state"), state), (_("password"), own))
        failed = " — " + _("failed")
        sign_ins = tuple(
            (self._when(one.at), one.terminal + (failed if one.outcome != "done" else ""))
            for one in store.sign_ins(self.school, account.key)
        )
        return [Section(_("Account"), lines), Section(_("Sign-ins"), sign_ins)]

    def _readers(self) -> Section:
        """Who looked at the card or took it out."""
        facts = (
            compact({self.kind.value: self.key}), compact({"kind": self.kind.value, "key": self.key}),
        )  # fmt: skip
        verbs = (_READINGS[self.kind], RecordPersonExtract.__name__)
        return Section(_("Who has read these data"), self._told(store.readings(self.school, verbs, facts)))

    def _changes(self) -> Section:
        return Section(_("Who has changed these data"), self._told(
            store.changes(self.school, self.kind.value, self.key)
        ))  # fmt: skip

    def _told(self, deeds: Sequence[DeedLine]) -> tuple[tuple[str, str], ...]:
        from ..verbs import titles

        names, words = authors(self.school, (one.actor for one in deeds)), titles()
        lines = []
        for one in deeds:
            who = names.get(one.actor, _("family") if one.actor else _("console"))
            told = Told(self._when(one.at), who, _(words.get(one.verb, one.verb)), one.terminal)
            lines.append((told.when, told.deed()))
        return tuple(lines)


@dataclass(frozen=True)
class Extracted:
    """A finished extract."""

    pdf: bytes
    extract: PersonExtract


def extract_person(session: Session, kind: PersonKind, key: int) -> Extracted:
    """The PDF of everything held about a person, noted in the log before it is drawn; raises Refusal."""
    from ...reports.person_extract import person_extract_pdf

    found = session.ask(ShowPersonExtract(kind, key))
    copy = session.do(RecordPersonExtract(kind, key)).deed
    extract = replace(found, stamp=replace(found.stamp, copy=copy))
    return Extracted(person_extract_pdf(extract), extract)
