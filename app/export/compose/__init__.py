"""Pack + answers → `Document`: every decision about what is on paper is taken here."""
