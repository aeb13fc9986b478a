"""A study period is closed for classes once nothing is missing, and opened again with a reason (R1-2.4, C28)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ...domain import policy
from ...domain.accounts.signing import Signature, Signing
from ...domain.errors import Conflict, Invalid
from ...domain.groups.groups import CourseId
from ...domain.people.people import Actor, ClassId
from ...domain.results.approval import NOTHING_DECIDED, CourseDecisions
from ...domain.text.words import short_date
from ...domain.years.year import Period, PeriodId, period_title
from ...i18n import N_, _, ngettext
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts
from ...storage.journal import marks
from ...storage.log.records import Record
from ...storage.people import people
from ...storage.results import closing as store
from ...storage.results import decisions
from ...storage.results.year_results import without_year_mark
from ...storage.school import School
from ..people.personal import PersonalChange
from ..session import Query
from .signing import signature

LONGEST_REASON = 120


def _period(school: School, key: PeriodId) -> Period:
    found = next((period for period in school.calendar().periods if period.id == key), None)
    if found is None:
        raise Conflict(_("There is no such study period."))
    return found


@dataclass(frozen=True)
class ClosePeriod(PersonalChange):
    """Close a period for classes: nobody enters anything there any more."""

    TITLE = N_("period closed")
    period: PeriodId
    classes: tuple[ClassId, ...]

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_close_periods(actor)

    def signs(self, school: School) -> Signature | None:
        """Closing is signed as the results are."""
        period = _period(school, self.period)
        words = ngettext("{period} is closed for {count} class.", "{period} is closed for {count} classes.",
                         len(self.classes))  # fmt: skip
        title = period_title(period.scheme, period.number)
        return signature(school, Signing.RESULTS, words.format(period=title, count=len(self.classes)))

    def facts(self) -> Mapping[str, object]:
        """Which period, and of how many classes."""
        return {"period": self.period, "count": len(self.classes)}

    def carry_out(self, school: School, record: Record) -> None:
        """Close it; raises Invalid and Conflict."""
        period = _period(school, self.period)
        if school.clock.today() < period.ends:
            raise Invalid(
                _("{period} is not over yet: it ends on {day}.").format(
                    period=period_title(period.scheme, period.number), day=short_date(period.ends)
                ),
                _("It is closed from its last day on."),
            )
        stands = store.closings(school, self.period)
        wanted = [one for one in self.classes if one not in stands or not stands[one].closed]
        if not wanted:
            raise Conflict(_("It is closed already."))
        for one in wanted:
            _put(school, record, self.period, one, stands, closed=True)


@dataclass(frozen=True)
class OpenPeriod(PersonalChange):
    """Open a closed period again for classes, with a reason."""

    TITLE = N_("period opened again")
    period: PeriodId
    classes: tuple[ClassId, ...]
    why: str

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_close_periods(actor)

    def signs(self, school: School) -> Signature | None:
        """Opening again is signed as closing is."""
        period = _period(school, self.period)
        words = ngettext("{period} is opened again for {count} class.", "{period} is opened again for {count} classes.",
                         len(self.classes))  # fmt: skip
        title = period_title(period.scheme, period.number)
        return signature(school, Signing.RESULTS, words.format(period=title, count=len(self.classes)))

    def facts(self) -> Mapping[str, object]:
        """Which period, and of how many classes."""
        return {"period": self.period, "count": len(self.classes)}

    def carry_out(self, school: School, record: Record) -> None:
        """Open it; raises Invalid and Conflict."""
        _period(school, self.period)
        if not self.why.strip():
            raise Invalid(_("A period is opened again with a reason."), _("Write in a word what has to be mended."))
        stands = store.closings(school, self.period)
        wanted = [one for one in self.classes if one in stands and stands[one].closed]
        if not wanted:
            raise Conflict(_("It is open already."))
        for one in wanted:
            _put(school, record, self.period, one, stands, closed=False, why=self.why.strip()[:LONGEST_REASON])


def _put(
    school: School, record: Record, period: PeriodId, school_class: ClassId,
    stands: Mapping[ClassId, store.Closing], *, closed: bool, why: str = "",
) -> None:  # fmt: skip
    now = {"closed": int(closed), "why": why, "author": school.ledger.actor, "at": school.ledger.at}
    if school_class in stands:
        record.update("period_closing", stands[school_class].key, **now)
    else:
        record.insert("period_closing", period=period, school_class=school_class, **now)


@dataclass(frozen=True)
class Gap:
    """What is missing in a course."""

    teacher: str
    title: str
    """«7А · Русский язык»."""
    lessons: int
    """Without topic or roll call."""
    results: int
    """Pupils without a result."""
    debts: int
    decisions: CourseDecisions = NOTHING_DECIDED
    """What waits for the deputy head, and what is put off."""
    years: int = 0
    """Pupils without a mark of the year."""


@dataclass(frozen=True)
class ClosingLine:
    """A class's line, or that of a group of several classes."""

    school_class: ClassId | None
    """None for a group of several classes: it closes with the last class of its grade."""
    grade: int
    name: str
    closed: bool
    told: str
    """Who decided and when, and why."""
    gaps: tuple[Gap, ...]

    @property
    def lessons(self) -> int:
        """Lessons without topic or roll call."""
        return sum(gap.lessons for gap in self.gaps)

    @property
    def results(self) -> int:
        """Pupils and subjects without a result of the period or, with the last one, of the year."""
        return sum(gap.results + gap.years for gap in self.gaps)

    @property
    def waiting(self) -> int:
        """Results that wait for the deputy head."""
        return sum(gap.decisions.waiting for gap in self.gaps)

    @property
    def debts(self) -> int:
        """Debts that stand."""
        return sum(gap.debts for gap in self.gaps)


@dataclass(frozen=True)
class ClosingTable:
    """A period with the classes that have it."""

    period: Period
    title: str
    lines: tuple[ClosingLine, ...]
    place: int
    """Where the period stands among those of the year."""
    periods: tuple[PeriodId, ...]
    """Those that some class or course has, in the order of their ends."""


@dataclass(frozen=True)
class ShowClosing(Query[ClosingTable]):
    """What is missing in a period by class, and which classes are closed."""

    period: PeriodId | None = None
    """None: the one that ended last."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who leads the school."""
        return policy.may_read_closing(actor)

    def answer(self, actor: Actor, school: School) -> ClosingTable:
        """Every class, in a constant number of queries."""
        calendar, today = school.calendar(), school.clock.today()
        courses = groups.courses_of_year(school)
        schemes = {one.id: calendar.scheme_of(one.grade, one.school_class, one.id) for one in courses}
        used = sorted((p for p in calendar.periods if p.scheme in schemes.values()), key=lambda p: (p.ends, p.id))
        if not used:
            raise Invalid(_("There are no courses yet."), _("Import the staff with their workload first."))
        over = [period for period in used if period.ends <= today] or used[:1]
        period = over[-1] if self.period is None else _period(school, self.period)
        mine = [one for one in courses if schemes[one.id] is period.scheme]
        lines = tuple(self._lines(school, period, mine))
        keys = tuple(one.id for one in used)
        return ClosingTable(period, period_title(period.scheme, period.number), lines, keys.index(period.id), keys)

    def _lines(self, school: School, period: Period, courses: list[CourseFacts]) -> Iterable[ClosingLine]:
        stands = store.closings(school, period.id)
        said = marks.authors(school, {one.author for one in stands.values()})
        names = {one.id: str(one.name) for one in people.classes(school)}
        gaps = self._gaps(school, period, courses)
        keys: dict[ClassId | str, list[CourseFacts]] = {}
        for one in courses:
            keys.setdefault(one.school_class if one.school_class is not None else one.group_title, []).append(one)
        for key, found in keys.items():
            missing = tuple(gaps[one.id] for one in found if one.id in gaps)
            if isinstance(key, str):
                yield ClosingLine(None, found[0].grade, key, False, "", missing)
                continue
            decided = stands.get(key)
            yield ClosingLine(
                key, found[0].grade, names.get(key, found[0].group_title), decided is not None and decided.closed,
                _told(school, decided, said) if decided else "", missing,
            )  # fmt: skip

    def _gaps(self, school: School, period: Period, courses: list[CourseFacts]) -> dict[CourseId, Gap]:
        last = min(period.ends, school.clock.today())
        lessons = store.unfilled(school, period.starts, last)
        debts = store.debts(school, period.starts, period.ends)
        results = store.without_result(school, period, last) if period.ends <= school.clock.today() else {}
        decided = decisions.by_course(school, period, last, school.clock.today())
        for key, one in decided.items():
            if key in results:
                results[key] = max(0, results[key] - one.excused)
        results = {key: count for key, count in results.items() if count}
        years = self._years(school, period, courses, last)
        kinds = (lessons, debts, results, years, decided)
        wanted = [one for one in courses if any(one.id in found for found in kinds)]
        who = store.teachers(school, [one.id for one in wanted], last)
        return {
            one.id: Gap(
                who.get(one.id, _("no teacher")), f"{one.group_title} · {one.subject}", lessons.get(one.id, 0),
                results.get(one.id, 0), debts.get(one.id, 0), decided.get(one.id, NOTHING_DECIDED),
                years.get(one.id, 0),
            )
            for one in wanted
        }  # fmt: skip

    def _years(
        self, school: School, period: Period, courses: list[CourseFacts], day: date
    ) -> Mapping[CourseId, int]:
        """Year marks that are wanting: the last period of a course closes its year."""
        of_scheme = [one.number for one in school.calendar().periods if one.scheme is period.scheme]
        if not courses or period.number != max(of_scheme) or period.ends > school.clock.today():
            return {}
        return without_year_mark(school, day)


def _told(school: School, one: store.Closing, said: dict[int, str]) -> str:
    moment = school.clock.local(one.at)
    words = _("closed: {who}, {when}") if one.closed else _("opened again: {who}, {when}")
    told = words.format(
        who=said.get(one.author, _("console")), when=f"{short_date(moment.date())} {moment:%H:%M}"
    )
    return f"{told} ({one.why})" if one.why else told
