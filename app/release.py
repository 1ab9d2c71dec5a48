"""Which release this is.  The one place: the project file, the packages and the window read it here."""

VERSION = "1.0.0"
