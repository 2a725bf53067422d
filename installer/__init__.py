"""Brings Stockpile onto a machine and runs it there. Standard library only: it works before anything is installed."""
