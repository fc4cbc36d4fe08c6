"""The layers of a network, as an assignment names them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A fully connected layer, y = xWᵀ + b."""

    inputs: int
    """Number of input features."""
    outputs: int
    """Number of output features."""
    bias: bool = True
    """Whether it adds a bias."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convolution:
    """A two-dimensional convolution."""

    inputs: int
    """Number of input channels."""
    outputs: int
    """Number of output channels."""
    kernel: tuple[int, int]
    """Height and width of the kernel, pixels."""
    stride: tuple[int, int] = (1, 1)
    """Step between two places of the kernel, pixels."""
    padding: tuple[int, int] = (0, 0)
    """Zeros added on each side, pixels."""
    dilation: tuple[int, int] = (1, 1)
    """Distance between the kernel's taps, pixels."""
    groups: int = 1
    """Number of groups that the channels are divided into."""
    bias: bool = True
    """Whether it adds a bias."""
    transposed: bool = False
    """Whether it is a transposed convolution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooling:
    """A pooling over windows of the image."""

    kind: str
    """`max` or `avg`."""
    kernel: tuple[int, int]
    """Height and width of the window, pixels."""
    stride: tuple[int, int]
    """Step between two windows, pixels."""
    padding: tuple[int, int] = (0, 0)
    """Padding on each side, pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptivePooling:
    """A pooling to a given size of image, whatever the size before."""

    kind: str
    """`max` or `avg`."""
    size: tuple[int, int]
    """Height and width of the result, pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flatten:
    """All dimensions but the batch become one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """A function applied to each value: relu, sigmoid, tanh, gelu, leaky_relu, elu, silu, ..."""

    name: str
    """The function's name as torch.nn.functional spells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Softmax:
    """A softmax over the classes."""

    logarithm: bool = False
    """Whether it is a log-softmax."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropout:
    """Values set to zero at random in training."""

    probability: float
    """Probability that a value is dropped, fraction from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalisation:
    """Batch, layer, group or instance normalisation."""

    kind: str
    """`batch`, `layer`, `group` or `instance`."""
    features: int
    """Number of features (for layer normalisation: of normalised values)."""
    affine: bool = True
    """Whether it has a learnt scale and shift for each feature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrent:
    """A built-in recurrent layer."""

    kind: str
    """`rnn`, `lstm` or `gru`."""
    inputs: int
    """Number of input features at each step."""
    hidden: int
    """Number of hidden units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """An operation that the notation has no word for."""

    operation: str
    """Its ATen name without namespace, e.g. `add` or `cat`."""
    parameters: int = 0
    """Number of learnt values that it uses."""


Layer = (
    Linear
    | Convolution
    | Pooling
    | AdaptivePooling
    | Flatten
    | Activation
    | Softmax
    | Dropout
    | Normalisation
    | Recurrent
    | Other
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Architecture:
    """The shape of one input and the layers that it passes through, in order."""

    input: tuple[int, ...]
    """Shape of one input without the batch: (features,) or (channels, height, width)."""
    layers: tuple[Layer, ...]
    """The layers from input to output."""
