"""A verdict becomes something to read: HTML, Markdown, CSV and terminal text."""
