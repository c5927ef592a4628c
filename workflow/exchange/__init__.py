"""Packages 交换包 between installations run apart: made for a partner region, proved by the log, taken as a copy."""
