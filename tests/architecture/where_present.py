"""A contract over packages of which some are not written yet."""

from grimp import ImportGraph
from importlinter import ContractCheck
from importlinter.contracts.forbidden import ForbiddenContract

__all__ = ["WherePresentContract"]


class WherePresentContract(ForbiddenContract):
    """``forbidden``, except that modules which do not exist yet are passed over.

    So a rule can name every package of the design, and holds from a package's first day.
    """

    type_name = "where_present"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001
        """Check the packages that exist."""
        for field in ("source_modules", "forbidden_modules"):
            present = {
                module
                for module in getattr(self, field)
                if not str(module).startswith("khabar.") or str(module) in graph.modules
            }
            setattr(self, field, present)
        return super().check(graph, verbose)
