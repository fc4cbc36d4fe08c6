"""A write-up, held against the work that it tells of: for the terminal, programs, pages, PDFs."""
