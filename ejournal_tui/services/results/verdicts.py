"""What the pedagogical council decided about going up, as the turn of the year asks (C26, C31)."""

from collections.abc import Sequence

from ...domain.journal.outside import ResultKind
from ...domain.people.people import PupilId
from ...domain.results.council import IN_DEBT, DecisionKind, Matter
from ...domain.years.decided import Verdict
from ...domain.years.promotion import Present
from ...domain.years.year import YearId
from ...storage.results import council as store
from ...storage.school import School


def verdicts_of(school: School, year: YearId, classes: Sequence[Present]) -> dict[PupilId, Verdict]:
    """The decisions about pupils of classes, in a constant number of queries."""
    grades = {pupil: one.name.grade for one in classes for pupil, _name in one.pupils}
    kept = store.decisions(school, list(grades), year)
    decided = {pupil: of[Matter.OUTCOME].decision for pupil, of in kept.items() if Matter.OUTCOME in of}
    owing = _owing(school, year, [pupil for pupil, one in decided.items() if one.kind is DecisionKind.CONDITIONAL])
    return {
        pupil: Verdict(one.kind, one.protocol, one.told(grades[pupil]), pupil not in owing)
        for pupil, one in sorted(decided.items())
    }


def _owing(school: School, year: YearId, pupils: Sequence[PupilId]) -> set[PupilId]:
    """Who of these still has an academic debt of the year."""
    attempts = store.attempts(school, pupils, [year])
    return {
        one.pupil
        for one in store.end_results(school, pupils, [year])
        if one.kind is ResultKind.YEAR and one.value in IN_DEBT
        and not any(kept.attempt.passed for kept in attempts.get((one.pupil, one.subject, year), ()))
    }
