"""打印间: what waits to be printed, in the order of a round through the houses, and sign-in sheets."""
