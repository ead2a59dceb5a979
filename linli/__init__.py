"""Linli (邻里): the operating system of a residential community (社区)."""
