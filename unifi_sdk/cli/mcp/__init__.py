"""A server of the Model Context Protocol over the operations of the SDK (extra `mcp`)."""
