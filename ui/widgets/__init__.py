"""Parts that several pages use, each made once."""
