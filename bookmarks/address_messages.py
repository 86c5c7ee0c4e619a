"""What is wrong with an address, in the reader's language.

`bookmarks.addresses` is pure and gives codes; here they become sentences.
"""

from django.utils.translation import gettext

from bookmarks.addresses import MESSAGES, AddressError


def explain(error: AddressError) -> str:
    sentence = gettext(MESSAGES[error.code])
    return sentence % error.params if error.params else sentence
