"""The throw-away server is a real one, closed to others, and leaves nothing behind."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from installer import postgres

PROGRAM = Path(postgres.__file__)
needs_postgresql = pytest.mark.skipif(postgres.programs_folder() is None, reason="PostgreSQL is not installed")


def test_the_newest_installed_version_is_taken():
    versions = [Path(f"/usr/lib/postgresql/{version}/bin") for version in ("9.6", "15", "13")]
    assert postgres.newest(versions) == versions[1]
    assert postgres.newest([]) is None


def test_an_old_server_is_not_asked_for_what_it_does_not_know():
    assert postgres.order(14) == []
    assert "--icu-locale=en" in postgres.order(15)


@needs_postgresql
def test_it_is_durable_and_asks_for_the_password():
    with postgres.server() as url:
        address = url.replace("+psycopg", "")
        with psycopg.connect(address) as connection:
            settings = {
                name: connection.execute(f"show {name}").fetchone()[0]
                for name in ("fsync", "data_checksums", "listen_addresses", "password_encryption")
            }
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(address.replace(urlsplit(address).password, "guess"))
    assert settings == {
        "fsync": "on",
        "data_checksums": "on",
        "listen_addresses": "127.0.0.1",
        "password_encryption": "scram-sha-256",
    }
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", urlsplit(url).port)) != 0


@needs_postgresql
def test_a_command_gets_the_address_and_its_exit_code_comes_back():
    script = f"import os; raise SystemExit(7 if os.environ['{postgres.VARIABLE}'].startswith('postgresql') else 1)"
    command = [sys.executable, PROGRAM, "run", "--", sys.executable, "-c", script]
    assert subprocess.run(command, check=False).returncode == 7


@needs_postgresql
@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_asked_to_end_it_takes_the_server_with_it():
    script = f"""
import os, psycopg, time
url = os.environ["{postgres.VARIABLE}"].replace("+psycopg", "")
print(url, psycopg.connect(url).execute("show data_directory").fetchone()[0], flush=True)
time.sleep(60)
"""
    command = [sys.executable, PROGRAM, "run", "--", sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as program:
        url, data = program.stdout.readline().split()
        assert Path(data).exists()
        program.send_signal(signal.SIGTERM)
        assert program.wait(60) == 128 + signal.SIGTERM
    assert not Path(data).parent.exists()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", urlsplit(url).port)) != 0


def test_anything_but_run_is_wrong_usage(capsys):
    assert postgres.main(["start"]) == 2
    assert "run --" in capsys.readouterr().out
