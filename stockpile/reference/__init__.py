"""Code lists of the field; their data is in `resources/reference`."""
