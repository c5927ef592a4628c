"""One revision a file, dated. A revision imports nothing of ours: today's code must not change what happened then."""
