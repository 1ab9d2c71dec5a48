"""The window as a child process under a real X server and a real input method: it says what it holds.

Started with a pack, the path of a new draft and the ids of blanks (`section.field`).  A line on its standard input is
an order: `next` puts the cursor into the next blank, `told` prints as JSON what the session, the editor and the foot of
the window say now, `undo` takes a step back, `end` closes everything.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from app.declaration.declaration import Declaration
from app.declaration.packs import install_pack
from app.forms.paths import FieldPath
from app.settings import Settings
from app.ui.application import make_application
from app.ui.main_window import MainWindow


class Child:
    """One window, led by orders."""

    def __init__(self, pack: Path, draft: Path, names: list[str]) -> None:
        self.application = make_application(settings := Settings.load())
        self.declaration = Declaration.create(install_pack(pack), draft, "a passphrase for typing")
        self.window = MainWindow(settings)
        self.window.show_declaration(self.declaration)
        self.window.show()
        self.window.activateWindow()
        self.names, self.name = names, ""
        self.orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self.orders.activated.connect(self.obey)

    def obey(self) -> None:
        """Do what the next line says."""
        order = sys.stdin.readline().strip()
        form = self.window.form
        assert form is not None
        if order == "next":
            self.name = self.names.pop(0)
            form.desk.go(FieldPath.parse(self.name))
            print("ready", self.name, flush=True)
        elif order == "told":
            print(json.dumps(self.told(), ensure_ascii=False), flush=True)
        elif order == "undo":
            form.desk.undo()
            print("undone", flush=True)
        else:
            self.window.close()
            self.application.quit()

    def told(self) -> dict[str, str]:
        """What is known of the blank now."""
        editor, form = QApplication.focusWidget(), self.window.form
        assert form is not None
        path = FieldPath.parse(self.name)
        rows = form.desk.session.answers.rows(path) if form.desk.session.field(path).type == "list" else None
        held = [path.at(row, "name") for row in rows] if rows is not None else [path]
        shown = editor.text() if isinstance(editor, QLineEdit) else ""
        if isinstance(editor, QPlainTextEdit):
            shown = editor.toPlainText()
        return {
            "session": "|".join(form.desk.session.text(one) for one in held),
            "shown": shown,
            "words": form.status._words.text(),
            "editor": type(editor).__name__,
        }


if __name__ == "__main__":
    child = Child(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
    print("open", flush=True)
    sys.exit(child.application.exec())
