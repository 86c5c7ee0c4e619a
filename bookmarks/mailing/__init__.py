"""What goes out by mail beside what an account cannot do without: notices and digests.

A mail is claimed in the database before it is sent. What a killed worker held is not sent again,
because nobody knows whether it was sent; what a mail server refused is.
"""
