"""The demonstration: invented persons, six lives played through the one door, and the real registers beside them."""
