"""What is asked: the pack language as models, its reader, and what a pack must agree on."""
