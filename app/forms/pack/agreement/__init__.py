"""What the parts of a pack say of one another: names, conditions, checks, units, computed figures."""
