"""From one format of the draft to the next, in numbered steps (FORMAT.md, section 10)."""

from __future__ import annotations

from contextlib import suppress

import apsw

from app.drafts.format import schema


def migrate(db: apsw.Connection) -> bool:
    """Bring a checked draft that is open for writing to this format; whether there was anything to do.

    Each step is one transaction: a crash leaves the older format or the newer one, both whole.
    """
    begun = schema.version_of(db)
    for version in range(begun + 1, schema.USER_VERSION + 1):
        db.execute("BEGIN IMMEDIATE")
        try:
            schema.add(db, version)
            db.execute(f"PRAGMA user_version={version}")
            db.execute("COMMIT")
        except BaseException:
            with suppress(apsw.Error):
                db.execute("ROLLBACK")
            raise
    return begun < schema.USER_VERSION
