"""Firefox, driven through Marionette: Debian 12 has no geckodriver, and autofill needs Firefox's
own storage and menus, which no driver offers."""
import json
import shutil
import socket
import subprocess
import time

PROGRAM = shutil.which("firefox-esr")
SETTINGS = {
    "extensions.formautofill.addresses.enabled": True,
    "extensions.formautofill.addresses.supported": "on",
    "extensions.formautofill.addresses.capture.enabled": False,
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.proxy.type": 0,
}
ARROW_DOWN, ENTER = "\ue015", "\ue007"


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Firefox:
    def __init__(self, profile, script=True):
        assert PROGRAM, "firefox-esr is needed"
        port = free_port()
        settings = {**SETTINGS, "marionette.port": port, "javascript.enabled": script}
        (profile / "user.js").write_text("".join(
            f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in settings.items()), "utf-8")
        self.number = 0
        self.program = subprocess.Popen(
            [PROGRAM, "--headless", "--marionette", "--remote-allow-system-access", "--no-remote",
             "--profile", profile], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        try:
            self.connect(port)
            self.call("WebDriver:NewSession", capabilities={})
        except BaseException:
            self.quit()
            raise

    def connect(self, port, seconds=120):
        end = time.monotonic() + seconds
        while True:
            try:
                self.sock = socket.create_connection(("127.0.0.1", port), 60)
                break
            except OSError:
                assert self.program.poll() is None, "Firefox has ended"
                assert time.monotonic() < end, "Firefox does not listen"
                time.sleep(0.1)
        self.file = self.sock.makefile("rb")
        self.message()  # its greeting

    def quit(self):
        self.program.terminate()
        self.program.wait(30)

    def message(self):
        """JSON, after its length in decimal and a colon."""
        length = b""
        while (c := self.file.read(1)) != b":":
            assert c, "Firefox has closed the connection"
            length += c
        return json.loads(self.file.read(int(length)))

    def call(self, command, **parameters):
        self.number += 1
        data = json.dumps([0, self.number, command, parameters]).encode()
        self.sock.sendall(b"%d:%s" % (len(data), data))
        _, number, error, value = self.message()
        assert number == self.number and not error, (command, error)
        return value["value"] if value and "value" in value else value

    def privileged(self, script, *arguments):
        """The value that an asynchronous function returns in the browser's own window."""
        self.call("Marionette:SetContext", value="chrome")
        try:
            return self.call("WebDriver:ExecuteAsyncScript", args=arguments, script=f"""
                const done = arguments[arguments.length - 1];
                (async (...given) => {{ {script} }})(...arguments)
                  .then(done, error => done("failed: " + error));""")
        finally:
            self.call("Marionette:SetContext", value="content")

    def remember_address(self, address):
        count = self.privileged("""
            const { formAutofillStorage } = ChromeUtils.importESModule(
              "resource://autofill/FormAutofillStorage.sys.mjs");
            await formAutofillStorage.initialize();
            await formAutofillStorage.addresses.add(given[0]);
            return (await formAutofillStorage.addresses.getAll()).length;""", address)
        assert count == 1, count

    def choose(self, element, text):
        """Takes the first line of autofill's menu, if it is that text. The arrow opens the menu
        as well, so it may take two of them."""
        self.type(element, ARROW_DOWN)
        chosen = self.privileged("""
            const menu = document.getElementById("PopupAutoComplete");
            return menu && menu.popupOpen && menu.selectedIndex == 0 &&
              menu.querySelector("richlistitem").getAttribute("ac-label");""")
        if chosen == text:
            self.type(element, ENTER)
        return chosen == text

    def get(self, address):
        self.call("WebDriver:Navigate", url=address)

    def find(self, selector):
        found = self.call("WebDriver:FindElement", using="css selector", value=selector)
        return next(iter(found.values()))

    def value(self, element):
        return self.call("WebDriver:GetElementProperty", id=element, name="value")

    def text(self, element):
        return self.call("WebDriver:GetElementText", id=element)

    def click(self, element):
        self.call("WebDriver:ElementClick", id=element)

    def type(self, element, text):
        self.call("WebDriver:ElementSendKeys", id=element, text=text)
