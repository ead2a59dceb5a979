"""规划: pure optimisers and matchers. Nothing here knows Django or a domain."""
