"""A database that cannot be used says what is wrong with it."""

import pytest

from tests.launcher.site import Site


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "It must be a file that you may write to"),
        (lambda path: path.write_bytes(b"no database" * 1000), "Bring the file back"),
    ],
)
def test_a_file_that_is_no_database_is_named_with_what_to_do(tmp_path, make, said):
    data = tmp_path / "data"
    data.mkdir()
    make(data / "db.sqlite3")
    site = Site(data)
    assert site.start().ends() == 2
    assert site.says(f"The database {data / 'db.sqlite3'} cannot be used: ")
    assert site.says(said)
    assert not site.says("Traceback")


def test_a_server_that_is_not_there_is_said_not_to_answer(tmp_path):
    site = Site(tmp_path / "data", DATABASE_URL="postgres://nobody@127.0.0.1:1/none")
    assert site.start().ends() == 2
    assert site.says("The database does not answer")
    assert site.says("Look at DATABASE_URL.")
