"""What a family reads of results: periods, year, exams, final marks, olympiads (R2-3)."""

from dataclasses import dataclass

from ...domain import policy
from ...domain.journal.marks import Mark
from ...domain.journal.outside import ResultKind
from ...domain.people.people import Actor, PupilId
from ...domain.text.words import short_date
from ...domain.years.year import period_short
from ...i18n import N_, _
from ...storage.groups import groups
from ...storage.results import pupil_results as store
from ...storage.school import School
from ..session import Query

WHOLE = {
    ResultKind.YEAR: N_("year"), ResultKind.EXAM: N_("exam"), ResultKind.FINAL: N_("final"),
}  # fmt: skip


@dataclass(frozen=True)
class SubjectLine:
    """A subject with everything that was given in it."""

    subject: str
    results: tuple[tuple[str, str], ...]
    """What it is of, and the mark: («II тр.», «4»), («год», «5»)."""


@dataclass(frozen=True)
class PupilResults:
    """The results of a pupil in a year."""

    subjects: tuple[SubjectLine, ...]
    contests: tuple[str, ...]
    """Olympiads and competitions, in words."""


@dataclass(frozen=True)
class ShowPupilResults(Query[PupilResults]):
    """What was given to a pupil this year: seen as soon as it is entered."""

    pupil: PupilId

    def objection(self, actor: Actor, school: School) -> str | None:
        """As the diary: the pupil, the guardians, the class teacher, who leads the school."""
        today = school.clock.today()
        found = groups.enrolled(school, today, today, pupil=self.pupil)
        return policy.may_read_diary(actor, self.pupil, found[0].school_class if found else None)

    def answer(self, actor: Actor, school: School) -> PupilResults:
        """By subject, in three queries."""
        found: dict[str, list[tuple[str, str]]] = {}
        for one in store.results(school, self.pupil, school.year()):
            title = period_short(one.scheme, one.number) if one.scheme else _(WHOLE[one.kind])
            found.setdefault(one.subject, []).append((title, Mark(one.value).text))
        for subject, scheme, number, until in store.put_off(school, self.pupil, school.year()):
            words = _("put off until {day}").format(day=short_date(until))
            found.setdefault(subject, []).append((period_short(scheme, number), words))
        return PupilResults(
            tuple(SubjectLine(name, tuple(its)) for name, its in sorted(found.items())),
            tuple(store.contests(school, self.pupil, school.calendar().starts)),
        )
