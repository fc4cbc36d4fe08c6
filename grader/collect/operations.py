"""ATen operations by what they mean for the layers of a network; base names, no overloads."""

PASSED_OVER = frozenset(
    "contiguous clone detach alias to _to_copy lift_fresh lift_fresh_copy type_as float double half"
    " expand expand_as getitem sym_size _assert_tensor_metadata _assert_async empty ones full"
    " ones_like empty_like full_like new_ones arange scalar_tensor copy numel item"
    " _local_scalar_dense".split()
)
"""Operations that change no value that counts."""

ZEROS = frozenset("zeros zeros_like new_zeros".split())
"""Operations that make a value of zeros."""

RESHAPES = frozenset(
    "view reshape flatten squeeze unsqueeze permute transpose t _unsafe_view view_as reshape_as"
    " unflatten movedim swapaxes _reshape_alias as_strided numpy_T".split()
)
"""Operations that put the same values into another shape."""

PARTS = frozenset("select slice split chunk unbind narrow index split_with_sizes".split())
"""Operations that take a part of a value; recurrent networks walk through their input so."""

AFFINE = frozenset("add sub mul div rsub true_divide neg".split())
"""Arithmetic that scales or shifts a value, or joins two."""

PRODUCTS = frozenset("linear addmm mm matmul bmm baddbmm einsum addmv mv".split())
"""Operations that multiply a value by a matrix."""

CONVOLUTIONS = frozenset("conv2d convolution conv_transpose2d _convolution thnn_conv2d".split())
"""Two-dimensional convolutions."""

ACTIVATIONS = {
    name: name
    for name in (
        "relu sigmoid tanh gelu leaky_relu elu silu selu celu softplus hardtanh relu6 mish"
        " hardswish hardsigmoid log_sigmoid prelu softsign rrelu glu"
    ).split()
} | {"log_sigmoid_forward": "log_sigmoid", "logsigmoid": "log_sigmoid"}
"""Functions of single values, with the names that torch.nn.functional gives them."""
