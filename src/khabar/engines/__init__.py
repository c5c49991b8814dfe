"""How stages are run: in this process, or in several."""
