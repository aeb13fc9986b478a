"""Run a command beside a PostgreSQL server that lives as long as it does: EJOURNAL_TEST_DATABASE names it."""

import os
import subprocess
import sys

