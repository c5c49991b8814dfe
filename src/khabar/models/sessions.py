"""Opens the networks of a model folder: on the CPU, one thread."""

from pathlib import Path

import onnxruntime

from khabar.record.errors import ReaderError

__all__ = ["open_session"]


def open_session(path: Path) -> onnxruntime.InferenceSession:
    """Open an ONNX file.

    Args:
        path: A file of a model folder whose digests were checked.

    Returns:
        The session.

    Raises:
        ReaderError: The file is no network.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has no public base class for its errors
        what = f"model cannot be opened: {error}"
        raise ReaderError(what, where=path.name, do="install khabar again") from error
