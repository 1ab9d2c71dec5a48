"""The language of packs told to others: a schema for editors, a reference for people."""

from app.forms.pack.language.reference import reference as reference
from app.forms.pack.language.schema import pack_schema as pack_schema
from app.forms.pack.language.words import belongs as belongs
from app.forms.pack.language.words import told as told

__all__ = ["belongs", "pack_schema", "reference", "told"]
