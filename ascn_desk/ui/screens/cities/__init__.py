"""Cities of the network: list, map, and the page of one."""
