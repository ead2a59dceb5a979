"""发展党员档案: a file, its steps, scans and votes, who helps, the reviews; and the plan of a year."""

from linli.admissions.models.files import NUMBER_LENGTH, WORDS_LENGTH, Admission, AdmissionStep, Ending
from linli.admissions.models.helping import AdmissionHelper, AdmissionReview, Role
from linli.admissions.models.planning import YearPlan
from linli.admissions.models.scans import AdmissionScan
from linli.admissions.models.votes import AssemblyVote, Decision

__all__ = [
    "NUMBER_LENGTH", "WORDS_LENGTH", "Admission", "AdmissionHelper", "AdmissionReview", "AdmissionScan", "AdmissionStep",
    "AssemblyVote", "Decision", "Ending", "Role", "YearPlan",
]  # fmt: skip
