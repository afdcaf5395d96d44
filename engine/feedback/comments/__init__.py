"""Comments: told apart, read by models of this computer or a server's, each once."""
