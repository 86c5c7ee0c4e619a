"""Logging in with more than a password: an authenticator app, a recovery code, a passkey."""

import pytest

from tests.accounts.authenticator_app import code_now

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def ann(meet, site):
    """Under the name localhost: a passkey belongs to a name, not to a number."""
    ann = meet("ann", base_url=site.url.replace("127.0.0.1", "localhost"))
    ann.signs_up()
    ann.follows_the_link_in_the_mail()
    ann.opens("/accounts/2fa/")
    return ann


def test_an_app_and_then_a_recovery_code_open_the_account(ann):
    ann.clicks("Add an app")
    ann.confirms_the_password()
    secret = ann.page.get_by_label("Or type this secret into the app").input_value()
    ann.types(code_now(secret), into="Code")
    ann.presses("Activate")
    codes = ann.page.get_by_label("Unused codes").input_value().split()
    for code in (code_now(secret), codes[0]):
        ann.logs_out()
        ann.logs_in()
        ann.types(code, into="Code")
        ann.presses("Log in")
        ann.is_in()


def test_a_passkey_opens_the_account_without_a_password(ann):
    session = ann.page.context.new_cdp_session(ann.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    ann.clicks("Add a passkey")
    ann.confirms_the_password()
    ann.ticks("Log in with this key alone")
    ann.presses("Add")
    ann.sees("The passkey was added.")
    ann.logs_out()
    ann.opens("/accounts/login/")
    ann.presses("Log in with a passkey")
    ann.is_in()
