"""The deputy head keeps the workload: a teacher leaves in mid-year, two share a course, subgroups swap teachers."""

from datetime import date

from ejournal_tui.domain.people.people import StaffId
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.people.staffing import Dismiss
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.screens.entrance.sign_in import SignInScreen
from ejournal_tui.ui.screens.groups.workload import WorkloadScreen
from ejournal_tui.ui.screens.journal.lesson_grid import LessonGridScreen
from ejournal_tui.ui.screens.mornings.today import TodayScreen
from tests.changing import changed
from tests.people import account_with_role, teacher_of
from tests.ui.conftest import Sit, Sitting
from tests.ui.test_story_groups import groups_of
from tests.ui.test_story_people import deed, fill
from tests.ui.test_story_roles import choose


async def at_workload(person: Sitting, account: int) -> WorkloadScreen:
    """Somebody comes in and opens the section."""
    await person.enter(account)
    await choose(person, "Workload")
    return await person.comes_to(WorkloadScreen)


async def change(person: Sitting, find: str, words: str) -> None:
    """Find a course by typing and choose what to do to it."""
    await person.press("home")
    await person.type(find)
    await person.press("escape", "f2")
    await person.comes_to(Choose)
    await deed(person, words)


def teaching(home: Home, course: int) -> list[tuple[object, ...]]:
    """Who teaches a course and when."""
    return home.school.db.sql(
        "SELECT s.surname, t.starts, t.ends, t.signs FROM teaching t JOIN staff s ON s.id=t.staff WHERE t.course=?"
        " ORDER BY t.starts, t.id", course,
    )  # fmt: skip


def course_of(home: Home, subject: str) -> tuple[int, int, str]:
    """The course of a whole class in a subject, its teacher and the teacher's surname."""
    ((course, staff, surname),) = home.school.db.sql(
        "SELECT c.id, t.staff, s.surname FROM course c JOIN subject b ON b.id=c.subject"
        " JOIN teaching t ON t.course=c.id JOIN staff s ON s.id=t.staff WHERE b.name=?", subject,
    )  # fmt: skip
    return course, staff, surname


async def test_c18_a_course_is_handed_over_and_debts_pass_on_while_authorship_stays(sit: Sit, home: Home) -> None:
    course, old, surname = course_of(home, "Русский язык")
    _heir, heir_account, heir_name = home.school.db.sql(
        "SELECT s.id, a.id, s.surname FROM staff s JOIN account a ON a.staff=s.id JOIN teaching t ON t.staff=s.id"
        " WHERE s.id<>? ORDER BY t.id DESC LIMIT 1", old,
    )[0]  # fmt: skip
    old_account = teacher_of(home, "Русский язык")
    ((lesson,),) = home.school.db.sql(
        "SELECT id FROM lesson WHERE course=? AND day<'2018-01-15' AND state='held' ORDER BY day DESC LIMIT 1", course
    )
    changed(home, "lesson", lesson, topic="")
    marks = home.school.db.sql("SELECT id, author FROM mark ORDER BY id")
    assert any(author == old_account for _key, author in marks)
    async with sit() as person:
        await at_workload(person, account_with_role(home, "deputy"))
        await change(person, "русский", f"Hand over from {surname}")
        await person.comes_to(Choose)
        await person.type(heir_name.lower())
        await person.press("enter")
        await fill(person, "15.01")
        await person.sees("Saved.", heir_name)
        assert teaching(home, course) == [
            (surname, "2017-09-01", "2018-01-14", None), (heir_name, "2018-01-15", None, None),
        ]  # fmt: skip
        await person.press("enter")
        await person.sees("Results of the period up to 28.02.2018: signed by " + heir_name)
        await person.press("escape", "f12")
        await person.comes_to(SignInScreen)
        await person.enter(old_account)
        assert "Русский язык" not in person.text
        await person.press("f12")
        await person.comes_to(SignInScreen)
        await person.enter(heir_account)
        await person.comes_to(TodayScreen)
        await person.sees("7А Рус")
        await person.press("ж")
        await person.type("русский")
        await person.press("enter")
        await person.comes_to(LessonGridScreen)
        await person.sees("7А · Русский язык", heir_name)
        await person.press("left")
        before = home.school.db.sql("SELECT COUNT(*) FROM mark WHERE author=?", heir_account)[0][0]
        row = next(n for n in range(20) if not person.grid.grid.rows[n].cells[person.cell[1]].text)  # type: ignore[union-attr]  # it is there
        await person.press(*["down"] * row, "5")
        await person.until(
            lambda: home.school.db.sql("SELECT COUNT(*) FROM mark WHERE author=?", heir_account) == [(before + 1,)],
            "the heir's mark was not written",
        )
    assert home.school.db.sql("SELECT id, author FROM mark WHERE author<>? ORDER BY id", heir_account) == [
        (key, author) for key, author in marks if author != heir_account
    ]


async def test_c18_two_teachers_share_a_course_and_one_is_named_to_sign(sit: Sit, home: Home) -> None:
    course, _old, surname = course_of(home, "Русский язык")
    other = "Яковлев"
    async with sit() as person:
        await at_workload(person, account_with_role(home, "deputy"))
        await change(person, "русский", "Second teacher")
        await person.comes_to(Choose)
        await person.type("яковлев г")
        await person.press("enter")
        await fill(person, "16.01")
        await person.sees("Saved.")
        assert teaching(home, course)[-1] == (other, "2018-01-16", None, None)
        await person.press("f2")
        await person.comes_to(Choose)
        await deed(person, f"{other} Г. Г.: last day")
        await fill(person, "31.03")
        await person.sees("Saved.", "until 31.03")
        await person.press("f2")
        await person.comes_to(Choose)
        await deed(person, "Who signs")
        await person.comes_to(Choose)
        await person.until(lambda: "Яковлев" in person.text, "no choice of signers")
        await deed(person, other)
        await person.comes_to(WorkloadScreen)
        await person.sees("Saved.")
        assert teaching(home, course) == [(surname, "2017-09-01", None, None), (other, "2018-01-16", "2018-03-31", 1)]
        await person.press("enter")
        await person.sees(f"28.02.2018: signed by {other}")
        await person.press("escape", "ctrl+z")
        await person.sees("Taken back: signer of a course.")
        await person.press("ctrl+z")
        await person.sees("Taken back: teacher's work ended.")
        await person.press("ctrl+z")
        await person.sees("Taken back: teacher of a course.")
    assert teaching(home, course) == [(surname, "2017-09-01", None, None)]


async def test_c18_what_a_dismissal_leaves_stands_first_and_gets_a_teacher(sit: Sit, home: Home) -> None:
    course, old, surname = course_of(home, "Русский язык")
    home.console().do(Dismiss(StaffId(old), date(2018, 1, 19)))
    async with sit() as person:
        await at_workload(person, account_with_role(home, "deputy"))
        await person.sees("Without a teacher: 2", "no teacher from 20.01", "2 without a teacher")
        await person.press("down", "f2")
        await person.comes_to(Choose)
        await deed(person, "Teacher…")
        await person.comes_to(Choose)
        await person.type("яковлев г")
        await person.press("enter")
        await fill(person, None)
        await person.sees("Saved.")
    rows = [teaching(home, key) for (key,) in home.school.db.sql("SELECT course FROM teaching WHERE staff=?", old)]
    assert any(row[-1] == ("Яковлев", "2018-01-20", None, None) for row in rows)
    assert surname
    assert course


async def test_c09_the_teachers_of_two_subgroups_change_places_with_their_rooms(sit: Sit, home: Home) -> None:
    (_one, first, *_first), (_other, second, *_second) = groups_of(home)
    names = [teaching(home, course)[0][0] for course in (first, second)]

    def rooms(course: int) -> list[tuple[object, ...]]:
        return home.school.db.sql("SELECT day, number, room FROM lesson WHERE course=? AND day>='2018-01-16'"
                                  " AND day<'2018-01-27' ORDER BY day, number", course)  # fmt: skip

    before = rooms(first), rooms(second)
    assert before[0] != before[1]
    async with sit() as person:
        await at_workload(person, account_with_role(home, "deputy"))
        await change(person, "англ", "Swap teachers and rooms with 7А, гр. 2")
        await fill(person, "16.01")
        await person.sees("Saved.")
        assert [teaching(home, course)[-1] for course in (first, second)] == [
            (names[1], "2018-01-16", None, None), (names[0], "2018-01-16", None, None),
        ]  # fmt: skip
        assert (rooms(second), rooms(first)) == before
        await person.press("ctrl+z")
        await person.sees("Taken back: teachers of subgroups swapped.")
    assert (rooms(first), rooms(second)) == before
    assert [len(teaching(home, course)) for course in (first, second)] == [1, 1]


async def test_a_course_is_added_its_hours_change_and_sums_are_laid_beside_the_norm(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_workload(person, account_with_role(home, "deputy"))
        await person.sees("7А · 31 h of 32")
        await person.press("insert")
        await person.comes_to(Choose)
        await person.type("a group")
        await person.press("enter")
        await person.until(lambda: "Which subject" in person.text, "no subjects")
        await person.type("физика")
        await person.press("enter")
        await person.until(lambda: "several classes: Физика" in person.text, "no teachers")
        await person.press("enter")
        await fill(person, "х", "15.01", "Робототехника", "7")
        await person.sees("“х” is no number of hours.", "0.5")
        await fill(person, "1,5", None, None, None)
        await person.sees("Saved.", "Робототех")
        rows = home.school.db.sql(
            "SELECT g.name, g.kind, g.grade, c.half_hours FROM course c JOIN study_group g ON g.id=c.study_group"
            " WHERE g.kind='cross'"
        )
        assert rows == [("Робототехника", "cross", 7, 3)]
        await change(person, "русский", "Hours a week")
        await fill(person, "20")
        await person.sees("Saved.", "too many!")
        await person.press("f5", "f5")
        await person.sees("More hours than allowed: 7А")
        await person.press("ctrl+z")
        await person.sees("Taken back: hours of a course.")
        await person.press("f5")
        await person.sees("Workload · by teacher", "1 course")


async def test_the_officer_reads_the_workload_and_a_teacher_the_own_part(sit: Sit, home: Home) -> None:
    async with sit() as person:
        await at_workload(person, teacher_of(home, "Физика"))
        await person.sees("Физика")
        assert "Русский язык" not in person.text
        await person.press("down", "f2")
        await person.sees("The workload is kept by the deputy head.")
        await person.press("insert")
        await person.sees("The workload is kept by the deputy head.")
