"""How the window looks: one palette as data, and everything else derived from it."""
