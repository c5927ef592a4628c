"""What is still missing at each gate, stage by stage; `process.missing` puts the gaps together."""
