"""The command line: what is typed, what is printed, what is returned to the shell."""
