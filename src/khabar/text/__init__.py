"""Report to sentences and words; every offset counts code points of the given text."""
