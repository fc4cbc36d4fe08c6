"""Words that name a network."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_COUNT = r"(?:one|two|three|four|five|six|seven|eight|single|multi|[0-9]{1,2})"
_ADJECTIVE = (
    r"(?:deep(?:er|est)?|wide(?:r|st)?|shallow(?:er)?|simple(?:r|st)?|linear|convolutional|conv|"
    r"fully[ -]connected|fc|dense|small(?:er|est)?|large(?:r|st)?|big(?:ger|gest)?|tiny|reduced|"
    r"narrow(?:er|est)?|original|first|second|third|fourth|other|baseline|vanilla|plain|"
    r"standard|basic|"
    r"recurrent|neural|feed-?[ ]?forward|multi-?[ ]?layer(?:ed)?|custom|modified|improved|tutorial|"
    rf"{_COUNT}[ -](?:hidden[ -])?layer(?:ed)?|{_COUNT}-conv(?:-layer)?|"
    r"sigmoid|relu|tanh|softmax|logistic|adam|sgd|numpy|pytorch|torch|denoising|regulari[sz]ed|"
    r"augmented|noisy|clean|initial|new|old|previous|proposed|final|best|trained|own|same|"
    r"[0-9]{1,4}-(?:units?|neurons?|dim(?:ensional)?)|[nN][ ]?=[ ]?[0-9]{1,4}|non-?linear|"
    r"[0-9]{1,4}(?:-[0-9]{1,4}){2,8}(?=[ ])|bigger|full|complete|entire|resulting|current|"
    r"undercomplete|overcomplete|ordinary|classic(?:al)?|middle|medium|thin(?:ner|nest)?|"
    r"(?:tief|breit|flach|schmal|klein|groß|gross)(?:er|est)?e[nrsm]?)"
)
_HEAD = (
    r"(?:networks?|nets?|models?|mlps?|cnns?|conv-?nets?|rnns?|lstms?|grus?|auto-?encoders?|d?aes?|"
    r"classifiers?|perceptrons?|architectures?|le-?net(?:-?5)?|vgg(?:-?net)?(?:-?[0-9]{1,2})?|"
    r"resnet(?:-?[0-9]{1,3})?|alexnet|baseline|d?nns?|one|ones|variants?|versions?|版本|模型|网络|"
    r"Netzwerke?s?|Netz(?:es)?|Modells?)"
)
_IDENTIFIER = (
    r"(?:[ _-]?[\"'“‘(]?(?-i:[A-HJ-Z](?![A-Za-z])|[IVX]{2,4}(?![A-Za-z]))[\"'”’)]?"
    r"|[ _-]?(?:no\.?[ ]?|\#)?[0-9]{1,2}(?![0-9.,]?[0-9]|[ ]?(?:[-–—]|->|→)[ ]?[0-9]|[ ]?[%x×*]|"
    r"[ ]?(?:hidden|layers?|units?|"
    r"epochs?|times|of|neurons|nodes|channels|conv|classes|parameters|fully|runs|images)\b))"
)
_PHRASE = re.compile(
    rf"(?<![A-Za-z])(?P<article>(?:the|our|my|a|an|this|that|these|those|its|both|all|each|every|"
    rf"das|die|der|dem|den|unser\w{{0,2}})[ ]+)?"
    rf"(?P<words>(?:{_ADJECTIVE}(?:[ ]|,[ ]|[ ]and[ ]|[ ]?-[ ]?)){{0,5}}(?P<head>{_HEAD})"
    rf"(?P<identifier>{_IDENTIFIER})?)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"\b(?:final|best|trained|own|same|resulting|current|full|complete|entire|proposed|"
    r"[nN][ ]?=[ ]?[0-9]{1,4})(?:[ ]|,[ ])+",
    re.IGNORECASE,
)
_HEADS = tuple(
    "net model mlp nn lstm gru ae encoder classifier perceptron architecture vgg baseline one"
    " variant version 版本 模型 网络".split()
)
"""Letters of which some stand in every word for a network."""
_GENERIC = frozenset(
    (
        "network,networks,net,nets,model,models,classifier,classifiers,architecture,architectures,"
        "nn,nns,dnn,neural network,neural networks,neural net,neural nets,neural model,"
        "deep neural network,deep neural networks,模型,网络,版本,netzwerk,netzwerks,netz,netzes,"
        "modell,modells"
    ).split(",")
)
_PLURAL = re.compile(r"(?:networks|nets|models|mlps|cnns|rnns|classifiers|architectures|ones|aes)$")
_KINDS = frozenset("mlp mlps cnn cnns rnn rnns lstm lstms gru grus vgg lenet perceptron".split())
_VGGS = frozenset({11, 13, 16, 19})
_MOST_NUMBERED = 12
"""A network with a greater number behind its name is not the one with that number."""
_NEEDS_MORE = frozenset({"one", "ones", "variant", "variants", "version", "versions"})
_ASIDE = re.compile(
    r"(?<!\w)(?:than|unlike|compared (?:to|with)|in comparison (?:to|with)|comparing|against|over|"
    r"as opposed to|instead of|similar to|as in|as with|relative to|like|contrary to|versus|vs\.?|"
    r"outperform\w{0,3}|beats?|above|below|behind|ahead of|under|% of|percent of|the size of|"
    r"as many as|as much as|as large as|as good as|as in|(?:half|third|quarter|fifth|most|"
    r"times|rest|that|those) of|times)(?: that of)?(?: the case of)?[ ]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkWords:
    """Words that name a network, or point back to one."""

    start: int
    """Index of the first character, the article included."""
    end: int
    """Index after the last."""
    name: str
    """In lower case without article; empty if the words only say `the network`."""
    is_plural: bool
    """Whether it is several: `both networks`."""
    is_aside: bool
    """Whether it is what something is compared with: `than the deep mlp`."""
    is_definite: bool
    """Whether words that name none point back to one: `this network`, `the model`."""


@lru_cache(maxsize=512)
def networks_in(text: str) -> tuple[NetworkWords, ...]:
    """Every mention of a network in order."""
    return tuple(_networks(text))


def _networks(text: str) -> Iterator[NetworkWords]:
    plain = text.lower()
    if not any(word in plain for word in _HEADS):
        return
    for match in _PHRASE.finditer(text):
        article = (match["article"] or "").strip().lower()
        head = match["head"].lower()
        end = match.start("identifier") if _is_count(match) else match.end()
        words = _canonical(text[match.start("words") : end])
        if head in _NEEDS_MORE and words in _NEEDS_MORE:
            continue
        name = "" if words in _GENERIC else words
        yield NetworkWords(
            start=match.start(),
            end=end,
            name=name,
            is_plural=bool(_PLURAL.search(head)) or article in ("both", "all"),
            is_aside=bool(_ASIDE.search(text[max(0, match.start() - 40) : match.start()])),
            is_definite=article in ("the", "this", "that", "our", "its", "my", "das", "dieses"),
        )


def _is_count(match: re.Match[str]) -> bool:
    """Whether the number behind a name is none of its own: `MLP 20 epochs and VGG 50`."""
    number = (match["identifier"] or "").strip()
    return (
        number.isdecimal()
        and match["head"].lower() in _KINDS
        and int(number) > _MOST_NUMBERED
        and int(number) not in _VGGS
    )


def _canonical(words: str) -> str:
    words = _DROPPED.sub("", words).lower()
    words = re.sub(r"[\"'“”‘’()]", "", words)
    return " ".join(words.replace("_", " ").replace(",", " ").split())
