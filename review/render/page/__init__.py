"""The sections of the HTML page."""
