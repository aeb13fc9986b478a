"""The end of a trimester: proposals are looked through and given, by keys alone (C28)."""

from ejournal_tui.domain.groups.groups import CourseId
from ejournal_tui.domain.people.people import PupilId
from ejournal_tui.domain.results.standing import Standing
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.operations.operations import VerifyAudit
from ejournal_tui.services.results.giving import ShowProposals
from ejournal_tui.storage.journal import lessons
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.dialogs.fill_in import FillIn
from ejournal_tui.ui.dialogs.tick import Tick
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from ejournal_tui.ui.screens.results.results import ResultsScreen
from tests.people import lesson_on, session_of, teacher_of
from tests.ui.conftest import Sit, Sitting

SUBJECT = "Русский язык"


def course_of(home: Home) -> CourseId:
    """Russian in 7А."""
    return lessons.lesson(home.school, lesson_on(home, SUBJECT, "2018-01-15")).course


def standings_of(home: Home) -> dict[PupilId, Standing]:
    """How the pupils stand in the first trimester, by name."""
    found = session_of(home, teacher_of(home, SUBJECT)).ask(ShowProposals(course_of(home), 1))
    return dict(found.standings)


def given(home: Home) -> dict[int, tuple[int, int | None, str | None, str]]:
    """The results that stand: value, proposed, reason, source."""
    return {p: rest for p, *rest in home.school.db.sql("SELECT pupil, value, proposed, reason, source FROM result")}  # type: ignore[misc]


async def at_results(person: Sitting, home: Home, account: int) -> None:
    """The teacher of Russian opens the results of 7А."""
    await person.enter(account)
    await person.comes_to(TodayScreen)
    await person.press("f2")
    await person.comes_to(LessonGridScreen)
    await person.press("f8")
    await person.comes_to(ResultsScreen)
    await person.sees("[trimester I]")


async def test_c28_proposals_are_given_in_one_go_with_the_borderline_ones_first(sit: Sit, home: Home) -> None:
    stand = standings_of(home)
    plain = {pupil for pupil, one in stand.items() if one.plain}
    assert 0 < len(plain) < len(stand)
    async with sit() as person:
        await at_results(person, home, teacher_of(home, SUBJECT))
        await person.press("f5")
        await person.until(lambda: isinstance(person.app.screen, Tick), "no preview")
        ticks = [row[0] for row in person.rows.rows]
        assert ticks == ["[ ]"] * (len(stand) - len(plain)) + ["[x]"] * len(plain)
        await person.press("enter")
        await person.sign()
        await person.sees(f"{len(plain)} results were given.", f"{len(stand) - len(plain)} have no result.")
        found = given(home)
        assert {pupil: value for pupil, (value, *_rest) in found.items()} == {p: stand[p].proposed for p in plain}
        assert {tuple(rest[1:]) for _value, *rest in found.values()} == {(None, "journal")}
        await person.press("ctrl+z")
        await person.sees("Taken back: result of a period")
        assert given(home) == {}
        await person.press("ctrl+y")
        await person.sees("Done again")
        assert given(home) == found
    assert home.console().ask(VerifyAudit()).whole


async def test_c28_a_raise_and_not_attested_ask_for_a_reason(sit: Sit, home: Home) -> None:
    stand = standings_of(home)
    pupils = [*stand]
    # Nearly one better: the teacher decides alone.
    place = next(n for n, pupil in enumerate(pupils) if stand[pupil].near is not None)
    pupil, proposed = pupils[place], stand[pupils[place]].proposed
    assert proposed is not None
    async with sit() as person:
        await at_results(person, home, teacher_of(home, SUBJECT))
        await person.press(*["down"] * place, str(proposed + 1))
        await person.until(lambda: isinstance(person.app.screen, FillIn), "no question")
        await person.sees(f"Why higher than the proposed {proposed}?")
        await person.press("escape")
        await person.sees("No result was given.", "Such a result needs a word of reason.")
        assert given(home) == {}
        await person.press(str(proposed + 1))
        await person.until(lambda: isinstance(person.app.screen, FillIn), "no question")
        await person.type("конкурс")
        await person.press("enter")
        await person.sign()
        await person.sees(f"{proposed + 1}!", f"proposed was {proposed}")
        assert [*given(home)[pupil]] == [proposed + 1, proposed, "конкурс", "journal"]
        await person.press("up")
        await person.sees("(конкурс)")
        await person.press(str(proposed - 1))
        await person.sees(f"{proposed - 1}!")
        assert [*given(home)[pupil]] == [proposed - 1, proposed, None, "journal"]
        await person.press("up", "н")
        await person.until(lambda: isinstance(person.app.screen, Choose), "no question")
        await person.sees("Why not attested?")
        await person.press("1")
        await person.sees("trimester I: н/а")
        assert [*given(home)[pupil]] == [12, proposed, "illness", "journal"]
        await person.press("ctrl+z", "ctrl+z", "ctrl+z")
        await person.until(lambda: given(home) == {}, "not taken back")
        await person.press("right", "5")
        await person.sees("It is too early for results of trimester II: they are given from 21.02.")
        await person.press("f5")
        await person.sees("its results are given from 21.02")
        assert given(home) == {}


async def test_refusals_of_results_in_russian(sit: Sit, home: Home) -> None:
    async with sit(language="ru") as person:
        await person.enter(teacher_of(home, SUBJECT))
        await person.press("f2")
        await person.comes_to(LessonGridScreen)
        await person.press("f8")
        await person.comes_to(ResultsScreen)
        await person.press("right", "5")
        await person.sees("Выставлять итоги (II триместр) рано: это можно с 21.02.")
        await person.press("left", "н")
        await person.sees("Почему не аттестован(а)?")
        await person.press("escape")
        await person.sees("Итог не выставлен.", "Для «н/а» нужна причина.")


async def test_two_people_do_not_overwrite_each_other(sit: Sit, home: Home) -> None:
    from ejournal_tui.domain.journal.marks import Value
    from ejournal_tui.services.results.giving import Given, GiveResults

    teacher = teacher_of(home, SUBJECT)
    stand = standings_of(home)
    pupil = next(iter(stand))
    proposed = stand[pupil].proposed
    assert proposed is not None
    async with sit() as person:
        await at_results(person, home, teacher)
        other = session_of(home, teacher)
        other.do(GiveResults(course_of(home), 1, (Given(pupil, Value.TWO, None),)))
        await person.press(str(proposed))
        await person.sees("“2” stands here already")
        assert given(home)[pupil][0] == 2
        await person.press("home", str(proposed))
        await person.sign()
        await person.until(lambda: given(home)[pupil][0] == proposed, "not written")
