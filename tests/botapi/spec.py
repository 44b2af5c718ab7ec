"""Checks a call against the machine-readable Bot API where that lies beside the project; without it, lets all pass."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .calls import Call

FOLDER = Path(__file__).parents[3] / "shared" / "botapi"


@dataclass(frozen=True)
class Parameter:
    """One parameter as the specification lists it; `types` are Bot API names, such as `Array of String`."""

    types: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class Spec:
    """Every method with its parameters."""

    methods: Mapping[str, Mapping[str, Parameter]]

    @classmethod
    def found(cls, folder: Path = FOLDER) -> "Spec | None":
        """The newest specification in `folder`, None if there is none."""
        files = sorted(folder.glob("botapi-*.min.json"), key=_version)
        if not files:
            return None
        methods = json.loads(files[-1].read_text(encoding="utf-8"))["methods"]
        return cls(
            {
                name: {field["name"]: Parameter(tuple(field["types"]), field["required"]) for field in method["fields"]}
                for name, method in methods.items()
            }
        )

    def complaint(self, call: Call) -> str | None:
        """The first thing wrong with the call, None if it keeps to the specification."""
        if call.method not in self.methods:
            return "unknown method"
        known = self.methods[call.method]
        attached = _attached(call)
        for name in [*call.parameters, *(name for name in call.files if name not in attached)]:
            if name not in known:
                return f"unknown parameter {name!r}"
        for name, parameter in known.items():
            if name in call.files:
                if "InputFile" not in parameter.types:
                    return f"parameter {name!r} can't be a file"
            elif name in call.parameters:
                if not any(_fits(call.parameters[name], kind, call) for kind in parameter.types):
                    wanted = " or ".join(parameter.types)
                    return f"parameter {name!r} must be {wanted}, not {call.parameters[name]!r:.80}"
            elif parameter.required:
                return f"required parameter {name!r} is missing"
        return None


def _version(path: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", path.name)]


def _attached(call: Call) -> set[str]:
    """Files that a parameter names as `attach://<field>`."""
    return {name for name in call.files if any(f"attach://{name}" in str(v) for v in call.parameters.values())}


def _fits(value: Any, kind: str, call: Call) -> bool:
    if kind == "InputFile":
        return isinstance(value, str) and value.removeprefix("attach://") in call.files
    if kind == "String":
        return isinstance(value, str)
    if isinstance(value, str):
        if kind == "Boolean" and value in ("True", "False"):
            return True
        try:
            value = json.loads(value)
        except ValueError:
            return False
    return _is_of_kind(value, kind)


def _is_of_kind(value: Any, kind: str) -> bool:
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        return isinstance(value, list) and all(_is_of_kind(item, inner) for item in value)
    if kind == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "Float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "Boolean":
        return isinstance(value, bool)
    return isinstance(value, str if kind == "String" else dict)
