"""What is there is documented, and what is documented is there."""

from __future__ import annotations

import re

import click
import pytest

from app import COMMANDS, cli
from data.settings import PREFIX, Settings
from geo import errors
from tests.contracts.sources import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def _commands(group: click.Group, before: str) -> list[str]:
    found = []
    context = click.Context(group)
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        if isinstance(command, click.Group):
            found += _commands(command, f"{before} {word}")
        else:
            found.append(f"{before} {word}")
    return found


@pytest.mark.parametrize("field", list(Settings.__dataclass_fields__))
def test_every_setting_is_in_the_readme(field: str) -> None:
    assert f"`{PREFIX}{field.upper()}`" in README


@pytest.mark.parametrize("command", _commands(cli, "wusul"))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert command in README


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.WusulError)
    ],
)
def test_every_error_code_is_in_the_readme(kind: type[errors.WusulError]) -> None:
    assert kind is errors.WusulError or f"`{kind.code}`" in README


def test_every_path_that_the_architecture_names_exists() -> None:
    paths = re.findall(
        r"`((?:geo|data|importers|webmap|tests|tools)/[\w./-]+)`", ARCHITECTURE
    )

    gone = [path for path in paths if not (ROOT / path).exists()]

    assert paths
    assert gone == []


def test_readme_commands_are_commands() -> None:
    written = set(re.findall(r"^wusul (\w+)", README, flags=re.MULTILINE))

    assert written
    assert written <= set(COMMANDS)
