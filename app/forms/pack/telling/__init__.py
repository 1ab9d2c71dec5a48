"""All that is wrong with a pack, told in one run."""

from app.forms.pack.telling.collecting import read as read

__all__ = ["read"]
