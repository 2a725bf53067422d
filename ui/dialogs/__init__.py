"""What opens over the pages: a paper, and what went wrong."""
