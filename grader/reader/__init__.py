"""The program that opens documents of strangers, behind a wall: PDF, docx and HTML.

It imports nothing of ours. For every document it writes one JSON object a line, the pages of a
PDF or the blocks of a docx or HTML file, and leaves it to the outside what they mean.
"""
