"""Qibei: prepare official declarations offline, from an empty draft to a print-ready book."""
