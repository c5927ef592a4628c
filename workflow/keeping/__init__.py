"""Keeping an installation safe: backups that are verified, restores that wait, upgrades, moves to another database."""
