"""Pages as tests read them."""

from bs4 import BeautifulSoup


def soup(response):
    return BeautifulSoup(response.content, "lxml")


def words(tag) -> str:
    return " ".join(tag.get_text(" ").split())


def errors_beside(response, name) -> str:
    """What stands beside the field of this name; it is what a screen reader says of it, too."""
    page = soup(response)
    beside = page.find(id=f"id_{name}_error")
    assert beside, f"no error beside {name}: {page.select_one('.error-summary')}"
    tied = page.find_all(attrs={"aria-describedby": lambda ids: f"id_{name}_error" in (ids or "")})
    assert tied
    return words(beside)


def typed(response) -> dict[str, object]:
    """What a form shows in its fields: text, or for choices a list of what is ticked."""
    # lxml drops an attribute of 10 MB.
    page = BeautifulSoup(response.content, "html.parser").find("main")
    fields: dict[str, object] = {}
    for field in page.select("input[name], textarea[name], select[name]"):
        if field.name == "textarea":
            fields[field["name"]] = field.text.removeprefix("\n")
        elif field.name == "select":
            chosen = field.find("option", selected=True)
            fields[field["name"]] = chosen["value"] if chosen else ""
        elif field["type"] in {"checkbox", "radio"}:
            ticked = fields.setdefault(field["name"], [])
            ticked.extend([field.get("value", "on")] if field.has_attr("checked") else [])
        else:
            fields.setdefault(field["name"], field.get("value", ""))
    return fields


def meta(page, name) -> str | None:
    tag = page.find("meta", attrs={"name": name}) or page.find("meta", property=name)
    return tag["content"] if tag else None


def canonical(page) -> str | None:
    tag = page.find("link", rel="canonical")
    return tag["href"] if tag else None


def titles(page) -> list[str]:
    """Of the entries of a list, from top to bottom."""
    return [title.get_text().strip() for title in page.select(".entry-title")]


def follow_link(client, address, tag):
    """Open what a link on the page at `address` leads to."""
    href = tag["href"]
    return client.get(address + href if href.startswith("?") else href)
