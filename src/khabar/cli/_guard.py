"""From errors to exit codes: every command runs inside ``guarded``."""

import contextlib
import errno
import functools
import os
import sys
from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import Final, ParamSpec

import typer

from khabar.cli._console import clean, prepare_streams
from khabar.record.errors import (
    ConfigError,
    FailureReason,
    InputError,
    KhabarError,
    KnowledgeError,
    StoreError,
    StoreFullError,
    StoreMissingError,
)

__all__ = ["ExitCode", "exit_with", "guarded", "own_files", "write_error"]

P = ParamSpec("P")
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT})


class ExitCode(IntEnum):
    """What the shell is told."""

    DONE = 0
    FAULT = 1  # something is wrong with Khabar or its installation
    USAGE = 2  # the command line or the configuration
    SOME_FAILED = 3  # some inputs failed; they are listed
    NOTHING = 4  # nothing matched, and --fail-empty was given
    STORE = 5  # the case is locked, newer, damaged, or the disk is full
    INTERRUPTED = 130


def guarded(command: Callable[P, None]) -> Callable[P, None]:
    """Return a command whose expected errors become one line and an exit code.

    A reader that stops early (``khabar ... | head``) is no error. Errors that nobody
    expected keep their traceback and exit with 1.

    Args:
        command: A command function.

    Returns:
        The same command for typer.

    Raises:
        Exit: With the exit code, when the command did not succeed.
    """

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        prepare_streams()
        try:
            command(*args, **kwargs)
            sys.stdout.flush()
        except BrokenPipeError:
            _leave_quietly()
        except KeyboardInterrupt as error:
            _say("interrupted")
            raise typer.Exit(ExitCode.INTERRUPTED) from error
        except KhabarError as error:
            _say(f"error: {error}")
            raise typer.Exit(_code_of(error)) from error
        except OSError as error:
            if error.errno not in _FULL:
                raise
            _leave_quietly()
            _say(f"error: {write_error(error, what='the output', where='')}")
            raise typer.Exit(ExitCode.STORE) from error

    return run


@contextlib.contextmanager
def own_files(*, given: bool = False) -> Iterator[None]:
    """Tell a wrong file of the user's from a wrong file of Khabar's own.

    Args:
        given: The file is the command's input, not part of the configuration.

    Yields:
        Once.

    Raises:
        InputError: The file that was given is wrong.
        ConfigError: A file of the case or of the user is wrong.
    """
    try:
        yield
    except KnowledgeError as error:
        if given:
            reason = FailureReason.BAD_ROW
            raise InputError(error.what, reason=reason, where=error.where, do=error.do) from error
        raise ConfigError(error.what, where=error.where, do=error.do) from error


def write_error(error: OSError, *, what: str, where: str) -> KhabarError:
    """Return the error to raise when something cannot be written.

    Args:
        error: What the system said.
        what: What was to be written (``the export``).
        where: The file.

    Returns:
        Of a kind of its own when the disk is full.
    """
    if error.errno in _FULL:
        full = f"cannot write {what}: the disk is full"
        return StoreFullError(full, where=where, do="make room, then run this again")
    return ConfigError(f"cannot write {what}: {error}", where=where)


def exit_with(code: ExitCode) -> None:
    """End a command with an exit code; 0 just goes on.

    Args:
        code: What the shell is told.

    Raises:
        Exit: The code is not 0.
    """
    if code is not ExitCode.DONE:
        sys.stdout.flush()
        raise typer.Exit(code)


def _code_of(error: KhabarError) -> ExitCode:
    """Return the exit code that an error asks for."""
    if isinstance(error, ConfigError | StoreMissingError):
        return ExitCode.USAGE
    if isinstance(error, StoreError):
        return ExitCode.STORE
    if isinstance(error, InputError):
        return ExitCode.SOME_FAILED
    return ExitCode.FAULT


def _say(line: str) -> None:
    """Say one line on stderr; nobody may be listening."""
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{clean(line)}\n")


def _leave_quietly() -> None:
    """Let the interpreter flush into nothing, so that it does not complain on exit."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
