"""What follows from other figures of signing in."""

from ...domain.settings.rule_names import RuleName
from ...domain.settings.rules import Rulebook, numbers
from ...domain.years.year import GRADES
from ...i18n import _
from ...storage.accounts import attempts as store
from ...storage.school import School


def of_tries(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """Whom it touches: nobody who types the right password."""
    was, will = (_figure(school, rules, RuleName.FREE_TRIES) for rules in (before, after))
    return (
        _("A wait begins after {after} wrong passwords, so far after {before}.").format(before=was, after=will),
        _("It grows from 5 seconds to an hour and is one terminal's only."),
    )


def of_accounts(school: School, before: Rulebook, after: Rulebook) -> tuple[str, ...]:
    """How many accounts are under guard, how many locked, now and then."""
    found = []
    for name, words in (
        (RuleName.ACCOUNT_GUARD, _("Accounts that open only at known terminals: {before} now, {after} then.")),
        (RuleName.ACCOUNT_LOCK, _("Locked accounts: {before} now, {after} then.")),
    ):
        was, will = (store.failed_so_often(school, _figure(school, rules, name)) for rules in (before, after))
        found.append(words.format(before=was, after=will))
    return tuple(found)


def _figure(school: School, rules: Rulebook, name: RuleName) -> int:
    return numbers(rules.value(name, school.clock.today(), GRADES[-1]))[0]


EFFECTS = {
    RuleName.FREE_TRIES: of_tries,
    RuleName.ACCOUNT_GUARD: of_accounts,
    RuleName.ACCOUNT_LOCK: of_accounts,
}
