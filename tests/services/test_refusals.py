"""Every refusal of the rules in the words of both languages: the deed is tried for real, and nothing changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import pytest

from ejournal_tui.clock import held_at
from ejournal_tui.domain.attendance.attendance import Absence
from ejournal_tui.domain.errors import Refusal
from ejournal_tui.domain.journal.marks import Value, correction_code, make_up_code
from ejournal_tui.domain.plans.plans import digest
from ejournal_tui.domain.timetable.substitutions import Reason
from ejournal_tui.i18n import speak
from ejournal_tui.services.attendance.attendance import CallRoll, PutAbsence
from ejournal_tui.services.homework.homework import SetHomework
from ejournal_tui.services.journal.lessons import DeclareWork, RemoveWork, SetLessonKind, SetTopic
from ejournal_tui.services.journal.marks import PutMarks
from ejournal_tui.services.journal.on_paper import HoldOnPaper, SetPastResult
from ejournal_tui.services.journal.reasons import GiveReasons
from ejournal_tui.services.journal.taking import TakeLesson
from ejournal_tui.services.operations.home import Home
from ejournal_tui.services.plans.plans import EditPlanLine, InsertPlanLine
from ejournal_tui.services.results.giving import Given, GiveResults
from ejournal_tui.services.session import Change, Session
from ejournal_tui.services.timetable.moving import MoveLesson
from ejournal_tui.services.timetable.substitutions import GiveLesson
from ejournal_tui.storage.plans import plans
from tests.services.refusing import FIVE, FOUR, TODAY, Scene

Deed = tuple[Session, Change]


@dataclass(frozen=True)
class Words:
    """What a refusal says."""

    english: str
    russian: str


NO_MARKS = Words(
    "No marks are given here: the subject or the class is without marks.",
    "Отметки здесь не ставят: предмет или класс безотметочный.",
)
NOT_THERE = Words(
    "The pupil was not in this group on 15.01. The cell is locked: check the membership with the class teacher.",
    "15.01 ученик не входил в эту группу. Клетка закрыта: уточните состав класса у классного руководителя.",
)
WITH_A_MARK = Words(
    "A mark stands at this lesson: a pupil with a mark was there. Erase the mark first, or write “о” for a late pupil.",
    "За этот урок стоит отметка: ученик с отметкой был на уроке. Сначала удалите отметку или поставьте «о», если ученик"
    " опоздал.",
)
CALLED_OFF = Words(
    "The lesson was not held: it was cancelled or moved. Write into the lesson that was held; ask the dispatcher if"
    " this one was.",
    "Урока не было: он отменён или перенесён. Пишите в тот урок, который был; если был этот — скажите диспетчеру.",
)
CLOSED = Words(
    "The period is closed: ask the deputy head (F10, “ask to correct”).",
    "Период закрыт: попросите завуча (F10 → «исправить закрытое»).",
)
CLOSED_TO_ALL = Words(
    "The period is closed: ask the deputy head to open it.", "Период закрыт: попросите завуча открыть его."
)
AHEAD = Words(
    "The lesson has not been held yet: the roll is called on its day.",
    "Урок ещё не проведён: отсутствующих отмечают в день урока.",
)
REASON = Words(
    "The reason of an absence is entered by the class teacher.", "Причину пропуска указывает классный руководитель."
)
REFUSALS: dict[str, tuple[Callable[[Scene], Deed], Words]] = {}


def refused(name: str, words: Words) -> Callable[[Callable[[Scene], Deed]], Callable[[Scene], Deed]]:
    """A deed of the table, by the section of the rules and what it is."""

    def entered(deed: Callable[[Scene], Deed]) -> Callable[[Scene], Deed]:
        REFUSALS[name] = deed, words
        return deed

    return entered


def prepared(name: str, words: Words, prepare: Callable[[Scene], None], **deeds: Callable[[Scene], Deed]) -> None:
    """Deeds that are refused alike after the same thing has come to pass."""
    for about, deed in deeds.items():

        def after(scene: Scene, deed: Callable[[Scene], Deed] = deed) -> Deed:
            prepare(scene)
            return deed(scene)

        REFUSALS[f"{name}: {about}"] = after, words


def mark(scene: Scene) -> Deed:
    return scene.teacher, PutMarks(scene.lesson, scene.pupil, (FIVE,), ())


def absence(scene: Scene) -> Deed:
    return scene.teacher, PutAbsence(scene.lesson, scene.pupil, Absence.ABSENT)


def roll(scene: Scene) -> Deed:
    return scene.teacher, CallRoll(scene.lesson)


def topic(scene: Scene) -> Deed:
    return scene.teacher, SetTopic(scene.lesson, "Причастие")


def kind(scene: Scene) -> Deed:
    ((key,),) = scene.home.school.db.sql("SELECT MAX(id) FROM lesson_kind")
    ((seen,),) = scene.home.school.db.sql("SELECT kind FROM lesson WHERE id=?", scene.lesson)
    return scene.teacher, SetLessonKind(scene.lesson, key, seen)


def work(scene: Scene) -> Deed:
    return scene.teacher, DeclareWork(scene.lesson, scene.control)


def homework(scene: Scene) -> Deed:
    return scene.teacher, SetHomework(scene.lesson, "§ 3")


def reason(scene: Scene) -> Deed:
    return scene.leader, GiveReasons(scene.school_class, scene.pupil, TODAY, TODAY, Absence.ILL)


def result(scene: Scene) -> Deed:
    return scene.teacher, SetPastResult(scene.course, scene.pupil, 1, Value.FIVE, None)


prepared("1.6 class 1", NO_MARKS, Scene.first_class, mark=mark, work=work, result=result)
prepared("1.6 a subject without marks", NO_MARKS, Scene.markless, mark=mark, work=work, result=result)
prepared("2.3 not enrolled", NOT_THERE, Scene.left, mark=mark, absence=absence)
prepared("3 closed", CLOSED, Scene.closed, mark=mark, absence=absence, roll=roll, topic=topic, kind=kind, work=work,
         homework=homework)  # fmt: skip
prepared("3 closed", CLOSED_TO_ALL, Scene.closed, reason=reason, result=result)
prepared("9 called off", CALLED_OFF, Scene.called_off, mark=mark, absence=absence, roll=roll, topic=topic, kind=kind,
         work=work)  # fmt: skip
prepared("8.1 class 1", Words("No homework is set in class 1.", "В первом классе домашних заданий не задают."),
         Scene.first_class, homework=homework)  # fmt: skip


@refused("1.1 a mark beside н", Words(
    "The pupil was absent: a mark does not stand with “н”. Correct the roll call first, or leave a debt in another"
    " lesson.",
    "Ученик отсутствовал(а): отметку вместе с «н» не ставят. Сначала исправьте посещаемость или поставьте долг на"
    " другом уроке.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    scene.teacher.do(PutAbsence(scene.lesson, scene.pupil, Absence.ABSENT))
    return mark(scene)


@refused("1.1 н beside a mark", WITH_A_MARK)
def _(scene: Scene) -> Deed:
    scene.teacher.do(PutMarks(scene.lesson, scene.pupil, (FIVE,), ()))
    return absence(scene)


@refused("1.1 н beside the mark of another work of the lesson", WITH_A_MARK)
def _(scene: Scene) -> Deed:
    scene.teacher.do(DeclareWork(scene.lesson, scene.control))
    scene.teacher.do(PutMarks(scene.lesson, scene.pupil, (FIVE,), (), scene.control_code))
    return absence(scene)


@refused("1.1 a mark where another stands than was seen", Words(
    "“5” stands here already: {who}, 15.01 10:14. Nothing was overwritten: type again to replace it (“5”).",
    "Здесь уже стоит «5»: {who}, 15.01 10:14. Ничего не перезаписано: введите ещё раз, чтобы заменить (на «5»).",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    scene.teacher.do(PutMarks(scene.lesson, scene.pupil, (FIVE,), ()))
    return scene.teacher, PutMarks(scene.lesson, scene.pupil, (FOUR,), ())


@refused("1.1 three marks in a cell", Words(
    "A cell takes two marks at most. Declare another work for more.",
    "В клетке помещается не больше двух отметок. Для других отметок добавьте ещё один вид работы.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, PutMarks(scene.lesson, scene.pupil, (FIVE, FOUR, FIVE), ())


@refused("1.1 a digit where a subject is passed or not passed", Words(
    "“5” is not given here: the subject is marked passed or not passed. Type + for passed, - for not passed.",
    "«5» здесь не ставят: по предмету ставят зачёт или незачёт. Нажмите + (зачёт) или - (незачёт).",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    scene.passes()
    return mark(scene)


@refused("1.1 a digit as a result where a subject is passed or not passed", Words(
    "“5” is not given here: the subject is marked passed or not passed. Type + for passed, - for not passed.",
    "«5» здесь не ставят: по предмету ставят зачёт или незачёт. Нажмите + (зачёт) или - (незачёт).",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    scene.passes()
    return scene.teacher, GiveResults(scene.course, 1, (Given(scene.pupil, Value.FIVE, None),))


@refused("1.1 passed as a result of a subject of five points", Words(
    "“зач” is no result here: the subject is marked from 5 to 2. The deputy head can set the scale of a subject in the"
    " rules of the school.",
    "«зач» здесь не итог: по предмету ставят отметки от 5 до 2. Шкалу предмета завуч меняет в правилах школы.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, GiveResults(scene.course, 1, (Given(scene.pupil, Value.PASS, None),))


@refused("1.1 a comment longer than a line", Words(
    "The comment is too long: at most 120 characters.", "Комментарий слишком длинный: не больше 120 знаков.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, PutMarks(scene.lesson, scene.pupil, (FIVE,), (), comments=("к" * 121,))


def yesterdays(scene: Scene, reason: str) -> Deed:
    """A mark of an earlier day is changed."""
    clock = scene.home.school.clock
    scene.home.school.clock = held_at(datetime(2018, 1, 12, 15, 0), clock.zone)
    scene.teacher.do(PutMarks(scene.friday, scene.pupil, (FIVE,), ()))
    scene.home.school.clock = clock
    return scene.teacher, PutMarks(scene.friday, scene.pupil, (FOUR,), (FIVE,), reason=reason)


@refused("1.1 a mark of an earlier day without a reason", Words(
    "A mark of an earlier day is changed with a reason. Open the cell with F2 and change it there.",
    "Отметка прошлого дня меняется с указанием причины. Откройте клетку клавишей F2 и измените отметку там.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return yesterdays(scene, "")


@refused("1.1 a reason longer than a line", Words(
    "The reason is too long: at most 60 characters.", "Причина слишком длинная: не больше 60 знаков.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return yesterdays(scene, "п" * 61)


@refused("1.2 a work that weighs more than any", Words(
    "A weight goes from 0 to 20; 0 stands in the journal and is not counted.",
    "Вес — от 0 до 20; работа с весом 0 стоит в журнале, но в средний балл не входит.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, DeclareWork(scene.lesson, scene.control, 21)


@refused("1.2 a work with three marks", Words(
    "A work has one mark or two. Write 1 or 2.", "В работе одна отметка или две. Напишите 1 или 2.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, DeclareWork(scene.lesson, scene.control, marks=3)


@refused("1.5 a work made up before it was missed", Words(
    "A work is made up in a later lesson of the same subject.",
    "Пропущенную работу пишут на более позднем уроке того же предмета.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    scene.teacher.do(DeclareWork(scene.lesson, scene.control))
    return scene.teacher, PutMarks(
        scene.friday, scene.pupil, (FIVE,), (), make_up_code(scene.control_code, scene.lesson)
    )


@refused("1.5 a work made up that was never declared", Words(
    "The work that is made up was removed from its lesson.", "Пропущенную работу удалили из её урока.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, PutMarks(
        scene.lesson, scene.pupil, (FIVE,), (), make_up_code(scene.control_code, scene.friday)
    )


@refused("1.5 a work made up that has its mark", Words(
    "The pupil has “5” for this work from 12.01. Change it there.",
    "У ученика уже стоит «5» за эту работу, 12.01. Измените отметку там.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    scene.teacher.do(DeclareWork(scene.friday, scene.control))
    scene.teacher.do(PutMarks(scene.friday, scene.pupil, (FIVE,), (), scene.control_code))
    return scene.teacher, PutMarks(
        scene.lesson, scene.pupil, (FOUR,), (), make_up_code(scene.control_code, scene.friday)
    )


@refused("1.2 a work that was made up elsewhere", Words(
    "Marks were given for this work in other lessons. Erase them there first.",
    "За эту работу отметки поставлены и на других уроках. Сначала сотрите их там.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    scene.teacher.do(DeclareWork(scene.friday, scene.control))
    code = make_up_code(scene.control_code, scene.friday)
    scene.teacher.do(PutMarks(scene.lesson, scene.pupil, (FIVE,), (), code))
    return scene.teacher, RemoveWork(scene.friday, scene.control)


@refused("1.2 work on mistakes where there is no mark", Words(
    "The pupil has no mark for the work of 12.01: there is nothing to correct."
    " A missed work is made up: type the mark where it is missing.",
    "За работу от 12.01 отметки нет: исправлять нечего. Пропущенную работу пишут потом: наберите отметку там, где её"
    " нет.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    scene.teacher.do(DeclareWork(scene.friday, scene.control))
    code = correction_code(scene.control_code, scene.friday)
    return scene.teacher, PutMarks(scene.lesson, scene.pupil, (FIVE,), (), code)


def corrected(scene: Scene) -> None:
    """A test of Friday whose mistakes were worked on."""
    scene.teacher.do(DeclareWork(scene.friday, scene.control))
    scene.teacher.do(PutMarks(scene.friday, scene.pupil, (FOUR,), (), scene.control_code))
    code = correction_code(scene.control_code, scene.friday)
    scene.teacher.do(PutMarks(scene.lesson, scene.pupil, (FIVE,), (), code))


@refused("1.2 a corrected mark erased", Words(
    "This mark was corrected by work on mistakes on 15.01. Erase that mark first.",
    "Эта отметка исправлена работой над ошибками 15.01. Сначала сотрите ту отметку.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    corrected(scene)
    return scene.teacher, PutMarks(scene.friday, scene.pupil, (), (FOUR,), scene.control_code)


@refused("1.2 mistakes of work on mistakes", Words(
    "This is work on mistakes already. Change its mark where it stands.",
    "Это уже работа над ошибками. Измените её отметку там, где она стоит.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    ((kind,),) = scene.home.school.db.sql("SELECT id FROM work_kind WHERE code='mistakes'")
    scene.teacher.do(DeclareWork(scene.friday, kind))
    scene.teacher.do(PutMarks(scene.friday, scene.pupil, (FOUR,), (), "mistakes"))
    code = correction_code("mistakes", scene.friday)
    return scene.teacher, PutMarks(scene.lesson, scene.pupil, (FIVE,), (), code)


@refused("1.2 a second work of a kind", Words(
    "This lesson has a work of this kind already.", "На этом уроке уже есть работа такого вида.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    scene.teacher.do(DeclareWork(scene.lesson, scene.control))
    return work(scene)


@refused("1.2 a work in which marks stand", Words(
    "Marks stand in this work. Erase them first, then remove the work.",
    "За эту работу стоят отметки. Сначала удалите их, потом уберите работу.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    scene.teacher.do(DeclareWork(scene.lesson, scene.control))
    scene.teacher.do(PutMarks(scene.lesson, scene.pupil, (FIVE,), (), scene.control_code))
    return scene.teacher, RemoveWork(scene.lesson, scene.control)


@refused("1.2 a mark in a work that is gone", Words(
    "This work was removed from the lesson. Declare it again, then type the marks.",
    "Эту работу убрали из урока. Добавьте её снова, потом ставьте отметки.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, PutMarks(scene.lesson, scene.pupil, (FIVE,), (), scene.control_code)


@refused("2.3 б by the subject teacher", REASON)
def _(scene: Scene) -> Deed:
    return scene.teacher, PutAbsence(scene.lesson, scene.pupil, Absence.ILL)


@refused("2.3 reasons by another teacher", REASON)
def _(scene: Scene) -> Deed:
    return scene.other, GiveReasons(scene.school_class, scene.pupil, TODAY, TODAY, Absence.ILL)


@refused("2.3 a reason for a late pupil", Words(
    "A late pupil was there: there is no reason to give.", "Опоздавший был на уроке: причину указывать не нужно.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.leader, GiveReasons(scene.school_class, scene.pupil, TODAY, TODAY, Absence.LATE)


@refused("2.3 reasons of a pupil who left", Words("This pupil is not in the class.", "Этого ученика нет в классе."))
def _(scene: Scene) -> Deed:
    scene.left()
    return reason(scene)


@refused("2.3 a document that ends before it begins", Words(
    "The last day lies before the first.", "Последний день раньше первого.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.leader, GiveReasons(scene.school_class, scene.pupil, TODAY, date(2018, 1, 12), Absence.ILL)


@refused("3 the result of a period that is not over", Words(
    "This period is not over yet: its result is given at its end.",
    "Период ещё не закончился: итог выставляют в конце.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, SetPastResult(scene.course, scene.pupil, 3, Value.FIVE, None)


@refused("3 the result of a period that is none", Words(
    "The class has no such period. Look at the periods in the settings of the school.",
    "У класса нет такого учебного периода. Посмотрите учебные периоды в настройках школы.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, SetPastResult(scene.course, scene.pupil, 7, Value.FIVE, None)


@refused("3 paper of today", Words(
    "The paper journal tells of days that are over. Write today's marks into the grid.",
    "Из бумажного журнала переносят только прошедшие дни. Сегодняшние отметки ставьте прямо в сетке.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, HoldOnPaper(scene.course, TODAY)


@refused("3 paper of a Sunday", Words(
    "01.10.2017 is no school day of this class. Look at the date once more.",
    "01.10.2017 у класса не учебный день. Проверьте дату.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, HoldOnPaper(scene.course, date(2017, 10, 1))


@refused("5.6 the topic of a lesson, unseen", Words(
    "Another topic stands here already: “Причастие”. Your text is kept: look at both and save again.",
    "Здесь уже записана другая тема: «Причастие». Ваш текст сохранён: сравните оба и запишите снова.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    scene.teacher.do(SetTopic(scene.lesson, "Причастие"))
    return scene.teacher, SetTopic(scene.lesson, "Глагол")


@refused("5.6 the line of the plan of a held lesson", Words(
    "This lesson has been given: its line of the plan stays as it is. Change the lines that are still ahead.",
    "Этот урок уже дан: его строка в КТП не меняется. Меняйте строки, которые ещё впереди.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    seen = digest(plans.lines(scene.home.school, scene.course))
    return scene.teacher, EditPlanLine(scene.course, 0, seen, "Глагол", "", None)


@refused("5.6 a line above lessons that were held", Words(
    "Lessons below this line have been given: nothing is put in above them. Go to the first line that is still ahead.",
    "Уроки ниже этой строки уже даны: выше них ничего не вставляют. Перейдите к первой строке, которая ещё впереди.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    seen = digest(plans.lines(scene.home.school, scene.course))
    return scene.teacher, InsertPlanLine(scene.course, 0, seen, "Глагол")


@refused("8.1 a mark of tomorrow", Words(
    "The lesson has not been held yet: marks come on its day.", "Урок ещё не проведён: отметки ставят в день урока.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, PutMarks(scene.tomorrow, scene.pupil, (FIVE,), ())


@refused("8.1 the roll of tomorrow", AHEAD)
def _(scene: Scene) -> Deed:
    return scene.teacher, CallRoll(scene.tomorrow)


@refused("8.1 an absence of tomorrow", AHEAD)
def _(scene: Scene) -> Deed:
    return scene.teacher, PutAbsence(scene.tomorrow, scene.pupil, Absence.ABSENT)


@refused("8.1 a topic longer than a line", Words(
    "The topic is too long: at most 300 characters.", "Тема слишком длинная: не больше 300 знаков.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, SetTopic(scene.lesson, "т" * 2000)


@refused("8.1 homework longer than anybody reads", Words(
    "The homework is too long: at most 500 characters.", "Домашнее задание слишком длинное: не больше 500 знаков.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, SetHomework(scene.lesson, "т" * 9000)


@refused("9 a lesson of another teacher", Words(
    "The lesson is kept by its teacher: ask the dispatcher for a substitution.",
    "Урок записывает учитель, который его ведёт: замену оформляет диспетчер по расписанию.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.other, PutMarks(scene.lesson, scene.pupil, (FIVE,), ())


@refused("9 a mark by the deputy head", Words(
    "The lesson is kept by its teacher.", "Урок записывает учитель, который его ведёт.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.deputy, PutMarks(scene.lesson, scene.pupil, (FIVE,), ())


@refused("9 the course's own teacher as substitute", Words(
    "This is the lesson's own teacher. Choose anew: the list shows who is free.",
    "Это и есть учитель этого урока. Выберите заново: в списке видно, кто свободен.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.dispatcher, GiveLesson(scene.lesson, scene.staff, Reason.ILLNESS)


@refused("9 a joint lesson without the lesson it is joined to", Words(
    "A joint lesson needs the lesson that it is joined to: this teacher has none of the subject then. Give the"
    " lesson to whoever has the other group, or as a substitution.",
    "Для совмещения нужен совместный урок: у этого учителя в это время нет урока по этому предмету. Отдайте урок"
    " учителю другой группы или оформите замену.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.dispatcher, GiveLesson(scene.lesson, scene.other_staff, Reason.ILLNESS, joint=True)


@refused("9 taking one's own lesson", Words(
    "This lesson is yours anyway: open it on Today.", "Этот урок и так ваш: откройте его на экране «Сегодня».",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.teacher, TakeLesson(scene.lesson)


@refused("9 moving a lesson that was held", Words(
    "Only a lesson that is still to be held is moved.",
    "Переносят только урок, который ещё предстоит.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    scene.teacher.do(CallRoll(scene.lesson))
    return scene.dispatcher, MoveLesson(scene.lesson, TODAY, 7, "", Reason.ILLNESS)


@refused("9 moving a lesson to where it stands", Words(
    "The lesson stands there already. Choose another day or number.",
    "Урок там и стоит. Выберите другой день или номер.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    ((number,),) = scene.home.school.db.sql("SELECT number FROM lesson WHERE id=?", scene.tomorrow)
    return scene.dispatcher, MoveLesson(scene.tomorrow, date(2018, 1, 16), number, "", Reason.ILLNESS)


@refused("9 moving a lesson to a Sunday", Words(
    "The class has no lessons at 21.01.2018, number 1. Choose a school day and a lesson of the bells.",
    "У класса не бывает уроков 21.01.2018, номер 1. Выберите учебный день и номер урока по звонкам.",
))  # fmt: skip
def _(scene: Scene) -> Deed:
    return scene.dispatcher, MoveLesson(scene.tomorrow, date(2018, 1, 21), 1, "", Reason.ILLNESS)


@pytest.mark.parametrize("name", REFUSALS)
def test_it_is_refused_in_the_words_of_both_languages_and_nothing_changes(home: Home, name: str) -> None:
    deed, words = REFUSALS[name]
    scene = Scene(home)
    session, change = deed(scene)
    before = home.school.db.sql("SELECT COUNT(*) FROM trace")
    said = []
    for language in ("en", "ru"):
        speak(language)
        with pytest.raises(Refusal) as refusal:
            session.do(change)
        said.append(f"{refusal.value.title} {refusal.value.advice}".strip())
    speak("en")
    ((surname, given, patronymic),) = home.school.db.sql(
        "SELECT surname, given, patronymic FROM staff WHERE id=?", scene.staff
    )
    who = f"{surname} {given[0]}. {patronymic[0]}."
    assert said == [words.english.format(who=who), words.russian.format(who=who)]
    assert home.school.db.sql("SELECT COUNT(*) FROM trace") == before
