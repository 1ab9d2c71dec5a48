"""What shows a newcomer around: the manual, the tour, the sample."""
