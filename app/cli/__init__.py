"""The command line: the same product without a screen."""
