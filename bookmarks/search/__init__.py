"""Search: one grammar, one cut of texts into words, an index in each of the two databases."""
