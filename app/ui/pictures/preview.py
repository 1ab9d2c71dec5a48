"""Pictures of every page of a pack that nobody has installed, as its author will see them in the window."""

from __future__ import annotations

import os
from pathlib import Path

from app.files import working_in
from app.forms.pack.pack import Pack

SIZE = (1024, 700)


def draw_pages(pack: Pack, folder: Path) -> list[Path]:
    """Write a picture of every page of an empty declaration into `folder`; the files, in order."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # nothing is shown, with a display or without
    from app.declaration.declaration import Declaration
    from app.settings import Settings
    from app.ui.application import make_application
    from app.ui.main_window import MainWindow
    from app.ui.pictures.camera import Camera

    with working_in(folder) as place:
        settings = Settings(Path(place, "settings.json"))
        application = make_application(settings)
        declaration = Declaration.create(pack, Path(place, f"{pack.id}.qibei"), os.urandom(16).hex())
        window = MainWindow(settings)
        window.resize(*SIZE)
        window.show()
        window.show_declaration(declaration)
        pictures = Camera(application, window, folder).take_pages()
        window.close()
    return pictures
