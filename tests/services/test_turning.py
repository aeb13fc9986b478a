"""The year turns at the real door: whoever went where in a year, each day finds everybody in one class (C26)."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ejournal_tui.clock import held_at
from ejournal_tui.domain.errors import Conflict, Denied, Refusal
from ejournal_tui.domain.groups.groups import ClassName
from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.people.people import ClassId, Name, PupilId
from ejournal_tui.domain.years.promotion import Fate, PupilTurn, Turn
from ejournal_tui.services.accounts.reception import Reception
from ejournal_tui.services.journal.gradebook import ShowGrid
from ejournal_tui.services.journal.on_paper import ShowResults
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.people.pupils import EnrolPupil, MovePupil
from ejournal_tui.services.session import Session
from ejournal_tui.services.years.prospect import Prospect, ShowTurn, summary
from ejournal_tui.services.years.turning import TurnYear
from ejournal_tui.storage.accounts import accounts
from tests.changing import changed, made
from tests.classes import Classes, more_classes
from tests.people import account_with_role, lesson_on, pupils_of, session_of

FIRST, LAST = date(2018, 1, 9), date(2019, 5, 25)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days)]
JUNE, SEPTEMBER = date(2018, 6, 25), date(2018, 9, 1)
HERE, AWAY = 0, 2
"""7А, and out of school; 1 is 7Б."""
FATES = (Fate.GOES_ON, Fate.CONDITIONAL, Fate.REPEATS, Fate.MOVES, Fate.LEAVES)

numbers = count(1)
moves = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 120)), max_size=6)


def at(home: Home, day: date) -> None:
    """Let the home's clock stand on a day."""
    home.school.clock = held_at(datetime.combine(day, time(10)), home.school.clock.zone)


def ready(prospect: Prospect, *singly: PupilTurn) -> Turn:
    """The usual turn with its orders, and what is decided singly."""
    classes = tuple(
        replace(one, left=date(2018, 6, 22), order="77-у") if one.to is None else one for one in prospect.turn.classes
    )
    return replace(prospect.turn, order="45-у", classes=classes, pupils=singly)


def turned(session: Session, *singly: PupilTurn) -> Prospect:
    """The year turned."""
    prospect = session.ask(ShowTurn())
    session.do(TurnYear(ready(prospect, *singly), prospect.seen))
    return prospect


def stays(home: Home, pupil: int) -> list[tuple[object, ...]]:
    """The classes of a pupil with their days."""
    return home.school.db.sql(
        "SELECT g.name, m.starts, m.ends, m.standing FROM membership m JOIN study_group g ON g.id=m.study_group"
        " WHERE g.kind='class' AND m.pupil=? ORDER BY m.starts", pupil,
    )  # fmt: skip


def somebody(home: Home, number: int = 0) -> PupilId:
    """A pupil of 7А."""
    rows = home.school.db.sql(
        "SELECT m.pupil FROM membership m JOIN study_group g ON g.id=m.study_group WHERE g.kind='class' AND g.grade=7"
        " AND g.letter='А' ORDER BY m.id"
    )
    return PupilId(rows[number][0])


@pytest.fixture
def classes(home: Home) -> Classes:
    """7Б and 3А beside 7А; 6А below them, for whoever repeats."""
    found = more_classes(home)
    made(home, "study_group", year=home.school.year(), kind="class", name="6А", grade=6, letter="А", of_class=None)
    return found


def _way(home: Home, session: Session, classes: Classes, way: list[tuple[int, int]]) -> tuple[PupilId, date]:
    """A new pupil goes a way through the year; answers the pupil and the first day at school."""
    name = Name("Ковалёв", "Пётр", "".join(chr(ord("а") + int(digit)) for digit in str(next(numbers))))
    at(home, FIRST)
    session.do(EnrolPupil(name, date(2004, 5, 6), "m", classes.seven_a, FIRST, "1"))
    ((pupil,),) = home.school.db.sql("SELECT MAX(id) FROM pupil")
    for to, after in way:
        found = stays(home, pupil)[-1]
        now = ClassId(_class_of(home, str(found[0]))) if found[2] is None else None
        target = None if to == AWAY else (classes.seven_a, classes.seven_b)[to]
        try:
            session.do(MovePupil(PupilId(pupil), target, FIRST + timedelta(days=after), "2", now))
        except Refusal:
            continue
    return PupilId(pupil), FIRST


def _class_of(home: Home, name: str) -> int:
    return int(home.school.db.sql("SELECT MIN(id) FROM study_group WHERE kind='class' AND name=?", name)[0][0])


def test_whatever_way_pupils_go_and_the_year_turns_each_day_of_both_years_finds_them_in_one_class(
    home: Home, classes: Classes
) -> None:
    before = home.school.db.sql("SELECT id, work, pupil, value FROM mark ORDER BY id")
    at(home, FIRST)
    # A class without pupils does not go on, and nobody could move into what it would become.
    home.console().do(EnrolPupil(Name("Котов", "Глеб", ""), date(2004, 5, 6), "m", classes.seven_b, FIRST, "1"))

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(moves, st.sampled_from(FATES))
    def walked(way: list[tuple[int, int]], fate: Fate) -> None:
        session = home.console()
        pupil, _first = _way(home, session, classes, way)
        at_school = stays(home, pupil)[-1][2] is None
        way_gone = stays(home, pupil)
        at(home, JUNE)
        turned(session, *([_decided(home, pupil, fate)] if fate is not Fate.GOES_ON else []))
        _one_class_a_day(home, pupil, at_school and fate is not Fate.LEAVES)
        session.undo()
        assert stays(home, pupil) == way_gone
        assert home.school.db.sql("SELECT COUNT(*) FROM study_year") == [(1,)]

    walked()
    assert home.school.db.sql("SELECT id, work, pupil, value FROM mark ORDER BY id") == before
    assert home.console().ask(VerifyAudit()).whole


def _decided(home: Home, pupil: PupilId, fate: Fate) -> PupilTurn:
    letter = str(stays(home, pupil)[-1][0])[-1]
    other = {"А": "Б", "Б": "А"}[letter]
    to = {Fate.REPEATS: ClassName(7, "А"), Fate.MOVES: ClassName(8, other)}.get(fate)
    return PupilTurn(pupil, fate, to, date(2018, 6, 30), "80-у")


def _one_class_a_day(home: Home, pupil: PupilId, goes_on: bool) -> None:
    found = [
        (date.fromisoformat(str(starts)), date.fromisoformat(str(ends)) if ends else date.max)
        for _name, starts, ends, _standing in stays(home, pupil)
    ]
    counts = {day: sum(first <= day <= last for first, last in found) for day in DAYS}
    assert set(counts.values()) <= {0, 1}
    assert all(counts[day] == goes_on for day in DAYS if day >= SEPTEMBER)
    if goes_on:
        assert all(counts[day] for day in DAYS if day >= JUNE)


def test_a_journal_of_last_year_keeps_the_results_of_its_own_year(home: Home, classes: Classes) -> None:
    lesson = lesson_on(home, "Русский язык", "2018-01-15")
    ((course, subject),) = home.school.db.sql(
        "SELECT c.id, c.subject FROM lesson l JOIN course c ON c.id=l.course WHERE l.id=?", lesson
    )
    pupil = pupils_of(home, lesson)[0]
    made(
        home, "result", pupil=pupil, subject=subject, year=home.school.year(), kind="period", scheme="trimester",
        number=2, value=5, source="journal", certificate=None, author=1, at=1, proposed=None, reason=None,
    )  # fmt: skip
    at(home, JUNE)
    turned(home.console())
    at(home, date(2018, 10, 1))
    deputy = session_of(home, account_with_role(home, "deputy"))
    rows = {row.pupil: row.result for row in deputy.ask(ShowGrid(course, date(2018, 1, 15))).rows}
    assert rows[pupil] == "5"
    table = {row.pupil: row.results for row in deputy.ask(ShowResults(course)).rows}
    assert [one.value if one else None for one in table[pupil]] == [None, Value.FIVE, None]


def test_only_who_keeps_the_data_of_a_class_brings_it_on(home: Home, classes: Classes) -> None:
    at(home, JUNE)
    ((officer,),) = home.school.db.sql(
        "SELECT a.id FROM account a JOIN staff_role r ON r.staff=a.staff WHERE r.role='officer' ORDER BY a.id LIMIT 1"
    )
    whole = home.console().ask(ShowTurn())
    own = Session(home.school, officer, "test")
    assert [one.name.grade for one in own.ask(ShowTurn()).classes] == [6, 7, 7]
    with pytest.raises(Denied, match="kept by another"):
        own.do(TurnYear(ready(whole), whole.seen))


def test_the_turn_is_taken_back_until_something_rests_on_it(home: Home, classes: Classes) -> None:
    at(home, JUNE)
    session = home.console()
    turned(session)
    ((group, subject),) = home.school.db.sql(
        "SELECT c.study_group, c.subject FROM course c JOIN study_group g ON g.id=c.study_group WHERE g.name='8А'"
        " ORDER BY c.id LIMIT 1"
    )
    ((course,),) = home.school.db.sql("SELECT id FROM course WHERE study_group=? AND subject=?", group, subject)
    made(home, "lesson", course=course, day="2018-09-03", number=1, room="", state="planned", topic="",
         plan_entry=None, kind=None, substitute=None, roll_at=None, held_at=None)  # fmt: skip
    before = home.school.db.sql("SELECT COUNT(*) FROM membership")
    with pytest.raises(Conflict, match="More was written here since"):
        session.undo()
    assert home.school.db.sql("SELECT COUNT(*) FROM membership") == before


def test_who_leaves_signs_in_until_the_last_day_and_comes_back_to_the_same_account(home: Home) -> None:
    pupil = somebody(home)
    ((account,),) = home.school.db.sql("SELECT id FROM account WHERE pupil=?", pupil)
    guardians = home.school.db.sql(
        "SELECT a.id FROM account a JOIN guardianship k ON k.guardian=a.guardian WHERE k.pupil=?"
        " AND NOT EXISTS (SELECT 1 FROM guardianship o WHERE o.guardian=k.guardian AND o.pupil<>?)", pupil, pupil,
    )  # fmt: skip
    at(home, JUNE)
    session = home.console()
    turned(session, PupilTurn(pupil, Fate.LEAVES, None, date(2018, 6, 30), "80-у"))
    assert stays(home, pupil) == [("7А", "2017-09-01", "2018-06-30", "")]
    for key in (account, *(key for (key,) in guardians)):
        at(home, date(2018, 6, 30))
        assert not accounts.by_id(home.school, key).disabled
        at(home, date(2018, 7, 1))
        assert accounts.by_id(home.school, key).disabled
        with pytest.raises(Denied, match="closed"):
            Session(home.school, key, "test").actor()
    at(home, SEPTEMBER)
    ((eight,),) = home.school.db.sql("SELECT id FROM study_group WHERE name='8А'")
    session.do(MovePupil(pupil, ClassId(eight), date(2018, 9, 3), "90", None))
    assert Reception(home.school, home.hasher, "desk").enter(account).session.actor().pupil == pupil


def test_everybody_who_stays_keeps_the_account(home: Home) -> None:
    at(home, JUNE)
    before = home.school.db.sql("SELECT id, login, disabled FROM account ORDER BY id")
    turned(home.console())
    assert home.school.db.sql("SELECT id, login, disabled FROM account WHERE closes IS NULL ORDER BY id") == before


def test_who_leaves_in_summer_leaves_the_class_of_the_next_year_too(home: Home) -> None:
    pupil = somebody(home)
    at(home, JUNE)
    session = home.console()
    turned(session)
    seven = ClassId(_class_of(home, "7А"))
    session.do(MovePupil(pupil, None, date(2018, 7, 10), "12", seven))
    assert stays(home, pupil) == [("7А", "2017-09-01", "2018-07-09", "")]
    assert home.school.db.sql("SELECT COUNT(*) FROM membership WHERE pupil=? AND starts>'2018-07-10'", pupil) == [(0,)]
    session.undo()
    assert [row[0] for row in stays(home, pupil)] == ["7А", "8А"]


def test_a_newcomer_is_entered_into_a_class_of_the_next_year_before_it_begins(home: Home) -> None:
    at(home, date(2018, 8, 20))
    session = home.console()
    turned(session)
    ((eight,),) = home.school.db.sql("SELECT id FROM study_group WHERE name='8А'")
    with pytest.raises(Refusal, match="not in the study year 2018/2019"):
        session.do(EnrolPupil(Name("Ковалёв", "Пётр"), date(2004, 5, 6), "m", ClassId(eight), date(2018, 8, 20), "9"))
    session.do(EnrolPupil(Name("Ковалёв", "Пётр"), date(2004, 5, 6), "m", ClassId(eight), SEPTEMBER, "9"))
    assert home.school.db.sql(
        "SELECT m.starts FROM membership m JOIN pupil p ON p.id=m.pupil WHERE p.surname='Ковалёв' AND m.study_group=?",
        eight,
    ) == [("2018-09-01",)]  # fmt: skip


def test_teachers_go_on_with_the_class_and_the_year_that_ends_keeps_its_own(home: Home) -> None:
    query = (
        "SELECT s.name, g.kind, g.name, t.staff, t.ends FROM teaching t JOIN course c ON c.id=t.course JOIN subject s"
        " ON s.id=c.subject JOIN study_group g ON g.id=c.study_group WHERE g.grade=? ORDER BY s.name, g.name, t.staff"
    )
    old = home.school.db.sql(query, 7)
    at(home, JUNE)
    turned(home.console())
    new = home.school.db.sql(query, 8)
    assert [(row[0], row[3]) for row in new] == [(row[0], row[3]) for row in old]
    assert {row[4] for row in new} == {None}
    assert {row[4] for row in home.school.db.sql(query, 7)} == {"2018-08-31"}
    members = (
        "SELECT m.pupil FROM membership m JOIN study_group g ON g.id=m.study_group WHERE g.kind='subgroup'"
        " AND g.grade=? ORDER BY g.name, m.pupil"
    )
    assert sorted(home.school.db.sql(members, 8)) == sorted(home.school.db.sql(members, 7))


def test_a_teacher_who_leaves_before_september_goes_on_with_nobody(home: Home) -> None:
    ((staff,),) = home.school.db.sql(
        "SELECT t.staff FROM teaching t JOIN course c ON c.id=t.course JOIN subject s ON s.id=c.subject"
        " WHERE s.name='Физика' LIMIT 1"
    )
    changed(home, "staff", staff, dismissed="2018-08-20")
    at(home, JUNE)
    prospect = home.console().ask(ShowTurn())
    assert "Физика" in {load.subject_name for load in summary(prospect, ready(prospect)).unattended}


def test_a_move_in_summer_leaves_the_place_in_the_next_year_alone(home: Home, classes: Classes) -> None:
    pupil = somebody(home)
    at(home, JUNE)
    session = home.console()
    turned(session)
    session.do(MovePupil(pupil, classes.seven_b, date(2018, 6, 28), "12", classes.seven_a))
    assert stays(home, pupil) == [
        ("7А", "2017-09-01", "2018-06-27", ""), ("7Б", "2018-06-28", "2018-08-31", ""), ("8А", "2018-09-01", None, ""),
    ]  # fmt: skip
    session.undo()
    assert [row[0] for row in stays(home, pupil)] == ["7А", "8А"]


def test_where_no_class_is_chosen_there_is_nothing_to_bring_on(home: Home) -> None:
    at(home, date(2017, 8, 1))
    prospect = home.console().ask(ShowTurn())
    nothing = replace(prospect.turn, classes=())
    assert "no class" in (home.console().objection(TurnYear(nothing, prospect.seen)) or "")
    assert prospect.title == "2018/2019"
