"""Opens what the TinyDB engine keeps in a data folder; another engine would have a file like this one."""

from briefings.storage.data_folder import DataFolder
from briefings.storage.originals import Originals
from briefings.storage.protocols import RecordTable
from briefings.storage.quarantine import Quarantine
from briefings.storage.tinydb.archive import Archive
from briefings.storage.tinydb.cold_storage import ColdStorage
from briefings.storage.tinydb.record_table import PartitionedRecordTable, TinyRecordTable

_READ_POSITION_FILES = 16


class TinyDBEngine:
    """The stores of one data folder. What is opened is closed by whoever opened it."""

    def __init__(self, folder: DataFolder, quarantine: Quarantine | None = None) -> None:
        """`quarantine`: where damaged files go; that of the folder if not given."""
        self._folder = folder
        self._quarantine = quarantine or folder.open_quarantine()

    def open_archive(self) -> Archive:
        """The articles; the caller has the `DataLock`. Raises ArchiveError."""
        return Archive(
            self._folder.articles,
            lookup_index=self._folder.lookup_index,
            quarantine=self._quarantine,
            cold_storage=self._folder.cold_articles,
        )

    def open_cold_storage(self) -> ColdStorage:
        """The articles in cold storage, which no query returns."""
        return ColdStorage(self._folder.cold_articles, self._quarantine)

    def open_originals(self) -> Originals:
        """What was pushed, as it came; the caller has the `DataLock`."""
        return Originals(self._folder.originals, self._folder.cold_originals)

    def open_editors(self) -> RecordTable:
        """The editors who came by a claim link."""
        return TinyRecordTable(self._folder.editors, "_default", self._quarantine)

    def open_subscriptions(self) -> RecordTable:
        """When each chat wants its digest."""
        return TinyRecordTable(self._folder.subscriptions, "subscriptions", self._quarantine)

    def open_deliveries(self) -> RecordTable:
        """Which digest each chat was sent last."""
        return TinyRecordTable(self._folder.deliveries, "subscriptions", self._quarantine)

    def open_read_positions(self) -> RecordTable:
        """Up to which article each chat has been shown each story."""
        return PartitionedRecordTable(self._folder.read_positions, "seen", _READ_POSITION_FILES, self._quarantine)
