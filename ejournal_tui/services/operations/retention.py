"""What has served its time goes, and the log keeps the protocol of it: how much of what, when, by whom."""

from dataclasses import dataclass

from ...domain import policy
from ...domain.errors import Conflict
from ...domain.people.people import Actor
from ...i18n import N_, _, ngettext
from ...storage.accounts import expired as store
from ...storage.accounts.expired import Expired
from ...storage.school import School
from ..session import Change, Query


@dataclass(frozen=True)
class ShowExpired(Query[Expired]):
    """How much has served its time: counters of sign-ins, drafts, one-time codes; nobody's names."""

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who looks after the journal's file."""
        return policy.may_back_up(actor)

    def answer(self, actor: Actor, school: School) -> Expired:
        """By kind."""
        return store.expired(school)


@dataclass(frozen=True)
class RemoveExpired(Change):
    """Let it go for good; the numbers in the header of the deed are the protocol."""

    TITLE = N_("removal of what has served its time")
    QUIET = True
    counters: int
    drafts: int
    codes: int

    def objection(self, actor: Actor, school: School) -> str | None:
        """Who looks after the journal's file."""
        return policy.may_back_up(actor)

    def apply(self, school: School) -> None:
        """Remove what was counted; raises Conflict where it is no longer as much."""
        stands = store.expired(school)
        if stands != Expired(self.counters, self.drafts, self.codes):
            raise Conflict(_("Meanwhile it is another number: {words}.").format(words=expired_told(stands)))
        store.remove(school)


def expired_told(found: Expired) -> str:
    """«12 счётчиков входа, 3 черновика, 40 кодов»."""
    parts = (
        (found.counters, ngettext("{count} counter of sign-ins", "{count} counters of sign-ins", found.counters)),
        (found.drafts, ngettext("{count} draft", "{count} drafts", found.drafts)),
        (found.codes, ngettext("{count} one-time code", "{count} one-time codes", found.codes)),
    )
    return ", ".join(words.format(count=count) for count, words in parts if count) or _("nothing")
