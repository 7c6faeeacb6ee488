"""Every operation of the SDK as a command: what it takes, found and read from the resource classes themselves."""
