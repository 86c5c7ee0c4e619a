"""A person's tags: which they have, what they mean by them, what else would fit."""
