"""What every test relies on: Qt draws without a display."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
