"""The server's role for families: the second line behind the verbs where the journal lives on PostgreSQL."""

from ...domain.errors import Refusal
from ...i18n import _
from ...storage.engine.confinement import role_statements
from ...storage.families.rights import FAMILY
from ..operations.home import Home


def family_role(home: Home) -> list[str]:
    """The statements that a server's keeper runs once, and again after an update; raises Refusal for a file."""
    url = home.school.db.url
    if url.sqlite is not None:
        raise Refusal(
            _("This journal is a file: the program itself confines the families there."),
            _("A role is made only where the journal lives on a database server."),
        )
    return role_statements(FAMILY, url.schema, url.user)
