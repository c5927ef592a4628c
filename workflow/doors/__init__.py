"""Doors of other acts: receipts, cosignatures, paper, old standards; what is watched, forgotten, alike."""
