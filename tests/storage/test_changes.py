"""The feed of changes: what a screen that stands open has to show anew."""

import pytest

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Ended
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.operations.home import Home
from tests.people import account_with_role, lesson_on, pupils_of, session_of, teacher_of
from tests.storage.queries import statements_sent

SUBJECT = "Русский язык"


def test_nothing_was_changed_since_now(home: Home) -> None:
    session = home.console()
    head = session.head()
    assert session.changes_since(head) == (head, frozenset())


def test_a_mark_names_what_it_changed_and_nothing_else(home: Home) -> None:
    watcher = session_of(home, account_with_role(home, "deputy"))
    writer = session_of(home, teacher_of(home, SUBJECT))
    lesson = lesson_on(home, SUBJECT, "2018-01-15")
    one, other = pupils_of(home, lesson)[:2]
    first, _changed = watcher.changes_since(0)
    writer.do(PutMarks(lesson, one, (Mark(Value.FIVE),), ()))
    second, changed = watcher.changes_since(first)
    # The first mark of a lesson brings its work and makes the lesson a held one.
    assert changed == {"mark", "work", "lesson"}
    writer.do(PutAbsence(lesson, other, Absence.ABSENT))
    third, changed = watcher.changes_since(second)
    assert changed == {"absence"}
    assert first < second < third
    assert watcher.changes_since(first) == (third, {"mark", "work", "lesson", "absence"})


def test_somebody_coming_in_moves_the_head_and_changes_nothing(home: Home) -> None:
    watcher = home.console()
    head = watcher.head()
    Reception(home.school, home.hasher, "desk-1").enter(teacher_of(home, SUBJECT))
    after, changed = watcher.changes_since(head)
    assert after > head
    assert changed == frozenset()


def test_whoever_was_signed_out_elsewhere_is_told_so(home: Home) -> None:
    account = teacher_of(home, SUBJECT)
    first = Reception(home.school, home.hasher, "desk-1").enter(account).session
    Reception(home.school, home.hasher, "desk-2").enter(account)
    with pytest.raises(Ended):
        first.changes_since(0)


def test_a_look_is_one_statement(home: Home) -> None:
    session = home.console()
    with statements_sent() as sent:
        session.changes_since(session.head())
    assert len([text for text in sent if "trace" in text]) == 1


@pytest.mark.sqlite
def test_the_look_goes_along_the_keys(home: Home) -> None:
    session = home.console()
    with statements_sent() as sent:
        session.changes_since(5)
    (text,) = [text for text in sent if "trace" in text]
    plan = [step for *_ids, step in home.school.db.sql(f"EXPLAIN QUERY PLAN {text}", 5)]
    assert any(step.startswith("SEARCH t USING INTEGER PRIMARY KEY (rowid>?)") for step in plan), plan
    assert not any(step.startswith("SCAN") for step in plan), plan
