"""Every command with its options; the work of each group is a module of its own, imported when it is asked for."""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path

from ..domain.errors import Refusal
from ..i18n import DEFAULT, LANGUAGES, _, speak
from ..machine import configured_database, ready_driver
from ..paths import default_home
from .output import DONE, INTERRUPTED, Misused, Output, crash_hook, note, refused
from .parsing import Parser

_KINDS = ("staff", "pupils", "groups", "timetable", "marks")
"""What workbooks of the whole school are about."""
MOST = 1000
"""The largest number that an option takes."""


def _common() -> Parser:
    common = Parser(add_help=False)
    common.add_argument("--home", type=Path, default=argparse.SUPPRESS, help=_("the folder of the journal"))
    common.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=_("the language of the answer"))
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("answer one JSON object"))
    return common


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    common = _common()
    top = Parser(prog="ejournal", parents=[common], description=_("The class journal of a school in a terminal."))
    top.add_example("ejournal demo")
    top.set_defaults(module="opening", action="open_program")
    commands = top.add_subparsers(metavar=_("COMMAND"))

    def command(name: str, module: str, action: str, help_text: str, example: str) -> Parser:
        made = commands.add_parser(name, parents=[common], help=help_text, description=help_text)
        made.add_example(f"ejournal {example}")
        made.set_defaults(module=module, action=action)
        return made

    _school_commands(command)
    _exchange_commands(command)
    _people_commands(command)
    _care_commands(command)
    return top


def _school_commands(command) -> None:  # type: ignore[no-untyped-def]  # argparse's own factory
    init = command(
        "init", "school", "init", _("make the journal of a new school"),
        'init --name "School No. 0" --year 2017/2018 --yes',
    )  # fmt: skip
    init.add_argument("--name", default="", help=_("the name of the school"))
    init.add_argument("--year", default="", help=_("the study year"))
    init.add_argument("--zone", default="", help=_("the time zone"))
    init.add_argument("--schemes", default="", help=_("periods by grade, like 1-9=trimester,10-11=half_year"))
    init.add_argument("--database", default="", help=_("a PostgreSQL address; without it the home holds the data"))
    init.add_argument("--yes", action="store_true", help=_("ask nothing, take the defaults"))
    init.add_argument("--dry-run", action="store_true", help=_("tell what would be made, make nothing"))

    demo = command("demo", "demo", "demo", _("make a demo school and open it"), "demo --date 2018-01-15")
    demo.add_argument("--date", default="2018-01-15", help=_("the day on which the demo begins"))
    demo.add_argument("--size", choices=("school", "class"), default="school", help=_("all 31 classes or one"))
    demo.add_argument("--no-open", action="store_true", help=_("make it only"))
    demo.add_argument("--dry-run", action="store_true", help=_("tell what would be made, make nothing"))


def _exchange_commands(command) -> None:  # type: ignore[no-untyped-def]
    take = command("import", "importing", "import_file", _("take a workbook in"), "import staff school-staff.xlsx")
    take.add_argument("kind", choices=(*_KINDS, "plan"))
    take.add_argument(
        "file", type=Path, nargs="+", help=_("the workbook: .xlsx, .xls, .ods, or a .csv for each of its sheets")
    )
    take.add_argument(
        "--course", action="append", default=[],
        help=_("whose lesson plan it is, like “7A Russian”; may be repeated"),
    )
    take.add_argument(
        "--from", dest="starts", default="",
        help=_("a timetable: the day from which it holds, beside those that stand"),
    )
    take.add_argument(
        "--dismiss", default="", metavar=_("ORDER"),
        help=_("let the pupils whom the list strikes out leave by this order, on the day told there"),
    )
    take.add_argument(
        "--accept", action="append", default=[],
        help=_("accept what is proposed of a kind, like dates, letters or phones; may be repeated"),
    )
    take.add_argument("--effective", default="", help=_("the day from which new pupils are in their class"))
    take.add_argument("--marked", type=Path, help=_("where to put the workbook with its faulty cells marked, an .xlsx"))
    take.add_argument("--dry-run", action="store_true", help=_("tell what would change, change nothing"))

    give = command(
        "export", "exporting", "export", _("make a workbook of the journal, as the import reads it"),
        "export pupils --class 7A --out pupils.xlsx",
    )  # fmt: skip
    give.add_argument("kind", choices=(*_KINDS, "plan"))
    give.add_argument("--class", dest="school_class", default="", help=_("one class, of pupils, groups or marks"))
    give.add_argument(
        "--course", default="", help=_("whose lesson plan it is, like “7A Russian”")
    )
    give.add_argument(
        "--from", dest="starts", default="",
        help=_("a timetable: the one that holds from this day; without it the last one"),
    )
    give.add_argument("--out", type=Path, required=True, help=_("the file to make"))

    empty = command(
        "template", "exporting", "template", _("make an empty workbook to fill in"),
        "template pupils --out pupils.xlsx",
    )  # fmt: skip
    empty.add_argument("kind", choices=(*_KINDS, "plan"))
    empty.add_argument("--out", type=Path, required=True, help=_("the file to make"))



def _people_commands(command) -> None:  # type: ignore[no-untyped-def]
    accounts = command("accounts", "accounts", "accounts", _("accounts and codes"), "accounts codes --class 7A")
    accounts.add_argument("what", choices=("list", "codes", "barred", "admit", "unlock"))
    accounts.add_argument("--terminal", default="", help=_("where the person stands who is let in"))
    accounts.add_argument("--reason", default="", help=_("why an account is unlocked"))
    accounts.add_argument("--class", dest="school_class", default="", help=_("the pupils and guardians of a class"))
    accounts.add_argument("--staff", action="store_true", help=_("the staff"))
    accounts.add_argument(
        "--person", action="append", default=[], help=_("only these logins, whatever they have")
    )
    accounts.add_argument(
        "--again", action="store_true", help=_("also those who have a password or a code, which this voids")
    )
    accounts.add_argument("--out", type=Path, help=_("slips to print, a PDF"))
    accounts.add_argument("--dry-run", action="store_true", help=_("tell who would get a code, issue none"))

    report = command(
        "report", "reporting", "report", _("print a paper"),
        "report weekly-sheets --class 7A --week 2017-12-18 --out sheets.pdf",
    )  # fmt: skip
    report.add_argument("kind", choices=("weekly-sheets", "substitutions", "class-list", "person-extract"))
    report.add_argument("--class", dest="school_class", default="", help=_("one class; without it the whole school"))
    report.add_argument("--pupil", default="", help=_("everything held about a pupil"))
    report.add_argument("--guardian", default="", help=_("everything held about a guardian"))
    report.add_argument("--staff", default="", help=_("everything held about a member of staff"))
    report.add_argument("--week", default="", help=_("any day of the week"))
    report.add_argument("--date", default="", help=_("the day of the sheet of changes for the wall"))
    report.add_argument("--from", dest="first", default="", help=_("the first day of the register"))
    report.add_argument("--to", dest="last", default="", help=_("the last day of the register"))
    report.add_argument("--all", action="store_true", help=_("every family, not only those on paper"))
    report.add_argument("--out", type=Path, required=True, help=_("the file to make"))
    report.add_argument("--dry-run", action="store_true", help=_("count the sheets, make nothing"))


def _count(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) <= MOST):
        raise argparse.ArgumentTypeError(_("it is a number from 1 to {most}").format(most=MOST))
    return int(text)


def _care_commands(command) -> None:  # type: ignore[no-untyped-def]
    backup = command("backup", "care", "backup", _("make a copy that is proven"), "backup --to /media/usb")
    backup.add_argument("--to", type=Path, action="append", default=[], help=_("the folder; may be repeated"))
    backup.add_argument("--dry-run", action="store_true", help=_("check only"))
    places = command(
        "terminals", "terminals", "terminals", _("the register of workplaces: who signs in where"),
        'terminals add "room 12" --zone class --key key:SHA256:...',
    )  # fmt: skip
    places.add_argument("what", choices=("list", "add", "zone", "retire"))
    places.add_argument("name", nargs="?", default="", help=_("what the workplace is called"))
    places.add_argument(
        "--zone", default="", choices=("staff", "class", "pupil", "home"),
        help=_("where it stands: the staff sign in at staff, class and home, families at pupil"),
    )
    places.add_argument(
        "--key", default="", help=_("its SSH key as ssh-keygen shows it, or its address; without it this place")
    )
    places.add_argument("--room", default="", help=_("the room"))
    places.add_argument("--dry-run", action="store_true", help=_("tell what would change, change nothing"))
    cleanup = command(
        "cleanup", "care", "cleanup", _("remove what has served its time: drafts, codes, counters of sign-ins"),
        "cleanup --dry-run",
    )  # fmt: skip
    cleanup.add_argument("--dry-run", action="store_true", help=_("count only"))
    command("doctor", "care", "doctor", _("the state of the home"), "doctor --json")
    audit = command("audit", "auditing", "audit", _("prove, anchor or show the log"), "audit verify")
    audit.add_argument("what", choices=("verify", "anchor", "show"))
    audit.add_argument(
        "--to", type=Path, action="append", default=[], metavar=_("FOLDER"),
        help=_("anchor: where to keep the last line of the log, on another medium; may be repeated"),
    )
    audit.add_argument(
        "--anchors", type=Path, action="append", default=[], metavar=_("FILE"),
        help=_("verify: a file of anchors to hold against the log, beside those of ejournal.toml"),
    )
    audit.add_argument(
        "--line", action="append", default=[], metavar=_("TEXT"),
        help=_("verify: a line typed from a printed sheet: its number and the eight groups"),
    )
    audit.add_argument("--dry-run", action="store_true", help=_("anchor: show the line, keep nothing"))
    audit.add_argument("--last", type=_count, default=20, metavar=_("NUMBER"), help=_("how many deeds to show"))
    command(
        "publish", "deploy", "publish", _("put the diary out for the families' own door"),
        "publish --home /var/lib/ejournal",
    )  # fmt: skip
    server = command(
        "deploy", "deploy", "deploy", _("what a server of the school needs"), "deploy check"
    )
    server.add_argument(
        "what", choices=("check", "role"),
        help=_("check: what is wrong with the installation; role: the SQL of the families' role on PostgreSQL"),
    )
    server.add_argument("--staff", default="ejournal", help=_("the user of the staff's door"))
    server.add_argument("--families", default="dnevnik", help=_("the user of the families' door"))
    server.add_argument("--root", type=Path, default=Path("/"), help=_("where the installation begins"))
    server.add_argument("--sshd-config", type=Path, help=_("another configuration of sshd than the system's"))
    shell = command("completion", "care", "completion", _("words for the shell's completion"), "completion bash")
    shell.add_argument("shell", choices=("bash", "zsh", "tcsh"))


def run(arguments: list[str]) -> int:
    """Run the command line and answer the exit code."""
    speak(_wanted_language(arguments))
    output = Output("--json" in arguments)
    try:
        options = parser().parse_args(arguments)
    except Misused as error:
        return refused(error, output)
    except SystemExit:
        # Only help ends so.
        return DONE
    output.as_json = bool(getattr(options, "json", False))
    sys.excepthook = crash_hook(getattr(options, "home", None) or default_home(), output)
    ready_driver(getattr(options, "database", "") or _database(options))
    module = import_module(f"ejournal_tui.cli.{options.module}")
    try:
        return int(getattr(module, options.action)(options, output))
    except Refusal as error:
        return refused(error, output)
    except KeyboardInterrupt:
        note("\n" + _("Interrupted; nothing half-done was kept."))
        output.lines.clear()
        return output.finish(INTERRUPTED)


def _database(options: argparse.Namespace) -> str:
    try:
        return configured_database(getattr(options, "home", None) or default_home())
    except (OSError, ValueError):
        # Opening the home says in words what is wrong with it.
        return ""


def _wanted_language(arguments: list[str]) -> str:
    """The language of --lang or of the environment, before anything is parsed."""
    for position, word in enumerate(arguments):
        if word.startswith("--lang="):
            return word.partition("=")[2]
        if word == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
    return os.environ.get("EJOURNAL_LANG", DEFAULT)


def interactive() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()
