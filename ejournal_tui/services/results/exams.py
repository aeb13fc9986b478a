"""Exams: entered by their protocol with the moment of receipt, from which 24 hours run (C30, R2-3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from ...domain import policy
from ...domain.errors import Conflict, Invalid
from ...domain.journal.deadlines import Standing, result_due, standing
from ...domain.journal.marks import Mark
from ...domain.journal.outside import RESULT_VALUES, Result, ResultKind
from ...domain.people.people import Actor, ClassId, PupilId
from ...domain.results.exams import Contest, Exam, ExamLine, ExamRow
from ...domain.text import search
from ...domain.text.words import full_date, short_date
from ...i18n import N_, _
from ...storage.journal import marks
from ...storage.log.records import Record
from ...storage.people import people
from ...storage.results import exams as store
from ...storage.results import results, year_results
from ...storage.results.exams import KeptExam
from ...storage.school import School
from ..journal.on_paper import result_stands
from ..people.personal import PersonalChange, require_order, require_seen
from ..rules import rulebook
from ..session import Query
from .giving import Given
from .moments import require_received

LONGEST_PROTOCOL = 40


@dataclass(frozen=True)
class PutExam(PersonalChange):
    """Write down a protocol, change it, or take it out while it has no results."""

    TITLE = N_("protocol of an exam")
    wanted: Exam | None
    expects: Exam | None = None
    """What the person saw, None for a new one."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head, the class teacher for the own class (C30)."""
        exams = [one for one in (self.wanted, self.expects) if one is not None]
        if not exams:
            return policy.may_enter_exams(actor, None)
        return next((why for one in exams if (why := policy.may_enter_exams(actor, one.school_class))), None)

    def facts(self) -> Mapping[str, object]:
        """Of which class and subject."""
        exam = self.wanted or self.expects
        return {"school_class": exam.school_class, "subject": exam.subject} if exam else {}

    def carry_out(self, school: School, record: Record) -> None:
        """Write it; raises Invalid and Conflict."""
        stands = self._standing(school)
        given = store.results(school, [stands.key]) if stands else {}
        if self.wanted is None:
            if stands is None:
                raise Invalid(_("There is nothing to do."))
            if given:
                raise Invalid(_("The exam has results already."), _("Take them out first."))
            self._examinees(school, record, stands.key, ())
            record.delete("exam", stands.key, store.EXAM)
            return
        exam = self.wanted
        self._require_sound(school, exam)
        if any(pupil not in exam.pupils for _key, pupil in given):
            raise Invalid(_("Somebody who is left out has a result already."), _("Take it out first."))
        now = {"subject": exam.subject, "protocol": require_order(exam.protocol)[:LONGEST_PROTOCOL],
               "received": school.clock.at(exam.received)}  # fmt: skip
        if stands is not None and (exam.subject, exam.school_class) != (stands.subject, stands.school_class):
            raise Invalid(_("The subject of a protocol does not change."), _("Take it out and write a new one."))
        if stands is None:
            key = record.insert(
                "exam", year=school.year(), school_class=exam.school_class, **now, author=school.ledger.actor,
                at=school.ledger.at,
            )  # fmt: skip
        else:
            key = stands.key
            record.update("exam", key, **now)
        self._examinees(school, record, key, exam.pupils)

    def _standing(self, school: School) -> Exam | None:
        if self.expects is None:
            return None
        found = store.exams(school, key=self.expects.key)
        stands = found[0].exam if found else None
        if stands is None:
            raise Conflict(_("The protocol was taken out meanwhile."), _("Open the list again."))
        words = f"№ {stands.protocol}, {moment_words(stands.received)}"
        require_seen(school, "exam", stands.key, stands, self.expects, words)
        return stands

    def _require_sound(self, school: School, exam: Exam) -> None:
        require_order(exam.protocol)
        require_received(school, exam.received)
        if not exam.pupils:
            raise Invalid(_("Nobody is ticked."), _("Tick who took the exam."))
        mine = {pupil for pupil, _name in people.pupils_of_class(school, exam.school_class, school.clock.today())}
        kept = set(self.expects.pupils) if self.expects else set()
        if not set(exam.pupils) <= mine | kept:
            raise Invalid(_("The pupil is not in this class."), _("Open the list again."))
        same = [
            one.exam.key for one in store.exams(school, [exam.school_class])
            if (one.exam.subject, one.exam.protocol) == (exam.subject, exam.protocol.strip())
        ]  # fmt: skip
        if any(key != exam.key for key in same):
            raise Conflict(_("This protocol is written down already."), _("Open it in the list."))

    def _examinees(self, school: School, record: Record, key: int, pupils: Collection[PupilId]) -> None:
        stands = dict(school.db.sql("SELECT pupil, id FROM examinee WHERE exam=?", key))
        for pupil, row in stands.items():
            if pupil not in pupils:
                record.delete("examinee", row, store.EXAMINEE)
        for pupil in pupils:
            if pupil not in stands:
                record.insert("examinee", exam=key, pupil=pupil)


@dataclass(frozen=True)
class GiveExamResults(PersonalChange):
    """Enter results of an exam from its protocol; families see them at once."""

    TITLE = N_("exam result")
    school_class: ClassId
    exam: int
    given: tuple[Given, ...]

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head, the class teacher for the own class (C30)."""
        return policy.may_enter_exams(actor, self.school_class)

    def facts(self) -> Mapping[str, object]:
        """Of which class, and whose or how many."""
        about = {"school_class": self.school_class, "exam": self.exam}
        return {**about, "pupil": self.given[0].pupil} if len(self.given) == 1 else {**about, "count": len(self.given)}

    def carry_out(self, school: School, record: Record) -> None:
        """Write them; raises Invalid and Conflict."""
        found = store.exams(school, key=self.exam)
        if not found or found[0].exam.school_class != self.school_class:
            raise Conflict(_("The protocol was taken out meanwhile."), _("Open the list again."))
        kept = found[0]
        if kept.year != school.year():
            raise Invalid(_("This year is over: its marks stay as they are."))
        stands = store.results(school, [self.exam])
        for one in self.given:
            if one.pupil not in kept.exam.pupils:
                raise Invalid(_("The pupil is not in the protocol."), _("Tick the pupil in it first (F2)."))
            self._give(school, record, kept.exam, one, stands.get((self.exam, one.pupil)))

    def _give(self, school: School, record: Record, exam: Exam, one: Given, stands: Result | None) -> None:
        if (stands.value if stands else None) != one.expects:
            if stands is None:
                raise Conflict(_("The result was taken out meanwhile."), _("Look again and type anew."))
            raise Conflict(result_stands(school, stands), _("Nothing was overwritten: type again to replace it."))
        if one.value is None:
            if stands is None:
                raise Invalid(_("It stands so already."))
            record.delete("result", stands.key, results.RESULT)
            return
        if one.value not in RESULT_VALUES:
            raise Invalid(_("“{text}” is not a result.").format(text=Mark(one.value).text))
        year_results.put(
            school, record, one.pupil, exam.subject, ResultKind.EXAM, one.value, stands, number=self.exam
        )


@dataclass(frozen=True)
class ContestLine:
    """An olympiad or competition with the pupil's name."""

    contest: Contest
    name: str


@dataclass(frozen=True)
class ExamTable:
    """The exams, olympiads and competitions of a class."""

    school_class: ClassId
    title: str
    exams: tuple[ExamLine, ...]
    contests: tuple[ContestLine, ...]
    classes: tuple[tuple[ClassId, str], ...]
    """The classes that the person may see."""
    subjects: tuple[tuple[int, str], ...]
    """Those of which there may be an exam."""
    pupils: tuple[tuple[PupilId, str], ...]
    """Of the class, by name."""


@dataclass(frozen=True)
class ShowExams(Query[ExamTable]):
    """The exams of a class with their results and clocks, and what its pupils won elsewhere."""

    school_class: ClassId | None = None
    """None: the own one, else the highest."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head, the director, the class teacher of the class."""
        return policy.may_see_exams(actor, self.school_class)

    def answer(self, actor: Actor, school: School) -> ExamTable:
        """In a constant number of queries; raises Invalid where there is no class."""
        seen = {one.id: str(one.name) for one in people.classes(school) if not policy.may_see_exams(actor, one.id)}
        own = [key for key in seen if key in actor.classes]
        wanted = self.school_class or next(iter(own), None) or next(reversed(seen), None)
        if wanted is None or wanted not in seen:
            raise Invalid(_("There is no class yet."), _("Import the lists of the classes first."))
        pupils = people.pupils_of_class(school, wanted, min(school.clock.today(), school.calendar().ends))
        lines = exam_lines(school, store.exams(school, [wanted]))
        contests = store.contests(school, [pupil for pupil, _name in pupils], school.calendar().starts)
        names = {pupil: name.short for pupil, name in pupils}
        return ExamTable(
            wanted, seen[wanted], tuple(lines), tuple(ContestLine(one, names[one.pupil]) for one in contests),
            tuple(seen.items()), tuple(school.db.sql("SELECT id, name FROM subject WHERE markless=0 ORDER BY name")),
            tuple(names.items()),
        )  # fmt: skip


def exam_lines(school: School, found: Collection[KeptExam]) -> list[ExamLine]:
    """Exams with results and clocks."""
    given = store.results(school, [one.exam.key for one in found])
    names = people.pupil_names(school, {pupil for one in found for pupil in one.exam.pupils})
    titles = {one.id: one.name for one in people.classes(school)}
    said = marks.authors(school, {one.author for one in given.values()})
    rules, now = rulebook(school), school.clock.now().replace(tzinfo=None)
    lines = []
    for one in found:
        exam = one.exam
        name = titles.get(exam.school_class)
        due = result_due(exam.received, rules.result_hours(exam.received.date(), name.grade if name else 9))
        rows = tuple(
            _row(school, pupil, names[pupil].short, given.get((exam.key, pupil)), due, said)
            for pupil in sorted(exam.pupils, key=lambda pupil: search.key(names[pupil].full))
        )
        last = max((row.result.at for row in rows if row.result), default=0)
        done = None if any(row.result is None for row in rows) else school.clock.local(last).replace(tzinfo=None)
        lines.append(ExamLine(exam, one.subject_name, str(name or ""), rows, due, standing(due, now, done)))
    return lines


def _row(
    school: School, pupil: PupilId, name: str, result: Result | None, due: datetime, said: Mapping[int, str]
) -> ExamRow:
    if result is None:
        return ExamRow(pupil, name, None)
    moment = school.clock.local(result.at).replace(tzinfo=None)
    told = _("{mark}: {who}, {when}").format(
        mark=Mark(result.value).text, who=said.get(result.author, _("console")),
        when=f"{full_date(moment.date())} {moment:%H:%M}",
    )  # fmt: skip
    late = standing(due, moment, moment) is Standing.LATE
    return ExamRow(pupil, name, result, late, told)


def waiting(school: School, classes: Collection[ClassId] | None = None) -> list[ExamLine]:
    """The exams of which some results are still to be entered, of some classes or of the school."""
    return [one for one in exam_lines(school, store.exams(school, classes)) if one.missing]


def moment_words(moment: datetime) -> str:
    """«16.06 10:00»."""
    return f"{short_date(moment.date())} {moment:%H:%M}"
