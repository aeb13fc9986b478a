"""What a terminal program offers a person who wants out of it, tried at the real program in a real terminal.

Each test names its row of the security design (E1-E27). The process is `python -m ejournal_tui` under the user who
runs the tests, the bytes are those of its pseudo-terminal.
"""

import ast
import fcntl
import os
import re
import struct
import sys
import termios
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import textual
import textual.app
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from ejournal_tui.services.operations.home import open_home
from ejournal_tui.storage.log.audit import Ledger
from ejournal_tui.ui.safe import SafeApp
from tests.terminal import ROOT, Terminal

pytestmark = pytest.mark.sqlite
"""Nothing here depends on the engine."""

MORNING = {"EJOURNAL_NOW": "2018-01-15T10:14"}
SENT = re.compile(
    rb"\x1b\[[0-9;:]*m|\x1b\[[0-9;]*[HABCDJKG]|\x1b\[\?(?:25|1000|1006|1049|2004|2026|1003|1015|7|1)[hl]|\x1b[()][0B]"
    rb"|\x1b\[[0-9]* q|\x1b[=>78M]|[\r\n\x07\x0e\x0f]"
)
"""All that the program has to say to a terminal beside text: colours, places, modes, the bell."""
UNSEEN = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
MODULES = sorted((ROOT / "ejournal_tui").rglob("*.py"))
LIVE = "[@click=app.pop_screen]тут[/]"


def stray(sent: bytes) -> list[str]:
    """What stands among the bytes and is neither text nor a command of the program's own."""
    return UNSEEN.findall(SENT.sub(b"", sent).decode("utf8"))


@pytest.fixture
def folder(home_folder: Path) -> Path:
    """A home that lets nobody in by a key."""
    home = open_home(home_folder, "en")

    def deed(ledger: Ledger) -> None:
        ((key,),) = home.school.db.sql("SELECT id FROM setting WHERE name='purpose'")
        ledger.update("setting", key, value="real")
        ledger.seal("World", "done", {})

    home.school.write(0, "test", deed)
    home.close()
    return home_folder


def window(folder: Path, environment: Mapping[str, str] = {}, code: str = "") -> Terminal:
    """The program, or a piece of Python that ends in it."""
    launcher = [sys.executable, "-c", f"import sys; sys.argv = sys.argv[3:]\n{code}\nfrom ejournal_tui.__main__ import "
                "main; sys.exit(main())"] if code else []  # fmt: skip
    return Terminal(["--home", str(folder)], {**MORNING, **environment}, launcher=launcher)


def test_e2_e3_e7_e9_the_sign_in_answers_no_hostile_login_paste_or_signal_key(folder: Path) -> None:
    with window(folder) as screen:
        screen.sees("Логин")
        screen.press("\x1b[200~\x9b2J\u202e\x01\x7fwho\x1b]52;c;eA==\x07\x1b[201~", "enter")
        screen.press(LIVE, "enter")
        screen.press("\x10", "\x11", "\x1c", "\x1a", "\x03", "\x1d")
        screen.press("\x1b[<0;10;10M\x1b[<0;10;10m")
        screen.press("f1", "escape")
        screen.listens()
        assert screen.process.poll() is None
        assert "Логин" in screen.text
        assert "Сегодня" not in screen.text
        screen.press("f10")
        assert screen.ends() == 0
    assert stray(bytes(screen.sent)) == []


def test_e8_e21_no_palette_no_picture_and_a_password_never_in_the_clipboard(folder: Path, tmp_path: Path) -> None:
    places = {"HOME": str(tmp_path), "XDG_DOWNLOAD_DIR": str(tmp_path)}
    with window(folder, places) as screen:
        screen.sees("Логин")
        screen.press("tab", "семьрек", "\x1b[1;2H", "\x03", "\x18", "\x10", "\x1b[Z", "\x16")
        screen.listens()
        screen.press("f10")
        assert screen.ends() == 0
    assert "семьрек".encode() not in screen.sent
    assert b"\x1b]52" not in screen.sent
    assert list(tmp_path.rglob("*.svg")) == []


@pytest.mark.parametrize("light", ["0", "1"])
def test_e10_to_e15_what_the_environment_says_to_textual_is_not_heard(folder: Path, tmp_path: Path, light: str) -> None:
    tmp_path = tmp_path / "outside"
    tmp_path.mkdir()
    (tmp_path / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", encoding="utf8")
    hostile = {
        "TEXTUAL_ALLOW_SIGNALS": "1", "TEXTUAL_LOG": str(tmp_path / "keys.log"), "TEXTUAL_DRIVER": "evil:Driver",
        "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_SCREENSHOT_LOCATION": str(tmp_path), "TEXTUAL": "debug,devtools",
        "TEXTUAL_SCREENSHOT_FILENAME": "picture.svg", "TEXTUAL_PRESS": "1", "TEXTUAL_COLOR_SYSTEM": "zzz",
        "COLUMNS": "99999", "LINES": "99999", "PYTHONPATH": str(tmp_path), "EJOURNAL_LIGHT": light,
    }  # fmt: skip
    with window(folder, hostile) as screen:
        screen.sees("Логин")
        screen.press("tab", "тайна", "\x1a", "\x1c", "\x03")
        screen.listens()
        screen.press("f10")
        assert screen.ends() == 0
    assert [found.name for found in tmp_path.iterdir()] == ["evil.py"]


@pytest.mark.parametrize("place", ["on_mount", "a thread"])
def test_e20_a_crash_shows_a_number_and_nothing_that_was_typed_or_read(folder: Path, place: str) -> None:
    failing = "        raise ValueError(secret)\n" if place == "on_mount" else (
        "        def fail(): raise ValueError(secret)\n"
        "        self.run_worker(fail, thread=True)\n"
    )  # fmt: skip
    code = (
        "from ejournal_tui.app import JournalApp\n"
        "class Failing(JournalApp):\n"
        "    async def sign_in(self, login, password, by_code):\n"
        "        secret = 'Абрамов Артём 01.02.2005 ' + password\n" + failing
        + "import ejournal_tui.app\nejournal_tui.app.JournalApp = Failing"
    )
    with window(folder, code=code) as screen:
        screen.sees("Логин")
        screen.press("кто-то", "tab", "очень тайное", "enter")
        assert screen.ends() == 1
        while screen.read(0.2):
            pass
    shown = screen.sent.decode()
    assert "номер" in shown
    for secret in ("Абрамов", "01.02.2005", "очень тайное", "Traceback", "ValueError"):
        assert secret not in shown
    log = (folder / "log" / "incidents.log").read_text(encoding="utf8")
    assert "ValueError" in log
    assert "Абрамов" not in log
    assert "тайное" not in log


def test_e23_e24_a_giant_window_and_a_giant_paste_cost_little_and_are_told(folder: Path) -> None:
    with window(folder) as screen:
        screen.sees("Логин")
        fcntl.ioctl(screen._master, termios.TIOCSWINSZ, struct.pack("HHHH", 3000, 3000, 0, 0))
        fcntl.ioctl(screen._master, termios.TIOCSWINSZ, struct.pack("HHHH", 1000, 65535, 0, 0))
        screen.until(lambda: "500 x 200" in screen.sent.decode("utf8", "replace"), "nothing said of the window")
        before = len(screen.sent)
        os.set_blocking(screen._master, False)
        left = b"\x1b[200~" + b"a" * 2_000_000 + b"\x1b[201~"
        while left:
            try:
                left = left[os.write(screen._master, left[:65536]):]
            except BlockingIOError:
                screen.read(0.05)
        screen.until(
            lambda: "Вставленное слишком длинно" in screen.sent[before:].decode("utf8", "replace"),
            "nothing said of the paste",
        )
        screen.listens()
        peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{screen.process.pid}/status").read_text(encoding="ascii"))
        assert peak
        assert int(peak[1]) < 250_000
        assert len(screen.sent) - before < 2_000_000
        screen.press("f10")
        assert screen.ends() == 0


def test_e25_a_line_that_hangs_up_ends_the_program(folder: Path) -> None:
    with window(folder) as screen:
        screen.sees("Логин")
        os.close(screen._master)
        assert screen.process.wait(60) != 0
        screen._master = os.open(os.devnull, os.O_RDONLY)


def test_e27_who_leaves_leaves_no_name_on_the_screen(home_folder: Path) -> None:
    with window(home_folder) as screen:
        screen.sees("Логин")
        screen.press("1")
        screen.sees("Сегодня")
        screen.press("enter")
        screen.sees("Ермаков")
        screen.press("f10", "f12")
        screen.until(lambda: "Ермаков" not in screen.text and "Перекличка" not in screen.text, "still shown")
        before = len(screen.sent)
        screen.press("\x10", "н", "f2", "escape", "ctrl+z")
        screen.listens()
        assert "Ермаков".encode() not in screen.sent[before:]


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


SHOWING = {"Static", "Label", "Button", "Link", "Checkbox", "RadioButton", "Collapsible", "Markdown", "Digits"}


def test_e1_e4_e5_no_screen_gives_a_widget_a_text_that_could_be_markup() -> None:
    wrong = []
    for path in (path for path in MODULES if "ui" in path.relative_to(ROOT).parts or path.name == "app.py"):
        for name, call in _calls(ast.parse(path.read_text(encoding="utf8"))):
            first = call.args[0] if call.args else None
            if name in {"from_markup", "escape", "render_markup"} or any(
                word.arg == "markup" and getattr(word.value, "value", False) is True for word in call.keywords
            ):
                wrong.append(f"{path.name}:{call.lineno} {name}")
            if name in SHOWING and isinstance(first, ast.JoinedStr | ast.BinOp):
                wrong.append(f"{path.name}:{call.lineno} {name}")
    assert wrong == []


OUTSIDE = {"subprocess", "webbrowser", "pty", "textual.markup", "rich.markup"}
WIDGETS = {"DirectoryTree", "MarkdownViewer", "Markdown", "Link", "RichLog", "Log"}


def test_e26_the_screens_start_no_program_and_read_no_file_of_their_own() -> None:
    wrong = []
    for path in (path for path in MODULES if "ui" in path.relative_to(ROOT).parts or path.name == "app.py"):
        tree = ast.parse(path.read_text(encoding="utf8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names = {one.name for one in node.names}
            elif isinstance(node, ast.ImportFrom):
                names = {node.module or "", *(one.name for one in node.names)}
            else:
                continue
            wrong += [f"{path.name} {name}" for name in names & (OUTSIDE | WIDGETS)]
        wrong += [
            f"{path.name}:{call.lineno} {name}" for name, call in _calls(tree)
            if name in {"system", "popen", "execv", "spawnv", "eval", "exec", "open_url", "suspend"}
        ]  # fmt: skip
    assert wrong == []


def test_what_is_not_public_in_textual_is_still_there_and_still_ours() -> None:
    assert textual.__version__ == "8.2.8"
    for name in ("_broker_event", "_handle_exception", "_fatal_error", "check_action", "panic",
                 "copy_to_clipboard", "deliver_text", "deliver_binary", "deliver_screenshot", "save_screenshot",
                 "suspend", "open_url"):  # fmt: skip
        assert callable(getattr(App, name)), name
        assert getattr(SafeApp, name) is not getattr(App, name), name
    for name in ("_begin_batch", "_end_batch", "_close_messages_no_wait"):
        assert callable(getattr(App, name)), name
    for name in ("run_input_thread", "disable_input", "_enable_mouse_support", "_query_in_band_window_resize",
                 "_request_terminal_sync_mode_support", "_get_terminal_size"):  # fmt: skip
        assert callable(getattr(LinuxDriver, name)), name
    assert SafeApp.ENABLE_COMMAND_PALETTE is False
    assert "_exit_renderables" in Path(textual.app.__file__).read_text(encoding="utf8")
