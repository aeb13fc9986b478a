"""Everything the program says is said in both languages, and its code is written in one."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from ejournal_tui.i18n import LANGUAGES, catalogue

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "ejournal_tui"

CYRILLIC_ALLOWED = (
    "domain/attendance/attendance.py",  # the letters of the journal
    "domain/journal/marks.py",
    "domain/text/layout.py",  # the keys of the Russian layout
    "domain/text/search.py",  # е is found for ё
    "domain/accounts/logins.py",  # logins in Latin letters
    "ui/keyboard.py",
)
WORKBOOKS = "exchange/"
"""Reads Russian workbooks, and quotes to their reader what a column must say."""
SAID = ("_", "N_", "ngettext")
LETTERS = frozenset("нобпдз" "ктяхъж" "МЖЗ")
"""Of marks and results, of keys, of the column of sexes: named to the reader as they are typed."""
_RUSSIAN = re.compile("[а-яёА-ЯЁ]+")
_CLASS_NAME = re.compile("\\b(?:1[01]|[1-9])[А-Я]\\b")


def _words() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words", ROOT / ".ci" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_with_its_fields_and_the_compiled_words_are_fresh(language: str) -> None:
    assert list(_words().faults(language)) == []


def test_no_words_are_said_where_the_extraction_does_not_hear_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = _words()
    assert list(words.unheard()) == []
    monkeypatch.setattr(words, "CODE", tmp_path)
    monkeypatch.setattr(words, "ROOT", tmp_path)
    (tmp_path / "screen.py").write_text('said = f"{_(\'all here\')}, {_(title)}"\n', encoding="utf8")
    assert list(words.unheard()) == ["screen.py:1: 'all here' is said inside an f-string"]


def test_a_lost_translation_and_a_lost_field_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = _words()
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    monkeypatch.setattr(words, "said", lambda: dict.fromkeys(("{count} left", "gone", "stay"), ("a.py",)))
    fragment = tmp_path / "fragment.po"
    left, stay = 'msgid "{count} left"\nmsgstr "осталось {number}"\n', 'msgid "stay"\nmsgstr "здесь"\n'
    fragment.write_text(f"{left}\n{stay}", encoding="utf8")
    words.merge([fragment])
    lost_field, lost_words = words.faults("ru")
    assert "'{count} left' has other fields" in lost_field
    assert "'gone' is not translated (a.py)" in lost_words
    assert list(words.faults("en")) == []


def test_the_words_of_the_program_are_read_from_the_shipped_catalogue() -> None:
    assert catalogue("ru").gettext("was ill") == "болел(а)"
    assert catalogue("en").gettext("was ill") == "was ill"


def test_russian_counts_in_three_forms() -> None:
    def wait(count: int) -> str:
        message = ("Too many attempts. Wait {count} second.", "Too many attempts. Wait {count} seconds.")
        return catalogue("ru").ngettext(*message, count).format(count=count).rpartition(" ")[2]

    assert [wait(count) for count in (1, 2, 5, 11, 21, 22)] == [
        "секунду.", "секунды.", "секунд.", "секунд.", "секунду.", "секунды.",
    ]  # fmt: skip


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(CODE.rglob("*.py")):
        yield path.relative_to(CODE).as_posix(), ast.parse(path.read_text(encoding="utf8"))


def _said(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAID:
            yield from node.args[: 2 if node.func.id == "ngettext" else 1]


def _docstrings(tree: ast.Module) -> set[ast.expr]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _keys(tree: ast.Module) -> Iterator[ast.expr]:
    """The keys of commands, named by what stands on them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Command":
            yield from (key for arg in node.args if isinstance(arg, ast.Tuple) for key in arg.elts)


def _russian_beyond_letters(text: str) -> list[str]:
    found: list[str] = _RUSSIAN.findall(_CLASS_NAME.sub("", text))
    return [word for word in found if word not in LETTERS]


def test_no_russian_stands_in_the_code_but_letters_of_marks_keys_and_workbooks() -> None:
    found = []
    for name, tree in _modules():
        if name.startswith(WORKBOOKS):
            continue
        silent, said = _docstrings(tree) | set(_keys(tree)), set(_said(tree))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in silent:
                continue
            if name in CYRILLIC_ALLOWED and node not in said:
                continue
            if words := _russian_beyond_letters(node.value):
                found.append(f"{name}:{node.lineno} {words}")
    assert found == []


def test_what_is_said_is_never_put_together_before_it_is_translated() -> None:
    def put_together(message: ast.expr) -> bool:
        if isinstance(message, ast.Call) and isinstance(message.func, ast.Attribute):
            return message.func.attr in ("format", "join", "replace")
        return isinstance(message, ast.JoinedStr | ast.BinOp | ast.IfExp)

    found = [
        f"{name}:{message.lineno}"
        for name, tree in _modules()
        for message in _said(tree)
        if put_together(message)
    ]
    assert found == []
