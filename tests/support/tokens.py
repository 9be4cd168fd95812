"""Signed links, as base/crypt.c makes them: a second opinion on their format."""
import hashlib
import hmac
import time

DAY = 86400


def sign(site, purpose, number, seconds):
    """A token that expires in so many seconds."""
    (secret,), = site.rows("SELECT secret FROM site")
    expires = int(time.time()) + seconds
    text = f"{purpose} {number} {expires}".encode()
    mac = hmac.new(secret, text, hashlib.sha256).hexdigest()[:32]
    return f"{number}.{expires}.{mac}"
