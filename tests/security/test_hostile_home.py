"""Hostile text in every place of a journal, seen by its people at the real program in a real terminal.

It comes in by workbook and by what people write, and it stands in the tables as a copied or damaged file might hold
it: raw. Whatever the way, the screens show it as text, and the terminal gets nothing of it but letters.
"""

from pathlib import Path

import pytest

from ejournal_tui.services.operations.home import open_home
from ejournal_tui.storage.log.audit import Ledger
from tests.security.test_escapes import stray
from tests.terminal import Terminal

pytestmark = pytest.mark.sqlite
"""What is shown does not depend on the engine."""

MORNING = {"EJOURNAL_NOW": "2018-01-15T10:14"}
HOSTILE = (
    "[@click=app.exit]", "[/]", "[b]", "a[/", "[$error]", "[link=http://x]",
    "\x1b]52;c;eA==\x1b\\", "\x1b[2J\x1b[31337;1r",
    "\x9b2J\x9d0;t\x9c", "\x1b]0;t\x07\x1b[5i", "\u202e\u2066\u200b\u200f", "\x07\x08\x0b\x7f\r", "\u2028\u2029\ufeff",
    "\U000e0041\U000e007f", "З̵̡̢̛" + "\u0301" * 40, "{0}{x}%s%n", "Ж" * 3000,
)  # fmt: skip
TEXTS = {
    "staff": ("surname", "given", "patronymic", "post", "room"), "pupil": ("surname", "given", "patronymic", "phone"),
    "guardian": ("surname", "given", "patronymic", "phone", "email"), "guardianship": ("relation",),
    "subject": ("name", "short"), "study_group": ("name",), "lesson": ("topic", "room"), "homework": ("text",),
    "personal_homework": ("text",), "conduct_note": ("text",), "mark": ("comment",),
    "plan_entry": ("topic", "homework"),
    "work_kind": ("name", "short"), "lesson_kind": ("name",), "slot": ("room",), "calendar_day": ("title",),
    "topic_phrase": ("text",), "absence_notice": ("word",), "substitution": ("order_number",),
}  # fmt: skip
"""Where the journal keeps what people have written."""
KINDS = [(table, column) for table, columns in TEXTS.items() for column in columns]


def sign(kind: int) -> str:
    """What tells on a screen which column a text comes from."""
    return f"Щ{kind:02d}"


@pytest.fixture
def hostile(home_folder: Path) -> Path:
    """The demo class, every text of which is hostile."""
    home = open_home(home_folder, "en")

    def deed(ledger: Ledger) -> None:
        for kind, (table, column) in enumerate(KINDS):
            for place, text in enumerate(HOSTILE):
                home.school.db.sql(
                    f"UPDATE {table} SET {column}=? || id, version=version+1 WHERE id % {len(HOSTILE)}={place}",
                    f"{sign(kind)}{text}",
                )
        ledger.seal("World", "done", {})

    home.school.write(0, "test", deed)
    home.close()
    return home_folder


def quiet(window: Terminal) -> None:
    """Look on until the program has nothing more to say."""
    while window.read(0.15):
        pass


@pytest.mark.parametrize(("person", "sections", "kinds"), [("2", "абвгдежзи", 39), ("8", "12", 12)])
def test_a_journal_full_of_hostile_text_is_read_like_any_other(
    hostile: Path, person: str, sections: str, kinds: int
) -> None:
    sinks: set[tuple[str, str]] = set()
    with Terminal(["--home", str(hostile)], MORNING, lines=36) as window:

        def look(place: str) -> None:
            quiet(window)
            assert window.process.poll() is None, window.text
            sinks.update((place, sign(kind)) for kind in range(len(KINDS)) if sign(kind) in window.text)

        window.sees("F10")
        look("sign-in")
        window.press(person)
        look("first screen")
        for section in sections:
            window.press("f10")
            look("menu")
            window.press(section)
            look(section)
            window.press("enter")
            look(f"{section}, entered")
            for y, line in enumerate(window.lines, 1):
                if "@click" in line:
                    x = line.index("@click") + 1
                    window.press(f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m")
            window.press("escape", "escape")
            look("beneath")
    assert stray(bytes(window.sent)) == []
    assert len(sinks) >= kinds, sorted(sinks)
