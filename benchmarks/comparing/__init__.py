"""What the one table of `python -m benchmarks` is made of: runs in processes of their own, and figures beside peers."""
