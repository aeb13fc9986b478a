"""What the pedagogical council decided goes along into the turn of the year: nobody goes on against it (C26, C31)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ...i18n import _
from ..groups.groups import ClassName
from ..people.people import PupilId
from ..results.council import DecisionKind
from .promotion import Fate, Present, PupilTurn, Turn, destinations, targets


@dataclass(frozen=True)
class Verdict:
    """A decision about going up, as far as the turn of the year depends on it."""

    kind: DecisionKind
    protocol: str
    told: str
    cleared: bool = False
    """Whether the debts of a conditional one are made good: the condition has ended."""

    @property
    def fate(self) -> Fate:
        """What it makes of the pupil."""
        if self.kind is DecisionKind.REPEATS:
            return Fate.REPEATS
        conditional = self.kind is DecisionKind.CONDITIONAL and not self.cleared
        return Fate.CONDITIONAL if conditional else Fate.GOES_ON

    def allows(self, fate: Fate) -> bool:
        """Whether a fate goes with it; leaving school always does."""
        if fate in (Fate.LEAVES, self.fate):
            return True
        if fate is Fate.MOVES:
            return self.kind not in (DecisionKind.REPEATS, DecisionKind.UNFINISHED)
        return fate is Fate.CONDITIONAL and self.kind is DecisionKind.CONDITIONAL


Verdicts = Mapping[PupilId, Verdict]


def with_verdicts(
    turn: Turn, classes: Sequence[Present], verdicts: Verdicts, existing: Collection[ClassName]
) -> Turn:
    """The same with what the council decided about pupils of whom nothing else is said."""
    said = {one.pupil for one in turn.pupils}
    more = []
    for present in classes:
        for pupil, _name in present.pupils:
            verdict = verdicts.get(pupil)
            if verdict is None or pupil in said or verdict.fate is Fate.GOES_ON:
                continue
            again = verdict.fate is Fate.REPEATS
            to = _again(turn, present.name, existing) if again else None
            more.append(PupilTurn(pupil, verdict.fate, to))
    return replace(turn, pupils=(*turn.pupils, *more)) if more else turn


def _again(turn: Turn, now: ClassName, existing: Collection[ClassName]) -> ClassName:
    """The class in which somebody repeats the year: the same letter where there is one."""
    found = targets(Fate.REPEATS, now.grade, turn, existing, None)
    return now if now in found or not found else found[0]


def contradictions(turn: Turn, classes: Sequence[Present], verdicts: Verdicts) -> list[str]:
    """Who would go on otherwise than the council decided, a sentence each."""
    singly = {one.pupil: one.fate for one in turn.pupils}
    to = destinations(turn, classes)
    found = []
    for present in classes:
        for pupil, name in present.pupils:
            verdict, fate = verdicts.get(pupil), singly.get(pupil, Fate.GOES_ON)
            if verdict is not None and pupil in to and _against(verdict, fate, leaves=to[pupil] is None):
                found.append(_("{name}: here “{fate}”, but the council decided: {decision}.").format(
                    name=name.short, fate=fate.words, decision=verdict.told
                ))  # fmt: skip
    return found


def _against(verdict: Verdict, fate: Fate, leaves: bool) -> bool:
    if fate is Fate.LEAVES:
        return False
    if leaves:
        return verdict.kind is DecisionKind.REPEATS
    return verdict.kind is DecisionKind.UNFINISHED or not verdict.allows(fate)
