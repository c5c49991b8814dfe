"""Pure functions on plain values: intervals, geodesy, folded names, stable ids."""
