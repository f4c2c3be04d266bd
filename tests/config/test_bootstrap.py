"""What `make run` and `make test` say on a machine that cannot build the environment."""

import os
import shutil
import subprocess

import pytest

from tests.architecture.files import ROOT


@pytest.fixture
def bare_tree(tmp_path):
    """The scripts and a lock file, without an environment."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    (tmp_path / "requirements.txt").write_text("", encoding="utf-8")
    return tmp_path


def bootstrap(tree, python_says):
    """Bootstrap with a stand-in for python3: a shell script."""
    python = tree / "python"
    python.write_text(f"#!/bin/sh\n{python_says}\n", encoding="utf-8")
    python.chmod(0o755)
    done = subprocess.run(
        [tree / "scripts" / "bootstrap.sh", "requirements.txt"],
        env={**os.environ, "PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_old_python_is_named(bare_tree):
    old = '[ "$1" = --version ] && echo Python 3.9.2 && exit 0; exit 1'
    status, words = bootstrap(bare_tree, old)
    assert status == 1
    assert words.startswith("Нужен Python 3.11 или новее, а здесь Python 3.9.2.")


def test_python_without_venv_says_which_package_brings_it(bare_tree):
    status, words = bootstrap(bare_tree, 'case "$*" in *ensurepip*) exit 1 ;; esac')
    assert (status, words) == (
        1,
        "У Python нет модуля ensurepip: в Debian его ставит команда apt-get install python3-venv\n",
    )


def test_empty_installation_refuses_another_database():
    done = subprocess.run(
        [ROOT / "scripts" / "run.sh"],
        env={**os.environ, "EMPTY": "1", "DATABASE_URL": "postgres://127.0.0.1/portal"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "EMPTY=1 работает на своём файле var/empty.sqlite3, а задан DATABASE_URL. Уберите одно из двух.\n"
    )
