"""The case on the desk: who reads, who writes, what the open page is told."""
