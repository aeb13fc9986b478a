"""Papers that say why pupils were away: «н» becomes «б» or «п», and the paper stays on record (C10, O8.4d)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...domain.attendance.absences import KeptPaper, Paper, require_sound
from ...domain.errors import Conflict, Invalid
from ...domain.people.people import Actor, ClassId
from ...domain.text.cleaning import clean
from ...domain.text.words import short_date
from ...i18n import N_, _
from ...storage.attendance import attendance
from ...storage.groups import groups
from ...storage.log.records import Record, key_now
from ...storage.school import School
from ..journal.reasons import papers_objection
from ..people.personal import PersonalChange, require_past


def _tidy(found: Paper) -> Paper:
    return Paper(
        found.pupil, found.kind, " ".join(clean(found.reason).split()), found.letter,
        " ".join(clean(found.number).split()), found.stated, found.starts, found.ends, found.lessons,
    )  # fmt: skip


def _require_possible(school: School, school_class: ClassId, paper: Paper, but: int | None) -> None:
    require_sound(paper)
    require_past(school, paper.stated)
    if not any(groups.is_member(school, school_class, paper.pupil, day) for day in (paper.starts, paper.ends)):
        raise Invalid(_("This pupil is not in the class on these days."), _("Look at the days of the paper again."))
    stands = attendance.papers(school, [paper.pupil], paper.starts, paper.ends)
    twin = next((one for one in stands if one.key != but and one.paper == paper), None)
    if twin is not None:
        raise Invalid(_("This paper is entered already: {words}.").format(words=twin.paper.words))


def _require_kept(school: School, seen: KeptPaper) -> int:
    """The number of the row now; raises Conflict where it is not what the person saw."""
    key = key_now(school, "absence_paper", seen.key)
    stands = attendance.paper(school, key)
    if stands is None:
        raise Conflict(_("This paper was withdrawn meanwhile."), _("Look at the list again."))
    if stands.paper != seen.paper:
        raise Conflict(
            _("This paper was changed meanwhile: {words}.").format(words=stands.paper.words),
            _("Nothing was overwritten: look at the list again."),
        )
    return key


@dataclass(frozen=True)
class PutAbsencePaper(PersonalChange):
    """Enter a paper, or change one: the plain absences that it covers take its letter."""

    TITLE = N_("paper about absence")
    school_class: ClassId
    paper: Paper
    replaces: KeptPaper | None = None
    """The paper as the person saw it, where one is changed."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, in open periods (O8.4d)."""
        days = [self.paper, *([self.replaces.paper] if self.replaces else [])]
        first, last = min(one.starts for one in days), max(one.ends for one in days)
        return papers_objection(actor, school, self.school_class, first, last)

    def carry_out(self, school: School, record: Record) -> None:
        """Write it; raises Invalid and Conflict."""
        paper = _tidy(self.paper)
        key = _require_kept(school, self.replaces) if self.replaces else None
        if self.replaces is not None:
            if self.replaces.paper == paper:
                raise Invalid(_("It stands so already."))
            if self.replaces.paper.pupil != paper.pupil:
                raise Invalid(_("A paper stays with its pupil: withdraw it and enter it anew."))
        _require_possible(school, self.school_class, paper, key)
        values = attendance.paper_values(paper, school.ledger.actor, school.ledger.at)
        if self.replaces is None or key is None:
            key = record.insert("absence_paper", **values)
        else:
            attendance.lift_paper(school, record, key, self.replaces.paper)
            record.update("absence_paper", key, **values)
        attendance.apply_paper(school, record, key, paper)

    def facts(self) -> Mapping[str, object]:
        """Whose, for which days; the reason is personal."""
        return {"pupil": self.paper.pupil, "starts": self.paper.starts.isoformat(),
                "ends": self.paper.ends.isoformat()}  # fmt: skip


@dataclass(frozen=True)
class WithdrawAbsencePaper(PersonalChange):
    """Take a paper back: what it gave is a plain «н» again."""

    TITLE = N_("paper about absence withdrawn")
    school_class: ClassId
    seen: KeptPaper

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, in open periods (O8.4d)."""
        return papers_objection(actor, school, self.school_class, self.seen.paper.starts, self.seen.paper.ends)

    def carry_out(self, school: School, record: Record) -> None:
        """Remove it; raises Conflict."""
        key = _require_kept(school, self.seen)
        attendance.lift_paper(school, record, key, self.seen.paper)
        record.delete("absence_paper", key, attendance.PAPER_COLUMNS)

    def facts(self) -> Mapping[str, object]:
        """Whose."""
        return {"pupil": self.seen.paper.pupil}


@dataclass(frozen=True)
class ApplyAbsencePapers(PersonalChange):
    """Let the papers of a class cover what was written since: «н» that teachers entered later."""

    TITLE = N_("papers about absence applied")
    school_class: ClassId
    first: date
    last: date

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher, in open periods (O8.4d)."""
        return papers_objection(actor, school, self.school_class, self.first, self.last)

    def carry_out(self, school: School, record: Record) -> None:
        """Give the letters; raises Invalid where nothing is left to do."""
        pupils = [member.pupil for member in groups.members(school, self.school_class, self.first, self.last)]
        papers = attendance.papers(school, pupils, self.first, self.last)
        # The paper entered first decides, as it did when it came.
        done = sum(
            attendance.apply_paper(school, record, one.key, within(one.paper, self.first, self.last))
            for one in sorted(papers, key=lambda one: one.key)
        )
        if not done:
            raise Invalid(
                _("No “н” from {first} to {last} is covered by a paper.").format(
                    first=short_date(self.first), last=short_date(self.last)
                ),
                _("F2 enters a paper."),
            )

    def facts(self) -> Mapping[str, object]:
        """Of which class and days."""
        return {"class": self.school_class, "first": self.first.isoformat(), "last": self.last.isoformat()}


def within(paper: Paper, first: date, last: date) -> Paper:
    """What a paper says of a stretch of days."""
    return Paper(
        paper.pupil, paper.kind, paper.reason, paper.letter, paper.number, paper.stated, max(paper.starts, first),
        min(paper.ends, last), paper.lessons,
    )  # fmt: skip
