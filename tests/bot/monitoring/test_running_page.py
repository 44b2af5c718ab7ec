"""docs/running.md and what it hands out name only what there is: settings, commands, metrics, files."""

import re

import pytest
from repository import ROOT
from running_bot import Clock
from typer.main import get_command

from bot.__main__ import cli
from bot.monitoring.metrics import Metrics
from bot.settings import Settings

PAGE = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
UNIT = (ROOT / "deploy" / "sourceline.service").read_text(encoding="utf-8")
CONTAINER = (ROOT / "Containerfile").read_text(encoding="utf-8")
GAUGES_OF_THE_APPLICATION = {"sourceline_articles", "sourceline_gate_waiting"}  # which its own tests ask for
NOT_OURS = {"MAILTO", "LOG_LEVEL", "SOURCELINE_LOG_LEVEL"}


def test_every_setting_that_it_names_is_one() -> None:
    named = set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", PAGE + CONTAINER)) | set(re.findall(r"\b([A-Z_]+)=", PAGE))
    known = {name.upper() for name in Settings.model_fields} | NOT_OURS | {"PYTHONUNBUFFERED"}
    assert named - known == set()
    assert {"WEBHOOK_URL", "WEBHOOK_HOST", "WEBHOOK_PORT", "METRICS_PORT", "METRICS_HOST", "LOG_FORMAT"} <= named


def test_every_command_that_it_names_is_one() -> None:
    commands = set(get_command(cli).commands)  # type: ignore[attr-defined]
    named = set(re.findall(r"(?:bin/sourceline|exec sourceline sourceline|`sourceline) ([a-z-]+)", PAGE + UNIT))
    assert {"run", "backup", "check"} <= named <= commands


def test_every_metric_is_named_and_each_that_is_named_is_one(clock: Clock) -> None:
    kept = {
        f"{metric.name}_total" if metric.type == "counter" else metric.name
        for metric in Metrics(clock).registry.collect()
    }
    named = set(re.findall(r"`(sourceline_[a-z_]+)", PAGE)) - {"sourceline_process_resident_memory_bytes"}
    ours = {name for name in kept if not name.startswith("sourceline_process_")}
    assert named == ours | GAUGES_OF_THE_APPLICATION


@pytest.mark.parametrize("file", re.findall(r"\]\(([^)#]+)\)", PAGE))
def test_every_file_that_it_points_to_is_there(file: str) -> None:
    assert (ROOT / "docs" / file).resolve().is_file()


def test_the_path_and_port_of_both_web_servers_are_those_of_the_settings() -> None:
    (path,) = re.findall(r"WEBHOOK_URL=https://[a-z.]+(/[a-z]+)", PAGE)
    (port,) = re.findall(r"WEBHOOK_PORT=([0-9]+)", PAGE)
    for block in (re.search(rf"```{name}\n(.*?)```", PAGE, re.DOTALL) for name in ("nginx", "caddy")):
        assert block
        assert f"{path} {{" in block[1]
        assert f"127.0.0.1:{port}" in block[1]


def test_the_container_holds_all_that_is_installed_and_is_built_from_nothing_else() -> None:
    allowed = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))
    copied = {name for line in re.findall(r"^COPY (.+) \S+$", CONTAINER, re.MULTILINE) for name in line.split()}
    assert copied == allowed
    assert all((ROOT / name).exists() for name in copied)
