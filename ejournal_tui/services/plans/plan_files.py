"""Lesson plans as workbooks: which courses are meant, what a plan would change, the plan as a file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain import policy
from ...domain.accounts.logins import transliterate
from ...domain.errors import Invalid, Refusal
from ...domain.groups.groups import CourseId
from ...domain.papers.papers import Stamp
from ...domain.people.people import Actor
from ...domain.plans import plans as rules
from ...domain.plans.plans import Lines, PlanReading, PlanView
from ...domain.years.year import Calendar
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.groups.groups import CourseFacts
from ...storage.plans import plans
from ...storage.school import School
from .. import reference
from ..session import Change, Query, Session
from .plan_view import ShowPlan
from .plans import ReplacePlans, laid_over

if TYPE_CHECKING:
    from ...exchange.files.workbook import Workbook

@dataclass(frozen=True)
class CoursePreview:
    """What a plan would change in a course."""

    course: CourseId
    title: str
    digest: str
    """What its plan says now."""
    kept: int
    """Lines that lessons have used: they stay."""
    differing: int
    """Those of them at which the file says something else."""
    unchanged: int
    changed: int
    added: int
    removed: int
    left_out: int
    """Works and homework of the file that the course does not take: it has no marks, or is class 1."""
    lines: int
    """How many lines the plan has afterwards."""
    lessons: int
    """How many lessons the timetable has in the year."""

    @property
    def nothing_new(self) -> bool:
        """Whether the plan stays as it is."""
        return not (self.changed or self.added or self.removed)


@dataclass(frozen=True)
class PreviewPlans(Query[tuple[CoursePreview, ...]]):
    """What a plan would change in courses, without changing it."""

    courses: tuple[CourseId, ...]
    lines: Lines

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may take it in may look first."""
        return ReplacePlans(tuple((course, "") for course in self.courses), self.lines).objection(actor, school)

    def answer(self, actor: Actor, school: School) -> tuple[CoursePreview, ...]:
        """A preview a course."""
        return tuple(self._preview(school, course) for course in self.courses)

    def _preview(self, school: School, key: CourseId) -> CoursePreview:
        course, stands, given = groups.course(school, key), plans.lines(school, key), plans.given(school, key)
        after = laid_over(school, key, stands, self.lines)
        before = {line.key: line for line in stands}
        kept = [n for n, line in enumerate(after) if line.key in given]
        ahead = [line for line in after if line.key not in given]
        bare = rules.laid_over((), frozenset(), self.lines)
        taken = laid_over(school, key, (), self.lines)
        ((lessons,),) = school.db.sql("SELECT COUNT(*) FROM lesson WHERE course=? AND state<>'moved'", key)
        return CoursePreview(
            key, f"{course.group_title} {course.subject}", rules.digest(stands), len(kept),
            sum(n >= len(taken) or after[n] != taken[n] for n in kept),
            sum(before.get(line.key) == line for line in ahead),
            sum(line.key in before and before[line.key] != line for line in ahead),
            sum(line.key not in before for line in ahead), len(before.keys() - {line.key for line in after}),
            sum(one != other for one, other in zip(bare, taken, strict=True)), len(after), lessons,
        )  # fmt: skip


@dataclass(frozen=True)
class PlanTargets:
    """What a plan's workbook is read for."""

    courses: tuple[CourseId, ...]
    kinds: Mapping[str, int]
    """The kinds of work by every spelling."""
    calendar: Calendar


@dataclass(frozen=True)
class FindPlanCourses(Query[PlanTargets]):
    """The courses of names as people write them: «7А Русский язык», «7А, гр. 1 Английский язык»."""

    names: tuple[str, ...]

    def objection(self, actor: Actor, school: School) -> str | None:
        """Staff and the console: names of courses are no personal data."""
        if actor.staff is not None or policy.only_console(actor) is None:
            return None
        return _("The courses are listed for the staff.")

    def answer(self, actor: Actor, school: School) -> PlanTargets:
        """Each course once; raises Invalid for a name that leads to none or to several."""
        found = dict.fromkeys(self._one(school, name) for name in self.names)
        kinds = school.db.sql("SELECT id, code, short, name FROM work_kind ORDER BY id DESC")
        spellings = {word: key for key, *words in kinds for word in words}
        return PlanTargets(tuple(found), spellings, school.calendar())

    def _one(self, school: School, name: str) -> CourseId:
        from ...exchange.tables.tidy import cyrillic, fold, school_class

        first, _space, rest = name.strip().partition(" ")
        # The class in either alphabet, as everywhere on the command line.
        of = school_class(first.rstrip(",")).value or first
        sought, aliases = fold(cyrillic(f"{of} {rest}")), reference.aliases()
        every = groups.courses_of_year(school)
        exact = [c for c in every if sought in {fold(spelled) for spelled in _spellings(c, aliases)}]
        if len(exact) == 1:
            return exact[0].id
        near = exact or [c for c in every if _begins(fold(_title(c)), sought)]
        advice = _("Courses are named like 7A Russian.")
        if near:
            advice = _("There is: {courses}.").format(courses="; ".join(_title(c) for c in near[:6]))
        raise Invalid(_("“{name}” is not the name of one course.").format(name=name[:60]), advice)


def _title(course: CourseFacts) -> str:
    return f"{course.group_title} {course.subject}"


def _spellings(course: CourseFacts, aliases: Mapping[str, str]) -> Iterator[str]:
    yield _title(course)
    yield f"{course.group_title} {course.short}"
    yield from (f"{course.group_title} {word}" for word, subject in aliases.items() if subject == course.subject)


def _begins(title: str, sought: str) -> bool:
    """Whether every word of what was typed begins a word of the title."""
    return all(any(word.startswith(part) for word in title.split()) for part in sought.split())


def read_plan(files: Sequence[Path], targets: PlanTargets) -> PlanReading:
    """A plan's workbook, or the files that are its sheets, as it can be read; raises Invalid for what is none."""
    from ...exchange.files.workbook import read_workbook

    return understood_plan(read_workbook(*files), targets)


def understood_plan(book: "Workbook", targets: PlanTargets) -> PlanReading:
    """What a workbook tells as a lesson plan."""
    from ...exchange.plans.lesson_plan import read_lesson_plan

    return read_lesson_plan(book, targets.calendar, targets.kinds)


@dataclass(frozen=True)
class ShowPlanCopy(Query[tuple[PlanView, Stamp]]):
    """A plan that is to leave the journal, and who takes it out."""

    course: CourseId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the plan."""
        return ShowPlan(self.course).objection(actor, school)

    def answer(self, actor: Actor, school: School) -> tuple[PlanView, Stamp]:
        """The plan; raises Refusal where there is none."""
        view = ShowPlan(self.course).answer(actor, school)
        if not view.rows:
            raise Refusal(_("This course has no lesson plan yet."), _("Its teacher brings one."))
        return view, Stamp(actor.name.initials, school.clock.now(), actor.terminal, 0)


@dataclass(frozen=True)
class RecordPlanExport(Change):
    """Note that a plan was made into a workbook."""

    TITLE = N_("lesson plan made into a workbook")
    QUIET = True
    TAKES_OUT = True
    course: CourseId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever may read the plan."""
        return ShowPlan(self.course).objection(actor, school)

    def apply(self, school: School) -> None:
        """The header of the deed is the record."""


def file_name(title: str) -> str:
    """What a plan's workbook is called in the outbox: plan-7a-russkiy-yazyk, in letters that every computer keeps."""
    return "plan-" + re.sub(r"[^a-z0-9]+", "-", transliterate(title)).strip("-")[:50].rstrip("-")


def export_plan(session: Session, course: CourseId) -> bytes:
    """A course's plan as a workbook, noted in the log; raises Refusal where there is none."""
    from ...exchange.plans.plan_sheet import plan_workbook
    from ...reports.stamps import stamp_line

    view, stamp = session.ask(ShowPlanCopy(course))
    copy = session.do(RecordPlanExport(course)).deed
    line = stamp_line(replace(stamp, copy=copy), N_("Exported by: {who}"), personal=False)
    return plan_workbook(view, line, copy)


def plan_template(session: Session) -> bytes:
    """An empty lesson plan with the school's kinds of work to choose from and an example."""
    from ...exchange.outgoing.templates import plan_example
    from ...exchange.outgoing.writing import write_book
    from ...exchange.plans.plan_sheet import plan_page

    # Of the spellings of a kind its name comes last.
    names = {key: word for word, key in session.ask(FindPlanCourses(())).kinds.items()}
    page = plan_page((), _("subject, class"), sorted(names.values()))
    return write_book([page], asides=plan_example())
