"""Any deeds of a journal in any order: undone they leave what was seen, and every moment is found again in the log."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings

from ejournal_tui.clock import held_at
from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.services.history.past import ShowGridAsOf, ShowResultsAsOf
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.journal.on_paper import ShowResults
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.storage.log.past import as_of
from tests.people import class_teacher, session_of, teacher_of
from tests.services.walking import REDO, UNDO, Seen, Walk, of_class_teacher, of_teacher, plain, steps
from tests.storage.queries import statements_sent

FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOON = held_at(datetime(2018, 1, 15, 12, 0), ZoneInfo("Europe/Moscow"))


def undone_and_done_again(walk: Walk, before: Seen) -> None:
    """Take everything back, then do it again: what is seen is what was seen."""
    moments = [walk.seen()]
    while walk.step(UNDO, 0):
        moments.append(walk.seen())
    assert moments[-1] == before
    for moment in reversed(moments[:-1]):
        assert walk.step(REDO, 0)
        assert walk.seen() == moment
    while walk.step(UNDO, 0):
        pass
    assert walk.seen() == before


def test_any_deeds_of_a_journal_undone_leave_what_was_seen_and_repeated_bring_it_back(home: Home) -> None:
    home.school.clock = NOON

    @FEW
    @given(steps)
    def walked(way: list[tuple[str, int]]) -> None:
        walk = of_teacher(home)
        before = walk.seen()
        for kind, number in way:
            walk.step(kind, number)
        undone_and_done_again(walk, before)

    walked()
    assert home.console().ask(VerifyAudit()).whole


def test_reasons_given_by_the_class_teacher_are_undone_with_the_absences_beneath(home: Home) -> None:
    home.school.clock = NOON

    @FEW
    @given(steps)
    def walked(way: list[tuple[str, int]]) -> None:
        walk = of_class_teacher(home)
        before = walk.seen()
        for kind, number in way:
            walk.step({"mark": "reason", "fill": "reason"}.get(kind, kind), number)
        undone_and_done_again(walk, before)

    walked()


def test_the_journal_as_of_each_moment_is_what_was_shown_then(home: Home) -> None:
    home.school.clock = NOON
    school = home.school
    ((subject,),) = school.db.sql("SELECT id FROM subject WHERE name='Русский язык'")

    @FEW
    @given(steps)
    def walked(way: list[tuple[str, int]]) -> None:
        walk = of_teacher(home)
        moments = []
        for kind, number in [("mark", 0), *way]:
            walk.step(kind, number)
            moments.append((school.head(), walk.deputy.ask(walk.journal)))
        with school.reading():
            actor = walk.deputy.actor()
            for head, shown in moments:
                assert plain(walk.journal.answer(actor, as_of(school, head, NOON, subject))) == plain(shown)

    walked()


def test_a_walk_back_over_a_journal_that_was_emptied_finds_all_of_it(home: Home) -> None:
    walk = of_teacher(home)
    yesterday = ShowGridAsOf(walk.journal, date(2018, 1, 14))
    shown, then = walk.deputy.ask(walk.journal), walk.deputy.ask(yesterday)
    for row in shown.rows:
        for column, cell in zip(shown.columns, row.cells, strict=True):
            if cell.marks:
                why = "typed into the wrong line"
                walk.session.do(PutMarks(column.lesson, row.pupil, (), cell.seen, column.work_code, reason=why))
    assert not any(cell.marks for row in walk.deputy.ask(walk.journal).rows for cell in row.cells)
    assert plain(walk.deputy.ask(yesterday)) == plain(then)
    assert any(cell.marks for row in then.rows for cell in row.cells)


def test_the_day_before_the_marks_of_a_day_the_journal_stood_without_them(home: Home) -> None:
    session = session_of(home, teacher_of(home, "Русский язык"))
    walk = of_teacher(home)
    then = walk.deputy.ask(ShowGridAsOf(walk.journal, date(2017, 12, 22)))
    now = walk.deputy.ask(walk.journal)
    days = {column.day for row in then.rows for column, cell in zip(then.columns, row.cells, strict=True) if cell.marks}
    assert days
    assert max(days) <= date(2017, 12, 22)
    assert sum(len(cell.marks) for row in now.rows for cell in row.cells) > sum(
        len(cell.marks) for row in then.rows for cell in row.cells
    )
    assert session.ask(ShowResultsAsOf(ShowResults(walk.course), date(2018, 1, 15))) == session.ask(
        ShowResults(walk.course)
    )


def test_the_past_is_refused_with_words_where_there_is_none_and_to_whom_the_journal_is(home: Home) -> None:
    walk = of_teacher(home)
    tomorrow = walk.today + timedelta(days=1)
    with pytest.raises(Invalid, match=r"16\.01 is yet to come\."):
        walk.deputy.ask(ShowGridAsOf(walk.journal, tomorrow))
    with pytest.raises(Invalid, match=r"The journal of 7А Русский язык did not exist on 01\.08 yet\."):
        walk.deputy.ask(ShowGridAsOf(walk.journal, date(2016, 8, 1)))
    with pytest.raises(Denied):
        session_of(home, teacher_of(home, "Физика")).ask(ShowGridAsOf(walk.journal, walk.today))


def test_a_look_back_costs_a_constant_number_of_questions(home: Home) -> None:
    walk = of_teacher(home)
    costs = []
    for day in (date(2017, 12, 1), date(2017, 12, 29)):
        with statements_sent() as sent:
            walk.deputy.ask(ShowGridAsOf(ShowGrid(walk.course, walk.today), day))
        costs.append(len(sent))
    assert max(costs) - min(costs) <= 6
    assert max(costs) <= 110


def test_undo_after_somebody_else_has_changed_the_cell_is_refused_in_words_and_leaves_it(home: Home) -> None:
    walk = of_teacher(home)
    lesson, pupil = walk.lessons[1], walk.pupils[0]
    one, other = walk.session, session_of(home, teacher_of(home, "Русский язык"))
    one.do(PutMarks(lesson, pupil, (Mark(Value.FIVE),), ()))
    other.do(PutMarks(lesson, pupil, (Mark(Value.TWO),), (Mark(Value.FIVE),)))
    with pytest.raises(Conflict) as refused:
        one.undo()
    assert "2" in f"{refused.value.title} {refused.value.advice}"
    with pytest.raises(Denied):
        session_of(home, class_teacher(home)).do(PutMarks(lesson, pupil, (), (Mark(Value.TWO),)))
    assert other.undo() is not None
