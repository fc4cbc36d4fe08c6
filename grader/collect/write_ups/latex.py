"""Formulas within sentences become text: `$\\eta = 10^{-3}$` is `η = 10^{-3}`."""

import re

LONGEST = 8_000
"""Characters of a line that is looked at; a longer one stays as it is."""

_INLINE = re.compile(
    r"\\\((.{1,400}?)\\\)|(?<![\\$])\$(?![\s$])([^$]{1,400}?)(?<![\s\\])\$(?![\d$])"
)
_SYMBOLS = {
    "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "approx": "≈", "sim": "~", "simeq": "≈",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "ll": "≪", "gg": "≫",
    "to": "→", "rightarrow": "→", "Rightarrow": "⇒", "mapsto": "→", "leftarrow": "←",
    "infty": "∞", "sum": "∑", "prod": "∏", "partial": "∂", "nabla": "∇", "in": "∈", "ldots": "…",
    "dots": "…", "cdots": "…", "ast": "*", "star": "*", "circ": "∘", "odot": "⊙", "sqrt": "√",
    "log": "log", "ln": "ln", "exp": "exp", "tanh": "tanh", "max": "max", "min": "min",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "eta": "η", "theta": "θ", "lambda": "λ", "mu": "μ", "nu": "ν", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Delta": "Δ", "Sigma": "Σ", "Theta": "Θ", "Omega": "Ω", "Phi": "Φ", "ell": "ℓ",
    "quad": " ", "qquad": " ", "left": "", "right": "", "displaystyle": "", "limits": "",
    "percent": "%",
}  # fmt: skip
_WRAPPERS = re.compile(
    r"\\(?:text|mathrm|mathbf|mathit|mathsf|mathtt|mathcal|mathbb|boldsymbol|bm|operatorname"
    r"|textbf|textit|texttt|emph|hat|bar|tilde|vec|underline)\*?\s*\{([^{}]{0,200})\}"
)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]{0,100})\}\s*\{([^{}]{0,100})\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s?")
_SPACING = re.compile(r"\\[,;:! ]|~")
_ESCAPED = re.compile(r"\\([%_#&${}])")
_SIMPLE_SCRIPT = re.compile(r"([\^_])([-+]?\w)(?![\w{])")
_SPACED_DIGITS = re.compile(r"(?<=[\d.,]) (?=[\d.,])")


def without_markup(line: str) -> str:
    """The line with its formulas as plain text, and LaTeX's escapes undone."""
    if len(line) > LONGEST or not ("$" in line or "\\" in line):
        return line
    replaced = _INLINE.sub(lambda match: plain_formula(match[1] or match[2]), line)
    return _ESCAPED.sub(r"\1", replaced)


def plain_formula(formula: str) -> str:
    """A short formula as plain text."""
    if formula.isalnum():
        return formula
    found = _SPACING.sub(" ", formula)
    for _ in range(3):
        found = _WRAPPERS.sub(r"\1", found)
        found = _FRACTION.sub(r"(\1)/(\2)", found)
    found = _COMMAND.sub(_symbol, found)
    found = _ESCAPED.sub(r"\1", found)
    # Readers of pictures of pages put a space between any two signs: `0 . 0 0 1`.
    if formula.count(" ") * 3 > len(formula):
        found = _SPACED_DIGITS.sub("", found)
    found = re.sub(r"\s*([\^_])\s*", r"\1", found)
    found = re.sub(r"([\^_]\{)\s*([^{}]{0,40}?)\s*\}", r"\1\2}", found)
    found = re.sub(r"([\^_]\{[-+]?) (?=\w)", r"\1", found)
    return " ".join(_SIMPLE_SCRIPT.sub(r"\1{\2}", found).split())


def _symbol(match: re.Match[str]) -> str:
    return _SYMBOLS.get(match[1], match[1] + " ")
