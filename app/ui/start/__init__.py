"""The first screen: a new declaration, an earlier one, the recent ones."""
