"""What the documents say of the code is true of it."""

import ast
import re
import tomllib
from pathlib import Path

from linkshare.launcher.place import Address
from linkshare.launcher.programs import programs

ROOT = Path(__file__).resolve().parents[1]
READERS = ["linkshare/settings.py", *ROOT.glob("linkshare/launcher/*.py")]
ENVIRONMENTS = {"env", "environment", "outer", "os.environ"}
NAME = re.compile(r"[A-Z][A-Z_]+")
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+?) \| .* \|$", re.MULTILINE)
TABLE = dict(ROW.findall((ROOT / "README.md").read_text()))


def _reads():
    """Each call that reads a variable, in settings and launcher, and each that reads a pair."""
    for reader in READERS:
        for node in ast.walk(ast.parse((ROOT / reader).read_text())):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                yield node, ast.unparse(node.func), node.args[0].value


def _variables():
    found = set()
    for _node, function, name in _reads():
        if function == "_provider":
            found |= {f"{name}_CLIENT_ID", f"{name}_CLIENT_SECRET"}
        elif function.rpartition(".")[0] in ENVIRONMENTS and NAME.fullmatch(str(name)):
            found.add(name)
    return found - {"DJANGO_SETTINGS_MODULE"}


def test_every_variable_that_is_read_is_in_the_table_and_no_other():
    assert _variables() == TABLE.keys()


def test_plain_defaults_are_the_ones_in_the_table():
    for node, function, name in _reads():
        defaults = [word.value for word in node.keywords if word.arg == "default"]
        if not function.startswith("env.") or not isinstance(*defaults or [None], ast.Constant):
            continue
        default, said = defaults[0].value, TABLE[name].strip("`")
        if isinstance(default, bool | int | float):
            assert (name, float(said)) == (name, default)
        elif default and "://" not in default:
            assert (name, said) == (name, default)


def test_a_server_is_set_up_with_variables_that_there_are():
    lines = (ROOT / "deploy/linkshare.env").read_text().splitlines()
    names = {line.partition("=")[0] for line in lines if line and line[0] != "#"}
    assert names - TABLE.keys() == set()


def test_a_server_runs_what_the_launcher_runs():
    started = programs(Address("127.0.0.1", 8000), {})
    for program in started:
        unit = (ROOT / f"deploy/linkshare-{program.name}.service").read_text()
        queues = [word for word in program.command if word.startswith("linkshare")]
        assert f"-m {program.command[2]} " in unit
        assert all(f" {name}\n" in unit or f" {name} " in unit for name in queues)
    assert len(started) == len(list((ROOT / "deploy").glob("*.service")))


def test_every_layer_is_in_the_picture_of_the_layers():
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    layers = " ".join(
        layer
        for contract in tools["importlinter"]["contracts"]
        for layer in contract.get("layers", ())
    )
    picture = (ROOT / "ARCHITECTURE.md").read_text().split("```")[1]
    missing = [name for name in re.findall(r"[\w.]+", layers) if name not in picture]
    assert missing == []


def test_the_files_that_they_point_to_exist():
    for source in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")):
        links = re.findall(r"\]\(([^)#:]+)\)", source.read_text())
        assert [link for link in links if not (source.parent / link).exists()] == []


def test_decisions_are_numbered_from_one():
    records = sorted((ROOT / "docs/decisions").glob("*.md"))
    numbers = [record.read_text().partition(".")[0] for record in records]
    assert numbers == [f"# {number}" for number in range(1, len(records) + 1)]
    assert [record.name[:4] for record in records] == [
        f"{n:04}" for n in range(1, len(records) + 1)
    ]
