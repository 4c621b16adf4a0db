"""What single characters and words of such courses stand for: data of the reader, no logic."""

from __future__ import annotations


def words(text: str) -> tuple[str, ...]:
    """The words of a line: tables of names are kept as plain text."""
    return tuple(text.split())


GREEK = words(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu "
    "nu xi pi rho sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi "
    "Sigma Upsilon Phi Psi Omega"
)
# commands that are letters under another look
SAME_LETTER = {"varepsilon": "epsilon", "vartheta": "theta", "varphi": "phi"}
SYMBOLS = (
    *GREEK,
    "ell",
    "hbar",
    "arg",
    "infty",
    "imath",
    "jmath",
    "dots",
    "ldots",
    "cdots",
    "vdots",
)

# characters that are typed instead of a command or an ASCII sign
TYPED = {
    "−": "-",
    "–": "-",
    "⋅": "·",
    "∗": "*",
    "⁎": "*",
    "÷": "/",
    "∕": "/",
    "∶": ":",
    "’": "'",
    "′": "'",
    "″": "''",
    "〈": "<",
    "⟨": "<",
    "⟩": ">",
}
LETTERS = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ϵ": "epsilon",
    "ζ": "zeta", "η": "eta", "θ": "theta", "ϑ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau",
    "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta",
    "Θ": "Theta", "Λ": "Lambda", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "ℓ": "ell", "∞": "infty",
    "ɳ": "eta", "ℒ": "L", "…": "dots", "⋯": "dots",
}  # fmt: skip
COMMANDS = {
    "∂": "partial", "∇": "nabla", "∑": "sum", "Σ": "sum", "∏": "prod", "√": "sqrt", "½": "half",
    "∘": "circ", "○": "circ", "⊙": "odot", "⊗": "otimes", "·": "cdot", "•": "cdot", "×": "times",
    "≈": "approx", "≃": "approx", "≅": "approx", "≠": "neq", "≤": "leq", "≥": "geq", "∝": "propto",
    "←": "leftarrow", "→": "rightarrow", "⇒": "Rightarrow", "⟹": "Rightarrow", "⇔": "iff",
    "∴": "therefore", "↦": "mapsto", "≡": "equiv", "ᵀ": "transposed", "⊤": "transposed",
    "∈": "in", "±": "pm", "‖": "Vert",
}  # fmt: skip
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˡᵗᵏʲᶻˣʸᵃᵇᶜᵐ", "0123456789+-=()niltkjzxyabcm", strict=True))
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₖₗₘₙₒₜₓ", "0123456789+-=()aeijklmnotx", strict=True))
TURNED = "ᵀ⊤"
ACCENTS = {"\u0302": "hat", "\u0304": "bar", "\u0303": "tilde", "\u20d7": "vec", "\u0305": "bar"}

# relation signs: a claim, or (arrows of thought) a border between statements
RELATIONS = {
    "=": "=", "approx": "≈", "simeq": "≈", "cong": "≈", "neq": "≠", "ne": "≠", "<": "<", ">": ">",
    "lt": "<", "gt": ">", "leq": "≤", "le": "≤", "leqslant": "≤", "geq": "≥", "ge": "≥",
    "geqslant": "≥", "leftarrow": "←", "gets": "←", "propto": "∝", "coloneqq": "=", "equiv": "=",
    "doteq": "=", "triangleq": "=", ":=": "=", "=:": "=", "==": "=", "!=": "≠", "<=": "≤",
    ">=": "≥", "<-": "←", "in": "∈", "sim": "∼", "~=": "≈",
}  # fmt: skip
BORDERS = frozenset(
    words(
        "rightarrow Rightarrow to implies iff Longrightarrow longrightarrow therefore because "
        "mapsto Leftrightarrow leftrightarrow Leftarrow hookrightarrow leadsto -> => ;"
    )
)
FRACTIONS = frozenset(words("frac dfrac tfrac cfrac nicefrac sfrac"))
SIGNS = {
    "cdot": "·", "bullet": "·", "ast": "*", "*": "*", "star": "*", "times": "×", "odot": "∘",
    ".*": "∘", "circ": "∘", "otimes": "⊗", "/": "/", "div": "/",
}  # fmt: skip
OPEN = {"(": ")", "[": "]", "lbrace": "rbrace", "lbrack": "rbrack", "langle": "rangle"}

# commands that change nothing that is said
SILENT = frozenset(
    words(
        "displaystyle textstyle scriptstyle limits nolimits big Big bigg Bigg bigl bigr Bigl Bigr "
        "biggl biggr Biggl Biggr bigm middle boldmath normalsize small large Large footnotesize "
        "strut mathstrut nonumber notag relax bf rm it centering mathrel mathbin mathord"
    )
)
SPACES = frozenset((" ", ",", ";", "!", ":", ">", "quad", "qquad", "enspace", "thinspace", "space"))
WIDE = frozenset(("quad", "qquad"))
# with one argument in braces that is only measured, named or coloured
IGNORED_ARGUMENT = frozenset(words("hspace vspace color tag label phantom hphantom vphantom cline"))
# with one argument that stays
TRANSPARENT = frozenset(
    words(
        "boxed fbox cancel bcancel xcancel sout displaylines mathop mathstrut smash ensuremath "
        "underline overbrace underbrace colorbox textcolor mathclap mathlap mathrlap"
    )
)
BOLD = frozenset(words("mathbf boldsymbol bm bold pmb symbf"))
FACES = frozenset(
    words("mathit mathcal mathbb mathsf mathfrak mathscr mathtt mathnormal mathds symbfit")
)
UPRIGHT = frozenset(words("text mathrm operatorname textrm textit textbf mbox textsf textnormal"))
OVER = frozenset(words("hat widehat bar overline tilde widetilde vec dot ddot overrightarrow"))
MATRICES = frozenset(
    words(
        "matrix pmatrix bmatrix vmatrix Bmatrix Vmatrix smallmatrix array psmallmatrix bsmallmatrix"
    )
)
ROWS = frozenset(
    words(
        "aligned align split gathered gather alignat alignedat equation multline eqnarray "
        "displaymath math flalign dmath"
    )
)
CASES = frozenset(words("cases dcases rcases drcases"))

# words that join, in plain text and within text commands
IF = frozenset(words("if for when where falls wenn für fur with se si"))
# of these, what introduces a statement as well: where y = w x
WHERE = frozenset(words("where with"))
ELSE = frozenset(words("else otherwise sonst elsewhere caso contrario altrimenti sinon autrement"
                       " senão andernfalls ansonsten"))  # fmt: skip
TRANSPOSED = frozenset(("T", "top", "intercal", "transposed", "mathsf T"))
# commands that end something: no operand is missing for want of knowing them
CLOSING = frozenset(words("right end rbrace rbrack rangle rvert rVert cr newline hline \\\\ cdot"))
JOINING = IF | ELSE | {"and"}
