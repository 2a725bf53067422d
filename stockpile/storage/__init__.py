"""The ledger and the register in a database, and everything that is asked of them. The only home of SQL."""
