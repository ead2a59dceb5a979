"""检索: words of records, found within one community. No person, no telephone and no requester is ever in it (M-6)."""
