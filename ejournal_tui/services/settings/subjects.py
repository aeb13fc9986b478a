"""The subjects that the school teaches."""

from dataclasses import dataclass

from ...domain import policy
from ...domain.errors import Invalid
from ...domain.people.people import Actor
from ...i18n import N_, _, ngettext
from ...storage.school import School
from ...storage.settings import effects
from .deciding import Decision, Row, swap
from .listed import LONGEST, LONGEST_SHORT, require_new, require_words


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
            require_words((self.wanted.name, LONGEST), (self.wanted.short, LONGEST_SHORT))
            stands = self.expects or SubjectFacts("", "")
            require_new(school, "subject", "name", self.wanted.name, stands.name)
            # Weekly sheets and the grid know a subject by its short name.
            require_new(school, "subject", "short", self.wanted.short, stands.short)
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


def _row(facts: SubjectFacts | None) -> Row | None:
    return None if facts is None else facts.row
