"""click speaks Japanese: its gettext catalogue is bound when this module is imported, before click is.

gettext asks ``LANGUAGE`` before the locale, so the words are Japanese in ``LC_ALL=C`` and on Windows alike.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

__all__ = ["LOCALE"]

LOCALE = Path(__file__).with_name("locale")

os.environ["LANGUAGE"] = "ja"
gettext.bindtextdomain("messages", str(LOCALE))  # click uses gettext's default domain
