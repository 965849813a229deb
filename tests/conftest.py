"""What all tests share: no display is needed, and nothing is kept in the person's own folders."""

from __future__ import annotations

import gc
import os
import tempfile

# Before Qt and matplotlib load, and for the processes that tests start.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LANGUAGE"] = "en"
os.environ.setdefault("MPLBACKEND", "agg")

_home = tempfile.TemporaryDirectory(prefix="nabla-tests-")
for _folder in ("NABLA_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
    os.environ[_folder] = _home.name


# Tests make many objects that live on; looking for garbage among them again and again took a tenth of the
# time.
gc.set_threshold(10_000, 10, 10)


def pytest_collection_finish() -> None:
    """Leave what lives as long as the run, the modules and thousands of tests, out of every later search."""
    gc.collect()
    gc.freeze()
