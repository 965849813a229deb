"""What all tests share: no display is needed, and Qt is told so before it loads."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("MPLBACKEND", "agg")
os.environ.setdefault("PYTHONUTF8", "1")
