"""选举与计票: elections, who may vote, candidates, votes and their counts. There is no table of ballots (N10)."""

from linli.ballots.models.elections import ElectionStep, Elector, LeftOut, PartyElection, Step, What, Why
from linli.ballots.models.polls import Candidate, Count, CountLine, Elected, Poll, Reading, Round

__all__ = [
    "Candidate",
    "Count",
    "CountLine",
    "Elected",
    "ElectionStep",
    "Elector",
    "LeftOut",
    "PartyElection",
    "Poll",
    "Reading",
    "Round",
    "Step",
    "What",
    "Why",
]
