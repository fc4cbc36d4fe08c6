"""Statements held against the code that was handed in and the listings of the write-up."""

from collections.abc import Iterator

from grader.consistency.facts.alike import hold_alike
from grader.consistency.facts.at_home import decide_at_home
from grader.consistency.facts.beginnings import hold_first_weights, hold_states
from grader.consistency.facts.certain import told_in
from grader.consistency.facts.components import hold_components
from grader.consistency.facts.concepts import concepts_of
from grader.consistency.facts.counts_swapped import hold_swapped_counts
from grader.consistency.facts.covering import covered_questions, with_cover
from grader.consistency.facts.deciding import Decision, decide
from grader.consistency.facts.generated import hold_generated
from grader.consistency.facts.handling import hold_handling
from grader.consistency.facts.homes import homes_of
from grader.consistency.facts.keeping import hold_keeping
from grader.consistency.facts.known import Pool
from grader.consistency.facts.layer_counts import hold_layer_counts
from grader.consistency.facts.named_things import hold_named_things
from grader.consistency.facts.networks import without_biases
from grader.consistency.facts.noises import hold_noise_ranges, hold_noises
from grader.consistency.facts.poolings import hold_poolings
from grader.consistency.facts.pools import pool_of_code, pool_of_listings
from grader.consistency.facts.preparing import hold_preparing
from grader.consistency.facts.presence import decide_presence
from grader.consistency.facts.rows_varied import hold_varied
from grader.consistency.facts.shapes import hold_shapes
from grader.consistency.facts.shares import hold_shares
from grader.consistency.facts.splits import hold_splits
from grader.consistency.facts.spoken import spoken_of
from grader.consistency.facts.telling import checked, found_there, said
from grader.consistency.facts.transforms import hold_transforms
from grader.consistency.facts.valued import valued_of
from grader.consistency.wording import number_words
from grader.consistency.work import Work
from grader.records import Checked, Claim, Consistency, HeldAgainst, Source, Span, Whose

HELD = frozenset(
    "parameters layers hidden_layers units sizes channels kernel_size stride padding activation"
    " output_activation dropout optimizer learning_rate momentum weight_decay batch_size epochs"
    " loss_function schedule step_epochs step_factor gradient_clip label_smoothing seed noise"
    " length components alpha runs input_scaling augmentation regularisation".split()
)
"""Quantities that code tells."""


def check_code(work: Work) -> Iterator[Checked]:
    """Every statement of a setting or a network, against the code that was handed in."""
    if work.has_code:
        pool = pool_of_code(work)
        yield from _all_of(work, pool, work.sources)
        yield from hold_noise_ranges(work, work.sources)
        yield from hold_alike(work, pool)
        yield from hold_components(work, pool, work.sources)


def check_listings(work: Work) -> Iterator[Checked]:
    """Every statement of a setting or a network, against the listings of the write-up itself."""
    if work.listed.sources:
        yield from _all_of(work, pool_of_listings(work), work.listed.sources)


def _all_of(work: Work, pool: Pool, sources: tuple[Source, ...]) -> Iterator[Checked]:
    held = tuple(_held(work, pool))
    yield from held
    yield from hold_handling(work, sources, pool.check)
    yield from hold_noises(work, sources, pool.check)
    yield from hold_shapes(work, pool)
    yield from hold_poolings(work, pool)
    yield from hold_varied(work, pool, sources)
    yield from hold_transforms(work, pool, sources)
    yield from hold_splits(work, pool, sources)
    yield from hold_shares(work, pool, sources)
    yield from hold_keeping(work, pool, sources)
    yield from hold_layer_counts(work, pool)
    yield from hold_generated(work, pool, sources)
    yield from hold_named_things(work, pool, sources)
    yield from hold_preparing(work, pool, sources)
    yield from hold_states(work, pool, sources)
    yield from hold_first_weights(work, pool, sources)
    wrong = {each.span for each in held if each.outcome is Consistency.INCONSISTENT}
    for one in hold_swapped_counts(work, pool, sources):
        if not any(span and one.span and _overlap(span, one.span) for span in wrong):
            yield one


def _overlap(one: Span, other: Span) -> bool:
    """Whether two pieces of a write-up have a character in common."""
    return one.block == other.block and one.start < other.end and other.start < one.end


def _held(work: Work, pool: Pool) -> Iterator[Checked]:
    stated = work.statements.claims
    stated = (*stated, *valued_of(work.write_up, stated))
    stated = (*stated, *concepts_of(work.write_up, stated))
    told = told_in(work.write_up, stated)
    homes = homes_of(pool)
    decided: list[tuple[Claim, Decision]] = []
    for claim in (*stated, *spoken_of(work.write_up, stated)):
        if claim.quantity not in HELD or claim.whose is Whose.OTHERS:
            continue
        decision = decide_presence(claim, told, pool) or decide(claim, told, pool)
        decision = decide_at_home(claim, decision, told, homes, pool) or decision
        if decision is not None:
            decided.append((claim, decision))
    # A notebook's prose stands between its own code.
    own = work.write_up.format == "notebook" or pool.check is HeldAgainst.LISTING
    covered = None if own else covered_questions(decided)
    for claim, decision in decided:
        yield tell(work, claim, pool, with_cover(claim, decision, covered) if covered else decision)


def tell(work: Work, claim: Claim, pool: Pool, decision: Decision) -> Checked:
    """The record of a decision, with both sides."""
    there = decision.clause or found_there(decision.known, pool)
    sentence = f"{said(claim, work.write_up)}, {there}"
    if decision.outcome is Consistency.INCONSISTENT and claim.quantity == "parameters":
        sentence += _without_biases(work, claim, pool)
    elif decision.outcome is Consistency.CANNOT_TELL:
        sentence += f"; whether that contradicts it cannot be told: {decision.why}"
    first = decision.known[0] if decision.known else None
    return checked(
        claim,
        work.write_up,
        decision.outcome,
        pool.check,
        f"{sentence}.",
        other=decision.place or (first.place if first else None),
        other_words=first.words if first else "",
    )


def _without_biases(work: Work, claim: Claim, pool: Pool) -> str:
    """That the number is the one without biases, where it is."""
    networks = (
        work.listed.networks
        if pool.check is HeldAgainst.LISTING
        else work.evidence.written_networks
    )
    for network in networks:
        count = network.parameters
        less = without_biases(network.layers, count) if count is not None else None
        if less is not None and less != count and claim.value == less:
            number = number_words(float(less))
            return f", of which {number} are no biases"
    return ""
