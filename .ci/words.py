"""The catalogues of words: what the code says, what the translators answered, what is compiled.

    python .ci/words.py extract                 print what has no Russian yet, as a fragment to fill in
    python .ci/words.py merge FRAGMENT.po ...   take translations in, drop what is no longer said, compile
    python .ci/words.py compile                 compile the catalogues as they stand
    python .ci/words.py check                   exit 1 and name every fault
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "ejournal_tui"
LOCALE = ROOT / "data" / "locale"
LANGUAGES = ("ru", "en")
PLURALS = {
    "ru": (3, "(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2)"),
    "en": (2, "(n != 1)"),
}
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
_HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals={forms}; plural={rule};\\n"

"""
_FIELD = re.compile(r"{(\w*)[^{}]*}")

Key = str | tuple[str, ...]


def catalogue_path(language: str, suffix: str = "po") -> Path:
    """Where the catalogue of a language is kept."""
    return LOCALE / language / "LC_MESSAGES" / f"ejournal.{suffix}"


def said() -> dict[Key, tuple[str, ...]]:
    """Every message of the code with the modules that say it."""
    found: dict[Key, set[str]] = {}
    for name, _line, message, _comments, _context in extract_from_dir(
        CODE, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    ):
        key: Key = message if isinstance(message, str) else tuple(message)
        found.setdefault(key, set()).add(f"ejournal_tui/{Path(name).as_posix()}")
    return {key: tuple(sorted(found[key])) for key in sorted(found, key=_plain)}


def _plain(key: Key) -> str:
    return key if isinstance(key, str) else key[0]


def read(path: Path, language: str = "ru") -> Catalog:
    """A catalogue or a fragment of one; an absent file is an empty one."""
    if not path.exists():
        return Catalog(locale=language)
    text = path.read_text(encoding="utf8")
    if not re.search(r'^msgid ""\nmsgstr ""\n"', text, re.MULTILINE):
        text = _header(language) + text
    return read_po(BytesIO(text.encode()), locale=language, abort_invalid=True)


def answers(catalogue: Catalog) -> dict[Key, Message]:
    """The translated messages by what the code says."""
    return {m.id: m for m in catalogue if m.id and _filled(m)}


def _filled(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else message.string
    return bool(strings) and all(strings)


def merge(fragments: list[Path]) -> list[str]:
    """Put the fragments into the Russian catalogue, rewrite both, compile; answers what still is wanting."""
    known = answers(read(catalogue_path("ru")))
    quarrels = []
    taken: dict[Key, Path] = {}
    for fragment in fragments:
        for key, message in answers(read(fragment)).items():
            if key in taken and known[key].string != message.string:
                here = f"{message.string!r} of {fragment.name}"
                quarrels.append(f"{_plain(key)!r}: {known[key].string!r} of {taken[key].name}, {here}")
            known[key], taken[key] = message, fragment
    messages = said()
    russian = {key: known[key].string for key in messages if key in known}
    _write("ru", messages, russian)
    _write("en", messages, {key: key for key in messages})
    compile_all()
    return quarrels


def _header(language: str) -> str:
    # Without dates and versions, so that the same words make the same file.
    forms, rule = PLURALS[language]
    return _HEADER.format(language=language, forms=forms, rule=rule)


Strings = dict[Key, str | tuple[str, ...]]


def _write(language: str, messages: dict[Key, tuple[str, ...]], strings: Strings) -> None:
    made = Catalog(locale=language)
    for key, places in messages.items():
        made.add(key, strings.get(key, ""), locations=[(place, 0) for place in places])
    body = BytesIO()
    write_po(body, made, width=0, include_lineno=False, omit_header=True)
    catalogue_path(language).parent.mkdir(parents=True, exist_ok=True)
    catalogue_path(language).write_text(_header(language) + body.getvalue().decode(), encoding="utf8")


def compiled(language: str) -> bytes:
    """What the committed catalogue compiles to."""
    made = BytesIO()
    write_mo(made, read(catalogue_path(language), language))
    return made.getvalue()


def _strings(mo: bytes) -> list[tuple[object, object]]:
    # Babel's version stands in the header and is nobody's fault.
    return [(m.id, m.string) for m in read_mo(BytesIO(mo)) if m.id]


def compile_all() -> None:
    """Compile both catalogues."""
    for language in LANGUAGES:
        catalogue_path(language, "mo").write_bytes(compiled(language))


def faults(language: str) -> Iterator[str]:
    """Everything wrong with a catalogue, one sentence each."""
    catalogue = read(catalogue_path(language), language)
    known, messages = answers(catalogue), said()
    for key, places in messages.items():
        if key not in known:
            yield f"{language}: {_plain(key)!r} is not translated ({places[0]})"
        elif known[key].fuzzy:
            yield f"{language}: {_plain(key)!r} is fuzzy"
        else:
            yield from _field_faults(language, key, known[key])
    for message in catalogue:
        if message.id and message.id not in messages:
            yield f"{language}: {_plain(message.id)!r} is no longer said"
    mo = catalogue_path(language, "mo")
    if not mo.exists() or _strings(mo.read_bytes()) != _strings(compiled(language)):
        yield f"{language}: the compiled catalogue is stale, run .ci/words.py compile"


def _field_faults(language: str, key: Key, message: Message) -> Iterator[str]:
    wanted = fields(key if isinstance(key, str) else key[1])
    strings = (message.string,) if isinstance(message.string, str) else message.string
    if isinstance(key, tuple) and len(strings) != PLURALS[language][0]:
        yield f"{language}: {key[0]!r} has {len(strings)} forms"
    for number, string in enumerate(strings):
        # The English singular may say "one" in words.
        if fields(string) != wanted and not (language == "en" and isinstance(key, tuple) and number == 0):
            yield f"{language}: {_plain(key)!r} has other fields in {string!r}"


def unheard() -> Iterator[str]:
    """Words said inside an f-string: before Python 3.12 the extraction passes them over."""
    for path in sorted(CODE.rglob("*.py")):
        for outer in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            for call in ast.walk(outer) if isinstance(outer, ast.JoinedStr) else ():
                literal = isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)
                if literal and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
                    yield f"{path.relative_to(ROOT)}:{call.lineno}: {call.args[0].value!r} is said inside an f-string"


def fields(text: str) -> set[str]:
    """The names that are filled in."""
    return set(_FIELD.findall(text))


def extract() -> str:
    """What has no Russian yet, as a fragment."""
    known = answers(read(catalogue_path("ru")))
    blocks = []
    for key, places in said().items():
        if key in known:
            continue
        where = "#: " + " ".join(places)
        if isinstance(key, str):
            blocks.append(f'{where}\nmsgid {_quoted(key)}\nmsgstr ""\n')
        else:
            forms = "\n".join(f'msgstr[{n}] ""' for n in range(3))
            blocks.append(f"{where}\nmsgid {_quoted(key[0])}\nmsgid_plural {_quoted(key[1])}\n{forms}\n")
    return "\n".join(blocks)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def main(arguments: list[str]) -> int:
    """Run one of the four."""
    match arguments:
        case ["extract"]:
            sys.stdout.write(extract())
        case ["merge", *fragments]:
            for quarrel in merge([Path(name) for name in fragments]):
                sys.stderr.write(f"two translations: {quarrel}\n")
        case ["compile"]:
            compile_all()
        case ["check"]:
            pass
        case _:
            sys.stderr.write(__doc__ or "")
            return 2
    if arguments == ["extract"]:
        return 0
    wrong = [*unheard(), *(fault for language in LANGUAGES for fault in faults(language))]
    sys.stdout.write(("\n".join(wrong) or f"{len(said())} messages, all translated") + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
