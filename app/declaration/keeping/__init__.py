"""What keeps the work when its file does not: 另存, what is unsaved, what others do to the draft, what a crash left."""
