"""The same pipeline over many shards, on one machine or under an engine."""

from __future__ import annotations

from onrecord.bulk.run import ENGINES, run
from onrecord.bulk.shards import Shard, ShardReceipt, plan

__all__ = ["ENGINES", "Shard", "ShardReceipt", "plan", "run"]
