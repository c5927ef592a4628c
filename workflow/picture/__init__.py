"""One standard as rules see it: plain records, read when first touched; of now, of the past, or unborn."""
