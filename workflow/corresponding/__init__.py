"""Letters 函 between regions of an agreement: composed from a template, looked at, sent, acknowledged, answered."""
