"""The hand on the keys: what Enter presses, where Tab goes, where the cursor stays."""
