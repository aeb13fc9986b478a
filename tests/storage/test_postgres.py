"""The same journal on PostgreSQL: the stories of the marks told again, and what only a server can do."""

import pytest

from tests.services import test_marks

pytestmark = pytest.mark.postgres

globals().update(
    {name: story for name, story in vars(test_marks).items() if name.startswith("test_") and "constant_number" not in name}
)
