"""`make torture`: kills, faults, jumping clocks, doubled requests, chance and evil words against the whole of it."""
