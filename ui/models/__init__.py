"""Table models: frozen rows in, cells out. None of them reads anything on the GUI thread."""
