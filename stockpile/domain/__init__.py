"""What the field knows, in plain Python: no library, no clock, no path, no words for people."""
