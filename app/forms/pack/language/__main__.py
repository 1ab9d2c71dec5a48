"""Write the reference of the language: `python -m app.forms.pack.language FILE`."""

import sys
from pathlib import Path

from app.forms.pack.language.reference import reference

if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), "utf-8", newline="\n")
