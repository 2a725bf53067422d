"""Papers: one file a paper, and what they share beside them. The only home of PDF libraries."""
