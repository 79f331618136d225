"""On which line of a YAML file does a value stand?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from dialogues.errors import BadScript
from dialogues.inputs import Json

#: keys and indices that lead to a value
Path = tuple[str | int, ...]

#: libyaml's reader where PyYAML was built with it: ten times faster, same marks
READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: deeper documents are refused: nobody writes them by hand
MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Lined:
    """A YAML document as plain values, with the line (from 1) of each."""

    file: str
    data: Json
    lines: Mapping[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Return the line of a value, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def error(self, path: Path, what: str) -> BadScript:
        """Return the error that names this value's line."""
        return BadScript(self.file, self.line(path), what)


def read_lined(file: str, text: str) -> Lined:
    """Read a YAML text. Raise BadScript with the line where it is not YAML, or repeats a key."""
    try:
        _check_depth(file, text)
        node = yaml.compose(text, Loader=READER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise BadScript(file, mark.line + 1 if mark else 1, f"this is not YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise BadScript(file, 1, "this is not YAML: it holds a character that YAML forbids") from error
    except UnicodeEncodeError as error:
        raise BadScript(file, 1, "this is not YAML: it holds half a character (a lone surrogate)") from error
    lines: dict[Path, int] = {}
    return Lined(file, _value(node, (), lines, file) if node is not None else None, lines)


def _check_depth(file: str, text: str) -> None:
    """Refuse what is nested too deeply before it is composed: composing calls itself at each level."""
    depth = 0
    for event in yaml.parse(text, Loader=READER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise BadScript(file, line, "this is nested too deeply")


def _scalar(node: yaml.Node, line: int, file: str) -> Json:
    """Return a plain value: text, number, yes or no, nothing; dates and other things of YAML's are refused."""
    try:
        value = yaml.SafeLoader("").construct_object(node, deep=True)
    except (yaml.YAMLError, ValueError, LookupError) as error:
        raise BadScript(file, line, f"{node.value!r} is no value: put it between quotes") from error
    if value is not None and not isinstance(value, str | int | float):
        raise BadScript(
            file, line, f"{node.value!r} is read as a {type(value).__name__}: put it between quotes"
        )
    return value


def _value(node: yaml.Node, path: Path, lines: dict[Path, int], file: str) -> Json:
    lines[path] = node.start_mark.line + 1
    if len(path) > MAX_DEPTH:
        raise BadScript(file, lines[path], "this is nested too deeply")
    match node:
        case yaml.MappingNode():
            return _mapping(node, path, lines, file)
        case yaml.SequenceNode():
            return [_value(item, (*path, i), lines, file) for i, item in enumerate(node.value)]
        case _:
            return _scalar(node, lines[path], file)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int], file: str) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in found:
            raise BadScript(file, key_node.start_mark.line + 1, f"{key!r} stands twice: keep one of them")
        found[key] = _value(value_node, (*path, key), lines, file)
        lines[(*path, key)] = key_node.start_mark.line + 1
    return found
