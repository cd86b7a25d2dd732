"""What somebody wanted to do and could not: typed words and reasons, shown again."""

from __future__ import annotations

from dataclasses import dataclass, field

from webmap.inbox.step_form import StepView


@dataclass(frozen=True)
class Refused:
    """What was typed and what is wrong with it, to be shown again."""

    step: StepView | None = None
    typed: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, str]:
        """Everything that is wrong: id of the field → sentence."""
        wrong = self.step.errors if self.step else {}
        prefix = f"{self.step.id}-" if self.step else ""
        return {**{prefix + n: said for n, said in wrong.items()}, **self.errors}
