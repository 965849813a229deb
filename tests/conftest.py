"""What all tests share: no display is needed, and nothing is kept in the person's own folders."""

from __future__ import annotations

import os
import tempfile

# Before Qt and matplotlib load, and for the processes that tests start.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LANGUAGE"] = "en"
os.environ.setdefault("MPLBACKEND", "agg")

_home = tempfile.TemporaryDirectory(prefix="nabla-tests-")
for _folder in ("NABLA_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
    os.environ[_folder] = _home.name
