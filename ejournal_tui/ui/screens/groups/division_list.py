"""How the pupils of a division stand in its list, and the list whose digits say a group."""

from datetime import date

from textual import events
from textual.message import Message

from ....domain.groups.division import Answered, DividedPupil, Proposal
from ....domain.text.words import short_date
from ....i18n import _, ngettext
from ....services.groups.groups_view import DivisionPage
from ...widgets.pick_list import PickList


class DivisionList(PickList):
    """A list of pupils whose digits say a group."""

    class Digit(Message):
        """A digit was pressed on a pupil."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def _type(self, event: events.Key) -> bool:
        sign = event.character or ""
        if sign and sign in "123456789" and not self.sought:
            self.post_message(self.Digit(int(sign)))
            return True
        return super()._type(event)


def row_of(page: DivisionPage, one: DividedPupil) -> tuple[str, ...]:
    """Name, group, and what else is to be known."""
    names = [part.name for stay in one.stays if (part := page.division.part(stay.group))]
    group = ", ".join(names) or ("" if page.division.crosses else _("in none"))
    notes = [_("in two at once!")] if one.is_double else []
    if one.proposal:
        words = _told(page, _("proposed {group} from {day}"), one.proposal.group, one.proposal.day)
        notes.append(f"{words}: {one.proposal.teacher}")
    else:
        notes.append(_refusal(page, one))
    notes += [_told(page, _("from {day} in {group}"), stay.group, stay.span.starts) for stay in one.later]
    notes += [_since(one)] if not one.later else []
    name = f"{one.name.short}, {one.of}" if page.division.crosses else one.name.short
    return name, group, " · ".join(filter(None, notes))


def _since(one: DividedPupil) -> str:
    if len(one.stays) != 1:
        return ""
    since, ends = one.stays[0].span.starts, one.stays[0].span.ends
    if ends is not None:
        return f"{short_date(since)}–{short_date(ends)}"
    return _("since {day}").format(day=short_date(since))


def _refusal(page: DivisionPage, one: DividedPupil) -> str:
    last = next((found for found in page.answered if found.pupil == one.pupil), None)
    if last is None or last.state is not Answered.REFUSED:
        return ""
    return _told(page, _("{group} was refused: {word}"), last.group, last.day).replace("{word}", last.answer)


def _told(page: DivisionPage, words: str, group: int, day: date) -> str:
    part = page.division.part(group)
    name = part.name if part else _("a former group")
    return words.replace("{group}", name).replace("{day}", short_date(day))


def answer_words(page: DivisionPage, one: Proposal) -> str:
    """What became of a proposal."""
    name = next((other.name.short for other in page.pupils if other.pupil == one.pupil), "")
    what = _told(page, _("proposed {group} from {day}"), one.group, one.day)
    answer = _("agreed") if one.state is Answered.AGREED else _("refused: {word}").format(word=one.answer)
    return f"{name}: {what}, {one.teacher} — {answer}"


def faults(page: DivisionPage) -> list[str]:
    """What is to be put right or answered here."""
    gaps, doubles, waits = page.gaps, page.doubles, len(page.waits)
    return [
        ngettext("{count} pupil in no group.", "{count} pupils in no group.", gaps).format(count=gaps)
        if gaps else "",
        ngettext("{count} in two at once.", "{count} in two at once.", doubles).format(count=doubles)
        if doubles else "",
        ngettext("{count} proposal: F5.", "{count} proposals: F5.", waits).format(count=waits) if waits else "",
    ]  # fmt: skip
