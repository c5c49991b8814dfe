"""Many reports -> events: reprints, linking, independence, contradictions, ledgers."""
