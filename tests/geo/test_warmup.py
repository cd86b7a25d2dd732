"""The kernels are compiled before anybody waits for them."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any

import geo
from geo.warmup import warm_up


def list_kernels() -> dict[str, Any]:
    """Find every compiled function of the package where it is written."""
    modules = [m.name for m in pkgutil.walk_packages(geo.__path__, "geo.")]
    return {
        f"{module}.{name}": found
        for module in modules
        for name, found in vars(import_module(module)).items()
        if hasattr(found, "py_func") and found.py_func.__module__ == module
    }


def test_warming_up_compiles_every_kernel() -> None:
    kernels = list_kernels()
    inner = {name for k in kernels.values() for name in k.py_func.__code__.co_names}

    warm_up()

    called = {n: k for n, k in kernels.items() if k.py_func.__name__ not in inner}
    assert len(called) > 20
    assert not [name for name, found in called.items() if not found.signatures]
