"""The table of terms on real journals: who owes what until which second (domain rules 8.1), case by case."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ejournal_tui.clock import Clock, held_at
from ejournal_tui.domain.journal.deadlines import Standing, result_due
from ejournal_tui.domain.journal.lessons import Entry, LessonId, Overdue
from ejournal_tui.services.mornings.overdue import MOST
from ejournal_tui.services.mornings.today import MyDay
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.rules import rulebook
from ejournal_tui.storage.log.audit import Ledger
from tests.changing import changed
from tests.conftest import copied_home
from tests.people import lesson_on, session_of, teacher_of
from tests.services.terms_school import Row, Terms, day_of, rows

TABLE = rows()
SECOND = timedelta(seconds=1)


@pytest.fixture(scope="module")
def terms(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terms]:
    """One school for the whole table: nobody changes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EJOURNAL_NOW", "2018-01-15T08:10")
        with copied_home(request, tmp_path_factory.mktemp("terms") / "home") as folder:
            home = open_home(folder, "en")
            yield Terms(home)
            home.close()


def of(clock: str) -> list[object]:
    """The rows of a clock, by what they are about."""
    found = [row for row in TABLE if row.clock == clock]
    return [pytest.param(row, id=f"{row.day}: {row.why}") for row in found]


def owed(terms: Terms, row: Row, moment: datetime, entry: Entry) -> list[Overdue]:
    """What somebody is told at a moment that the row's lesson lacks."""
    terms.home.school.clock = held_at(moment, terms.home.school.clock.zone)
    found = terms.sessions[row.asked[2]].ask(MyDay(moment.date())).overdue
    return [one for one in found if one.lesson == LessonId(terms.lesson_of(row)) and one.missing is entry]


def moment_of(row: Row) -> datetime:
    """«16:10» of the row's day, «2018-02-27 15:05»."""
    text = row.until if " " in row.until else f"{row.day} {row.until}"
    return datetime.fromisoformat(text)


def turns_overdue(terms: Terms, row: Row, entry: Entry) -> None:
    """To the last second it is in time, a second later it is overdue since that moment."""
    if row.until == "-":
        evening = datetime.combine(day_of(row), datetime.max.time())
        for moment in (evening, evening + timedelta(days=1), evening + timedelta(days=40)):
            assert owed(terms, row, moment, entry) == []
        return
    due = moment_of(row)
    assert owed(terms, row, due, entry) == []
    (late,) = owed(terms, row, due + SECOND, entry)
    assert (late.due, late.standing) == (due, Standing.OVERDUE)
    (still,) = owed(terms, row, due + timedelta(days=9), entry)
    assert still.standing is Standing.OVERDUE


@pytest.mark.parametrize("row", of("homework"))
def test_r1_2_2_homework_is_owed_from_the_second_after_its_term(terms: Terms, row: Row) -> None:
    turns_overdue(terms, row, Entry.HOMEWORK)


@pytest.mark.parametrize("row", of("lesson"))
def test_r1_2_1_a_lesson_is_owed_from_the_second_after_its_day(terms: Terms, row: Row) -> None:
    turns_overdue(terms, row, Entry.LESSON)


@pytest.mark.parametrize("row", of("marks"))
def test_r1_2_4_the_marks_of_a_work_are_owed_from_the_second_after_their_term(terms: Terms, row: Row) -> None:
    expected = {
        datetime.fromisoformat(f"{day} 23:59:59"): int(count)
        for day, count in re.findall(r"(\S+) \*(\d)", row.until)
    }
    for due, count in expected.items():
        before, after = (
            {one.due: (one.standing, told(one)) for one in owed(terms, row, moment, Entry.MARKS)}
            for moment in (due, due + SECOND)
        )
        assert before[due] == (Standing.SOON, count)
        assert after[due] == (Standing.OVERDUE, count)
    end = datetime(2018, 5, 24, 12)
    assert {one.due: told(one) for one in owed(terms, row, end, Entry.MARKS)} == expected


def told(one: Overdue) -> int:
    """How many marks are missing: «К/р: 3 without marks (until 22.01)»."""
    return int(one.words.split(": ")[1].split()[0])


@pytest.mark.parametrize("row", of("result"))
def test_r2_3_a_result_is_due_hours_after_it_is_known(terms: Terms, row: Row) -> None:
    received = datetime.fromisoformat(row.day)
    hours = rulebook(terms.home.school).result_hours(received.date(), int(row.stands))
    assert result_due(received, hours) == datetime.fromisoformat(row.until)


def test_the_last_second_is_that_of_the_school_s_own_zone(terms: Terms) -> None:
    (row,) = (one for one in TABLE if one.clock == "lesson" and one.day == "2018-01-15")
    moscow = terms.home.school.clock
    due = moment_of(row)
    owed(terms, row, due, Entry.LESSON)
    instant = terms.home.school.clock.seconds()
    for zone, late in (("Europe/Kaliningrad", False), ("Europe/Moscow", False), ("Asia/Yekaterinburg", True)):
        terms.home.school.clock = Clock(ZoneInfo(zone), lambda: instant)
        day = terms.home.school.clock.today()
        found = terms.sessions[row.asked[2]].ask(MyDay(day)).overdue
        assert any(one.lesson == terms.lesson_of(row) and one.missing is Entry.LESSON for one in found) is late
    terms.home.school.clock = moscow


def test_a_long_list_of_a_closed_period_does_not_hide_what_is_overdue_now(home: Home) -> None:
    teacher = session_of(home, teacher_of(home, "Русский язык"))
    past = home.school.db.sql(
        "SELECT l.id FROM lesson l JOIN course c ON c.id=l.course JOIN subject s ON s.id=c.subject"
        " WHERE s.name='Русский язык' AND l.day<='2017-11-30'"
    )
    fresh = lesson_on(home, "Русский язык", "2018-01-12")
    unfilled = [(key, None, "") for (key,) in past] + [(fresh, None, "")]
    assert len(past) > MOST
    home.school.write(0, "test", lambda ledger: emptied(ledger, unfilled))
    told = teacher.ask(MyDay(home.clock.today())).overdue
    assert (len(told), told[-1].lesson) == (MOST, fresh)
    ((period,),) = home.school.db.sql("SELECT id FROM study_period WHERE scheme='trimester' AND number=1")
    changed(home, "study_period", period, closed_at=home.clock.instant())
    assert [one.lesson for one in teacher.ask(MyDay(home.clock.today())).overdue] == [fresh]


def emptied(ledger: Ledger, unfilled: list[tuple[int, None, str]]) -> None:
    """Nobody filled these lessons in."""
    ledger.update_many("lesson", ("roll_at", "topic"), unfilled)
    ledger.seal("Test", "done", {})


def test_the_table_is_as_long_as_it_has_to_be() -> None:
    assert len(TABLE) >= 60
    assert {row.clock for row in TABLE} == {"homework", "lesson", "marks", "result"}
