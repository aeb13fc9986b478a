"""The kinds of work and of lesson that the school knows."""

from dataclasses import dataclass

from ...domain import policy
from ...domain.errors import Invalid
from ...domain.journal.marks import MARKS_TOGETHER, PLAIN_ANSWER, require_terms
from ...domain.people.people import Actor
from ...i18n import N_, _, ngettext
from ...storage.school import School
from ...storage.settings import effects
from .deciding import Decision, Row, swap
from .listed import LONGEST, LONGEST_SHORT, require_new, require_words


@dataclass(frozen=True)
class WorkKindFacts:
    """A kind of work as the list has it."""

    code: str
    name: str
    short: str
    weight: int
    due_days: int = 7
    for_all: bool = False
    """Whether everybody present is to be marked."""
    marks: int | None = None
    """How many marks a cell takes; None is one."""

    @property
    def row(self) -> Row:
        """Its columns."""
        return {
            "code": self.code, "name": self.name, "short": self.short, "weight": self.weight,
            "due_days": self.due_days, "for_all": int(self.for_all), "marks": self.marks,
        }  # fmt: skip


@dataclass(frozen=True)
class LessonKindFacts:
    """A kind of lesson as the list has it."""

    code: str
    name: str

    @property
    def row(self) -> Row:
        """Its columns."""
        return {"code": self.code, "name": self.name}


def _row(facts: WorkKindFacts | LessonKindFacts | None) -> Row | None:
    return None if facts is None else facts.row


def own_code(name: str) -> str:
    """The code of a kind that the school has made itself."""
    return f"own:{name.casefold()}"


@dataclass(frozen=True)
class PutWorkKind(Decision):
    """Add a kind of work, weigh it otherwise, or take one away that was never used."""

    TITLE = N_("kind of work of the school")
    wanted: WorkKindFacts | None
    expects: WorkKindFacts | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_decide_teaching(actor)

    def apply(self, school: School) -> "PutWorkKind":
        """Write it; raises Conflict and Invalid."""
        self._require_possible(school)
        swap(school, "work_kind", _row(self.expects), _row(self.wanted))
        return PutWorkKind(self.expects, self.wanted)

    def _works(self, school: School) -> int:
        code = self.expects.code if self.expects else ""
        return effects.count(school, "FROM work w JOIN work_kind k ON k.id=w.kind WHERE k.code=?", code)

    def _require_possible(self, school: School) -> None:
        stands, wanted = self.expects, self.wanted
        if wanted is not None:
            require_words((wanted.name, LONGEST), (wanted.short, LONGEST_SHORT))
            require_terms(wanted.weight, wanted.marks or 1)
            require_new(school, "work_kind", "short", wanted.short, stands.short if stands else "")
            require_new(school, "work_kind", "code", wanted.code, stands.code if stands else "")
        elif stands is not None and stands.code == PLAIN_ANSWER:
            raise Invalid(_("An answer in class exists in every lesson: this kind stays."))
        elif self._works(school) or effects.count(
            school, "FROM plan_entry p JOIN work_kind k ON k.id=p.work_kind WHERE k.code=?",
            stands.code if stands else "",
        ):  # fmt: skip
            raise Invalid(_("This kind stays in the list: its works stand in the journal or in plans."))

    def effect(self, school: School) -> tuple[str, ...]:
        """What differs; raises Invalid."""
        self._require_possible(school)
        if self.expects is None or self.wanted is None:
            return (_("Nothing else changes by it."),)
        typed = () if self.wanted.marks == self.expects.marks else (self._typed(self.wanted),)
        if self.wanted.weight == self.expects.weight:
            return typed or (_("Nothing else changes by it."),)
        works = self._works(school)
        return (
            ngettext(
                "{count} work that stands in the journal keeps its weight {weight}; averages stay as they are.",
                "{count} works that stand in the journal keep their weight {weight}; averages stay as they are.",
                works,
            ).format(count=works, weight=self.expects.weight),
            _("New works weigh {weight}.").format(weight=self.wanted.weight), *typed,
        )  # fmt: skip

    def _typed(self, wanted: WorkKindFacts) -> str:
        if wanted.marks == MARKS_TOGETHER:
            return _("In new works two marks are typed into a cell, like “54”; works that stand stay as they are.")
        return _("In new works one mark is typed into a cell; works that stand stay as they are.")


@dataclass(frozen=True)
class PutLessonKind(Decision):
    """Add a kind of lesson, call it otherwise, or take one away that was never used."""

    TITLE = N_("kind of lesson of the school")
    wanted: LessonKindFacts | None
    expects: LessonKindFacts | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_decide_teaching(actor)

    def apply(self, school: School) -> "PutLessonKind":
        """Write it; raises Conflict and Invalid."""
        self._require_possible(school)
        swap(school, "lesson_kind", _row(self.expects), _row(self.wanted))
        return PutLessonKind(self.expects, self.wanted)

    def _lessons(self, school: School) -> int:
        code = self.expects.code if self.expects else ""
        return effects.count(school, "FROM lesson l JOIN lesson_kind k ON k.id=l.kind WHERE k.code=?", code)

    def _require_possible(self, school: School) -> None:
        if self.wanted is not None:
            require_words((self.wanted.name, LONGEST))
            require_new(school, "lesson_kind", "name", self.wanted.name, self.expects.name if self.expects else "")
        elif self._lessons(school):
            raise Invalid(_("Lessons of this kind stand in the journal: it stays in the list."))

    def effect(self, school: School) -> tuple[str, ...]:
        """What differs; raises Invalid."""
        self._require_possible(school)
        lessons = self._lessons(school)
        if not lessons:
            return (_("Nothing else changes by it."),)
        return (
            ngettext("{count} lesson is called so.", "{count} lessons are called so.", lessons).format(count=lessons),
        )


