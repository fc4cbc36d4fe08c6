"""Oddities of figures."""

from tests.corpus.entry import Entry, notebook

ENTRIES: tuple[Entry, ...] = (
    Entry(
        name="a plot that is drawn anew in every epoch",
        oddity="A live plot: every epoch clears the output and shows the curves anew, and an "
        "animation is saved",
        files={
            "live.ipynb": notebook(
                "import matplotlib.pyplot as plt\nfrom IPython.display import clear_output",
                "seen = []\n"
                "for epoch in range(20):\n"
                "    seen.append(1 / (epoch + 1))\n"
                "    clear_output(wait=True)\n"
                "    plt.plot(seen, label='loss'); plt.legend(); plt.show()\n"
                "print('epochs', len(seen), plt.get_fignums())",
                "from matplotlib.animation import FuncAnimation, PillowWriter\n"
                "figure, axes = plt.subplots(figsize=(2, 2)); line, = axes.plot([])\n"
                "moved = FuncAnimation(figure, lambda n: line.set_data([0, n], [0, n]), frames=6)\n"
                "moved.save('moved.gif', writer=PillowWriter())",
            )
        },
        outcome="Each is one figure, in the state in which it was seen last",
        prints=["epochs 20 []"],
        plots=["1 line (loss)"],
    ),
    Entry(
        name="figures of a script without a screen",
        oddity="A script that calls `plt.show()` under Agg, and saves figures in a loop",
        files={
            "draw.py": "import matplotlib\nmatplotlib.use('Agg')\n"
            "import matplotlib.pyplot as plt\n"
            "for name in ('train', 'test'):\n"
            "    plt.plot([3, 2, 1]); plt.title(name); plt.savefig(f'{name}.pdf'); plt.clf()\n"
            "plt.bar(['a', 'b'], [1, 2]); plt.show()\n"
            "print('open', plt.get_fignums())\n"
        },
        outcome="What was saved or shown is seen, though no screen showed it",
        prints=["open [1]"],
        plots=["train 1 line", "test 1 line", "1 group of bars"],
    ),
    Entry(
        name="figures in other formats",
        oddity="Figures asked for as SVG or in double size, kept open, or given back as a value",
        files={
            "formats.ipynb": notebook(
                "%matplotlib inline\n%config InlineBackend.figure_format = 'svg'\n"
                "import matplotlib.pyplot as plt\nplt.plot([1, 2])",
                "%config InlineBackend.figure_format = 'retina'\n"
                "%config InlineBackend.close_figures = False\n"
                "figure, axes = plt.subplots(2, 2); axes[0, 0].imshow([[0, 1]])\nfigure",
                "axes[0, 1].hist([1, 1, 2]); figure.savefig('both.png', dpi=300)\n"
                "print('open', plt.get_fignums(), plt.gcf() is figure)",
            )
        },
        outcome="They are seen like all others; their pictures are made small",
        prints=["open [1] True"],
        plots=["1 line", "1 image", "1 histogram, 1 image"],
    ),
    Entry(
        name="a figure that does not answer",
        oddity="A figure with artists of the student's own, of which one raises and one hangs",
        files={
            "mad.ipynb": notebook(
                "import time\nimport matplotlib.pyplot as plt\nfrom matplotlib.axes import Axes\n"
                "from matplotlib.lines import Line2D",
                "class Mad(Line2D):\n"
                "    def get_xdata(self, orig=True): raise SystemExit('no')\n"
                "plt.gca().add_line(Mad([0, 1], [0, 1])); plt.show()",
                "class Slow(Axes):\n"
                "    def get_xlabel(self): time.sleep(1_000)\n"
                "figure = plt.figure(); axes = Slow(figure, [0, 0, 1, 1])\n"
                "figure.add_axes(axes); axes.plot([1, 2]); plt.show()",
                "plt.plot([1, 2]); plt.show()\nprint('went on')",
            )
        },
        outcome="It is passed over, and the run goes on as if nobody had looked",
        prints=["went on"],
        plots=["1 line"],
    ),
)
