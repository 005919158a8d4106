"""Who does something at the desk, when and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.debunk import Status, Verdict


@dataclass(frozen=True, slots=True)
class Announced:
    """A change that readers hear of: of this version of a debunk, to this."""

    debunk_id: str
    version: int
    verdict: Verdict
    status: Status


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does something, when (in seconds), how it is called in the audit, and why.

    `by` is None where the operator's command or Raspa itself does it. `tell` says whether readers
    of an earlier version hear of it; of another verdict and of a retraction they always do.
    `drafts_only` is for who may change nothing that readers see. `announced`, where given, holds
    the only changes that readers may be told of: those that whoever does it was shown before.
    `in_part` names debunks that are given in part, and whether their status is: what is left out
    of them stays. `shown`, where given, holds by id the only changes that may be made: a digest of
    each, as `storage.debunks.former_states.digest_of` makes it. Answers to cases that it causes
    wait `wait` seconds, in which they can be taken back unsent.
    """

    by: int | None = None
    at: int = 0
    action: str = "imported"
    reason: str = ""
    tell: bool = True
    drafts_only: bool = False
    announced: frozenset[Announced] | None = None
    in_part: Mapping[str, bool] = field(default_factory=dict)
    shown: Mapping[str, bytes] | None = None
    wait: int = 0

    @property
    def imports(self) -> bool:
        """Whether debunks come from a file, which need not know what was learned here."""
        return self.action == "imported"
