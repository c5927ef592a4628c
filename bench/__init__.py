"""`make bench`: what an act, a page, an export and a verification cost, beside the same done by SQL alone."""
