"""The evidence: a Merkle tree of events, its signed checkpoints, the journal that appends in the act's transaction.
Nothing here decides or judges an act."""
