"""The pages of orders: of the requester (`ask`), of the desk (`desk`), of who takes them (`serve`)."""
