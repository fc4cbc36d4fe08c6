"""Cases made of a few lines of a report, read as the program reads them."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from grader.collect.accounts import account_of
from grader.collect.write_ups import read_text
from grader.consistency import hold
from grader.consistency.works import works_of
from grader.notation import bias_count, parameter_count, parse_architecture
from grader.records import Account, Case, Evidence, Question, RequiredNetwork

QUESTIONS = {
    "1.1": "Autoencoder",
    "1.2": "Eigenfaces",
    "2.1": "Shallow MLP with a fixed learning rate",
    "3.1": "Deep MLP",
    "4.1": "Noisy labels",
}
"""Questions of a made-up handout, with their titles."""

NETWORKS = {
    "shallow": "784 -> 32 -> relu -> 10",
    "deep": "784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10",
    "wide": "784 -> 128 -> relu -> 64 -> relu -> 128 -> relu -> 10",
}


def question(identifier: str, title: str = "") -> Question:
    """A question without items."""
    return Question(id=identifier, title=title, points=Decimal(10), criteria=())


def network(name: str, notation: str) -> RequiredNetwork:
    """A network that the handout asks for."""
    architecture = parse_architecture(notation)
    return RequiredNetwork(
        name=name,
        notation=notation,
        architecture=architecture,
        parameters=parameter_count(architecture),
        biases=bias_count(architecture),
        task="a2/clothing",
    )


def account(text: str, path: str = "report.md") -> Account:
    """What a document of this text says."""
    return account_of(read_text(text, path=path))


def case(
    *texts: str,
    questions: dict[str, str] = QUESTIONS,
    networks: Iterable[str] = NETWORKS,
    problems: tuple[str, ...] = (),
    **parts: Any,
) -> Case:
    """A case of these documents, of which nothing was run unless the evidence says so."""
    accounts = tuple(account(text, f"report{number or ''}.md") for number, text in enumerate(texts))
    if problems:
        accounts = tuple(
            replace(each, write_up=replace(each.write_up, problems=problems)) for each in accounts
        )
    evidence = Evidence(submission="s", name="s", digest="0", accounts=accounts)
    evidence = replace(evidence, **parts)
    return Case(
        evidence=evidence,
        networks=tuple(network(name, NETWORKS[name]) for name in networks),
        matches=(),
        questions=tuple(question(name, title) for name, title in questions.items()),
        checked=tuple(record for work in works_of(evidence) for record in hold(work)),
    )


def report(**sections: str) -> str:
    """A report with all sections of the handout; those that are named get these words."""
    usual = {
        "q1_1": "The network has one hidden layer and maps faces onto themselves quite nicely.",
        "q1_2": "We centred the faces and computed the leading directions of the matrix.",
        "q2_1": "The curves fall quickly at first and then stay flat for the rest of training.",
        "q3_1": "More depth did not bring much, and the curves are nearly as those of before.",
        "q4_1": "The network learns the right answers first and repeats the wrong ones later.",
    }
    parts = []
    for name, words in {**usual, **sections}.items():
        number = name.removeprefix("q").replace("_", ".")
        parts.append(f"## {number} {QUESTIONS.get(number, '')}\n\n{words}")
    return "\n\n".join(parts) + "\n"
