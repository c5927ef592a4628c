"""One search: how words are spelled for it, the index under it, and what of the standards may be in it."""
