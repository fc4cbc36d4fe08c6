"""Defaults of command-line options: argparse, absl and click."""

import ast
from typing import Any

from grader.collect.written.arithmetic import kept
from grader.collect.written.machine import Machine
from grader.collect.written.values import (
    UNKNOWN,
    Args,
    DictThing,
    Dotted,
    Function,
    ListThing,
    ParserThing,
    Value,
)

_FALLBACKS: dict[str, Value] = {
    "store": None, "store_true": False, "store_false": True, "store_const": None,
    "append": None, "count": None,
}  # fmt: skip
"""What an option without a default is, by its action."""
_SAME_PARSER = ("add_argument_group", "add_mutually_exclusive_group")


def parser_method(machine: Machine, parser: ParserThing, name: str, args: Args) -> Value:
    """A method of an argument parser."""
    if name == "add_argument":
        _add(machine, parser, args)
    elif name == "set_defaults":
        machine.change(parser, {**machine.content(parser), **dict(args.keywords)})
    elif name in _SAME_PARSER:
        return parser
    elif name == "parse_args":
        return _parsed(machine, parser, args)
    elif name == "parse_known_args":
        return (_parsed(machine, parser, args), UNKNOWN)
    return UNKNOWN


def _add(machine: Machine, parser: ParserThing, args: Args) -> None:
    flags = [flag for flag in args.positional if isinstance(flag, str)]
    name = args.get(None, "dest", None) or _destination(flags)
    if not isinstance(name, str) or not args.complete:
        return
    action = args.get(None, "action", "store")
    fallback = _FALLBACKS.get(action, UNKNOWN) if isinstance(action, str) else UNKNOWN
    required = args.get(None, "required", False) is not False
    if flags and not flags[0].startswith("-"):
        required = args.get(None, "nargs", None) not in ("?", "*")
    default = UNKNOWN if required else args.get(None, "default", fallback)
    typed = as_type(default, args.get(None, "type", None))
    before = machine.content(parser)
    told = _told(machine.arguments, flags, args, typed)
    machine.change(parser, {**before, name.replace("-", "_"): told})


def _told(words: tuple[str, ...], flags: list[str], args: Args, default: Value) -> Value:
    """What a command line sets the option to; its default where it does not name it."""
    given = _named(words, flags)
    if not given:
        # A flag may be cut short, and then it is not known which one is meant.
        short = any(
            word.startswith("--") and flag.startswith(word.partition("=")[0])
            for word in words
            for flag in flags
        )
        return UNKNOWN if short else default
    at = given[-1]
    action = args.get(None, "action", "store")
    if action in ("store_true", "store_false"):
        return action == "store_true"
    if action != "store" or args.get(None, "nargs", None) is not None:
        return UNKNOWN
    _, equals, value = words[at].partition("=")
    if not equals and at + 1 == len(words):
        return UNKNOWN
    kind = args.get(None, "type", None)
    text = value if equals else words[at + 1]
    return text if kind is None else as_type(text, kind)


def _named(words: tuple[str, ...], flags: list[str]) -> list[int]:
    """Where a command line names an option."""
    return [at for at, word in enumerate(words) if word.partition("=")[0] in flags]


def _destination(flags: list[str]) -> str:
    """The attribute that an option is stored under: of its first long name."""
    long = [flag for flag in flags if flag.startswith("--")]
    first = (long or flags or [""])[0]
    return first.lstrip("-")


def as_type(value: Value, kind: Value) -> Value:
    """A default that is a text goes through the option's type, as the parser does it."""
    if not isinstance(value, str) or kind is None:
        return value
    path = kind.path if isinstance(kind, Dotted) else ""
    try:
        if path == "builtins.float":
            return kept(float(value))
        if path == "builtins.int":
            return kept(int(value))
    except (ValueError, OverflowError):
        return UNKNOWN
    return value if path == "builtins.str" else UNKNOWN


def _parsed(machine: Machine, parser: ParserThing, args: Args) -> Value:
    content = dict(machine.content(parser))
    given = args.get(0, "args", None)
    words = machine.content(given) if isinstance(given, ListThing) else given
    # What a hand-written list of flags sets is not what the defaults say.
    certain = given is None or (words in ((), ("",)) and not machine.arguments)
    alone = args.get(1, "namespace", None) is None
    return machine.dictionary(content if certain and alone else None, dotted=True)


def define_flag(machine: Machine, args: Args) -> None:
    """`flags.DEFINE_float("lr", 0.1, "...")`"""
    name = args.get(0, "name", None)
    if isinstance(name, str):
        content = machine.content(machine.flags)
        if isinstance(content, dict):
            value = args.get(1, "default", UNKNOWN)
            if _named(machine.arguments, [f"--{name}", f"-{name}"]):
                value = UNKNOWN
            machine.change(machine.flags, {**content, name: value})


def click_decorator(machine: Machine, function: Function, decorator: ast.expr, path: str) -> None:
    """`@click.option("--lr", default=0.1)` gives a parameter its default."""
    if not isinstance(decorator, ast.Call) or path not in ("click.option", "click.argument"):
        return
    names = [part.value for part in decorator.args if isinstance(part, ast.Constant)]
    flags = [name for name in names if isinstance(name, str)]
    given: dict[str, Any] = {
        each.arg: machine.evaluate(machine, each.value) for each in decorator.keywords if each.arg
    }
    bare = [flag for flag in flags if not flag.startswith("-")]
    name = bare[0] if bare else _destination([flag.partition("/")[0] for flag in flags])
    fallback: Value = UNKNOWN if path == "click.argument" else None
    if given.get("is_flag") is True:
        fallback = False
    value = as_type(given.get("default", fallback), given.get("type"))
    if given.get("required") is True or given.get("multiple") is True:
        value = UNKNOWN
    if _named(machine.arguments, flags):
        value = UNKNOWN
    function.defaults[name.replace("-", "_").lower()] = value


def simple_namespace(machine: Machine, args: Args) -> DictThing:
    """`SimpleNamespace(lr=0.1)`, `Namespace(...)` and dictionaries with attributes."""
    entries: dict[Any, Value] = {}
    known = args.complete and len(args.positional) <= 1
    for each in args.positional:
        content = machine.content(each) if isinstance(each, DictThing) else None
        known = known and isinstance(content, dict)
        entries.update(content or {})
    entries.update(args.keywords)
    return machine.dictionary(entries if known else None, dotted=True)
