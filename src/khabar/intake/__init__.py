"""File or row to report: formats, encodings, datelines, outlets, dates."""

from khabar.intake.files import read_inputs
from khabar.intake.making import make_report
from khabar.intake.options import IntakeOptions
from khabar.intake.source import Source

__all__ = ["IntakeOptions", "Source", "make_report", "read_inputs"]
