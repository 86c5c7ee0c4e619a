"""What a person does with the site, in the words of its pages."""

from playwright.sync_api import expect

from tests.factories import PASSWORD


class Person:
    def __init__(self, name, page):
        self.name = name
        self.page = page

    def opens(self, address):
        self.page.goto(address)

    def presses(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def clicks(self, name, within="main"):
        self.page.locator(within).get_by_role("link", name=name, exact=True).click()

    def types(self, text, into):
        self.page.get_by_label(into).fill(text)

    def ticks(self, name):
        self.page.get_by_label(name, exact=True).check()

    def sees(self, text):
        expect(self.page.get_by_text(text).first).to_be_visible()

    def misses(self, text):
        expect(self.page.get_by_text(text)).to_have_count(0)

    def is_refused(self, address):
        """Asked beside the window, which would keep a 404 as a trouble."""
        return self.page.request.get(address).status == 404

    # --- Accounts ----------------------------------------------------------------------------

    def signs_up(self):
        self.opens("/accounts/signup/")
        self.types(self.name, into="Name")
        self.types(f"{self.name}@example.org", into="Mail address")
        self.types(PASSWORD, into="Password")
        self.presses("Sign up")

    def follows_the_link_in_the_mail(self):
        self.sees("This site sends no mail")
        self.page.locator(".mail-link").click()
        self.presses("Confirm")
        self.sees(f"{self.name}@example.org is confirmed")

    def logs_in(self, password=PASSWORD):
        self.opens("/accounts/login/")
        self.types_name_and_password(password)

    def types_name_and_password(self, password=PASSWORD):
        self.types(self.name, into="Name or mail address")
        self.types(password, into="Password")
        self.presses("Log in")

    def is_in(self):
        expect(self._menu()).to_be_visible()

    def logs_out(self):
        self._menu().click()
        self.presses("Log out")
        expect(self.page.get_by_role("link", name="Log in").first).to_be_visible()

    def confirms_the_password(self):
        self.types(PASSWORD, into="Password")
        self.presses("Confirm")

    def _menu(self):
        return self.page.locator("summary").filter(has_text=f"Menu of {self.name}")

    # --- Links and collections ---------------------------------------------------------------

    def saves(self, url, collection=""):
        """The address of the bookmark's page."""
        self.opens("/save/")
        self.types(url, into="Address")
        if collection:
            self.ticks(collection)
        self.presses("Save the link")
        self.sees("Saved.")
        return self.page.url

    def makes_a_public_collection(self, title):
        """Its address."""
        self.clicks("Collections", within="header")
        self.clicks("New collection")
        self.types(title, into="Title")
        self.ticks("Everyone")
        self.presses("Make the collection")
        self.sees("Made.")
        return self.page.url

    def puts(self, bookmark, collection):
        self.opens(bookmark)
        self.clicks("Edit")
        self.ticks(collection)
        self.presses("Keep the changes")
        self.sees("In these collections")
