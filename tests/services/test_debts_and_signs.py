"""What is the teacher's own sign: a debt is cleared before a period closes, neither it nor + and - reach paper."""

from datetime import date
from pathlib import Path

from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.journal.marks import Mark, Value
from ejournal_tui.domain.journal.work_dates import DateWhy, OwnDate
from ejournal_tui.domain.papers.papers import PupilWeek
from ejournal_tui.i18n import speak
from ejournal_tui.reports.weekly_sheet import weekly_sheets_pdf
from ejournal_tui.services.attendance.attendance import PutAbsence
from ejournal_tui.services.journal.lessons import DeclareWork
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.journal.work_dates import PutWorkDates
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.papers.papers import ShowWeeklySheets
from ejournal_tui.services.results.closing import ShowClosing
from ejournal_tui.services.workbooks.exporting_marks import journals
from tests.people import account_with_role, class_teacher, lesson_on, pupils_of, session_of, teacher_of
from tests.reports.poppler import pages

SUBJECT, MONDAY = "Русский язык", "2018-01-15"


def debts(home: Home) -> int:
    """The debts that the closing of the running trimester lists for 7А."""
    deputy = session_of(home, account_with_role(home, "deputy"))
    running = deputy.ask(ShowClosing()).periods[1]
    return sum(line.debts for line in deputy.ask(ShowClosing(running)).lines)


def test_a_debt_is_listed_before_a_period_closes_with_its_letter_or_with_a_date_alone(home: Home) -> None:
    teacher, lesson = session_of(home, teacher_of(home, SUBJECT)), lesson_on(home, SUBJECT, MONDAY)
    first, second = pupils_of(home, lesson)[:2]
    ((kind,),) = home.school.db.sql("SELECT id FROM work_kind WHERE code='control'")
    before = debts(home)
    teacher.do(DeclareWork(lesson, kind))
    teacher.do(PutMarks(lesson, first, (Mark(Value.DEBT),), (), "control"))
    assert debts(home) == before + 1
    own = OwnDate(date(2018, 1, 22), DateWhy.DEBT)
    teacher.do(PutAbsence(lesson, second, Absence.ABSENT))
    teacher.do(PutWorkDates(lesson, "control", ((first, own), (second, own))))
    # One with the letter and a date is one debt.
    assert debts(home) == before + 2
    teacher.do(PutMarks(lesson, first, (Mark(Value.FOUR),), (Mark(Value.DEBT),), "control"))
    assert debts(home) == before + 1


def test_neither_a_debt_nor_a_sign_is_printed(home: Home, tmp_path: Path) -> None:
    teacher, lesson = session_of(home, teacher_of(home, SUBJECT)), lesson_on(home, SUBJECT, MONDAY)
    first, second = pupils_of(home, lesson)[:2]
    teacher.do(PutMarks(lesson, first, (Mark(Value.FOUR, "-"),), (), comments=("у доски",)))
    teacher.do(PutMarks(lesson, second, (Mark(Value.DEBT),), (), comments=("сдать тетрадь",)))
    ((school_class,),) = home.school.db.sql("SELECT id FROM study_group WHERE kind='class'")
    speak("ru")
    sheets = session_of(home, class_teacher(home)).ask(ShowWeeklySheets(school_class, date(2018, 1, 15), True))
    ((number,),) = home.school.db.sql("SELECT number FROM lesson WHERE id=?", lesson)

    def of(week: PupilWeek) -> tuple[str, str, str]:
        one = next(one for one in week.days[0] if one.number == number)
        return one.mark, one.printed, one.note

    assert of(sheets.pupils[0]) == ("4-", "4", "4: у доски")
    assert of(sheets.pupils[1]) == ("", "", "долг: сдать тетрадь")
    file = tmp_path / "sheets.pdf"
    file.write_bytes(weekly_sheets_pdf([sheets]))
    assert not any("4-" in words for words in pages(file))
    book = [journal for journal in journals(home.school, school_class) if journal.subject == SUBJECT]
    cells = [cell for journal in book for _name, row in journal.pupils for cell in row]
    assert cells
    assert not any("д" in cell for cell in cells)
