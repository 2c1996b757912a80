"""The line between a browser and the portal, which can be cut as in a village, or when a server is killed.

Playwright's `set_offline` does not reach what a service worker asks for, so here nothing answers at all.
"""

import socket
import threading
from contextlib import suppress
from urllib.parse import urlsplit


class Line:
    """Passes everything on to the server at `address` while it is whole; `own_address` is the browser's end.

    `lose_answers` lets requests through and drops what the server answers: it has done the work, and nobody
    was told.
    """

    def __init__(self, address: str):
        self._server = (urlsplit(address).hostname, urlsplit(address).port)
        self._listening = socket.create_server(("localhost", 0))
        self._open: set[socket.socket] = set()
        self.is_whole, self.lose_answers = True, False
        self.answered: list[int] = []  # bytes, of each part of an answer
        self.own_address = f"http://localhost:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Break the line, also for whatever is on its way."""
        self.is_whole = False
        self._drop()

    def mend(self) -> None:
        self.is_whole, self.lose_answers = True, False

    def close(self) -> None:
        self.cut()
        self._listening.close()

    def _drop(self):
        for end in list(self._open):
            _shut(end)

    def _accept(self):
        while True:
            try:
                browser, _address = self._listening.accept()
            except OSError:  # closed
                return
            if not self.is_whole:
                _shut(browser)
                continue
            server = socket.create_connection(self._server)
            self._open |= {browser, server}
            for source, target, is_answer in ((browser, server, False), (server, browser, True)):
                threading.Thread(target=self._pass_on, args=(source, target, is_answer), daemon=True).start()

    def _pass_on(self, source, target, is_answer):
        with suppress(OSError):  # the line was cut
            while part := source.recv(65536):
                if is_answer and self.lose_answers:
                    break
                target.sendall(part)
                if is_answer:
                    self.answered.append(len(part))
        for end in (source, target):
            self._open.discard(end)
            _shut(end)


def _shut(end):
    with suppress(OSError):  # it is shut already
        end.shutdown(socket.SHUT_RDWR)
    end.close()
