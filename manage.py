#!/usr/bin/env python
"""Django's command line for newsmon."""

import os
import sys

from django.core.management import execute_from_command_line
from django.db import OperationalError

from newsmon.lib.env import BadSetting

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsmon.settings")
    try:
        execute_from_command_line(sys.argv)
    except BadSetting as error:
        sys.exit(f"newsmon: {error}")
    except OperationalError as error:
        sys.exit(f"The database cannot be reached. Is newsmon running (make run)?\n{error}")
