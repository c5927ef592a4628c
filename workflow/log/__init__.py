"""The evidence: a Merkle tree of events, its signed checkpoints, and the journal that appends inside the act's transaction.
Nothing here decides or judges an act."""
