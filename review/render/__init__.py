"""A review as a terminal, a comment of a pull request, a page or a program shows it."""
