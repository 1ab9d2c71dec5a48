"""Saving what is whole in a damaged draft into a new one, in which everything has its place."""
