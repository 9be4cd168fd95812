"""FastCGI records, valid or deliberately malformed. Layout: FastCGI Specification
1.0, section 3.3; types and roles: section 8."""
import socket
import struct

BEGIN, ABORT, END, PARAMS, STDIN, STDOUT = 1, 2, 3, 4, 5, 6
RESPONDER = 1


def record(kind, content=b"", request=1, version=1, length=None, padding=0):
    """`length` overrides the length of the content."""
    size = len(content) if length is None else length
    return struct.pack(">BBHHBx", version, kind, request, size, padding) + content


def begin(role=RESPONDER, flags=0):
    return record(BEGIN, struct.pack(">HB5x", role, flags))


def size(n):
    return bytes([n]) if n < 128 else struct.pack(">I", n | 0x80000000)


def pair(name, value):
    name, value = (x.encode() if isinstance(x, str) else x for x in (name, value))
    return size(len(name)) + size(len(value)) + name + value


def stream(kind, data):
    """Returns the records of a stream, with the empty record that ends it."""
    chunks = [data[i:i + 65528] for i in range(0, len(data), 65528)]
    return b"".join(record(kind, c) for c in chunks) + record(kind)


def request(params, body=b""):
    pairs = b"".join(pair(k, v) for k, v in params.items())
    return begin() + stream(PARAMS, pairs) + stream(STDIN, body)


def exchange(path, data, timeout=5, half_close=False):
    """Sends bytes and returns everything received until the peer closes the connection."""
    out = b""
    with socket.socket(socket.AF_UNIX) as s:
        s.settimeout(timeout)
        s.connect(str(path))
        try:
            s.sendall(data)
            if half_close:
                s.shutdown(socket.SHUT_WR)
            while chunk := s.recv(65536):
                out += chunk
        except (ConnectionError, socket.timeout):
            pass
    return out


def stdout(answer):
    """Returns the contents of the STDOUT records of a response."""
    out, at = b"", 0
    while at + 8 <= len(answer):
        _, kind, _, length, padding = struct.unpack_from(">BBHHB", answer, at)
        if kind == STDOUT:
            out += answer[at + 8:at + 8 + length]
        at += 8 + length + padding
    return out


def status(answer):
    """Returns the CGI status, or None if there was no response."""
    head = stdout(answer).split(b"\r\n", 1)[0]
    return int(head.split()[1]) if head.startswith(b"Status:") else None
