"""Lists that find by typing, lines that draw only what differs, and fields."""

import pytest
from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from ejournal_tui.ui.commands import FILL, MENU, footer
from ejournal_tui.ui.dialogs.choose import Choose
from ejournal_tui.ui.safe import SafeApp
from ejournal_tui.ui.widgets.fields import PasswordInput, TextInput
from ejournal_tui.ui.widgets.lines import FooterLine, HeaderLine, StatusLine
from ejournal_tui.ui.widgets.pick_list import ListColumn, PickList

NAMES = [(str(i), name) for i, name in enumerate(
    ["Абрамов Артём", "Белова Мария", "Фёдорова Юлия", "Яковлев Иван", *[f"Ученик {n}" for n in range(40)]], 1
)]  # fmt: skip


class Picker(SafeApp):
    """A list and a note of what it says."""

    def __init__(self, rows: list[tuple[str, str]], digits: bool = False) -> None:
        super().__init__()
        self.rows, self.digits = rows, digits
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield PickList(
            [ListColumn("№", 3, right=True), ListColumn("Ученик", 0)],
            empty="Ещё никого нет: F5 импорт.",
            digits_choose=self.digits,
        )

    def on_mount(self) -> None:
        self.list.show(self.rows)
        self.list.focus()

    @property
    def list(self) -> PickList:
        return self.query_one(PickList)

    def on_pick_list_chosen(self, message: PickList.Chosen) -> None:
        self.said.append(message)


@pytest.mark.parametrize("typed", ["федо", "фёдо", "atlj"])
async def test_typing_finds_a_name_in_either_layout_and_enter_chooses_it(typed: str) -> None:
    app = Picker(NAMES)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*typed, "enter")
        assert [m.index for m in app.said if isinstance(m, PickList.Chosen)] == [2]


async def test_the_cursor_line_is_always_shown_and_marked() -> None:
    app = Picker(NAMES)
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("end", "up", "pageup", "home", "pagedown", "pagedown"):
            await pilot.press(key)
            marked = [line for line in app.list.shown if line.startswith(">")]
            assert len(marked) == 1
            assert NAMES[app.list.index][1] in marked[0]


async def test_an_empty_list_says_what_to_do_first() -> None:
    app = Picker([])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "down")
        assert "F5 импорт" in app.list.shown[1]
        assert app.said == []


async def test_a_digit_chooses_where_digits_choose() -> None:
    app = Picker(NAMES, digits=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        assert [m.index for m in app.said if isinstance(m, PickList.Chosen)] == [2]


class Fields(SafeApp):
    """A text field, a password field and the lines of a screen."""

    def __init__(self) -> None:
        super().__init__()
        self.layouts: list[str] = []

    def compose(self) -> ComposeResult:
        yield HeaderLine()
        yield TextInput(id="text")
        yield PasswordInput(id="password")
        yield StatusLine(2)
        yield FooterLine()

    def on_password_input_layout(self, message: PasswordInput.Layout) -> None:
        self.layouts.append(message.layout)


def picture(app: SafeApp) -> list[str]:
    """The text of every line of the screen."""
    return ["".join(s.text for s in strip) for strip in app.screen._compositor.render_strips()]


async def test_a_password_looks_the_same_at_every_length_and_cannot_be_copied() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#password").focus()
        pictures = set()
        for _ in range(40):
            await pilot.press("ы")
            pictures.add((picture(app)[2], app.cursor_position))
        assert len(pictures) == 1
        await pilot.press("home", "shift+end", "ctrl+c", "ctrl+x")
        assert app.clipboard == ""
        assert app.query_one("#password", PasswordInput).value == "ы" * 40


async def test_a_password_field_tells_the_layout_of_the_last_sign() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#password").focus()
        await pilot.press("q", "w", "7")
        assert app.layouts == ["ENG", "123"]


async def test_pasted_text_is_cleaned_and_a_huge_one_is_not_taken() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        field = app.query_one("#text", TextInput)
        field.focus()
        await pilot.pause()
        field.post_message(events.Paste("Ива\x9b2J\u202eнов\x01"))
        await pilot.pause()
        assert field.value == "Ива2Jнов"
        field.post_message(events.Paste("а" * 70_000))
        await pilot.pause()
        assert field.value == "Ива2Jнов"


async def test_a_long_paste_into_a_password_is_not_taken() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        field = app.query_one("#password", PasswordInput)
        field.focus()
        await pilot.pause()
        field.post_message(events.Paste("а" * 257))
        await pilot.pause()
        assert field.value == ""


async def test_the_lines_of_a_screen_fill_its_width() -> None:
    app = Fields()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(HeaderLine).say("Сегодня", "Аксёнова Н. П.  10:14")
        app.query_one(StatusLine).say("н — отсутствовал", "ДЗ: § 3")
        app.query_one(FooterLine).say(footer([FILL, MENU], lambda action: action != "fill"), "5 4 3 2 н о")
        await pilot.pause()
        shown = picture(app)
        assert shown[0].startswith("Сегодня")
        assert shown[0].endswith("10:14")
        assert shown[4].startswith("ДЗ: § 3")
        assert "(F5" in shown[5]
        assert "(F10" not in shown[5]


class Wide(SafeApp):
    """A list whose last column leaves room."""

    def compose(self) -> ComposeResult:
        columns = [ListColumn("класс", 5), ListColumn("предмет", 10), ListColumn("часы", 4, True), ListColumn("", 0)]
        yield PickList(columns)


@pytest.mark.parametrize(("width", "shown"), [(80, "Изобразительное искусство"), (40, "Изобразител…")])
async def test_words_are_cut_only_where_the_last_column_needs_the_room(width: int, shown: str) -> None:
    rows = [("7А", "Изобразительное искусство", "1", "Матвеева В. Г."), ("7А · 30 ч",)]
    async with Wide().run_test(size=(width, 10)) as pilot:
        found = pilot.app.query_one(PickList)
        found.show(rows)
        await pilot.pause()
        lines = found.shown
        assert shown in lines[1]
        assert "Матвеева В. Г." in lines[1]
        assert lines[1].index("Матвеева") == lines[0].index("часы") + 6


class Told(SafeApp):
    """Two lines for what is said."""

    def compose(self) -> ComposeResult:
        yield StatusLine(2)


async def test_a_long_refusal_goes_on_in_the_second_line() -> None:
    refusal = "Видны имя и класс; карточку читают классный руководитель и ответственный за данные параллели."
    async with Told().run_test(size=(80, 5)) as pilot:
        line = pilot.app.query_one(StatusLine)
        line.say(refusal)
        await pilot.pause()
        assert " ".join(text.strip() for text in line.shown) == refusal
        line.say("Коротко.", "Что делать.")
        await pilot.pause()
        assert [text.strip() for text in line.shown] == ["Коротко.", "Что делать."]
        line.say(refusal, "Что делать.")
        await pilot.pause()
        assert line.shown[1].strip().endswith("Что делать.")


class Besides(SafeApp):
    """A list with a column for wide terminals."""

    def compose(self) -> ComposeResult:
        signs = ListColumn("подписывает", 14, from_width=100)
        yield PickList([ListColumn("класс", 5), ListColumn("учителя", 0), signs])


@pytest.mark.parametrize(("width", "seen"), [(80, False), (120, True)])
async def test_a_wide_terminal_shows_what_is_good_to_know_besides(width: int, seen: bool) -> None:
    async with Besides().run_test(size=(width, 10)) as pilot:
        found = pilot.app.query_one(PickList)
        found.show([("7А", "Орехова К. О., Сидоров В. А.", "Сидоров В. А."), ("7А · 30 ч из 33",)])
        await pilot.pause()
        assert ("подписывает" in found.shown[0], found.shown[1].count("Сидоров") == 2) == (seen, seen)
        assert found.shown[2].strip() == "7А · 30 ч из 33"


@pytest.mark.parametrize(("lines", "told"), [(10, ""), (19, "↓ 2 more lines")])
async def test_a_choice_longer_than_the_screen_says_how_much_is_below(lines: int, told: str) -> None:
    app = Picker(NAMES)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Choose("What to do", [(f"line {n}",) for n in range(lines)]))
        await pilot.pause()
        below = app.screen.query("#below").results(Static)
        assert [str(one.content) for one in below] == ([told] if told else [])
        await pilot.press("end")
        assert not any(str(one.content) for one in app.screen.query("#below").results(Static))
