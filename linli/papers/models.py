"""The models of papers, so that Django finds them in one place."""

from linli.papers.printing.models import PrintJob, SignInSheet

__all__ = ["PrintJob", "SignInSheet"]
