"""Pages of pledges: of the Party organisation, of a member, of everybody."""
