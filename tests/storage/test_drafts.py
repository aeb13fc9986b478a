"""Unfinished texts: each person's own, kept for thirty days and no longer than a lesson's page could be."""

from datetime import datetime, timedelta

from ejournal_tui.clock import held_at
from ejournal_tui.services.operations.home import Home
from ejournal_tui.storage.accounts.accounts import DRAFT_DAYS, DRAFT_LIMIT
from tests.people import session_of, teacher_of

NOON = datetime(2018, 1, 15, 12)


def after(home: Home, days: float) -> None:
    """Let so many days go by since the noon of the demo's day."""
    home.school.clock = held_at(NOON + timedelta(days=days), home.clock.zone)


def test_a_draft_waits_thirty_days_and_no_longer(home: Home) -> None:
    teacher = session_of(home, teacher_of(home, "Физика"))
    after(home, 0)
    teacher.keep_draft("topic", "Сила трения")
    after(home, DRAFT_DAYS)
    assert teacher.draft("topic") == "Сила трения"
    after(home, DRAFT_DAYS + 0.01)
    assert teacher.draft("topic") == ""


def test_a_draft_taken_up_again_waits_anew(home: Home) -> None:
    teacher = session_of(home, teacher_of(home, "Физика"))
    after(home, 0)
    teacher.keep_draft("topic", "Сила")
    after(home, 20)
    teacher.keep_draft("topic", "Сила трения")
    after(home, 20 + DRAFT_DAYS)
    assert teacher.draft("topic") == "Сила трения"


def test_drafts_too_old_are_gone_from_the_journal_when_anybody_keeps_one(home: Home) -> None:
    left, other = session_of(home, teacher_of(home, "Физика")), session_of(home, teacher_of(home, "История"))
    after(home, 0)
    left.keep_draft("topic", "Сила трения")
    after(home, DRAFT_DAYS + 1)
    other.keep_draft("topic", "Смутное время")
    assert home.school.db.sql("SELECT text FROM draft") == [("Смутное время",)]
    other.keep_draft("topic", "")
    assert home.school.db.sql("SELECT text FROM draft") == []


def test_a_draft_without_end_is_cut(home: Home) -> None:
    teacher = session_of(home, teacher_of(home, "Физика"))
    teacher.keep_draft("topic", "ю" * (DRAFT_LIMIT + 1))
    assert teacher.draft("topic") == "ю" * DRAFT_LIMIT
