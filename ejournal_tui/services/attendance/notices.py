"""A family says that its child will be away; the class teacher makes a paper of it or says why not (C10)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...domain import policy
from ...domain.attendance.absences import Paper, PaperKind
from ...domain.attendance.notices import LONGEST_WORD, KeptNotice, Notice, NoticeState, reasons_of, require_notice
from ...domain.errors import Conflict, Invalid
from ...domain.people.cards import PersonKind
from ...domain.people.letters import AbsenceLetter, write_letter
from ...domain.people.people import AccountId, Actor, ClassId, PupilId
from ...domain.settings.reference import AbsenceReasonRef
from ...domain.text.cleaning import clean
from ...i18n import N_, _
from ...storage.attendance import notices as store
from ...storage.groups import groups
from ...storage.log.records import Record, key_now
from ...storage.people import people
from ...storage.school import School
from ..absence_reasons import known_reasons
from ..absence_reasons import reasons_of as listed
from ..journal.reasons import papers_objection
from ..people.personal import PersonalChange, places_of
from ..rules import rulebook
from ..session import Query
from .documents import PutAbsencePaper


def class_now(school: School, pupil: int) -> ClassId | None:
    """The class whose teacher answers for a pupil."""
    return next((key for key, _grade in places_of(school, PersonKind.PUPIL, pupil)), None)


@dataclass(frozen=True)
class SayAbsent(PersonalChange):
    """Say that a child will be away."""

    TITLE = N_("absence announced by the family")
    notice: Notice

    def objection(self, actor: Actor, school: School) -> str | None:
        """A guardian of the child."""
        return policy.may_say_absent(actor, self.notice.pupil)

    def carry_out(self, school: School, record: Record) -> None:
        """Write it; raises Invalid."""
        said = replace(self.notice, word=" ".join(clean(self.notice.word).split()))
        if said.code not in {one.code for one in reasons_of(listed(school))}:
            raise Invalid(_("This reason is not in the list."))
        today = school.clock.today()
        place, grade = next(iter(places_of(school, PersonKind.PUPIL, said.pupil)), (None, 0))
        require_notice(said, today, rulebook(school).notice_days(today, grade))
        if place is None or not any(groups.is_member(school, place, said.pupil, x) for x in (said.starts, said.ends)):
            raise Invalid(_("The child is in no class on these days."))
        for one in store.of_pupil(school, said.pupil, said.starts, known_reasons(school)):
            if one.state is NoticeState.WAITING and one.notice.starts <= said.ends:
                raise Invalid(
                    _("These days are announced already: {words}.").format(words=one.notice.words),
                    _("Take that back first, or choose other days."),
                )
        ledger = school.ledger
        if school.spool is not None:
            school.spool.put(_letter(school, said))
            return
        record.insert(
            "absence_notice", pupil=said.pupil, reason=said.code, word=said.word, starts=said.starts.isoformat(),
            ends=said.ends.isoformat(), state=NoticeState.WAITING.value, answer="", said=today.isoformat(),
            author=ledger.actor, at=ledger.at,
        )  # fmt: skip

    def facts(self) -> Mapping[str, object]:
        """Whose, for which days; the reason is personal."""
        found = self.notice
        return {"pupil": found.pupil, "starts": found.starts.isoformat(), "ends": found.ends.isoformat()}


def _letter(school: School, said: Notice, takes_back: bool = False) -> str:
    """What the families' door passes on to the journal."""
    account = AccountId(school.ledger.actor)
    return write_letter(AbsenceLetter(account, said.pupil, said.code, said.starts, said.ends, said.word, takes_back))


def _open(school: School, seen: KeptNotice) -> KeptNotice:
    """The notice as it stands now; raises Conflict where it is not what the person saw."""
    key = key_now(school, "absence_notice", seen.key)
    stands = store.notice(school, key, known_reasons(school))
    if stands is None:
        raise Conflict(_("The family has taken this back meanwhile."), _("Look at it again."))
    if stands.state is not NoticeState.WAITING or stands.notice != seen.notice:
        raise Conflict(_("This was answered meanwhile: {words}.").format(words=stands.state_words),
                       _("Look at it again."))  # fmt: skip
    return stands


@dataclass(frozen=True)
class TakeBackNotice(PersonalChange):
    """Take back what was said while nobody has answered."""

    TITLE = N_("announced absence taken back")
    seen: KeptNotice

    def objection(self, actor: Actor, school: School) -> str | None:
        """A guardian of the child."""
        return policy.may_say_absent(actor, self.seen.notice.pupil)

    def carry_out(self, school: School, record: Record) -> None:
        """Remove it; raises Conflict."""
        if school.spool is not None:
            school.spool.put(_letter(school, _open(school, self.seen).notice, takes_back=True))
            return
        record.delete("absence_notice", _open(school, self.seen).key, store.COLUMNS)

    def facts(self) -> Mapping[str, object]:
        """Whose."""
        return {"pupil": self.seen.notice.pupil}


@dataclass(frozen=True)
class AcceptNotice(PersonalChange):
    """Make a statement of what a family says: plain absences of those days take its letter."""

    TITLE = N_("announced absence accepted")
    school_class: ClassId
    seen: KeptNotice

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, in open periods (O8.4d)."""
        found = self.seen.notice
        return papers_objection(actor, school, self.school_class, found.starts, found.ends)

    def carry_out(self, school: School, record: Record) -> None:
        """Write the paper and the answer; raises Invalid and Conflict."""
        stands = _open(school, self.seen)
        found = stands.notice
        paper = Paper(
            found.pupil, PaperKind.STATEMENT, found.reason, found.letter, "", stands.said, found.starts, found.ends
        )
        PutAbsencePaper(self.school_class, paper).carry_out(school, record)
        record.update("absence_notice", stands.key, state=NoticeState.ACCEPTED.value)

    def facts(self) -> Mapping[str, object]:
        """Whose."""
        return {"pupil": self.seen.notice.pupil}


@dataclass(frozen=True)
class DeclineNotice(PersonalChange):
    """Say why what a family says is no reason, in a word that the family reads."""

    TITLE = N_("announced absence declined")
    school_class: ClassId
    seen: KeptNotice
    word: str

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher (O8.4d)."""
        return policy.may_give_reason(actor, self.school_class)

    def carry_out(self, school: School, record: Record) -> None:
        """Write the word; raises Invalid and Conflict."""
        word = " ".join(clean(self.word).split())
        if not word:
            raise Invalid(_("A word for the family is missing."), _("Say why: it is read in the diary."))
        if len(word) > LONGEST_WORD:
            raise Invalid(_("The word is too long: at most {count} characters.").format(count=LONGEST_WORD))
        if class_now(school, self.seen.notice.pupil) != self.school_class:
            raise Invalid(_("This pupil is not in the class."))
        record.update("absence_notice", _open(school, self.seen).key, state=NoticeState.DECLINED.value, answer=word)

    def facts(self) -> Mapping[str, object]:
        """Whose."""
        return {"pupil": self.seen.notice.pupil}


@dataclass(frozen=True)
class ReasonsToSay(Query[tuple[AbsenceReasonRef, ...]]):
    """Why a child may be away, as a family can say it."""

    pupil: PupilId

    def objection(self, actor: Actor, school: School) -> str | None:
        """A guardian of the child."""
        return policy.may_say_absent(actor, self.pupil)

    def answer(self, actor: Actor, school: School) -> tuple[AbsenceReasonRef, ...]:
        """Of the school's list, the usual ones first."""
        return reasons_of(listed(school))


@dataclass(frozen=True)
class ShowNotices(Query[tuple[KeptNotice, ...]]):
    """What was said about a child, with the answers, for the diary."""

    pupil: PupilId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the diary."""
        return policy.may_read_diary(actor, self.pupil, class_now(school, self.pupil))

    def answer(self, actor: Actor, school: School) -> tuple[KeptNotice, ...]:
        """Of the running study year, by their days."""
        since = school.calendar_of(school.year()).starts
        return tuple(store.of_pupil(school, self.pupil, since, known_reasons(school)))


@dataclass(frozen=True)
class WaitingNotice:
    """What waits for an answer, with whom it is about."""

    kept: KeptNotice
    name: str
    school_class: ClassId


@dataclass(frozen=True)
class WaitingNotices(Query[tuple[WaitingNotice, ...]]):
    """What families of the own class have said and nobody has answered."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever leads a class."""
        return policy.may_read_own_class(actor)

    def answer(self, actor: Actor, school: School) -> tuple[WaitingNotice, ...]:
        """The oldest first."""
        found = store.waiting(school, known_reasons(school))
        mine = [(one, key) for one in found if (key := class_now(school, one.notice.pupil)) in actor.classes]
        names = people.pupil_names(school, {one.notice.pupil for one, _key in mine}) if mine else {}
        return tuple(WaitingNotice(one, names[one.notice.pupil].short, key) for one, key in mine if key is not None)
