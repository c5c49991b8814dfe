"""Who acts and who speaks in a ledger: sides of a conflict, and those who make a claim."""
