"""The parts that pages are put together from; each knows its height before it is drawn."""
