"""What may happen to weapons: each act a frozen dataclass that says what is asked, and a pure function that decides."""
