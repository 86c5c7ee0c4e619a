"""`python -m linkshare.launcher`: the whole site as one program with one set of children.

It prepares the data folder, starts web server, worker and beat, says so when the page answers,
and takes all of them down with it, whichever way it ends.
"""
