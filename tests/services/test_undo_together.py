"""Several people's deeds in any order: taken back they leave what was seen; what others have built on stays."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings

from ejournal_tui.domain.errors import Refusal
from ejournal_tui.i18n import speak
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from tests.services.walking_together import Together, steps

FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_any_deeds_of_several_people_undone_leave_what_was_seen_and_repeated_bring_it_back(home: Home) -> None:
    walk = Together(home)

    @FEW
    @given(steps)
    def walked(way: list[tuple[str, int]]) -> None:
        before = walk.seen()
        for kind, number in way:
            walk.step(kind, number)
        after = walk.seen()
        while walk.done:
            walk.back()
        assert walk.seen() == before
        while walk.undone:
            walk.again()
        assert walk.seen() == after
        while walk.done:
            walk.back()
        assert walk.seen() == before
        walk.undone.clear()

    walked()
    assert home.console().ask(VerifyAudit()).whole


def deed(kind: str, number: int = 0) -> Callable[[Together], None]:
    """Something that has to succeed."""

    def do(walk: Together) -> None:
        assert walk.step(kind, number), kind

    return do


DECLARED, MARKED = deed("declare"), deed("mark", 6)
"""A control work; a five for it of the first pupil: the number tells the work and the mark."""


def prepared(*deeds: Callable[[Together], None]) -> Callable[[Together], None]:
    """One after the other."""

    def do(walk: Together) -> None:
        for one in deeds:
            one(walk)

    return do


@pytest.mark.parametrize(
    ("before", "mine", "theirs"),
    [
        pytest.param(prepared(), deed("result", 0), deed("result", 2), id="a result that was changed since"),
        pytest.param(prepared(), deed("result", 0), deed("close"), id="a result of a period that was closed since"),
        pytest.param(prepared(), deed("close"), deed("open"), id="a closing after which it was opened"),
        pytest.param(prepared(), deed("say"), deed("accept"), id="a notice that was accepted"),
        pytest.param(prepared(), deed("say"), deed("decline"), id="a notice that was declined"),
        pytest.param(prepared(), deed("give", 0), deed("take_back"), id="a substitution that was taken back"),
        pytest.param(prepared(), deed("move", 0), deed("move_back"), id="a move that was moved back"),
        pytest.param(prepared(), deed("paper", 0), deed("withdraw", 0), id="a paper that was withdrawn"),
        pytest.param(prepared(), deed("paper", 0), deed("close"), id="a paper of a period that was closed since"),
        pytest.param(DECLARED, deed("make_up", 0), deed("make_up", 2), id="a made-up mark that was erased"),
        pytest.param(DECLARED, deed("date", 0), deed("date", 2), id="a date of the own that was changed"),
        pytest.param(prepared(), DECLARED, deed("make_up", 0), id="a work that was made up since"),
    ],
)
def test_undo_after_somebody_elses_deed_is_refused_in_words_and_changes_nothing(
    home: Home,
    before: Callable[[Together], None],
    mine: Callable[[Together], None],
    theirs: Callable[[Together], None],
) -> None:
    me, others = Together(home), Together(home)
    before(others)
    mine(me)
    theirs(others)
    stands = me.seen()
    ((traces,),) = home.school.db.sql("SELECT COUNT(*) FROM trace")
    said = []
    for language in ("en", "ru"):
        speak(language)
        with pytest.raises(Refusal) as refused:
            me.people[me.done[-1]].undo()
        said.append(refused.value.title)
    speak("en")
    assert all(said)
    assert me.seen() == stands
    assert home.school.db.sql("SELECT COUNT(*) FROM trace") == [(traces,)]
