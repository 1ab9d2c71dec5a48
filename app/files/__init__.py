"""Where files live, what they are called, how they are read within bounds and replaced whole."""

from app.files.bounded import NoPlainFile, TooLarge, opened_plain, read_bounded
from app.files.changing import changed
from app.files.looking import is_one_file, is_taken, is_there
from app.files.names import (
    DRAFT_SUFFIX,
    ENVELOPE_SUFFIX,
    PACK_SUFFIX,
    Opened,
    as_draft,
    as_text,
    file_name,
    free_path,
    opened_as,
    require_text_name,
    shown,
)
from app.files.places import data_folder, is_sample, manual_folder, resource, sample_folder
from app.files.reasons import is_away, is_full, why_not
from app.files.workplace import Workplace, sweep, sweep_data_folder, working_in
from app.files.writing import (
    cannot_write,
    copy_checked,
    made_folders,
    patiently,
    replacing,
    sync_folder,
    taking_place,
)

__all__ = [
    "DRAFT_SUFFIX",
    "ENVELOPE_SUFFIX",
    "PACK_SUFFIX",
    "NoPlainFile",
    "Opened",
    "TooLarge",
    "Workplace",
    "as_draft",
    "as_text",
    "cannot_write",
    "changed",
    "copy_checked",
    "data_folder",
    "file_name",
    "free_path",
    "is_away",
    "is_full",
    "is_one_file",
    "is_sample",
    "is_taken",
    "is_there",
    "made_folders",
    "manual_folder",
    "opened_as",
    "opened_plain",
    "patiently",
    "read_bounded",
    "replacing",
    "require_text_name",
    "resource",
    "sample_folder",
    "shown",
    "sweep",
    "sweep_data_folder",
    "sync_folder",
    "taking_place",
    "why_not",
    "working_in",
]
