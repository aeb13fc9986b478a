"""Decisions of the pedagogical council at the real door: conflicts, undo, what the turn of the year makes of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ejournal_tui.domain.errors import Conflict, Denied, Invalid
from ejournal_tui.domain.journal.marks import Value
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.domain.results.academic_debts import Attempt
from ejournal_tui.domain.results.council import Decision, DecisionKind, Matter
from ejournal_tui.domain.years.promotion import Fate, PupilTurn, Turn
from ejournal_tui.services.history.deeds import FindDeeds
from ejournal_tui.services.operations.home import Home, open_home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.results.academic_debts import DropAttempt, PutAttempt, ShowAcademicDebts
from ejournal_tui.services.results.council import PreviewCouncil, ShowCouncil, class_decisions
from ejournal_tui.services.results.deciding import DecideAtCouncil, Decided
from ejournal_tui.services.session import Session, Together
from ejournal_tui.services.years.prospect import Prospect, ShowTurn, summary
from ejournal_tui.services.years.turn_draft import read, written
from ejournal_tui.services.years.turning import TurnYear
from tests.changing import changed, gone, made
from tests.classes import more_classes
from tests.people import account_with_role, class_teacher, session_of
from tests.services.test_statements import sent_for
from tests.year_end import class_list, class_of_demo, close_periods, subject_of, year_marks

MAY = date(2018, 5, 25)
PROMOTED = Decision(DecisionKind.PROMOTED, "7", MAY)
CONDITIONAL = Decision(DecisionKind.CONDITIONAL, "7", MAY)
REPEATS = Decision(DecisionKind.REPEATS, "7", MAY, "по заявлению")


@pytest.fixture
def june(home_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """7А with its marks of the year, the first pupil with a 2 in physics, every period closed."""
    monkeypatch.setenv("EJOURNAL_NOW", "2018-06-25T10:00")
    home = open_home(home_folder, "en")
    seven_a = class_of_demo(home)
    year_marks(home, seven_a, {pupils(home)[0]: {subject_of(home, "Физика"): Value.TWO}})
    close_periods(home, seven_a, 7)
    yield home
    home.close()


def pupils(home: Home) -> list[PupilId]:
    """7А, by name."""
    return [pupil for pupil, _name in class_list(home, class_of_demo(home))]


def decide(home: Home, pupil: PupilId, now: Decision | None, before: Decision | None = None) -> DecideAtCouncil:
    """About one pupil of 7А."""
    kind = now or before
    assert kind is not None
    return DecideAtCouncil(class_of_demo(home), kind.kind.matter, (Decided(pupil, now, before),))


def deputy(home: Home) -> Session:
    """The deputy head."""
    return session_of(home, account_with_role(home, "deputy"))


def stands(home: Home) -> list[tuple[object, ...]]:
    """Every decision."""
    return home.school.db.sql("SELECT pupil, kind, protocol, word FROM council_decision ORDER BY pupil, matter")


def test_who_has_not_seen_what_stands_there_overwrites_nothing_and_undo_leaves_it_alone(june: Home) -> None:
    first, second, (_weak, pupil, *_rest) = deputy(june), deputy(june), pupils(june)
    first.do(decide(june, pupil, PROMOTED))
    with pytest.raises(Conflict, match=r"goes up to grade 8, protocol No. 7 of 25.05.2018” stands here now: Куликова"):
        second.do(decide(june, pupil, REPEATS))
    second.do(decide(june, pupil, REPEATS, PROMOTED))
    with pytest.raises(Conflict, match="Somebody has changed this since"):
        first.undo()
    assert stands(june) == [(pupil, "repeats", "7", "по заявлению")]
    with pytest.raises(Conflict, match="stands here now"):
        first.do(decide(june, pupil, None, PROMOTED))
    second.undo()
    second.redo()
    second.do(decide(june, pupil, None, REPEATS))
    with pytest.raises(Conflict, match="taken out meanwhile"):
        first.do(decide(june, pupil, PROMOTED, REPEATS))
    for nobody in (class_teacher(june), account_with_role(june, "director"), account_with_role(june, "officer")):
        with pytest.raises(Denied, match="entered by the deputy head"):
            session_of(june, nobody).do(decide(june, pupil, PROMOTED))
    assert june.console().ask(VerifyAudit()).whole


@pytest.mark.parametrize(("decision", "words"), [
    (replace(PROMOTED, protocol="  "), "The protocol has no number."),
    (replace(PROMOTED, protocol="7" * 40), "The number is too long"),
    (replace(PROMOTED, day=date(2018, 6, 26)), "lies ahead"),
    (replace(PROMOTED, day=date(2017, 5, 25)), "lies before the study year 2017/2018"),
    (replace(PROMOTED, word="я" * 200), "The text is too long"),
    (CONDITIONAL, "there is no academic debt"),
    (Decision(DecisionKind.FINISHED, "7", MAY), "this is not decided in grade 7"),
    (replace(REPEATS, word=""), "The marks do not explain this"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused_in_a_sentence(june: Home, decision: Decision, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        deputy(june).do(decide(june, pupils(june)[1], decision))
    assert stands(june) == []


def test_one_refusal_among_several_classes_enters_nothing_at_all(june: Home) -> None:
    classes = more_classes(june)
    (weak, fine, *_rest), session = pupils(june), deputy(june)
    with pytest.raises(Invalid, match="trimester I is not closed"):
        session.do(Together((
            decide(june, fine, PROMOTED),
            DecideAtCouncil(classes.three_a, Matter.OUTCOME, (Decided(classes.little, PROMOTED),)),
        )))  # fmt: skip
    with pytest.raises(Invalid, match="academic debt: Физика"):
        session.do(DecideAtCouncil(classes.seven_a, Matter.OUTCOME, (Decided(fine, PROMOTED), Decided(weak, PROMOTED))))
    assert stands(june) == []
    found = session.ask(PreviewCouncil((classes.seven_a, classes.three_a), DecisionKind.PROMOTED))
    assert {one.title: one.open_period for one in found} == {"7А": "", "3А": "trimester I"}
    assert len(next(one for one in found if one.title == "7А").found.included) == len(pupils(june)) - 1


def test_a_subject_that_an_individual_plan_leaves_out_is_missed_by_nobody(june: Home) -> None:
    _weak, pupil, *_rest = pupils(june)
    physics = subject_of(june, "Физика")
    ((result,),) = june.school.db.sql("SELECT id FROM result WHERE pupil=? AND subject=?", pupil, physics)
    gone(june, "result", result)
    with pytest.raises(Invalid, match="no year mark: Физика"):
        deputy(june).do(decide(june, pupil, PROMOTED))
    made(june, "individual_plan", pupil=pupil, subject=physics, starts="2018-01-15", ends=None, number="3",
         stated="2018-01-12", author=0, at=1)  # fmt: skip
    deputy(june).do(decide(june, pupil, PROMOTED))
    assert stands(june) == [(pupil, "promoted", "7", "")]


def test_the_council_of_a_school_costs_the_same_questions_as_that_of_a_class(june: Home) -> None:
    session, classes = deputy(june), more_classes(june)
    one = sent_for(session, PreviewCouncil((classes.seven_a,), DecisionKind.PROMOTED))
    every = (classes.seven_a, classes.seven_b, classes.three_a)
    assert sent_for(session, PreviewCouncil(every, DecisionKind.PROMOTED)) == one
    assert sent_for(session, ShowCouncil(classes.seven_a)) <= 16


def test_the_summary_sheet_is_answered_what_was_decided(june: Home) -> None:
    weak, fine, *_rest = pupils(june)
    session = deputy(june)
    session.do(decide(june, weak, CONDITIONAL))
    praised = Decision(DecisionKind.PRAISED, "7", MAY)
    with pytest.raises(Invalid, match="not every mark of the year is a 5"):
        session.do(decide(june, fine, praised))
    found = class_decisions(june.school, class_of_demo(june))
    assert found[weak] == (CONDITIONAL,)
    assert found[weak][0].told(7) == "goes up to grade 8 conditionally, protocol No. 7 of 25.05.2018"
    assert found[fine] == ()
    page = session.ask(FindDeeds(kind="results", pupil=weak))
    assert "goes up to grade 8 conditionally, protocol No. 7" in page.lines[0].told.what


def ready(prospect: Prospect, turn: Turn) -> Turn:
    """With its order, and the last day of the class."""
    return replace(turn, order="45-у")


def test_the_turn_of_the_year_begins_with_what_the_council_decided_and_goes_nowhere_against_it(june: Home) -> None:
    made(june, "study_group", year=june.school.year(), kind="class", name="6А", grade=6, letter="А", of_class=None)
    weak, again, fine, *_rest = pupils(june)
    session, keeper = deputy(june), june.console()
    early = written(keeper.ask(ShowTurn()).turn)
    session.do(decide(june, weak, CONDITIONAL))
    session.do(decide(june, again, REPEATS))
    session.do(decide(june, fine, PROMOTED))
    prospect = keeper.ask(ShowTurn())
    fates = {one.pupil: (one.fate, str(one.to or "")) for one in prospect.turn.pupils}
    assert fates == {weak: (Fate.CONDITIONAL, ""), again: (Fate.REPEATS, "7А")}
    # A draft of before has it too.
    assert read(early, prospect).pupils == prospect.turn.pupils
    turn = ready(prospect, prospect.turn)
    assert summary(prospect, turn).faults == ()
    for pupil, fate, words in (
        (weak, None, "“goes on with the class”, but the council decided: goes up to grade 8 conditionally, protocol"),
        (again, None, "“goes on with the class”, but the council decided: repeats grade 7"),
        (fine, Fate.CONDITIONAL, "“goes on conditionally”, but the council decided: goes up to grade 8, protocol"),
    ):
        against = turn.with_pupil(pupil, PupilTurn(pupil, fate) if fate else None)
        with pytest.raises(Invalid, match=words):
            keeper.do(TurnYear(against, prospect.seen))
    # What is decided meanwhile is seen first.
    session.do(decide(june, fine, Decision(DecisionKind.REPEATS, "8", MAY, "по заявлению"), PROMOTED))
    with pytest.raises((Conflict, Invalid)):
        keeper.do(TurnYear(turn, prospect.seen))
    session.undo()
    prospect = keeper.ask(ShowTurn())
    keeper.do(TurnYear(turn, prospect.seen))
    rows = june.school.db.sql("SELECT pupil, standing FROM membership WHERE standing<>'' ORDER BY pupil")
    assert rows == sorted([(weak, "conditional"), (again, "repeats")])
    assert june.console().ask(VerifyAudit()).whole


def test_a_debt_made_good_ends_the_condition_before_the_year_turns(june: Home) -> None:
    weak, *_rest = pupils(june)
    session, physics, year = deputy(june), subject_of(june, "Физика"), june.school.year()
    session.do(decide(june, weak, CONDITIONAL))
    session.do(PutAttempt(
        pupil=weak, subject=physics, year=year, expects=(), day=date(2018, 6, 20), value=Value.THREE
    ))  # fmt: skip
    assert june.console().ask(ShowTurn()).turn.pupils == ()
    row = next(one for one in session.ask(ShowCouncil()).rows if one.pupil == weak)
    assert row.standing.owed == ()
    assert row.debts[0].cleared


def test_attempts_are_kept_from_who_has_not_seen_them_and_follow_the_mark_of_the_year(june: Home) -> None:
    weak, *_rest = pupils(june)
    first, second, physics, year = deputy(june), deputy(june), subject_of(june, "Физика"), june.school.year()
    about = {"pupil": weak, "subject": physics, "year": year}
    held = Attempt(1, date(2018, 6, 20), Value.TWO)
    first.do(PutAttempt(**about, expects=(), day=held.day, value=held.value))
    with pytest.raises(Conflict, match=r"Somebody has entered this meanwhile: Физика — 2; 20\.06: 2"):
        second.do(PutAttempt(**about, expects=(), day=date(2018, 6, 21)))
    last = Attempt(2, date(2018, 6, 24), Value.NOT_ATTESTED)
    second.do(PutAttempt(**about, expects=(held,), day=last.day, value=last.value))
    with pytest.raises(Invalid, match="Both attempts are used"):
        second.do(PutAttempt(**about, expects=(held, last), day=date(2018, 6, 25)))
    with pytest.raises(Conflict, match="A later attempt rests on this one"):
        first.undo()
    with pytest.raises(Denied):
        session_of(june, class_teacher(june)).do(DropAttempt(**about, expects=(held, last)))
    ((result,),) = june.school.db.sql("SELECT id FROM result WHERE pupil=? AND subject=?", weak, physics)
    changed(june, "result", result, value=3)
    assert first.ask(ShowAcademicDebts()) == ()
    with pytest.raises(Conflict, match="no such debt any more"):
        second.do(DropAttempt(**about, expects=(held, last)))


def test_in_grade_nine_admission_comes_first_and_stays_while_a_certificate_rests_on_it(june: Home) -> None:
    classes, session, other = more_classes(june), deputy(june), deputy(june)
    changed(june, "study_group", classes.three_a, grade=9, name="9А")
    close_periods(june, classes.three_a, 9)

    def about(now: Decision | None, before: Decision | None = None) -> DecideAtCouncil:
        kind = now or before
        assert kind is not None
        return DecideAtCouncil(classes.three_a, kind.kind.matter, (Decided(classes.little, now, before),))

    admitted, finished = (Decision(kind, "9", MAY) for kind in (DecisionKind.ADMITTED, DecisionKind.FINISHED))
    with pytest.raises(Invalid, match="admission to the state exams is not decided yet"):
        other.do(about(finished))
    session.do(about(admitted))
    other.do(about(finished))
    for deed in (about(None, admitted), about(Decision(DecisionKind.NOT_ADMITTED, "9", MAY, "по акту"), admitted)):
        with pytest.raises(Conflict, match="has finished school by a later decision"):
            session.do(deed)
    with pytest.raises(Conflict, match="has finished school by a later decision"):
        session.undo()
    assert [row[1] for row in stands(june)] == ["admitted", "finished"]
    other.undo()
    other.do(about(None, admitted))
    assert stands(june) == []
