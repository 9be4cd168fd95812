"""What a figure gives: rows of the table, and remarks below it."""
import dataclasses

from measure import Spread


@dataclasses.dataclass
class Row:
    what: str
    ours: str
    rival: str
    measured: Spread
    goal: float | None
    at_least: bool = True
    digits: int = 2

    @property
    def reached(self):
        m = self.measured.median
        return m >= self.goal if self.at_least else m <= self.goal


@dataclasses.dataclass
class Result:
    rows: list
    remarks: list = dataclasses.field(default_factory=list)
