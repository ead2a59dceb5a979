"""The pages of accounts: coming in and going out (`door`), the own password and invitations (`passwords`), the
secretary's pages of who holds which posting (`staff`)."""
