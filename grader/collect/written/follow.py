"""A notebook is followed cell by cell, and what is switched off in it beside what runs."""

import ast
from collections import Counter

from grader.collect.written import calls, expressions, statements
from grader.collect.written.attributes import OPEN_BASES, is_network
from grader.collect.written.frames import Event, Frame
from grader.collect.written.limits import MOST_IN_ALL
from grader.collect.written.machine import Machine
from grader.collect.written.merging import merged
from grader.collect.written.modules import Modules, loader
from grader.collect.written.sources import Dormant, Unit, unit_of
from grader.collect.written.values import UNKNOWN, ClassThing, Dotted, Function, ModuleValue, Origin
from grader.records import Notebook

LASTING = (Dotted, Function, ClassThing, ModuleValue)
"""Values of names that code seldom changes."""


def follow_notebook(notebook: Notebook, modules: Modules, *, most_steps: int) -> Machine:
    """Everything that the code of one notebook says, as the events of a machine."""
    machine = Machine(Origin(notebook.path, None), most_steps=most_steps)
    machine.evaluate = expressions.evaluate
    machine.execute = statements.execute
    machine.call = calls.call
    machine.load = loader(modules, follow_unit)
    machine.frame.names["__name__"] = "__main__"
    machine.arguments = notebook.arguments
    room = MOST_IN_ALL
    for cell in notebook.cells:
        room -= len(cell.source)
        if cell.kind in ("code", "raw") and room > 0:
            unit = unit_of(cell, notebook.path)
            machine.origin = unit.origin
            follow_unit(machine, unit)
    _follow_unused(machine)
    return machine


def follow_unit(machine: Machine, unit: Unit) -> None:
    """Follow the statements of a cell or module, each commented-out block in its place."""
    machine.mentions += _mentions(*unit.statements)
    machine.is_complete = machine.is_complete and not unit.lost
    waiting = list(unit.dormant)
    for statement in unit.statements:
        end = statement.end_lineno or statement.lineno
        while waiting and waiting[0].line < statement.lineno:
            _follow_dormant(machine, waiting.pop(0))
        _guarded(machine, [statement])
        while waiting and waiting[0].line <= end:
            _follow_dormant(machine, waiting.pop(0))
    for block in waiting:
        _follow_dormant(machine, block)
    for name in unit.lost & machine.frame.names.keys():
        if not isinstance(machine.frame.names[name], LASTING):
            machine.frame.names[name] = UNKNOWN


def _guarded(machine: Machine, body: list[ast.stmt]) -> None:
    """Follow statements; whatever goes wrong with them, they say nothing and nothing is certain.

    Everything is caught here: code of strangers must not keep a grade from being made.
    """
    frame, origin, top = machine.frame, machine.origin, machine.top
    depth = (machine.nesting, len(machine.calls), len(machine.regions), len(machine.loops))
    jumps, dormant, tracing = list(frame.jumps), machine.dormant, machine.tracing
    events, conditions = len(machine.events), machine.conditions
    if machine.steps > machine.most_steps:
        machine.is_complete = False
        return
    if not machine.calls and not machine.nesting:
        machine.top = (origin, body[0].lineno if body else 1)
    try:
        machine.execute(machine, body)
    except Exception:
        del machine.events[events:]
        machine.nesting, machine.conditions = depth[0], conditions
        del machine.calls[depth[1] :], machine.regions[depth[2] :], machine.loops[depth[3] :]
        machine.frame, machine.origin, machine.dormant = frame, origin, dormant
        machine.tracing, frame.jumps = tracing, jumps
        _doubt(machine)
    finally:
        machine.top = top


def _doubt(machine: Machine) -> None:
    """Something was not followed: what stands in names, and how trainings go on, is unknown."""
    machine.is_complete = False
    # Code that is commented out has changed nothing of what runs.
    frames = [machine.frame] if machine.dormant else [machine.frame, machine.frame.top]
    for names in (frame.names for frame in frames):
        for name, value in list(names.items()):
            if not isinstance(value, LASTING) and name != "__name__":
                names[name] = UNKNOWN
    for event in list(machine.events):
        concerned = event.kind == "optimizer" and (event.dormant or not machine.dormant)
        if concerned and id(event.subject) not in machine.doubted:
            machine.doubted.add(id(event.subject))
            machine.events.append(Event("escaped", event.subject, (), event.dormant))


def _follow_dormant(machine: Machine, block: Dormant) -> None:
    """Follow code that is commented out: it sees the names around it and changes none of them."""
    live = machine.frame
    overlay = live.overlay
    if overlay is None:
        overlay = live.overlay = Frame(outer=live, dormant=True)
    for name in block.lost:
        value = overlay.names.get(name, live.names.get(name))
        if value is not None and not isinstance(value, LASTING):
            overlay.names[name] = UNKNOWN
    seen = _lasting(live) if block.inside else overlay
    before = dict(overlay.names)
    machine.frame = seen
    try:
        with machine.asleep():
            _guarded(machine, block.tree.body)
    finally:
        machine.frame = live
    if all(isinstance(each, ast.Assign | ast.AnnAssign) for each in block.tree.body):
        # `# lr = 0.01` alone may be a remark as well as another choice.
        for name, value in list(overlay.names.items()):
            if name not in before and name in live.names:
                overlay.names[name] = merged(value, live.names[name])


def _lasting(frame: Frame) -> Frame:
    """A frame that sees imports, functions and classes only."""
    names = {name: value for name, value in frame.names.items() if isinstance(value, LASTING)}
    return Frame(names=names, dormant=True, stars=list(frame.stars))


def _follow_unused(machine: Machine) -> None:
    """Follow what is defined and never used: it is written, and cannot have run."""
    if not machine.is_complete:
        return
    for cls in list(machine.classes):
        if not cls.made and cls.node is not None and not _is_mentioned(machine, cls):
            _asleep(machine, cls)
    for function in list(machine.functions):
        mentioned = function.followed or _is_mentioned(machine, function)
        if not mentioned and not _belongs_to_a_library(function):
            _asleep(machine, function)


def _is_mentioned(machine: Machine, defined: Function | ClassThing) -> bool:
    """Whether anything but itself speaks of it: then it may be used where we did not see it."""
    if defined.node is None or isinstance(defined.node, ast.Lambda) or defined.dormant:
        return isinstance(defined.node, ast.Lambda)
    name = defined.node.name
    return machine.mentions[name] > _mentions(defined.node)[name]


def _mentions(*nodes: ast.AST) -> Counter[str]:
    """How often each name is read."""
    found: Counter[str] = Counter()
    for node in nodes:
        for each in ast.walk(node):
            if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
                found[each.id] += 1
            elif isinstance(each, ast.Attribute):
                found[each.attr] += 1
    return found


def _belongs_to_a_library(function: Function) -> bool:
    """Whether it is a method that a library calls: what it says then is not for us to tell."""
    owner = function.owner
    if owner is None:
        return function.opaque
    known = all(
        isinstance(base, ClassThing) or (isinstance(base, Dotted) and base.path in OPEN_BASES)
        for base in owner.bases
    )
    return is_network(owner) or not known


def _asleep(machine: Machine, callee: Function | ClassThing) -> None:
    """Call something with nothing: what it says with its own defaults."""
    before = (machine.frame, machine.origin)
    machine.frame = Frame(names={"__unused__": callee}, dormant=True)
    machine.origin = callee.origin or machine.origin
    call = ast.parse("__unused__()").body
    ast.increment_lineno(call[0], getattr(callee.node, "lineno", 1) - 1)
    try:
        with machine.asleep():
            _guarded(machine, call)
    finally:
        machine.frame, machine.origin = before
