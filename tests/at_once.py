"""Two people at the same time, on two real connections: for transactional tests."""

from threading import Event, Thread

from django.db import connection, transaction

PATIENCE = 20  # seconds, before a test that hangs gives up


class Person(Thread):
    """Does one deed on a connection of its own; `outcome` is what it returned or raised."""

    def __init__(self, deed, before, after):
        super().__init__(daemon=True)
        self.deed, self.before, self.after = deed, before, after
        self.pid, self.outcome = None, None
        self.connected, self.finished = Event(), Event()

    def run(self):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                (self.pid,) = cursor.fetchone()
            self.connected.set()
            self.before()
            with transaction.atomic():
                self.outcome = self.deed()
                self.after()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the outcome
            self.outcome = error
        finally:
            connection.close()
            self.finished.set()


def at_once(first, second) -> tuple:
    """Do two deeds at the same time and return what each returned or raised.

    The first is done but not committed when the second begins; it commits once the second waits for it.
    So the second has read whatever it was given before, and must look again when its turn comes.
    Fails if the second does not wait: then nothing keeps the two apart.
    """
    done, go_on = Event(), Event()

    def commit_late():
        done.set()
        assert go_on.wait(PATIENCE)

    one = Person(first, before=lambda: None, after=commit_late)
    two = Person(second, before=lambda: done.wait(PATIENCE), after=lambda: None)
    one.start()
    two.start()
    try:
        while not done.wait(0.005):
            assert not one.finished.is_set(), f"The first deed was refused: {one.outcome!r}"
        waited = _is_blocked(two, by=one)
    finally:
        done.set()
        go_on.set()
        one.join(PATIENCE)
        two.join(PATIENCE)
    assert waited, f"The second did not wait for the first: {one.outcome!r}, {two.outcome!r}"
    return one.outcome, two.outcome


def _is_blocked(person, *, by) -> bool:
    """Wait until a person waits for a lock of another's transaction; False if it finished instead."""
    assert person.connected.wait(PATIENCE)
    while not person.finished.wait(0.005):
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s = ANY(pg_blocking_pids(%s))", [by.pid, person.pid])
            if cursor.fetchone()[0]:
                return True
    return False
