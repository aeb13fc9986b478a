"""What the school teaches and how it calls it: subjects, kinds of work, kinds of lesson; its own name."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...domain import policy
from ...domain.errors import Invalid
from ...domain.journal.marks import MARKS_TOGETHER, PLAIN_ANSWER, require_terms
from ...domain.people.people import Actor
from ...domain.text.cleaning import clean
from ...i18n import N_, _, ngettext
from ...storage.school import School
from ...storage.settings import effects
from .deciding import Decision, Row, require_seen, swap

LONGEST, LONGEST_SHORT = 80, 16


@dataclass(frozen=True)
class SubjectFacts:
    """A subject as the list has it."""

    name: str
    short: str
    markless: bool = False
    """Whether no marks are given in it."""

    @property
    def row(self) -> Row:
        """Its columns."""
        return {"name": self.name, "short": self.short, "markless": int(self.markless)}


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


def _row(facts: SubjectFacts | WorkKindFacts | LessonKindFacts | None) -> Row | None:
    return None if facts is None else facts.row


def own_code(name: str) -> str:
    """The code of a kind that the school has made itself."""
    return f"own:{name.casefold()}"


def _require_words(*words: tuple[str, int]) -> None:
    for text, longest in words:
        if not text.strip() or clean(text) != text:
            raise Invalid(_("It needs a name and a short name."))
        if len(text) > longest:
            raise Invalid(
                _("“{text}” is too long: at most {count} characters.").format(text=text[:20], count=longest)
            )


def _require_new(school: School, table: str, column: str, wanted: str, stands: str) -> None:
    """Names are told apart without regard to capitals."""
    names = {str(name).casefold() for (name,) in school.db.sql(f"SELECT {column} FROM {table}")}
    if wanted.casefold() in names - {stands.casefold()}:
        raise Invalid(_("“{name}” is in the list already.").format(name=wanted))


@dataclass(frozen=True)
class PutSubject(Decision):
    """Add a subject, call it otherwise, or take one away that nobody is taught."""

    TITLE = N_("subject of the school")
    wanted: SubjectFacts | None
    expects: SubjectFacts | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer and the deputy head."""
        return policy.may_keep_subjects(actor)

    def apply(self, school: School) -> "PutSubject":
        """Write it; raises Conflict and Invalid."""
        self._require_possible(school)
        swap(school, "subject", _row(self.expects), _row(self.wanted))
        return PutSubject(self.expects, self.wanted)

    def _courses(self, school: School) -> int:
        name = self.expects.name if self.expects else ""
        return effects.count(school, "FROM course c JOIN subject s ON s.id=c.subject WHERE s.name=?", name)

    def _require_possible(self, school: School) -> None:
        if self.wanted is not None:
            _require_words((self.wanted.name, LONGEST), (self.wanted.short, LONGEST_SHORT))
            stands = self.expects or SubjectFacts("", "")
            _require_new(school, "subject", "name", self.wanted.name, stands.name)
            # Weekly sheets and the grid know a subject by its short name.
            _require_new(school, "subject", "short", self.wanted.short, stands.short)
        elif self._courses(school) or effects.count(
            school, "FROM rule r JOIN subject s ON s.id=r.subject WHERE s.name=?",
            self.expects.name if self.expects else "",
        ):  # fmt: skip
            raise Invalid(_("The subject is taught or has rules of its own: it stays in the list."))

    def effect(self, school: School) -> tuple[str, ...]:
        """What differs; raises Invalid."""
        self._require_possible(school)
        if self.expects is None or self.wanted is None:
            return (_("Nothing else changes by it."),)
        courses, told = self._courses(school), []
        if self.wanted.name != self.expects.name:
            told.append(
                ngettext(
                    "It is called so in {count} course, in the past lessons too; workbooks have to call it so.",
                    "It is called so in {count} courses, in the past lessons too; workbooks have to call it so.",
                    courses,
                ).format(count=courses)
            )  # fmt: skip
        if self.wanted.markless != self.expects.markless:
            marks = effects.count(
                school, "FROM mark m JOIN work w ON w.id=m.work JOIN lesson l ON l.id=w.lesson"
                " JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject WHERE s.name=?", self.expects.name,
            )  # fmt: skip
            told.append(
                _("No marks can be given in it any more; those given stay: {count}.").format(count=marks)
                if self.wanted.markless else _("Marks can be given in it from now on.")
            )  # fmt: skip
        return tuple(told) or (_("Nothing else changes by it."),)


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
            _require_words((wanted.name, LONGEST), (wanted.short, LONGEST_SHORT))
            require_terms(wanted.weight, wanted.marks or 1)
            _require_new(school, "work_kind", "short", wanted.short, stands.short if stands else "")
            _require_new(school, "work_kind", "code", wanted.code, stands.code if stands else "")
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
            _require_words((self.wanted.name, LONGEST))
            _require_new(school, "lesson_kind", "name", self.wanted.name, self.expects.name if self.expects else "")
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


@dataclass(frozen=True)
class PutPhrase(Decision):
    """Add a phrase for topics, word it otherwise, or take it away (C13)."""

    TITLE = N_("phrase for topics")
    wanted: str | None
    expects: str | None = None

    def objection(self, actor: Actor, school: School) -> str | None:
        """The deputy head."""
        return policy.may_decide_teaching(actor)

    def apply(self, school: School) -> "PutPhrase":
        """Write it; raises Conflict and Invalid."""
        self._require_possible(school)
        swap(school, "topic_phrase", _phrase(self.expects), _phrase(self.wanted))
        return PutPhrase(self.expects, self.wanted)

    def _require_possible(self, school: School) -> None:
        if self.wanted is not None:
            _require_words((self.wanted, LONGEST))
            _require_new(school, "topic_phrase", "text", self.wanted, self.expects or "")

    def effect(self, school: School) -> tuple[str, ...]:
        """What differs; raises Invalid."""
        self._require_possible(school)
        return (_("Topics that were written stay as they are."),)


def _phrase(text: str | None) -> Row | None:
    return None if text is None else {"text": text}


@dataclass(frozen=True)
class NameSchool(Decision):
    """Call the school otherwise."""

    TITLE = N_("name of the school")
    wanted: str
    expects: str

    def objection(self, actor: Actor, school: School) -> str | None:
        """The officer."""
        return policy.may_keep_school(actor)

    def apply(self, school: School) -> "NameSchool":
        """Write it; raises Conflict and Invalid."""
        require_seen(school.setting("name"), self.expects)
        self.effect(school)
        school.put_setting("name", self.wanted)
        return NameSchool(self.expects, self.wanted)

    def facts(self) -> Mapping[str, object]:
        """Nothing: the names stand with the setting."""
        return {}

    def effect(self, school: School) -> tuple[str, ...]:
        """Where it stands; raises Invalid."""
        _require_words((self.wanted, LONGEST))
        return (_("It stands on the sign-in screen and on every paper printed from now on."),)
