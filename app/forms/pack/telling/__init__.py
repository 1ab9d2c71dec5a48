"""All that is wrong with a pack, told in one run."""

from app.forms.pack.telling.collecting import read as read
from app.forms.pack.telling.places import in_file as in_file

__all__ = ["in_file", "read"]
