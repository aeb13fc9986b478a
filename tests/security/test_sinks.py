"""Hostile text in every widget that shows data: shown as it is, it does nothing and sends no control code."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Label, Static

from ejournal_tui.domain.text.cleaning import clean
from ejournal_tui.ui.commands import FooterItem
from ejournal_tui.ui.safe import Forbidden, SafeApp, T
from ejournal_tui.ui.widgets.fields import TextInput
from ejournal_tui.ui.widgets.lines import FooterLine, HeaderLine, StatusLine
from ejournal_tui.ui.widgets.pick_list import PickList

PAYLOADS = (
    "Иван [@click=app.pwn]ЖМИ[/] ов",
    "Иван [ @click=app.pwn()]ЖМИ[/ ] ов",
    "Иван [b]Ж[/b]",
    "Иванов[/b] И.",
    "Иванов[/]",
    "[5] [Б] [н/а] [1-5]",
    "Тема [ответы",
    "[link=http://x]т[/]",
    "a[/",
    "[$error][Red][50%]",
)
CODES = ("\x1b]52;c;eA==\x1b\\", "\x1b[2J", "\x9b2J", "\x07\x08\x0b\x0c\r",
         "\u202eслово", "\x1b]0;t\x07", "\x7f")  # fmt: skip


def _header(text: str) -> Widget:
    class Filled(HeaderLine):
        def on_mount(self) -> None:
            self.say(text, text)

    return Filled()


def _status(text: str) -> Widget:
    class Filled(StatusLine):
        def on_mount(self) -> None:
            self.say(text)

    return Filled()


def _footer(text: str) -> Widget:
    class Filled(FooterLine):
        def on_mount(self) -> None:
            self.say([FooterItem("F5", text)])

    return Filled()


def _list(text: str) -> Widget:
    class Filled(PickList):
        def on_mount(self) -> None:
            self.show([[text]])

    return Filled()


def _border(text: str) -> Widget:
    widget = Static(T("x"))
    widget.styles.border = ("solid", "ansi_default")
    widget.styles.height = 3
    widget.border_title = T(text)
    return widget


def _toast(text: str) -> Widget:
    class Filled(Static):
        def on_mount(self) -> None:
            self.app.notify(text, title="т", timeout=60)

    return Filled()


SINKS: dict[str, Callable[[str], Widget]] = {
    "static": lambda text: Static(T(text)),
    "label": lambda text: Label(T(text)),
    "input": TextInput,
    "placeholder": lambda text: TextInput(placeholder=clean(text)),
    "border title": _border,
    "notification": _toast,
    "header": _header,
    "status": _status,
    "footer": _footer,
    "list": _list,
}


class Victim(SafeApp):
    """Shows one widget and counts what was done to it."""

    def __init__(self, widget: Callable[[], Widget]) -> None:
        super().__init__()
        self.widget = widget
        self.pwned = 0

    def compose(self) -> ComposeResult:
        yield self.widget()

    def action_pwn(self) -> None:
        self.pwned += 1


async def shown(sink: str, text: str) -> tuple[str, int]:
    """What stands on the screen, and how often the hidden action ran after a click on every line."""
    app = Victim(lambda: SINKS[sink](text))
    async with app.run_test(size=(100, 24), notifications=True) as pilot:
        await pilot.pause()
        await pilot.pause()
        rows = ["".join(s.text for s in strip) for strip in app.screen._compositor.render_strips()]
        for y, row in enumerate(rows):
            if "ЖМИ" in row:
                await pilot.click(offset=(row.index("ЖМИ") + 1, y))
        return "\n".join(rows), app.pwned


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("sink", SINKS)
async def test_markup_in_data_is_shown_and_does_nothing(sink: str, payload: str) -> None:
    text, pwned = await shown(sink, payload)
    seen = "".join(text.split())
    assert "".join(payload.split()) in seen
    assert pwned == 0


@pytest.mark.parametrize("sink", SINKS)
async def test_no_control_code_in_data_reaches_the_terminal(sink: str) -> None:
    text, _ = await shown(sink, "Ив".join(CODES))
    assert not [c for c in text if c != "\n" and not c.isprintable()]


async def test_every_line_of_the_defence_holds_by_itself() -> None:
    class Careless(Victim):
        ALLOWED_ACTIONS = Victim.ALLOWED_ACTIONS | {"pwn"}

    app = Careless(lambda: Static(Content.from_markup("[@click=app.pwn]ЖМИ[/]")))
    async with app.run_test() as pilot:
        await pilot.click(offset=(1, 0))
        assert app.pwned == 0
        assert await app.run_action("app.pwn")
        assert app._driver is not None
        sent: list[str] = []
        app._driver.write = sent.append  # type: ignore[method-assign]  # the eye of this test
        app.copy_to_clipboard("тайна")
        assert sent == []
    raw = "Ив".join(CODES)
    piled = raw + "З" + "\u0301" * 9
    assert T(piled).plain == clean(piled) != Content(piled).plain
    for given_raw in (Content(raw), Text(raw)):
        bare = Victim(lambda shown=given_raw: Static(shown))
        async with bare.run_test() as pilot:
            await pilot.pause()
            rows = ["".join(s.text for s in strip) for strip in bare.screen._compositor.render_strips()]
        assert not [c for row in rows for c in row if not c.isprintable()]


@given(st.text())
def test_cleaned_text_has_no_control_codes_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert all(sign.isprintable() or sign in "\t\n" or sign.isspace() for sign in cleaned)
    assert clean(cleaned) == cleaned


async def test_only_listed_actions_run_and_nothing_leaves_the_program() -> None:
    app = Victim(lambda: Static(T("x")))
    async with app.run_test() as pilot:
        for action in ("app.pwn", "app.screenshot", "app.toggle_dark", "app.simulate_key('q')", "app.quit"):
            assert not await app.run_action(action)
        await pilot.press("ctrl+p", "ctrl+q", "ctrl+c")
        assert app.pwned == 0
        assert app.is_running
        app.copy_to_clipboard("5")
        for forbidden in (app.deliver_text, app.deliver_binary, app.save_screenshot, app.suspend):
            with pytest.raises(Forbidden):
                forbidden()


async def test_a_crash_shows_a_number_and_no_values(capsys: pytest.CaptureFixture[str]) -> None:
    incidents: list[tuple[str, str]] = []

    class Crashing(Victim):
        def on_mount(self) -> None:
            secret = "Абрамов Артём 01.02.2005"
            raise ValueError(secret)

    app = Crashing(lambda: Static(T("x")))
    app.sink = lambda number, frames: incidents.append((number, frames))
    with pytest.raises(ValueError, match="Абрамов"):
        async with app.run_test():
            pass
    printed = "".join(capsys.readouterr())
    assert incidents[0][0] in printed
    assert "ValueError" in incidents[0][1]
    assert "Абрамов" not in printed + incidents[0][1]
