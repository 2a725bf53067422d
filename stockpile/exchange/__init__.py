"""Spreadsheets in and out. The only home of spreadsheet libraries."""
