"""Drills: what an operator would play on a bad day, as one machine can; `make drills` plays them all."""
