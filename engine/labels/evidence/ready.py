"""What the models of labels need, loaded before it is needed."""

from __future__ import annotations


def load_models() -> None:
    """Load what the linear model needs, in the process that will need it."""
    import scipy.optimize  # noqa: PLC0415 - costly
    import scipy.sparse  # noqa: F401, PLC0415 - costly
    import threadpoolctl  # noqa: F401, PLC0415 - costly

    import engine.labels.evidence.classifier  # noqa: F401, PLC0415 - costly


def load_models_and_trees() -> None:
    """Load what trees need too."""
    load_models()
    import sklearn.ensemble  # noqa: F401, PLC0415 - costly
