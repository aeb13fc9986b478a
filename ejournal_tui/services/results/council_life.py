"""What was ever decided about a pupil in a year, in sentences from the log itself."""

from dataclasses import dataclass

from ...domain import policy
from ...domain.people.people import Actor, ClassId, PupilId
from ...i18n import _
from ...storage.journal import marks
from ...storage.log import deeds
from ...storage.log.audit import PERSONAL_KEY
from ...storage.people import people
from ...storage.results import council as store
from ...storage.school import School
from ..history.council_words import decision_told, grades_of
from ..history.told import Told, when_told
from ..session import Query


@dataclass(frozen=True)
class CouncilLife(Query[tuple[Told, ...]]):
    """Every decision there ever was about a pupil of a class in its year, oldest first."""

    pupil: PupilId
    school_class: ClassId

    def objection(self, actor: Actor, school: School) -> str | None:
        """Whoever sees the decisions of the class."""
        return policy.may_see_class_results(actor, self.school_class)

    def answer(self, actor: Actor, school: School) -> tuple[Told, ...]:
        """A sentence a change; who is not of the class has none."""
        lines = store.decision_lines(school, self.pupil, people.year_of_class(school, self.school_class))
        names = marks.authors(school, (line.actor for line in lines))
        grades = grades_of(school)
        stands: dict[int, deeds.State] = {}
        found = []
        for line in lines:
            before = stands.get(line.key, {})
            stands[line.key] = now = deeds.after_line(before, line.act, line.data)
            state = now or before
            if state.get("school_class") != self.school_class:
                continue
            texts = deeds.texts(school, [state]).get(str(state.get(PERSONAL_KEY))) or {}
            told = decision_told(state, grades, str(texts.get("word", "")))
            what = told if now else _("taken out: {decision}").format(decision=told)
            found.append(Told(when_told(school, line.at), names.get(line.actor, _("console")), what, line.terminal))
        return tuple(found)
