"""The end of a year before the pedagogical council: how each pupil stands and what is decided (C31)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...domain import policy
from ...domain.errors import Invalid
from ...domain.journal.marks import Value
from ...domain.journal.outside import ResultKind
from ...domain.people.people import Actor, ClassId, Name, PupilId
from ...domain.results.academic_debts import AcademicDebt
from ...domain.results.council import IN_DEBT, Bulk, Decision, DecisionKind, Matter, YearStanding, bulk, proposed
from ...domain.years.year import YearId, period_title
from ...i18n import _
from ...storage.groups import groups
from ...storage.journal import marks
from ...storage.people import people
from ...storage.people.people import ClassFacts
from ...storage.results import council as store
from ...storage.results.council import KeptDecision
from ...storage.school import School
from .. import reference
from ..history.told import when_told
from ..session import Query

IGNORED = frozenset({Value.EXEMPT, Value.PASS})
"""Results that are neither a five nor anything less."""


@dataclass(frozen=True)
class CouncilRow:
    """A pupil before the council."""

    pupil: PupilId
    name: str
    standing: YearStanding
    told: tuple[str, ...]
    """The decisions as sentences, by whom and when they were entered."""
    debts: tuple[AcademicDebt, ...] = ()

    @property
    def decisions(self) -> Mapping[Matter, Decision]:
        """What stands."""
        return self.standing.decisions or {}

    def proposed(self, matter: Matter) -> DecisionKind | None:
        """What the marks propose while nothing is decided."""
        return None if matter in self.decisions else proposed(matter, self.standing)


class YearEnd:
    """How classes of a year end, asked for in a constant number of queries."""

    def __init__(self, school: School, classes: Sequence[ClassFacts], year: YearId) -> None:
        self.school = school
        self.year = year
        self.calendar = school.calendar_of(year)
        self.day = min(self.calendar.ends, school.clock.today())
        self._grades = {one.id: one.name.grade for one in classes}
        self.pupils: dict[ClassId, list[tuple[PupilId, Name]]] = people.pupils_of_classes(
            school, [one.id for one in classes], self.day
        )
        everybody = [pupil for found in self.pupils.values() for pupil, _name in found]
        self._kept = store.decisions(school, everybody, year)
        self._results: dict[PupilId, dict[ResultKind, dict[int, tuple[str, Value]]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        for one in store.end_results(school, everybody, [year]):
            self._results[one.pupil][one.kind][one.subject] = one.subject_name, one.value
        self._attempts = store.attempts(school, everybody, [year])
        self._learning = self._subjects(everybody)

    def _subjects(self, everybody: Sequence[PupilId]) -> dict[PupilId, dict[int, str]]:
        """The subjects with marks that each pupil learns at the end, by name."""
        stays = groups.groups_of(self.school, everybody, self.calendar.starts, self.day)
        plans = self.school.plans()
        found: dict[PupilId, dict[int, str]] = defaultdict(dict)
        plans = self.school.plans()
        for course in groups.courses_of_groups(self.school, stays):
            if course.markless:
                continue
            for pupil, spans in stays[course.group].items():
                left_out = plans.leave_out(pupil, course.subject_id, self.day)
                if any(span.covers(self.day) for span in spans) and not left_out:
                    found[pupil][course.subject_id] = course.subject
        return found

    def debts(self, pupil: PupilId) -> tuple[AcademicDebt, ...]:
        """The academic debts of a pupil of this year, made good or not."""
        return tuple(
            AcademicDebt(
                pupil, subject, name, self.year, value, self.calendar.ends,
                tuple(kept.attempt for kept in self._attempts.get((pupil, subject, self.year), ())),
            )
            for subject, (name, value) in self._results[pupil][ResultKind.YEAR].items()
            if value in IN_DEBT
        )  # fmt: skip

    def standing(self, pupil: PupilId, school_class: ClassId) -> YearStanding:
        """How the pupil's year ended."""
        found, grade = self._results[pupil], self._grades[school_class]
        year, exam, final = (found[kind] for kind in (ResultKind.YEAR, ResultKind.EXAM, ResultKind.FINAL))
        learns = self._learning[pupil] if grade > 1 else {}
        counted = [value for _name, value in year.values() if value not in IGNORED]
        failed = {name for marks in (exam, final) for name, value in marks.values() if value in IN_DEBT}
        return YearStanding(
            grade,
            missing=tuple(sorted(name for subject, name in learns.items() if subject not in year)),
            owed=tuple(one.subject_name for one in self.debts(pupil) if not one.cleared),
            failed=tuple(sorted(failed)),
            no_final=tuple(sorted(_without_final(exam, final))),
            excellent=bool(counted) and all(value is Value.FIVE for value in counted),
            decisions={matter: one.decision for matter, one in self._kept.get(pupil, {}).items()},
        )

    def standings(self, school_class: ClassId) -> dict[PupilId, YearStanding]:
        """Everybody of a class, by name."""
        return {pupil: self.standing(pupil, school_class) for pupil, _name in self.pupils.get(school_class, ())}

    def kept(self, pupil: PupilId, matter: Matter) -> KeptDecision | None:
        """What stands about a pupil in a matter."""
        return self._kept.get(pupil, {}).get(matter)

    def told(self, pupil: PupilId, grade: int, authors: Mapping[int, str]) -> tuple[str, ...]:
        """The decisions as sentences, in the order of the matters."""
        found = self._kept.get(pupil, {})
        return tuple(
            _("{decision} · entered by {who}, {when}").format(
                decision=one.decision.told(grade), who=authors.get(one.author, _("console")),
                when=when_told(self.school, one.at),
            )
            for matter in Matter
            if (one := found.get(matter)) is not None
        )  # fmt: skip

    def authors(self) -> dict[int, str]:
        """Who entered decisions, surnames and initials."""
        return marks.authors(self.school, {one.author for of in self._kept.values() for one in of.values()})

    def open_period(self, school_class: ClassId) -> str:
        """The first study period of a class that is not closed, "" where all are."""
        periods = self.calendar.periods_of(self._grades[school_class], school_class)
        return next((period_title(one.scheme, one.number) for one in periods if not one.closed), "")


def _without_final(exam: Mapping[int, tuple[str, Value]], final: Mapping[int, tuple[str, Value]]) -> Iterator[str]:
    """The subjects of exams without a final mark; mathematics is examined as one and marked in its parts."""
    maths = any(reference.is_maths(name) for name, _value in final.values())
    for subject, (name, _value) in exam.items():
        if subject not in final and not (maths and reference.is_maths(name)):
            yield name


@dataclass(frozen=True)
class CouncilTable:
    """A class before the council."""

    school_class: ClassId
    title: str
    grade: int
    year: YearId
    year_title: str
    open_period: str
    """A study period that is not closed yet: promotion is decided afterwards."""
    rows: tuple[CouncilRow, ...]
    classes: tuple[tuple[ClassId, str, int], ...]
    """Those that the person may see, by name with their grades."""
    years: tuple[tuple[YearId, str], ...]
    """Those that have begun, with their titles."""


@dataclass(frozen=True)
class ShowCouncil(Query[CouncilTable]):
    """A class with its decisions, or the person's first one; of the year in hand where none is named."""

    school_class: ClassId | None = None
    year: YearId | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The class teacher the own class; who leads the school."""
        return policy.may_see_class_results(actor, self.school_class)

    def answer(self, actor: Actor, school: School) -> CouncilTable:
        """In a constant number of queries; raises Invalid where there is no class."""
        year = people.year_of_class(school, self.school_class) if self.school_class else self.year or school.year()
        seen = [one for one in people.classes(school, year) if policy.may_see_class_results(actor, one.id) is None]
        wanted = next((one for one in seen if self.school_class in (one.id, None)), None)
        if wanted is None:
            raise Invalid(_("There is no class to show."), _("Import the staff with their workload first."))
        end = YearEnd(school, [wanted], year)
        grade, authors = wanted.name.grade, end.authors()
        rows = tuple(
            CouncilRow(pupil, name.short, end.standing(pupil, wanted.id), end.told(pupil, grade, authors),
                       end.debts(pupil))
            for pupil, name in end.pupils.get(wanted.id, ())
        )  # fmt: skip
        return CouncilTable(
            wanted.id, str(wanted.name), grade, year, end.calendar.title, end.open_period(wanted.id), rows,
            tuple((one.id, str(one.name), one.name.grade) for one in seen),
            tuple((one.id, one.title) for one in school.years() if one.starts <= school.clock.today()),
        )  # fmt: skip


@dataclass(frozen=True)
class ClassBulk:
    """A class in a decision about many."""

    school_class: ClassId
    title: str
    open_period: str
    """Why the class cannot be decided about yet."""
    found: Bulk
    names: Mapping[PupilId, str]
    standings: Mapping[PupilId, YearStanding]


@dataclass(frozen=True)
class PreviewCouncil(Query[tuple[ClassBulk, ...]]):
    """Who would be in a decision about many, and who is an exception and why."""

    classes: tuple[ClassId, ...]
    kind: DecisionKind

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who enters decisions."""
        return policy.may_keep_council(actor)

    def answer(self, actor: Actor, school: School) -> tuple[ClassBulk, ...]:
        """Class by class, in a constant number of queries."""
        if not self.classes:
            return ()
        year = people.year_of_class(school, self.classes[0])
        wanted = [one for one in people.classes(school, year) if one.id in self.classes]
        end = YearEnd(school, wanted, year)
        found = []
        for one in wanted:
            standings = end.standings(one.id)
            open_period = end.open_period(one.id) if self.kind.matter is Matter.OUTCOME else ""
            found.append(ClassBulk(
                one.id, str(one.name), open_period, bulk(self.kind, standings),
                {pupil: name.short for pupil, name in end.pupils.get(one.id, ())}, standings,
            ))  # fmt: skip
        return tuple(found)


def class_decisions(school: School, school_class: ClassId) -> dict[PupilId, tuple[Decision, ...]]:
    """What was decided about a class in its year, as its summary sheet asks: by pupil, in the order of the matters."""
    facts = people.school_class(school, school_class)
    end = YearEnd(school, [facts], people.year_of_class(school, school_class))
    return {
        pupil: tuple(one.decision for matter in Matter if (one := end.kept(pupil, matter)) is not None)
        for pupil, _name in end.pupils.get(school_class, ())
    }

