"""What leaves the installation, and what is checked before it may be believed: tables, evidence, printed forms."""
