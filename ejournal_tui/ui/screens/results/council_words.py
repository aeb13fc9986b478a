"""How a pupil's year and a class before the council are told."""

from ....domain.results.council import DecisionKind, Matter, YearStanding, fault
from ....domain.text.words import bare
from ....i18n import N_, _, ngettext
from ....services.results.council import CouncilRow, CouncilTable


def short_state(standing: YearStanding) -> str:
    """What stands in the way, as counts."""
    return ", ".join(filter(None, (
        _("no mark: {count}").format(count=len(standing.missing)) if standing.missing else "",
        _("debts: {count}").format(count=len(standing.owed)) if standing.owed else "",
        _("not passed: {count}").format(count=len(standing.failed)) if standing.failed else "",
        _("no final: {count}").format(count=len(standing.no_final)) if standing.no_final else "",
        _("all fives") if standing.excellent and not standing.missing else "",
    )))  # fmt: skip


def state_words(row: CouncilRow) -> str:
    """How the year ended, in a sentence."""
    if row.standing.words:
        return row.standing.words
    if row.debts:
        return _("academic debt is made good: {subjects}").format(
            subjects=", ".join(one.subject_name for one in row.debts)
        )
    return _("every mark of the year is a 5") if row.standing.excellent else _("there is no academic debt")


def against(row: CouncilRow, kind: DecisionKind) -> str:
    """What speaks by now against a decision that stands: a mark was changed since."""
    if kind is DecisionKind.CONDITIONAL and row.debts and not row.standing.owed:
        # The debts are made good: so it was meant.
        return ""
    return fault(kind, row.standing)


def since(row: CouncilRow) -> list[str]:
    """What has become of the decisions since."""
    found = [
        _("but now: {why}").format(why=why)
        for one in row.decisions.values()
        if (why := against(row, one.kind))
    ]
    if row.standing.decided(Matter.OUTCOME) is DecisionKind.CONDITIONAL and row.debts and not row.standing.owed:
        found.append(_("the condition has ended: {state}").format(state=state_words(row)))
    return found


def table_words(table: CouncilTable) -> str:
    """The class in a line."""
    outcomes = [row.decisions.get(Matter.OUTCOME) for row in table.rows]
    said = _("Decided about going up: {done} of {all}").format(done=sum(map(bool, outcomes)), all=len(table.rows))
    conditional = sum(one is not None and one.kind is DecisionKind.CONDITIONAL for one in outcomes)
    parts = [_("{period} is not closed yet").format(period=table.open_period)] if table.open_period else []
    parts.append(said)
    if conditional:
        parts.append(_("conditionally: {count}").format(count=conditional))
    if debts := sum(bool(row.standing.owed) for row in table.rows):
        parts.append(ngettext("{count} pupil with academic debt", "{count} pupils with academic debt", debts).format(
            count=debts
        ))  # fmt: skip
    return " · ".join(parts)


def short_decision(kind: DecisionKind) -> str:
    """A decision in six letters, for a column."""
    return bare(_SHORT[kind])


_SHORT = {
    DecisionKind.ADMITTED: N_("decision|admit."), DecisionKind.NOT_ADMITTED: N_("decision|not ad"),
    DecisionKind.PROMOTED: N_("decision|goes"), DecisionKind.CONDITIONAL: N_("decision|condit"),
    DecisionKind.REPEATS: N_("decision|repeat"), DecisionKind.OWN_PLAN: N_("decision|ownpl."),
    DecisionKind.FINISHED: N_("decision|cert."), DecisionKind.UNFINISHED: N_("decision|statem"),
    DecisionKind.PRAISED: N_("decision|merit"),
}  # fmt: skip
