"""A proxy between a program and a server on a Unix socket, which can be cut."""

import pathlib
import selectors
import socket
import threading


class Proxy:
    """Listens in `folder` under the name that libpq expects, and connects to the same name
    in `there`."""

    NAME = ".s.PGSQL.5432"

    def __init__(self, folder, there):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.there = str(pathlib.Path(there) / self.NAME)
        self.open = threading.Event()
        self.open.set()
        self.ends = False
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(self.folder / self.NAME))
        self.listener.listen(100)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while not self.ends:
            try:
                ours, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.forward, args=(ours,), daemon=True).start()

    def forward(self, ours):
        """What arrives while the proxy is cut stays in the socket, as on a network whose
        packets are lost and sent again."""
        self.open.wait()
        theirs = socket.socket(socket.AF_UNIX)
        try:
            theirs.connect(self.there)
        except OSError:
            ours.close()
            return
        selector = selectors.DefaultSelector()
        selector.register(ours, selectors.EVENT_READ, theirs)
        selector.register(theirs, selectors.EVENT_READ, ours)
        with ours, theirs, selector:
            while not self.ends:
                for key, _ in selector.select(0.2):
                    self.open.wait()
                    try:
                        data = key.fileobj.recv(65536)
                        if not data:
                            return
                        key.data.sendall(data)
                    except OSError:
                        return

    def cut(self):
        self.open.clear()

    def mend(self):
        self.open.set()

    def close(self):
        self.ends = True
        self.mend()
        self.listener.close()
