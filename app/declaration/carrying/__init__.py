"""Carrying over: what an earlier draft brings into another, planned, told and done."""
