"""A site that sends mail, to a script that keeps it."""
import email
import email.policy
import os
import pathlib

import served

# Keeps a mail in a file of its own, and then its Message-ID in a list: as a mail system
# accepts a mail before it says so.
SENDMAIL = """#!/bin/sh
cd "$(dirname "$0")" || exit 75
cat > "mails/$$.part"
{before}
mv "mails/$$.part" "mails/$$.eml"
sed -n '/^Message-ID: /{{s///p;q}}' "mails/$$.eml" >> accepted
{after}
exit {code}
"""


class Mailed(served.Served):
    def __init__(self, folder, settings=None, articles=None, before="", after="", code=0):
        super().__init__(folder, {"flood_seconds": 0, "notify": "owner@example.org",
                                  "from": "blog@example.org", **(settings or {})}, articles)
        (self.folder / "mails").mkdir()
        self.set(sendmail=self.folder / "sendmail")
        self.sendmail(before, after, code)

    def sendmail(self, before="", after="", code=0):
        """Replaces the mail system, at once for the next mail."""
        new = self.folder / "sendmail.new"
        new.write_text(SENDMAIL.format(before=before, after=after, code=code))
        new.chmod(0o755)
        new.rename(self.folder / "sendmail")

    def accepted(self):
        file = self.folder / "accepted"
        return file.read_text().split() if file.exists() else []

    def mails(self):
        """Those that were accepted, parsed, oldest first."""
        files = sorted((self.folder / "mails").glob("*.eml"), key=os.path.getmtime)
        return [email.message_from_bytes(f.read_bytes(), policy=email.policy.default)
                for f in files]

    def wait_for_mails(self, n):
        served.wait_for(lambda: len(self.accepted()) >= n, what=f"mail number {n}")
        return self.mails()

    def states(self):
        return dict(self.rows("SELECT state, count(*) FROM mail GROUP BY state"))

    def processes(self, name):
        """Process IDs of this site's processes of that name."""
        found = []
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if (folder / "comm").read_text().strip() == name and (
                        f"PAMPHLET_BASE_URL={self.base_url}\0".encode()
                        in (folder / "environ").read_bytes()):
                    found.append(int(folder.name))
            except OSError:
                continue
        return found
