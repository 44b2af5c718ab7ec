"""A PostgreSQL server that falls silent or cannot be reached: a sentence within seconds, never with the password."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from databases import new_postgresql_url
from free_port import free_port

from bot.database.postgresql import PostgreSQLDatabase
from briefings.errors import ArchiveError, SettingsError

pytestmark = pytest.mark.slow


class Line:
    """A way to the test's server that can be held: what is sent on it then is neither refused nor answered."""

    def __init__(self) -> None:
        url = urlsplit(new_postgresql_url())
        self._server = f"{parse_qs(url.query)['host'][0]}/.s.PGSQL.5432"
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open = threading.Event()
        self._open.set()
        self._sockets: list[socket.socket] = []
        self.url = f"postgresql://postgres@127.0.0.1:{self._listener.getsockname()[1]}{url.path}"
        threading.Thread(target=self._accept, daemon=True).start()

    def hold(self) -> None:
        self._open.clear()

    def let_go(self) -> None:
        self._open.set()

    def close(self) -> None:
        self._open.set()
        for each in (self._listener, *self._sockets):
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                self._sockets += [client, server]
                for ends in ((client, server), (server, client)):
                    threading.Thread(target=self._pass_on, args=ends, daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._open.wait()
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.close()


def test_a_server_that_falls_silent_is_waited_for_once_and_used_again_when_it_is_back(line: Line) -> None:
    database = PostgreSQLDatabase(line.url, silence_seconds=1.0)
    line.hold()
    for _ in range(3):
        with pytest.raises(ArchiveError) as caught:
            database.read(lambda t: t.rows("SELECT 1"))
        assert caught.value.key == "database-away"
    line.let_go()
    assert PostgreSQLDatabase(line.url).read(lambda t: t.rows("SELECT 1")) == [(1,)]


@pytest.mark.parametrize("secret", ["pa%ssSECRET", "ab@SECRET", "a@SECRET/x"])
def test_what_is_said_of_an_address_that_cannot_be_used_has_no_piece_of_the_password(secret: str) -> None:
    with pytest.raises((ArchiveError, SettingsError)) as caught:
        PostgreSQLDatabase(f"postgresql://name:{secret}@127.0.0.1:{free_port()}/sourceline")
    error: BaseException | None = caught.value
    while error:
        assert "SECRET" not in str(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def test_a_port_at_which_nothing_listens_is_told(line: Line) -> None:
    with pytest.raises(ArchiveError) as caught:
        PostgreSQLDatabase(f"postgresql://name@127.0.0.1:{free_port()}/sourceline")
    assert caught.value.fields["reason"] == "no server listens at that host and port"
