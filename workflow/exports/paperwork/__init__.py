"""Official forms of each step: shape as data, values from the product's own reads, faces on the page and as files."""
