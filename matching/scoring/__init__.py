"""Features of a post beside its likeliest debunks -> likelihoods."""
