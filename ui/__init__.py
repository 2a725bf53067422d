"""The desktop: asks the office, shows what it answers. No SQL, no rules."""
