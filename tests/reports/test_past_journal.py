"""The journal as of a day on paper: every page says as of when, every mark and topic is on it."""

from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.services.history.past import ShowGridAsOf
from ejournal_tui.services.history.past_paper import ShowPastJournal, print_past_journal
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.operations.home import Home
from ejournal_tui.storage.journal import lessons
from tests.people import lesson_on, session_of, teacher_of

from .poppler import outside, pages

SUBJECT = "Русский язык"


@pytest.mark.system
def test_a_year_of_lessons_goes_on_pages_that_all_say_as_of_when_they_are(home: Home, tmp_path: Path) -> None:
    session = session_of(home, teacher_of(home, SUBJECT))
    course = lessons.lesson(home.school, lesson_on(home, SUBJECT, "2018-01-15")).course
    asked = ShowGridAsOf(ShowGrid(course, date(2018, 1, 12), True), date(2018, 1, 12))
    found = session.ask(ShowPastJournal(asked))
    file = tmp_path / "paper.pdf"
    file.write_bytes(print_past_journal(session, asked).pdf)
    text = pages(file)
    assert len(text) > 5
    assert all("As it stood on 12.01.2018: 7А · Русский язык" in page and "copy No." in page for page in text)
    assert outside(file) == []
    whole = " ".join(text)
    assert all(name in whole for name, _cells in found.marks)
    topics = [topic for _day, topic, _homework in found.lessons if topic]
    assert topics
    assert all(topic.split()[0] in whole for topic in topics)
