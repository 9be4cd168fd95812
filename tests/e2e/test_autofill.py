"""The comment form for readers whose browser fills it in, and for those who hear it."""
import pytest

import firefox
import served
from test_browser import started

ADDRESS = {"NAME_FULL": "Ada Byron", "EMAIL_ADDRESS": "ada@example.org", "COMPANY_NAME": "Engines",
           "ADDRESS_HOME_STREET_ADDRESS": "1 Main Street", "ADDRESS_HOME_CITY": "Springfield",
           "ADDRESS_HOME_ZIP": "62701", "ADDRESS_HOME_STATE": "IL", "ADDRESS_HOME_COUNTRY": "US",
           "PHONE_HOME_WHOLE_NUMBER": "+12025550123"}


@pytest.fixture(scope="module")
def ruled(tmp_path_factory):
    """A site on which the rules decide, the one about the trap among them."""
    with served.running(tmp_path_factory.mktemp("site"), moderation="rules", flood_seconds=0) as site:
        yield site


@pytest.fixture(scope="module", params=["script on", "script off"])
def browser(request, tmp_path_factory):
    driver = started(tmp_path_factory.mktemp("profile"), request.param == "script on")
    yield driver
    driver.quit()


def values(browser):
    """Of all named fields. CDP sees them without the page's script."""
    document = browser.execute_cdp_cmd("DOM.getDocument", {})["root"]["nodeId"]
    found = browser.execute_cdp_cmd(
        "DOM.querySelectorAll", {"nodeId": document, "selector": "#commentform [name]"})["nodeIds"]
    out = {}
    for node in found:
        field = browser.execute_cdp_cmd("DOM.resolveNode", {"nodeId": node})["object"]["objectId"]
        name, value = browser.execute_cdp_cmd("Runtime.callFunctionOn", {
            "objectId": field, "returnByValue": True,
            "functionDeclaration": "function () { return [this.name, this.value]; }"})["result"]["value"]
        out[name] = value
    return out


def test_what_a_browser_fills_in_is_no_trap(browser, ruled):
    """Chromium's own autofill, with an address that has more than the form asks for."""
    browser.get(ruled.base_url + ruled.article("Talk here")[1])
    browser.execute_cdp_cmd("Autofill.enable", {})
    document = browser.execute_cdp_cmd("DOM.getDocument", {})["root"]["nodeId"]
    node = browser.execute_cdp_cmd(
        "DOM.querySelector", {"nodeId": document, "selector": "#author"})["nodeId"]
    field = browser.execute_cdp_cmd("DOM.describeNode", {"nodeId": node})["node"]["backendNodeId"]
    address = {"fields": [{"name": n, "value": v} for n, v in ADDRESS.items()]}
    for _ in range(20):  # until the browser has parsed the form for autofill
        browser.execute_cdp_cmd("Autofill.trigger", {"fieldId": field, "address": address})
        filled = values(browser)
        if filled["author"]:
            break
    assert filled["author"] == "Ada Byron" and filled["email"] == "ada@example.org"
    assert filled["leave_empty"] == "" and filled["comment"] == ""
    browser.find_element("id", "comment").send_keys(f"Filled in, session {browser.session_id}")
    browser.find_element("id", "submit").submit()
    assert f"session {browser.session_id}" in browser.find_element("tag name", "body").text
    rows = ruled.command("comment", "list", "--status=all", "--fields=reason,author", "--format=csv").splitlines()
    assert len(rows) > 1 and set(rows[1:]) == {"approve,Ada Byron"}


@pytest.mark.parametrize("script", [True, False], ids=["script on", "script off"])
def test_what_firefox_fills_in_is_no_trap(script, ruled, tmp_path):
    """The menu of addresses that Firefox opens below a field, chosen from with the keyboard."""
    browser = firefox.Firefox(tmp_path, script)
    try:
        browser.remember_address(
            {"name": "Grace Hopper", "email": "grace@example.org", "organization": "Compilers",
             "street-address": "1 Main Street", "address-level2": "Springfield",
             "address-level1": "IL", "postal-code": "62701", "country": "US", "tel": "+12025550123"})
        browser.get(ruled.base_url + ruled.article("Talk here")[1])
        author = browser.find("#author")
        browser.click(author)
        served.wait_for(lambda: browser.choose(author, "Grace Hopper"), what="the menu")
        served.wait_for(lambda: browser.value(author) == "Grace Hopper", what="the filling in")
        values = {n: browser.value(browser.find(f"#commentform [name={n}]"))
                  for n in ("email", "leave_empty", "comment")}
        assert values == {"email": "grace@example.org", "leave_empty": "", "comment": ""}
        browser.type(browser.find("#comment"), f"Filled in by Firefox, {script}")
        browser.click(browser.find("#submit"))
        served.wait_for(lambda: f"Firefox, {script}" in browser.text(browser.find("body")))
    finally:
        browser.quit()
    rows = ruled.rows("SELECT v.rule FROM comment c JOIN comment_verdict v ON v.comment_id = c.id"
                      " WHERE c.source LIKE ?", f"%by Firefox, {script}%")
    assert rows == [("approve",)]


def test_password_managers_are_told_to_keep_out(ruled):
    """1Password, LastPass, Bitwarden and Dashlane fill in what the browser would not."""
    page = ruled.get(ruled.article("Talk here")[1]).text
    trap = page[page.index('<input id="leave-empty"'):]
    trap = trap[:trap.index(">")]
    for mark in ('autocomplete="off"', " data-1p-ignore", ' data-lpignore="true"', " data-bwignore",
                 ' data-form-type="other"'):
        assert mark in trap, mark


def test_a_screen_reader_meets_the_fields_in_order(browser, ruled):
    """The accessibility tree: what is asked for, in which order, and no trap in it."""
    browser.get(ruled.base_url + ruled.article("Talk here")[1])
    nodes = browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    heard = [(n["role"]["value"], n.get("name", {}).get("value", "").replace(" *", ""),
              {p["name"]: p["value"].get("value") for p in n.get("properties", [])}.get("required", False))
             for n in nodes if not n.get("ignored") and n["role"]["value"] in ("textbox", "button")]
    start = next(i for i, (role, name, _) in enumerate(heard) if name == "Comment")
    assert heard[start:start + 5] == [
        ("textbox", "Comment", True), ("textbox", "Name", True), ("textbox", "Email", True),
        ("textbox", "Website (optional)", False), ("button", "Post Comment", False)]
    described = {n["name"]["value"]: n.get("description", {}).get("value", "")
                 for n in nodes if not n.get("ignored") and n["role"]["value"] == "textbox"}
    assert "will not be published" in described["Email *"]
    # The first Tab after the text leads to the name, and so on: the tree's order is the tab order.
    order = []
    field = browser.find_element("id", "comment")
    for _ in range(4):
        field.send_keys("\t")
        field = browser.switch_to.active_element
        order.append(field.get_dom_attribute("id"))
    assert order[:3] == ["author", "email", "url"]
    assert order[3] in ("remember", "submit")
