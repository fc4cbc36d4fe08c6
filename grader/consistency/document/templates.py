"""Words that templates of documents and handouts hold, and that a finished work does not."""

import re

FEW_WORDS = 8
"""Words of a caption that speaks of a caption, at most."""

_CAPTIONS = frozenset(
    {
        "caption", "captions", "a caption", "the caption", "figure caption", "table caption",
        "image caption", "caption here", "caption text", "caption goes here", "example caption",
        "this is a caption", "insert caption", "insert caption here", "enter caption",
        "enter caption here", "add caption", "add caption here", "write caption here",
        "your caption", "your caption here", "put caption here", "put your caption here",
        "sample caption", "sample figure caption", "sample table title", "sample table caption",
        "example figure caption", "example of a figure caption", "sample figure", "figure title",
        "an example figure", "an example table", "example figure",
        "example table", "table title", "table type styles", "placeholder", "placeholder caption",
        "short caption", "a sample figure", "a sample table", "my caption",
        "some caption", "dummy caption", "description", "figure description", "image description",
        "this frog was uploaded via the file tree menu", "a boat", "a nice plot",
        "bildunterschrift", "beschriftung", "titel der abbildung", "légende", "chart title",
        "diagram title", "graph title", "plot title", "image title", "your title", "title here",
        "title goes here", "untitled", "untitled figure", "untitled table", "figure name",
        "diagrammtitel", "bildtitel", "the universe", "a frog", "picture of animals", "a gull",
        "example of a parametric plot", "nonlinear model results", "test caption", "test figure",
        "magnetization as a function of applied field", "table to test captions and labels",
        "a subfigure", "two subfigures", "three simple graphs", "title", "some text", "fill in",
        "标题", "图注", "图片标题", "图片说明", "leyenda", "título", "titre",
    }
)  # fmt: skip
_OBJECT = (
    r"(?:captions?|descriptions?|explanations?|texts?|titles?|legends?"
    r"|(?:the|your|this|a|here) (?:figures?|plots?|images?|pictures?|graphs?|tables?"
    r"|diagrams?|charts?)"
    r"|something|anything|here)"
)
_ASKS_FOR_WORDS = re.compile(
    r"(?:please )?(?:insert|enter|add|put|write|type|fill in|give|provide|describe|replace|explain"
    rf") (?:\w+ ){{0,5}}?{_OBJECT}\b"
    rf"|(?:your|this is (?:a|the|an)|(?:an? )?(?:short|brief)) (?:\w+ ){{0,3}}?{_OBJECT}(?: here)?$"
    r"|(?:short|brief) (?:description|explanation|title|caption) of (?:the|this|a|your)? ?(?:figure"
    r"|plot|image|picture|graph|table)$|(?:explain|describe|say|tell) (?:here )?(?:what|why|how)\b"
    r"|what (?:does|do|is|can)\b.{0,30}\b(?:shows?|shown|seen?)$"
    r"|(?:here )?(?:goes|comes) (?:the|your|a)\b|hier\b.{0,40}\beinf[üu]gen"
    r"|beschreibung einf[üu]gen"
    r"|(?:insertar|escribir|añadir|poner|insérer|ajouter) (?:\w+ ){0,4}?(?:descripción|leyenda"
    r"|título|texto|légende|titre|description|aquí|ici)|(?:在此|请)?(?:插入|输入|添加|填写).{0,8}(?:标题|说明|描述|图注)"
    r"|this is (?:an? )?(?:example|sample|test|dummy|placeholder)(?: \w+){0,2}$"
    r"|(?:dummy|placeholder|sample|example)(?: \w+){0,2} (?:text|caption|figure|image|table|title)$"
    r"|(?:tbd|todo|xx+|asdf\w*|qwert\w*|bla(?: ?bla)*|blah(?: blah)*|foo(?: bar)?|abc|aaa+)$"
)
"""What a template asks its user to put there, instead of what the user put there."""
MOST_WORDS = 16
"""Words of a caption that asks for words, at most."""
_CAPTION_BEGINS = (
    "lorem ipsum",
    "enter caption",
    "insert caption",
    "sample figure caption",
    "sample table title",
    "your caption here",
    "caption goes here",
    "example of caption it is set in roman so that mathematics",
    "a figure caption is always placed below the illustration",
    "please note that short captions are centered",
    "this frog was uploaded",
    "historical locations and number of accepted papers for international machine learning",
    "table captions should be placed above the tables",
)
_CERTAIN_ALONE = ("enter caption", "insert caption", "caption goes here", "lorem ipsum")

_REMAINS = (
    "lorem ipsum dolor",
    "the abstract paragraph should be indented",
    "submission of papers to neurips",
    "please read carefully the instructions below",
    "read the instructions below carefully and follow them faithfully",
    "this document is a model and instructions for latex",
    "identify applicable funding agency here",
    "components of your paper [title, text, heads",
    "define abbreviations and acronyms the first time they are used",
    "the template is used to format your paper",
    "we suggest that you use a text box to insert a graphic",
    "given name surname dept. name of organization",
    "email address or orcid",
    "please follow the steps outlined below when submitting your manuscript",
    "you must include your signed ieee copyright release",
    "please number all of your sections and displayed equations",
    "the following paragraphs may be used as a template",
    "replace this text with",
    "delete this section before",
    "type markdown and latex: ",
    "double-click (or enter) to edit",
    "doubleclick (or enter) to edit",
    "your introduction goes here",
    "simply start writing your document and use the recompile button",
    "some examples to get started",
    "you can upload a figure",
    "this is a sample document",
    "the abstract should briefly summarize the contents of the paper in",
    "authors are encouraged to submit",
    "all acknowledgments go at the end of the paper",
)
REMAINS = re.compile(
    "|".join(r"\s+".join(map(re.escape, words.split())) for words in _REMAINS)
    + r"|\b(?:your|write|type|put|insert|enter|add|place)\s(?:your\s|the\s|an?\s)?"
    r"(?:(?:short|own)\s)?(?:answers?|solutions?|text|explanations?|discussion|responses?|figures?|tables?|plots?"
    r"|images?|caption|title|name|analysis|results?|code|description|abstract)\s(?:goes\s)?here\b"
    r"|\b(?:answers?|solutions?|explanation|discussion)\s(?:goes|comes)\shere\b"
    r"|\b(?:please\s)?(?:remove|delete)\sthis\s(?:line|section|paragraph|text|note|instruction)\b",
    re.IGNORECASE,
)
"""Instructions of a template or a handout that were left in."""

ENTRIES = re.compile(
    "|".join(
        r"\W+".join(map(re.escape, words.split()))
        for words in (
            "title of the paper",
            "title of the article",
            "title of the book",
            "title of paper journal",
            "author name",
            "author names",
            "name of the journal",
            "journal name",
            "first author second author",
            "template based algorithms for connectionist rule extraction",
            "the book of genesis exploring realistic neural models",
            "dynamics of learning and recall at excitatory recurrent synapses",
            "on certain integrals of lipschitz hankel type",
            "a treatise on electricity and magnetism",
            "fine particles thin films and exchange anisotropy",
            "title of paper if known",
            "title of paper with only first word capitalized",
            "electron spectroscopy studies on magneto optical media",
            "the technical writer s handbook",
            "firstname lastname",
            "firstname alpher",
            "frobnication",
            "can a machine frobnicate",
            "crafting papers on machine learning",
            "suppressed for anonymity",
            "the need for biases in learning generalizations",
            "some studies in machine learning using the game of checkers",
            "mechanisms of skill acquisition and the law of practice",
            "author f article title",
            "author f contribution title",
            "lncs homepage",
            "the patent holder s dilemma buy sell or troll",
            "predicate path expressions",
            "optimal motion control of a ground vehicle",
            "the comprehensive tex archive network",
            "zur elektrodynamik bewegter körper",
            "the theory of a general quantum system interacting with a linear dissipative",
            "transfer of rule based expertise through a tutorial dialogue",
            "the theory of parsing translation and compiling",
        )
    ),
    re.IGNORECASE,
)
"""Titles of works that the bibliographies of templates hold."""


def is_template_caption(words: str, *, is_certain: bool) -> bool:
    """Whether a caption is that of a template; if not certainly one, only words of one count."""
    plain = " ".join(re.sub(r"[^\w\s]+", " ", words[:400].casefold()).split())
    asks = bool(_ASKS_FOR_WORDS.match(plain)) and len(plain.split()) <= MOST_WORDS
    if not is_certain:
        return plain.startswith(_CERTAIN_ALONE) or plain in ("caption", "figure caption") or asks
    if re.search(r"\bcaption\b", plain) and len(plain.split()) <= FEW_WORDS:
        return True
    is_blank = not plain and bool(re.fullmatch(r"[.…_?-]{2,}|\?", words.strip()))
    return asks or is_blank or plain in _CAPTIONS or plain.startswith(_CAPTION_BEGINS)
