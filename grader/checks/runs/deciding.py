"""From runs and wishes to an answer: is there a run that has all that is asked?"""

from collections.abc import Sequence
from dataclasses import replace

from grader.checks.certainty import run_doubt
from grader.checks.choosing import choose
from grader.checks.code.texts import BACKWARD, may_mention, stated, told_beside, you_wrote
from grader.checks.runs.fields import Held, State, Wish, words_of
from grader.checks.runs.pools import Pool, joined
from grader.checks.runs.schedules import falls_between, unlinked_scheduler
from grader.checks.runs.tried import Tried, doubt_of, file_doubt, hold_run
from grader.checks.runs.wishes import is_twin
from grader.checks.words import answer, asked, listed
from grader.matching import outputs
from grader.matching.designs import read_layers
from grader.records import Answer, Case, Fact, Kind, Outcome

CHANCE_SHARE = 0.05
"""A value this near to guessing, as a share of the way to 100 %, is none that was learnt."""


def decide(case: Case, pool: Pool, wishes: tuple[Wish, ...], *, network: str | None) -> Answer:
    """The answer for runs that were found and what is asked of one of them."""
    runs = (*pool.observed, *joined(pool.observed))
    tried = [_complete(case, pool, hold_run(case, run, wishes), wishes) for run in runs]
    good = [each for each in tried if each.does_it]
    if good:
        return _met(case, pool, good, network)
    facts = [_asked(case, wishes, network)]
    if not tried and pool.none:
        return _none(pool, facts)
    if not tried:
        return _unseen(case, pool, wishes, facts, network)
    nearest = _nearest(tried)
    facts += _facts(nearest)
    if different := nearest.having(State.DIFFERENT):
        return _different(case, pool, wishes, tried, different, facts, network)
    if near := nearest.having(State.NEAR):
        told = f"{near[0].difference}; {near[0].why}" if near[0].why else near[0].difference
        return answer(Outcome.SUSPECTED, told, facts)
    unknown = nearest.having(State.UNKNOWN)
    return answer(Outcome.OPEN, _not_seen(unknown), facts)


def _complete(case: Case, pool: Pool, tried: Tried, wishes: tuple[Wish, ...]) -> Tried:
    """What was not seen of a run is taken from the code that ran, if it says what is asked."""
    unknown = {each.field for each in tried.having(State.UNKNOWN)}
    if not unknown or tried.having(State.DIFFERENT, State.NEAR):
        return tried
    for other in pool.written:
        if not is_twin(tried.run.training, other.training):
            continue
        said = {each.field: each for each in hold_run(case, other, wishes).held}
        if all(said[field].state is State.SAME for field in unknown):
            held = (
                _as_written(each, said[each.field]) if each.field in unknown else each
                for each in tried.held
            )
            return Tried(run=tried.run, held=tuple(held))
    return tried


def _as_written(held: Held, said: Held) -> Held:
    return Held(
        field=held.field, asked=held.asked, found=said.found, state=State.WRITTEN, why=held.why
    )


def _nearest(tried: Sequence[Tried]) -> Tried:
    return min(
        tried,
        key=lambda each: (each.distance, -(each.run.training.steps or 0), each.run.training.run),
    )


def _met(case: Case, pool: Pool, good: list[Tried], network: str | None) -> Answer:
    doing = {each.run.network_id for each in good} - {""}
    candidates = [each for each in pool.networks if each.id in {*doing, *_trained(pool)}]
    chosen, fact = good[0], None
    if doing.intersection(each.id for each in candidates):
        choice = choose(case, candidates, doing_it=doing)
        fact = choice.fact
        chosen = next(
            (each for each in reversed(good) if each.run.network_id == choice.network.id), good[0]
        )
    facts = [_asked_of(chosen, case, network), *_facts(chosen), fact]
    return answer(Outcome.MET, _remark(chosen), facts)


def _trained(pool: Pool) -> set[str]:
    return {run.network_id for run in pool.observed}


def _remark(tried: Tried) -> str:
    written = tried.having(State.WRITTEN)
    remarks = [each.why for each in tried.held if each.state is State.SAME and each.why]
    if tried.run.parts > 1:
        remarks.append(f"it was trained in {tried.run.parts} parts")
    if written:
        told = ", ".join(words_of(each.field) for each in written)
        why = next((each.why for each in written if each.why), "")
        remarks.append(f"{told} as the code says" + (f": {why}" if why else ""))
    return "; ".join(remarks)


def _different(
    case: Case,
    pool: Pool,
    wishes: tuple[Wish, ...],
    tried: list[Tried],
    different: list[Held],
    facts: list[Fact | None],
    network: str | None,
) -> Answer:
    told = listed(each.difference for each in different)
    if backing := _stated_as_asked(case, wishes, different):
        facts = [*facts, *backing[:1]]
    doubt = doubt_of(case, pool, wishes, network, tried)
    if not doubt and "schedule" in {each.field for each in different}:
        doubt = falls_between(pool.observed) or unlinked_scheduler(case.evidence, pool)
    if not doubt and backing:
        doubt = "it is stated as asked, so another run may have been made"
    if doubt:
        return answer(Outcome.SUSPECTED, f"{told}, but {doubt}", facts)
    return answer(Outcome.NOT_MET, told, facts)


def _stated_as_asked(case: Case, wishes: tuple[Wish, ...], different: list[Held]) -> list[Fact]:
    """Statements of what is asked, where there is one for every setting that differs."""
    by_field = {wish.field: wish for wish in wishes}
    facts = []
    for each in different:
        wish = by_field[each.field]
        claim = stated(case, wish.quantity, wish.fits)
        place = told_beside(case.evidence, each.field, wish.numbers, with_code=False)
        if claim is None and place is None:
            return []
        told = f"{words_of(each.field)} {wish.words}"
        facts.append(you_wrote(claim) if claim else Fact(label="Look at", text=told, place=place))
    return facts


def _none(pool: Pool, facts: list[Fact | None]) -> Answer:
    """What ran was no training, or may have been none: both sides, for a person."""
    last = pool.none[-1]
    run = last.training
    steps = f"{run.optimizer}, {run.steps:,} steps" if run.steps else run.optimizer
    facts = [
        *facts,
        Fact(label="Recorded", text=steps, kind=run.kind, place=run.place),
        Fact(label="Found", text=last.found, place=run.place),
    ]
    return answer(Outcome.SUSPECTED, f"no training of it counts: {last.why}", facts)


def _unseen(
    case: Case,
    pool: Pool,
    wishes: tuple[Wish, ...],
    facts: list[Fact | None],
    network: str | None,
) -> Answer:
    """No training of it ran here: the code may say how it is trained.

    Code alone is believed where something kept it from being seen to run, or where the weights
    that came of it were handed in. Where every cell ran to its end, it just was not called.
    """
    written = [hold_run(case, run, wishes) for run in pool.written]
    awake = [each for each in written if not each.run.training.dormant or _from_file(pool)]
    # Code that nothing calls keeps nothing from being seen.
    kept = run_doubt(replace(case.evidence, dormant=()))
    why = run_doubt(case.evidence) or file_doubt(pool)
    good = [each for each in awake if each.does_it]
    if good and (kept or file_doubt(pool)):
        if not kept and (guessing := _guessing(case, pool)):
            told = f"as the code says, but it was not seen to run, and {guessing}"
            return answer(Outcome.SUSPECTED, told, [*facts, *_facts(good[0])])
        told = f"as the code says; no training of it was seen here: {kept or file_doubt(pool)}"
        return answer(Outcome.MET, told, [*facts, *_facts(good[0])])
    if good:
        told = "its training is in the code, and nothing of it ran though every cell did"
        return answer(Outcome.SUSPECTED, told, [*facts, *_facts(good[0])])
    if written:
        nearest = _nearest(awake or written)
        facts = [*facts, *_facts(nearest)]
        if different := nearest.having(State.DIFFERENT):
            told = listed(each.difference for each in different)
            return answer(Outcome.SUSPECTED, f"read in the code, not seen to run: {told}", facts)
        return answer(Outcome.OPEN, "its training is in the code, and was not seen to run", facts)
    return _no_training(case, pool, wishes, facts, why, network)


def _guessing(case: Case, pool: Pool) -> str:
    """That its weights are certainly no better than chance; empty if that is not known."""
    ids = {each.id for each in pool.networks}
    scores = [each for each in case.evidence.measurements if each.network in ids]
    known = [each.value for each in scores if each.certain and each.kind is Kind.MEASURED]
    values = [each for each in known if each is not None]
    classes = {outputs(layers) for each in pool.networks if (layers := read_layers(each.layers))}
    if not values or len(values) < len(scores) or len(classes) != 1:
        return ""
    best, chance = max(values), 100 / max(1, *classes, 2)
    if best > chance + CHANCE_SHARE * (100 - chance):
        return ""
    return f"the weights from the file guess: {best:.3g} % of held-out examples are right"


def _from_file(pool: Pool) -> bool:
    return any(each.checkpoint or each.loaded_from for each in pool.networks)


def _no_training(
    case: Case,
    pool: Pool,
    wishes: tuple[Wish, ...],
    facts: list[Fact | None],
    why: str,
    network: str | None,
) -> Answer:
    told = "no training of it was seen"
    if why or not pool.networks:
        return answer(Outcome.OPEN, "; ".join(filter(None, [told, why or pool.doubt])), facts)
    if doubt := doubt_of(case, pool, wishes, network):
        return answer(Outcome.SUSPECTED, f"{told}, but {doubt}", facts)
    if may_mention(case.evidence, BACKWARD) or any(each.steps for each in pool.networks):
        return answer(Outcome.SUSPECTED, f"{told}; it may be trained without an optimizer", facts)
    return answer(Outcome.NOT_MET, f"{told}, and nothing in the code trains anything", facts)


def _not_seen(unknown: list[Held]) -> str:
    names = ", ".join(words_of(each.field) for each in unknown)
    why = next((each.why for each in unknown if each.why), "")
    return f"not seen: {names}" + (f"; {why}" if why else "")


def _asked(case: Case, wishes: tuple[Wish, ...], network: str | None) -> Fact | None:
    told = "; ".join(f"{_label(wish.field)} {wish.words}" for wish in wishes)
    if not told:
        return asked(case.required(network)) if network is not None else None
    return Fact(label="Asked", text=told)


def _asked_of(tried: Tried, case: Case, network: str | None) -> Fact | None:
    told = "; ".join(f"{_label(each.field)} {each.asked}" for each in tried.held)
    if told:
        return Fact(label="Asked", text=told)
    return asked(case.required(network)) if network is not None else None


def _facts(tried: Tried) -> list[Fact]:
    run = tried.run
    told = "; ".join(f"{_label(each.field)} {each.found}" for each in tried.held)
    if not told:
        steps = run.training.steps
        told = run.training.optimizer + (f", {steps:,} steps" if steps is not None else "")
    name = f" ({run.network.name})" if run.network and run.network.name else ""
    return [Fact(label="Found", text=told + name, kind=run.training.kind, place=run.training.place)]


def _label(field: str) -> str:
    """A field's name before its value, which for schedules is no number but a few words."""
    return "schedule:" if field == "schedule" else words_of(field)
