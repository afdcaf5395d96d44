"""Documents of a finished run → what a shop can load, a spreadsheet can open, people can read."""
