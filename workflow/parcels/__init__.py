"""What leaves do not say: the rows and openings behind them, sealed, so that a region may keep them for the host."""
