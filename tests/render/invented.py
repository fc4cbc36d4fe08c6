"""Invented submissions, rich and hostile, for everything that is rendered."""

from dataclasses import replace
from decimal import Decimal

from grader.records import (
    Activation,
    Adaptation,
    Answer,
    Architecture,
    CellOutcome,
    CellRun,
    CheckCondition,
    Claim,
    Criterion,
    DataUsed,
    Ending,
    EndingName,
    Evidence,
    Expected,
    Fact,
    Finding,
    InputSeen,
    Kind,
    Lateness,
    Linear,
    Match,
    Measurement,
    Mistake,
    Network,
    NotebookCells,
    Outcome,
    Place,
    Plot,
    Question,
    QuestionVerdict,
    RequiredNetwork,
    ReviewCondition,
    Rubric,
    SavedValue,
    Training,
    Verdict,
)
from grader.render.graded import GradedSubmission

SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>"
FORMULA = '=cmd|"/c calc"!A1'
ESCAPES = "\x1b[31mPASS\x1b[0m\x1b]0;title\x07 100/100\r\x1b[2K"
BACKWARDS = "\u202etxt.exe\u202c \u2066hidden\u2069"
LONG = "long " * 2_000
HOSTILE = (SCRIPT, FORMULA, ESCAPES, BACKWARDS, LONG, "[bold red]x[/]", "{{ 7 * 7 }}", "| a | b |")
NOTEBOOK = "hw2_Q2_and_Q3.ipynb"

DEEP = RequiredNetwork(
    name="deep",
    notation="784 -> 32 -> relu -> 64 -> relu -> 32 -> relu -> 10",
    architecture=Architecture(
        input=(784,),
        layers=(
            Linear(inputs=784, outputs=32),
            Activation(name="relu"),
            Linear(inputs=32, outputs=64),
            Activation(name="relu"),
            Linear(inputs=64, outputs=32),
            Activation(name="relu"),
            Linear(inputs=32, outputs=10),
        ),
    ),
    parameters=29_642,
    biases=138,
    task="a2/clothing",
    expected=Expected(
        recipe="a2/deep-step-lr",
        metric="test_accuracy",
        mean=84.41,
        deviation=0.31,
        runs=10,
        data="fashion-mnist",
    ),
)
WIDE = replace(
    DEEP,
    name="wide",
    notation="784 -> 128 -> relu -> 64 -> relu -> 128 -> relu -> 10",
    parameters=118_346,
    biases=330,
    expected=Expected(
        recipe="a2/wide-step-lr",
        metric="test_accuracy",
        mean=85.22,
        deviation=0.24,
        runs=10,
        data="fashion-mnist",
    ),
)


def a_place(cell: int | None = None, *, file: str = NOTEBOOK, page: int | None = None) -> Place:
    """A place in the invented notebook."""
    return Place(file=file, cell=cell, page=page)


def a_criterion(
    identifier: str,
    *points: str,
    statement: str = "It is as asked.",
    advice: str = "",
    asks: str = "",
) -> Criterion:
    """A criterion; with a question for a person it is a review, otherwise a check."""
    check = CheckCondition(check="architecture", settings=())
    return Criterion(
        id=identifier,
        statement=statement,
        points=tuple(Decimal(level) for level in points or ("5",)),
        condition=ReviewCondition(question=asks) if asks else check,
        advice=advice,
    )


def a_finding(criterion: Criterion, outcome: Outcome, *facts: Fact, reason: str = "") -> Finding:
    """An answer to a criterion."""
    return Finding(criterion=criterion, answer=Answer(outcome=outcome, reason=reason, facts=facts))


def a_question(identifier: str, points: str, title: str, *findings: Finding) -> QuestionVerdict:
    """A question with its findings."""
    return QuestionVerdict(id=identifier, title=title, points=Decimal(points), findings=findings)


def a_verdict(*questions: QuestionVerdict, name: str = "sample-07") -> Verdict:
    """A verdict over these questions."""
    return Verdict(
        submission="sample-07",
        name=name,
        rubric="A2: autoencoders and MLPs",
        rubric_digest="3f1c9a7be2d0" + "0" * 52,
        points=sum((question.points for question in questions), Decimal(0)),
        questions=questions,
    )


def a_network(identifier: str = "n1", **changes: object) -> Network:
    """The deep network as measured."""
    network = Network(
        id=identifier,
        name="deep_model",
        class_name="DeepMLP",
        layers=DEEP.notation,
        parameters=29_642,
        trainable_parameters=29_642,
        bias_parameters=138,
        kind=Kind.MEASURED,
        place=a_place(41),
        method="export",
        input=InputSeen(shape=(784,), minimum=0.0, maximum=1.0, scaling="divided by 255"),
        steps=7_560,
    )
    return replace(network, **changes)  # type: ignore[arg-type]


def a_measurement(network: str = "n1", value: float | None = 82.14) -> Measurement:
    """The score of a network on the held-out clothing images."""
    return Measurement(
        network=network,
        task="a2/clothing",
        metric="accuracy",
        value=value,
        examples=60_000,
        kind=Kind.MEASURED,
        place=a_place(41),
        note="inputs divided by 255" if value is not None else "it was never called",
    )


def an_ending(name: EndingName, *, sentence: str = "", file: str = NOTEBOOK) -> Ending:
    """An ending of the invented notebook."""
    return Ending(name=name, sentence=sentence or f"It ended: {name}.", place=a_place(file=file))


def some_cells(*outcomes: CellOutcome, path: str = NOTEBOOK) -> NotebookCells:
    """A notebook whose cells ended so."""
    cells = tuple(
        CellRun(index=index, outcome=outcome, seconds=1.0) for index, outcome in enumerate(outcomes)
    )
    return NotebookCells(path=path, cells=cells)


def an_evidence(**changes: object) -> Evidence:
    """Evidence with something in every list."""
    evidence = Evidence(
        submission="sample-07",
        name="sample-07",
        digest="ab12cd34" + "0" * 56,
        networks=(
            a_network(),
            a_network(
                "n2",
                name="wide_model",
                class_name="DeepWideMLP",
                layers=WIDE.notation,
                parameters=118_346,
                trainable_parameters=118_346,
                place=a_place(52),
            ),
            a_network(
                "n3",
                name="shallow",
                class_name="Shallow",
                layers="784 -> 32 -> relu -> 10",
                parameters=25_450,
                trainable_parameters=25_450,
                place=a_place(26),
            ),
        ),
        training=(
            Training(
                network="n1",
                optimizer="sgd",
                learning_rate=0.001,
                momentum=0.9,
                weight_decay=None,
                batch_size=128,
                epochs=120,
                loss="cross_entropy",
                schedule="step 80 x0.1",
                kind=Kind.OBSERVED,
                place=a_place(43),
            ),
        ),
        mistakes=(
            Mistake(
                name="softmax-before-cross-entropy",
                sentence="A softmax comes before a loss that already has one.",
                kind=Kind.OBSERVED,
                place=a_place(26),
            ),
        ),
        saved=(
            SavedValue(
                quantity="accuracy", value=84.39, words="test acc: 84.39", place=a_place(44)
            ),
        ),
        claims=(
            Claim(
                quantity="parameters",
                value=29_642.0,
                words="29,642 parameters",
                place=a_place(file="report.pdf", page=11),
            ),
        ),
        measurements=(
            a_measurement(),
            a_measurement("n2", 85.03),
            a_measurement("n3", None),
        ),
        plots=(
            Plot(
                title="Loss by epoch",
                series=("train", "validation"),
                kind=Kind.OBSERVED,
                place=a_place(45),
                picture_blob="a picture",
            ),
        ),
        adaptations=(
            Adaptation(
                what="%load_ext lab_black was skipped.",
                why="It formats code and is not installed here.",
                place=a_place(0, file="hw2_Q1.ipynb"),
            ),
            Adaptation(
                what="./data/hw2_Q2_and_Q3_data.npz is the course's file.",
                why="The notebook opens it under this name.",
                place=a_place(5),
            ),
        ),
        endings=(
            an_ending(EndingName.FINISHED, sentence="The notebook ran to its end."),
            an_ending(
                EndingName.RAISED,
                sentence="AssertionError in line 1; the cells after it ran.",
            ),
            an_ending(
                EndingName.WALL_TIME,
                sentence="The 10 minutes were over in cell 28; what came before is kept.",
                file="hw2_Q4.ipynb",
            ),
        ),
        notebooks=(
            some_cells(CellOutcome.OK, CellOutcome.OK, path="hw2_Q1.ipynb"),
            some_cells(CellOutcome.OK, CellOutcome.RAISED, CellOutcome.OK),
            some_cells(
                CellOutcome.OK, CellOutcome.INTERRUPTED, CellOutcome.NOT_RUN, path="hw2_Q4.ipynb"
            ),
        ),
        data=DataUsed(name="Fashion-MNIST and Olivetti faces", stand_in=False, digest="0" * 64),
        sandbox="bubblewrap",
        seconds=412.0,
    )
    return replace(evidence, **changes)  # type: ignore[arg-type]


MATCHES = (
    Match(required="deep", found=("n1",), differences=(), similarity=1.0),
    Match(required="wide", found=("n2",), differences=(), similarity=1.0),
)


def a_rich_verdict() -> Verdict:
    """A verdict with every outcome, levels, a remark, facts of all kinds and a floor."""
    deep_facts = (
        Fact(label="Asked", text=DEEP.notation),
        Fact(
            label="Found",
            text="the same, 29,642 parameters",
            kind=Kind.MEASURED,
            place=a_place(41),
        ),
    )
    return a_verdict(
        a_question(
            "1.1",
            "15",
            "Face autoencoder",
            a_finding(
                a_criterion(
                    "1.1/ae", "5", statement="Both autoencoders have the layers asked for."
                ),
                Outcome.MET,
                Fact(
                    label="Found",
                    text="4096 -> 16 -> relu -> 4096",
                    kind=Kind.MEASURED,
                    place=a_place(7, file="hw2_Q1.ipynb"),
                ),
            ),
            a_finding(
                a_criterion(
                    "1.1/faces",
                    "5",
                    statement="It is explained why faces appear in the weights.",
                    asks="Does the text say why columns of the first layer look like faces?",
                ),
                Outcome.OPEN,
                Fact(
                    label="Look at",
                    text="“ghost faces appear …”",
                    place=a_place(page=3, file="report.pdf"),
                ),
            ),
            a_finding(
                a_criterion(
                    "1.1/detail",
                    "2",
                    "4",
                    statement="Both sizes are compared by what they lose.",
                    asks="How well?",
                ),
                Outcome.OPEN,
            ),
        ),
        a_question(
            "1.2",
            "10",
            "Eigenfaces",
            a_finding(
                a_criterion(
                    "1.2/svd",
                    "10",
                    statement="A singular value decomposition of the faces was made.",
                    advice="Subtract the mean face first; the leading vectors are the eigenfaces.",
                ),
                Outcome.NOT_MET,
                Fact(label="Asked", text="a decomposition of the faces without their mean"),
                Fact(
                    label="Found",
                    text="none in any notebook",
                    kind=Kind.WRITTEN,
                    place=a_place(file="hw2_Q1.ipynb"),
                ),
            ),
            a_finding(
                a_criterion("1.2/mean", "3", statement="The mean face is shown."),
                Outcome.NOT_MET,
                reason="No figure of it was drawn.",
            ),
            a_finding(
                a_criterion(
                    "1.2/compare", "4", statement="Eigenfaces are compared with the weights."
                ),
                Outcome.SKIPPED,
                reason="There are no eigenfaces to compare.",
            ),
        ),
        a_question(
            "3.1",
            "15",
            "Deep MLP",
            a_finding(
                a_criterion(
                    "3.1/wrong-network",
                    "5",
                    statement="The network has the layers that the assignment asks for.",
                ),
                Outcome.MET,
                *deep_facts,
            ),
            a_finding(
                a_criterion(
                    "3.1/low-accuracy",
                    "1",
                    statement="The test accuracy is at least 84 %.",
                    advice="Hand in the checkpoint that your table is about.",
                ),
                Outcome.NOT_MET,
                Fact(label="Expected", text="at least 84 %; 84.4 % ± 0.3 in 10 reference runs"),
                Fact(
                    label="Found",
                    text="82.1 % on 60,000 held-out images",
                    kind=Kind.MEASURED,
                    place=a_place(41),
                ),
                Fact(
                    label="You wrote",
                    text="84.39 %",
                    kind=Kind.CLAIMED,
                    place=a_place(page=9, file="report.pdf"),
                ),
            ),
            a_finding(
                a_criterion(
                    "3.1/no-curves",
                    "5",
                    statement="Training and validation loss are plotted.",
                ),
                Outcome.SUSPECTED,
                Fact(label="Found", text="one curve: train", kind=Kind.OBSERVED, place=a_place(45)),
                reason="Only one of the two curves was seen.",
            ),
        ),
        a_question(
            "3.3",
            "5",
            "Number of parameters",
            a_finding(
                a_criterion("3.3/wrong-count", "5", statement="Both parameter counts are right."),
                Outcome.MET,
                Fact(
                    label="You wrote",
                    text="29,642 and 118,346",
                    kind=Kind.CLAIMED,
                    place=a_place(page=11, file="report.pdf"),
                ),
                Fact(label="Counted", text="29,642 and 118,346", kind=Kind.MEASURED),
            ),
            a_finding(
                a_criterion(
                    "3.3/biases",
                    "0",
                    statement="Biases are counted.",
                    advice="Each layer has one bias for each output.",
                ),
                Outcome.NOT_MET,
                reason="One of the counts in the text leaves them out.",
            ),
        ),
        a_question(
            "4.1",
            "15",
            "When training data can mislead you",
            a_finding(
                a_criterion(
                    "4.1/remedy", "4", "6", statement="A remedy against overfitting is proposed."
                ),
                Outcome.SUSPECTED,
                reason="We found no passage about regularisation.",
            ),
        ),
    )


def a_hostile_verdict() -> Verdict:
    """A verdict whose every foreign string attacks its reader."""
    findings = tuple(
        a_finding(
            a_criterion(f"9/{position}", "2"),
            outcome,
            Fact(label="You wrote", text=text, kind=Kind.CLAIMED, place=a_place(file=text[:500])),
            reason=text,
        )
        for position, text in enumerate(HOSTILE)
        for outcome in (Outcome.NOT_MET, Outcome.OPEN)
    )
    return a_verdict(a_question("9", "40", "Attacks", *findings), name=SCRIPT + ESCAPES + BACKWARDS)


def a_hostile_evidence() -> Evidence:
    """Evidence whose every foreign string attacks its reader, and there are many."""
    place = a_place(file=SCRIPT + BACKWARDS)
    return an_evidence(
        name=SCRIPT + ESCAPES,
        networks=tuple(
            a_network(f"n{i}", name=text, class_name=text, layers=text, place=place)
            for i, text in enumerate(HOSTILE * 6)
        ),
        adaptations=tuple(Adaptation(what=text, why=text, place=place) for text in HOSTILE * 20),
        endings=tuple(
            Ending(name=EndingName.RAISED, sentence=text, place=place) for text in HOSTILE * 20
        ),
        claims=tuple(
            Claim(quantity=text, value=float("inf"), words=text, place=place) for text in HOSTILE
        ),
        plots=tuple(
            Plot(
                title=text,
                series=(text,) * 50,
                kind=Kind.OBSERVED,
                place=place,
                picture_blob="a picture",
            )
            for text in HOSTILE
        ),
        notebooks=(some_cells(CellOutcome.DIED, path=SCRIPT),),
    )


def a_rubric() -> Rubric:
    """The rubric of the rich verdict."""
    verdict = a_rich_verdict()
    return Rubric(
        title=verdict.rubric,
        source="a2.yaml",
        digest=verdict.rubric_digest,
        points=verdict.points,
        questions=tuple(
            Question(
                id=question.id,
                title=question.title,
                points=question.points,
                criteria=tuple(finding.criterion for finding in question.findings),
            )
            for question in verdict.questions
        ),
        networks=(DEEP, WIDE),
    )


def graded(identifier: str, verdict: Verdict | None = None, **changes: object) -> GradedSubmission:
    """A graded submission; without a verdict, one that could not be graded."""
    one = GradedSubmission(
        verdict=verdict,
        evidence=an_evidence() if verdict else None,
        id=identifier,
        name=identifier,
        matches=MATCHES if verdict else (),
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def with_outcomes(verdict: Verdict, **outcomes: Outcome) -> Verdict:
    """The verdict with other outcomes for the criteria whose names (after the slash) are given."""
    questions = tuple(
        replace(
            question,
            findings=tuple(_with_outcome(finding, outcomes) for finding in question.findings),
        )
        for question in verdict.questions
    )
    return replace(verdict, questions=questions)


def _with_outcome(finding: Finding, outcomes: dict[str, Outcome]) -> Finding:
    name = finding.criterion.id.split("/")[1].replace("-", "_")
    outcome = outcomes.get(name, finding.answer.outcome)
    return replace(finding, answer=replace(finding.answer, outcome=outcome))


def with_accuracies(deep: float, wide: float) -> Evidence:
    """Evidence in which the two required networks reached these accuracies."""
    return an_evidence(
        measurements=(a_measurement("n1", deep), a_measurement("n2", wide)),
        endings=(an_ending(EndingName.FINISHED),),
        notebooks=(some_cells(CellOutcome.OK, CellOutcome.OK),),
    )


def a_class() -> tuple[GradedSubmission, ...]:
    """A class with full marks, intervals, one that is late, one that crashed, two not graded."""
    rich = a_rich_verdict()
    good = with_outcomes(
        rich,
        svd=Outcome.MET,
        mean=Outcome.MET,
        compare=Outcome.MET,
        low_accuracy=Outcome.MET,
        no_curves=Outcome.MET,
        biases=Outcome.MET,
        remedy=Outcome.MET,
        faces=Outcome.MET,
        detail=Outcome.MET,
    )
    fair = with_outcomes(good, low_accuracy=Outcome.NOT_MET, no_curves=Outcome.NOT_MET)
    late = Lateness(days=1, cap=Decimal(54), sentence="Each day late lowers the cap by 10 %.")
    crashed = an_evidence(
        endings=(an_ending(EndingName.DIED), an_ending(EndingName.MEMORY)),
        notebooks=(some_cells(CellOutcome.OK, CellOutcome.DIED, CellOutcome.NOT_RUN),),
        measurements=(),
        networks=(),
    )
    wrong = (replace(MATCHES[0], differences=("third layer has 64 outputs, 32 asked",)), MATCHES[1])
    return (
        graded("all-correct", good, evidence=with_accuracies(84.6, 85.4)),
        graded("biases-forgotten", rich, evidence=with_accuracies(84.3, 85.1)),
        graded("wrong-width", fair, evidence=with_accuracies(83.7, 85.2), matches=wrong),
        graded("late-riser", replace(good, late=late), evidence=with_accuracies(84.9, 84.8)),
        graded(
            "relu-left-out",
            with_outcomes(rich, wrong_network=Outcome.NOT_MET),
            evidence=with_accuracies(81.2, 82.0),
        ),
        graded(
            "crashes-half-way",
            with_outcomes(rich, wrong_network=Outcome.SUSPECTED),
            evidence=crashed,
            matches=(),
        ),
        graded(
            "not-an-archive.zip", problem="The archive is damaged: its list of files is cut off."
        ),
        graded(
            "sandbox-down",
            problem="The sandbox could not be started in 3 attempts; that is our fault.",
        ),
    )
