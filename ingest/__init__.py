"""From topic folders to an index bundle that never changes once it is built.

The promise of this room: a bundle is complete or it is not there; an interrupted build leaves the last good one in use.
"""

from ingest.builder import BundleInfo, Progress, Stage, Step, build
from ingest.export import ExportInfo
from ingest.lock import IngestBusyError

__all__ = ["BundleInfo", "ExportInfo", "IngestBusyError", "Progress", "Stage", "Step", "build"]
