"""A forecast explained in lines to read: what made it, what would change it (R2-2)."""

from collections.abc import Iterator

from ....domain.results.explanation import CountedMark, Explanation, WorkWeight
from ....domain.text.words import decimal, short_date
from ....i18n import _, ngettext

MARKS_SHOWN = 40


def in_short(of: Explanation) -> str:
    """A line: average, forecast, what endangers it."""
    seen = of.forecast
    if seen.average is None:
        return _("no marks yet")
    words = _("average {average}, forecast {mark}").format(average=decimal(seen.average), mark=seen.proposed)
    return "; ".join((words, *risks(of)))


def risks(of: Explanation) -> list[str]:
    """What endangers the result, or brings it near the next one."""
    seen = of.forecast
    found = [risk.words for risk in sorted(seen.risks)]
    if of.debts:
        owes = ngettext("owes {count} work", "owes {count} works", of.debts).format(count=of.debts)
        days = ", ".join(short_date(day) for day in of.owed_until)
        found.append(_("{owes} (until {days})").format(owes=owes, days=days) if days else owes)
    return found


def lines(of: Explanation) -> list[str]:
    """All of it, to read from top to bottom."""
    return [*_sum(of), "", *_marks(of), "", *_changes(of)]


def _sum(of: Explanation) -> Iterator[str]:
    seen, total = of.forecast, of.total
    if seen.average is None or seen.proposed is None:
        yield _("No mark counts yet: there is nothing to forecast.")
    else:
        yield _("Forecast {mark}: points {points} by weight {weight} make {average}.").format(
            mark=seen.proposed, points=total.points, weight=total.weight, average=decimal(seen.average)
        )
        limits = (of.thresholds.five, of.thresholds.four, of.thresholds.three)
        yield _("A 5 from {five}, a 4 from {four}, a 3 from {three}.").format(
            **dict(zip(("five", "four", "three"), (decimal(limit) for limit in limits), strict=True))
        )
    if seen.missing:
        yield _("Marks: {count} of at least {least}, {missing} wanting.").format(
            count=len(of.counted), least=of.minimum, missing=seen.missing
        )
    if of.held:
        yield _("Lessons held {held}, missed {missed}.").format(held=of.held, missed=of.missed)
    if found := risks(of):
        yield _("Mind: {risks}.").format(risks="; ".join(found))
    yield _("The teacher gives the mark: this is a calculation.")


def _marks(of: Explanation) -> Iterator[str]:
    if not of.marks:
        return
    yield _("What counts: date, kind, mark × weight")
    for one in of.marks[-MARKS_SHOWN:]:
        yield "  ".join(filter(None, (short_date(one.day), f"{one.kind:<5}", _adds(one), one.origin)))


def _adds(one: CountedMark) -> str:
    if one.weight:
        return f"{one.mark.text} × {one.weight}"
    if one.replaced:
        return _("{mark}, not counted: work on mistakes").format(mark=one.mark.text)
    return _("{mark}, not counted").format(mark=one.mark.text)


def _changes(of: Explanation) -> Iterator[str]:
    yield _("One more mark would make:")
    for kind in of.kinds:
        then = ", ".join(
            _("{mark} → {average} ({proposed})").format(
                mark=one.mark, average=decimal(one.average), proposed=one.proposed
            )
            for one in of.one_more(kind.weight)
        )
        yield _("{kind}: {marks}").format(kind=_kind(kind), marks=then)
    lifts = [(kind, count) for kind in of.kinds if (count := of.fives(kind.weight)) is not None]
    proposed = of.forecast.proposed
    if lifts and proposed is not None:
        told = "; ".join(_("{kind}: {count}").format(kind=_kind(kind), count=count) for kind, count in lifts)
        yield _("Fives to a {mark}, of one kind: {told}.").format(mark=proposed + 1, told=told)
    drops = [(kind, mark) for kind in of.kinds if (mark := of.drops(kind.weight)) is not None]
    if drops:
        told = "; ".join(_("{kind}: {mark}").format(kind=_kind(kind), mark=mark) for kind, mark in drops)
        yield _("One mark that would lower it: {told}.").format(told=told)


def _kind(kind: WorkWeight) -> str:
    return f"{kind.short} ×{kind.weight}"
