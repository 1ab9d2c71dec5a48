"""One open declaration: pack, session, draft and evidence together; every use case."""
