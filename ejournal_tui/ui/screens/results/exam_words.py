"""How exams, olympiads and results of a pupil read in a line."""

from ....domain.journal.deadlines import Standing
from ....domain.results.exams import ExamLine
from ....i18n import _, ngettext
from ....services.results.exams import moment_words
from ....services.results.pupil_results import PupilResults


def clock_words(one: ExamLine) -> str:
    """Until when results are entered, or that some came late."""
    if one.late:
        words = ngettext("{count} entered after the term", "{count} entered after the term", one.late)
        told = words.format(count=one.late)
        return f"{told}; {_until(one)}" if one.missing else told
    return _until(one) if one.missing else _("entered in time")


def _until(one: ExamLine) -> str:
    words = _("overdue since {moment}") if one.standing is Standing.OVERDUE else _("to be entered until {moment}")
    return words.format(moment=moment_words(one.due))


def result_lines(found: PupilResults) -> list[str]:
    """A subject a line, then olympiads."""
    widest = max((len(one.subject) for one in found.subjects), default=0)
    lines = [
        f"{one.subject:<{widest}}  " + ", ".join(f"{title} {mark}" for title, mark in one.results)
        for one in found.subjects
    ]
    if found.contests:
        lines += ["", _("Olympiads and competitions:")] if lines else [_("Olympiads and competitions:")]
        lines += list(found.contests)
    return lines
