"""What is told of a column that is about to be filled."""

from collections.abc import Sequence

from ....domain.journal.filling import Reading, Step
from ....i18n import _, ngettext


def pasted_lines(pasted: str) -> str:
    """How many lines of a spreadsheet stand ready; "" where nothing was pasted."""
    if not pasted:
        return ""
    count = len(pasted.rstrip().splitlines())
    return ngettext("({count} line pasted)", "({count} lines pasted)", count).format(count=count)


def counted(reading: Reading, steps: Sequence[Step], replace: bool, first: str) -> tuple[str, str]:
    """How many cells will be written and left out, and what the next key does."""
    if not reading.entries and not reading.faults:
        return (
            _("One value is for everybody; “5 4 = н 3” goes down the list, = passes one over."),
            _("A column of a spreadsheet can be pasted, with the names or without. Begins with: {name}").format(
                name=first
            ),
        )
    writes, left = sum(step.writes for step in steps), sum(bool(step.why) for step in steps)
    faults = len(reading.faults)
    counts = [
        ngettext("{count} cell will be written", "{count} cells will be written", writes).format(count=writes),
        ngettext("{count} is left out", "{count} are left out", left).format(count=left) if left else "",
        ngettext("{count} cannot be read", "{count} cannot be read", faults).format(count=faults) if faults else "",
        _("what stands is replaced") if replace else "",
    ]
    enter = _("Enter writes.") if writes else _("There is nothing to write yet.")
    begins = _("↑↓ begin with another pupil.") if not reading.for_all else ""
    return ", ".join(filter(None, counts)) + ".", " ".join(filter(None, (enter, begins)))
